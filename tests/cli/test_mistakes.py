import os
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from engine.cli.group import exit_code
from engine.cli.mistakes import Misuse, language_of, mistake_lines

Told = Callable[..., list[str]]


@pytest.fixture
def told(capsys: pytest.CaptureFixture[str]) -> Told:
    """What a wrong command is answered: the lines on stderr."""

    def run(*arguments: str) -> list[str]:
        assert exit_code(list(arguments)) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        return shown.err.splitlines()

    return run


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("konsolidate",), "Нет команды «konsolidate». Вероятно: consolidate."),
        (("rules", "chek"), "Нет команды «chek». Вероятно: check."),
        (("status", "--perod", "2024"), "У команды «svod status» нет параметра --perod. Вероятно: --period."),
        (("status", "-x"), "У команды «svod status» нет параметра -x."),
        (("--workspace", "w", "status"), "Параметр --workspace пишут после команды, например: svod status --workspace"),
        (("status", "--period"), "После параметра --period нужно значение."),
        (("status", "--quiet=1"), "После параметра --quiet ничего не пишут."),
        (("status", "вся", "школа"), "Лишнее: «вся школа». Название или текст из нескольких слов берут в кавычки."),
        (("decide",), "Не указано: код или название организации."),
        (("decide", "0101"), "Не указано: решение (accept, entered_by_district, exempt, extend, signed_copy)."),
        (("decide", "0101", "accept"), "Не указано: на чём основано решение (--basis)."),
        (("decide", "0101", "extend", "--basis", "письмо"), "Добавьте новый срок: --until 2025-01-24"),
        (("check",), "Не указано: файл или папка с файлами."),
        (
            ("consolidate", "--returns", "rejcted"),
            "У параметра --returns нет значения «rejcted». Можно: rejected, warned, none. Вероятно: rejected.",
        ),
        (("consolidate", "--jobs", "0"), "После параметра --jobs нужно целое число не меньше 1, а стоит «0»."),
        (("consolidate", "--as-of", "31.02.2024"), "После параметра --as-of нужна дата, например 2024-12-31"),
    ],
)
def test_what_is_wrong_is_said_in_russian_first_with_the_nearest_valid_word(
    told: Told, arguments: tuple[str, ...], said: str
) -> None:
    lines = told(*arguments)
    assert lines[0].startswith(said)
    assert len(lines) <= 2


@pytest.mark.parametrize(
    ("given", "meant"), [("entered", "entered_by_district"), ("принять", "accept"), ("продлить", "extend")]
)
def test_decisions_are_listed_with_their_meaning_and_the_one_that_was_meant(told: Told, given: str, meant: str) -> None:
    first, second = told("decide", "0213", given, "--basis", "письмо")
    assert first.startswith(f"Нет решения «{given}». Можно: accept – принять с ошибками; entered_by_district – внёс")
    assert first.endswith(f" Вероятно: {meant}.")
    assert second.startswith("Например: svod decide ")


def test_a_name_without_quotation_marks_is_recognised(told: Told) -> None:
    lines = told("decide", "Ручейская", "СОШ", "accept", "--basis", "письмо")
    assert lines[1] == "Название или текст из нескольких слов берут в кавычки."


def test_a_path_that_is_not_there_is_compared_with_its_neighbours(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "incoming").mkdir()
    for name in ("a.xlsx", "lof"):
        (tmp_path / name).write_text("", encoding="utf-8")
    assert told("check", "incomming")[0] == "Нет такого файла или папки: «incomming». Вероятно: incoming."
    assert told("check", "incoming", "ещё")[0] == "Нет такого файла или папки: «ещё»."
    assert told("explain", "Своды.xlsx", "Сводка!B9")[0] == "Нет такого файла или папки: «Своды.xlsx»."
    assert told("explain", "aa.xlsx", "Сводка!B9")[0].endswith("Вероятно: a.xlsx.")
    assert told("check", "nowhere/at/all")[0] == f"Нет такого файла или папки: «{Path('nowhere/at/all')}»."
    assert told("status", "--workspace", "a.xlsx")[0] == "«a.xlsx» – файл, а нужна папка."
    assert told("rules", "test", "--workbook", "incoming")[0] == "«incoming» – папка, а нужен файл."


def test_what_may_be_written_is_said_at_once_and_not_in_the_english_help(told: Told) -> None:
    assert told("explain", "--al")[1] == "Параметры команды: --all, --workspace, --lang, --format, --quiet, --help."
    assert told("explain", "--al", "--lang", "en")[1].startswith("Options of the command: --all")


def test_a_folder_that_may_not_be_read_is_said_to_be_closed(
    told: Told, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "own").mkdir()
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    assert told("status", "--workspace", str(tmp_path / "own"))[0].startswith("Нет доступа: ")


@pytest.mark.parametrize("arguments", [["status", "--lang", "en"], ["--lang=en", "wat"]])
def test_english_is_taken_from_the_arguments(arguments: list[str]) -> None:
    assert language_of(arguments) == "en"


@pytest.mark.parametrize("arguments", [[], ["status", "en"], ["status", "--lang", "ru", "en"], ["--lang"]])
def test_anything_else_is_answered_in_russian(arguments: list[str]) -> None:
    assert language_of(arguments) == "ru"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("decide", "0213", "entered"), "There is no decision 'entered'."),
        (("consolidate", "--as-of", "x"), "--as-of needs a date such as 2024-12-31 or 31.12.2024, not 'x'."),
        (("decide", "0101", "extend", "--basis", "letter"), "Add the new due date: --until 2025-01-24"),
        (("check", "nowhere"), "There is no file or folder 'nowhere'."),
    ],
)
def test_in_english_when_asked(told: Told, arguments: tuple[str, ...], said: str) -> None:
    assert told(*arguments, "--lang", "en")[0].startswith(said)


def test_a_group_alone_shows_its_commands(told: Told) -> None:
    assert any(line.split()[:1] == ["check"] for line in told("rules"))


def test_what_has_no_words_of_its_own_is_passed_on() -> None:
    lines = list(mistake_lines(click.UsageError("odd"), [], "ru"))
    assert lines == ["Команда написана неверно: odd"]
    assert list(mistake_lines(Misuse("так", "so"), [], "en")) == ["so"]
