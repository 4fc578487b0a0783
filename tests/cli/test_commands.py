"""Every command as people and programs call it: what it prints and how it exits."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.explaining import Book
from support.rules import Rules
from support.sending import Send, send_form
from support.templates import edited
from support.workspaces import made_workspace

from engine.cli.group import exit_code
from engine.rulebook.loading import load_rulebook
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace

NO_LETTERS = ("--returns", "none")


@pytest.fixture(scope="module")
def rulebook(small_rules: Path) -> Rulebook:
    return load_rulebook(small_rules)


@pytest.fixture
def workspace(tmp_path: Path, small_rules: Path, kept_small_forms: Path) -> Workspace:
    """A workspace of two districts with four schools and an empty incoming/."""
    return made_workspace(tmp_path / "small", small_rules, kept_small_forms, documents=True)


@pytest.fixture
def whole(tmp_path: Path, rules_dir: Path, kept_forms: Path) -> Workspace:
    """A workspace with all of the repository's rules and an empty incoming/."""
    return made_workspace(tmp_path / "whole", rules_dir, kept_forms)


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = exit_code([str(each) for each in arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def answer_json(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code, out, _ = answer(capsys, *arguments, "--format", "json")
    return code, json.loads(out)


def at(workspace: Workspace) -> tuple[str, str]:
    return "--workspace", str(workspace.root)


def test_consolidate_tells_what_was_asked_who_answered_and_where_the_workbook_is(
    workspace: Workspace, send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    send("0101", "2025-01-13/a.xlsx")
    code, out, err = answer(capsys, "consolidate", *at(workspace), *NO_LETTERS)
    assert code == 0
    assert "2024 год (текущий по правилам); по состоянию на 31.12.2024 (дата периода)" in out
    assert "Отчитались: 1 из 6." in out
    region = next(line for line in out.splitlines() if line.startswith("Региональный свод: "))
    assert Path(region.removeprefix("Региональный свод: ")).is_file()
    assert "Читаю файлы…" in err


def test_quiet_consolidate_says_nothing_on_stderr(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "consolidate", *at(workspace), *NO_LETTERS, "-q")[2] == ""


def test_missing_template_is_said_even_when_quiet_and_the_rest_is_written(
    workspace: Workspace, send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    send("0101", "a.xlsx")
    (workspace.templates / "Сопроводительное письмо.docx").unlink()
    code, out, err = answer(capsys, "consolidate", *at(workspace), *NO_LETTERS, "-q")
    fault = "Шаблон «Сопроводительное письмо.docx»: файла нет в папке workbook_templates."
    assert code == 0
    assert err.startswith(fault)
    assert fault not in out
    assert "Справки (3): папка " in out
    assert "Сопроводительные письма не записаны (1): шаблон «Сопроводительное письмо.docx» не годится." in out


def test_faulty_template_is_told_to_programs_with_the_nearest_tag(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    edited(workspace.templates / "Сопроводительное письмо.docx", "{{ тема }}", "{{ темы }}")
    code, printed = answer_json(capsys, "consolidate", *at(workspace), *NO_LETTERS)
    assert code == 0
    (fault,) = printed["template_faults"]
    assert (fault["template"], fault["tag"], fault["meant"]) == ("Сопроводительное письмо.docx", "темы", "тема")
    assert sum(each["kind"] == "document" for each in printed["outputs"]) == 3


def test_consolidate_in_english(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = answer(capsys, "consolidate", *at(workspace), *NO_LETTERS, "--lang", "en")
    assert "Reported: 0 of 6." in out
    assert "Region workbook: " in out


def test_consolidate_json_is_run_json_without_the_register(
    workspace: Workspace, send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    send("0101", "a.xlsx")
    code, printed = answer_json(capsys, "consolidate", *at(workspace))
    published = json.loads((workspace.outgoing / "2024" / "run.json").read_text(encoding="utf-8"))
    assert code == 0
    assert printed == {name: value for name, value in published.items() if name != "files"}


def test_exit_code_is_the_highest_that_applies(
    workspace: Workspace, send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    send("0101", "a.xlsx", {"306": 40})
    assert answer(capsys, "consolidate", *at(workspace), *NO_LETTERS)[0] == 1
    assert answer(capsys, "consolidate", *at(workspace), *NO_LETTERS, "--fail-on", "never")[0] == 0
    (workspace.incoming / "b.xlsx").write_bytes(b"PK\x03\x04 cut off")
    assert answer(capsys, "consolidate", *at(workspace), *NO_LETTERS)[0] == 3


def test_warning_fails_only_when_asked(workspace: Workspace, send: Send, capsys: pytest.CaptureFixture[str]) -> None:
    send("0101", "a.xlsx", {"304": 6})
    assert answer(capsys, "check", str(workspace.incoming), *at(workspace))[0] == 0
    assert answer(capsys, "check", str(workspace.incoming), *at(workspace), "--fail-on", "warning")[0] == 1


def test_unknown_period_is_wrong_usage_and_nothing_is_written(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = answer(capsys, "consolidate", *at(workspace), *NO_LETTERS, "--period", "2042")
    assert (code, out) == (2, "")
    assert "«2042»" in err
    assert not workspace.outgoing.exists()


def test_faulty_rules_are_wrong_usage_and_every_mistake_is_named(
    rules: Rules, capsys: pytest.CaptureFixture[str]
) -> None:
    rules.edit("indicators.yaml", '"306"', '"396"')
    rules.edit("indicators.yaml", '"103"', '"193"')
    root = str(rules.folder.parent)
    code, _, err = answer(capsys, "consolidate", "--workspace", root)
    assert code == 2
    assert "396" in err
    assert "193" in err
    code, printed = answer_json(capsys, "rules", "check", "--workspace", root)
    assert code == 2
    assert {problem["path"] for problem in printed["problems"]} == {"rules/indicators.yaml"}


def test_rules_in_order_are_said_to_be(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "rules", "check", *at(workspace))[:2] == (0, "Правила в порядке.\n")


def test_check_names_the_cell_and_the_remedy(
    workspace: Workspace, send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    path = send("0101", "a.xlsx", {"306": 40})
    code, out, _ = answer(capsys, "check", str(path), *at(workspace))
    assert code == 1
    assert "НЕ ПРИНЯТ" in out
    assert "K06 Показатели!" in out
    _, printed = answer_json(capsys, "check", str(path), *at(workspace))
    assert [file["status"] for file in printed["files"]] == ["rejected"]
    assert [(each["code"], each["line"], each["severity"]) for each in printed["findings"]] == [("K06", "306", "error")]


def test_template_names_its_forms_for_programs(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    code, printed = answer_json(capsys, "template", *at(workspace), "--school", "0101")
    assert code == 0
    assert [(form["form"], form["place_id"]) for form in printed["forms"]] == [("school", "0101")]
    assert (workspace.root / printed["forms"][0]["path"]).is_file()


def test_init_makes_a_workspace_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "новая"
    assert answer(capsys, "init", str(folder))[0] == 0
    assert answer(capsys, "rules", "check", "--workspace", str(folder))[0] == 0
    code, _, err = answer(capsys, "init", str(folder))
    assert code == 2
    assert "не пуста" in err


def test_template_tells_people_which_forms_it_wrote(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer(capsys, "template", *at(workspace), "--school", "0101")
    assert code == 0
    assert out.splitlines()[-1] == "Период: 2024 год. Форм: 1."
    assert (workspace.root / out.splitlines()[0]).is_file()


def test_blanks_are_written_anew_on_demand(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = answer(capsys, "template", *at(workspace), "--blanks")
    _, printed = answer_json(capsys, "template", *at(workspace), "--blanks")
    assert out.splitlines() == printed["blanks"]
    assert all((workspace.root / path).is_file() for path in printed["blanks"])


def test_demo_leaves_a_folder_alone_that_holds_something(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "письмо.txt").write_text("важное", encoding="utf-8")
    code, _, err = answer(capsys, "demo", str(tmp_path))
    assert code == 2
    assert "не пуста" in err
    assert [each.name for each in tmp_path.iterdir()] == ["письмо.txt"]


@pytest.mark.parametrize(("lang", "next_step"), [("ru", "Дальше: svod template"), ("en", "Next: svod template")])
def test_init_says_what_to_do_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str, next_step: str
) -> None:
    _, out, _ = answer(capsys, "init", str(tmp_path / "w"), "--lang", lang)
    assert next_step in out


def test_check_of_an_empty_folder_says_so(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "check", str(workspace.incoming), *at(workspace))[:2] == (0, "Файлов не найдено.\n")


def test_deadline_is_read_as_the_contract_says(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, read = answer_json(
        capsys,
        "deadline",
        "Май, ежегодно",
        "--plan-from",
        "2021-01-01",
        "--plan-to",
        "2024-12-31",
        "--document-date",
        "09.11.2021",
        "--workspace",
        str(tmp_path),
    )
    assert code == 0
    assert read["occurrences"] == [
        {"starts_on": f"{year}-05-01", "due_on": f"{year}-05-31", "key": f"@{year}"} for year in (2022, 2023, 2024)
    ]
    assert (read["kind"], read["confidence"]) == ("recurring", "exact")
    assert all(isinstance(note, str) for note in read["notes"])


def test_deadline_in_words_is_a_sentence_and_its_notes(
    capsys: pytest.CaptureFixture[str], workspace: Workspace
) -> None:
    code, out, _ = answer(capsys, "deadline", "Сентябрь-март 2020 года", *at(workspace))
    assert code == 0
    sentence, *notes = out.splitlines()
    assert "1 сентября 2020" in sentence
    assert "31 марта 2021" in sentence
    assert notes
    assert all(line.startswith("– ") for line in notes)


def test_blank_deadline_inherits_the_sections(capsys: pytest.CaptureFixture[str], workspace: Workspace) -> None:
    _, read = answer_json(capsys, "deadline", "", "--section", "октябрь 2020 года", *at(workspace))
    assert read["occurrences"] == [{"starts_on": "2020-10-01", "due_on": "2020-10-31", "key": None}]
    assert read["confidence"] == "assumed"


def test_horizon_of_the_rules_bounds_what_has_no_end(
    capsys: pytest.CaptureFixture[str], workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    text = "2021-2023 гг., далее – ежегодно"
    _, inside = answer_json(capsys, "deadline", text, *at(workspace))
    _, outside = answer_json(capsys, "deadline", text, "--workspace", str(tmp_path_factory.mktemp("nowhere")))
    assert [each["key"] for each in inside["occurrences"]] == [f"@{year}" for year in range(2021, 2027)]
    assert [each["key"] for each in outside["occurrences"]] == ["@2021", "@2022", "@2023"]


def test_plan_that_ends_before_it_begins_is_wrong_usage(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    plan = ("--plan-from", "2022-01-01", "--plan-to", "2021-01-01")
    code, _, err = answer(capsys, "deadline", "май", *plan, "--workspace", str(tmp_path))
    assert code == 2
    assert "раньше" in err


def test_roadmap_lists_every_occurrence_for_programs(capsys: pytest.CaptureFixture[str], whole: Workspace) -> None:
    code, told = answer_json(capsys, "roadmap", "--roadmap", "khasansky", "--as-of", "2022-11-15", *at(whole))
    assert code == 0
    assert told["as_of"] == "2022-11-15"
    by_key = {each["key"]: each for each in told["occurrences"]}
    assert by_key["3.1@2022"] == {
        **by_key["3.1@2022"],
        "roadmap": "khasansky",
        "activity": "3.1",
        "deadline": "Сентябрь-ноябрь Ежегодно 2021 – 2024 гг.",
        "starts_on": "2022-09-01",
        "due_on": "2022-11-30",
        "confidence": "exact",
        "confirmed": True,
        "reported_by": "schools",
    }
    assert "places" not in by_key["3.1@2022"]


def test_roadmap_with_data_tells_how_places_stand(
    capsys: pytest.CaptureFixture[str], workspace: Workspace, send: Send
) -> None:
    send("0101", "a.xlsx")
    _, told = answer_json(capsys, "roadmap", "--roadmap", "ayano-maysky", *at(workspace))
    statuses = {each["place_id"]: each["status"] for row in told["occurrences"] for each in row["places"]}
    assert {"0101", "01"} <= statuses.keys()
    code, alone = answer_json(capsys, "roadmap", "--rules-only", *at(workspace))
    assert code == 0
    assert all("places" not in each for each in alone["occurrences"])


def test_roadmap_in_words_says_the_day_and_each_activity(capsys: pytest.CaptureFixture[str], whole: Workspace) -> None:
    code, out, err = answer(capsys, "roadmap", "--as-of", "2022-11-15", *at(whole))
    assert code == 0
    assert "по состоянию на 15.11.2022" in err
    assert "01.09.2022 – 30.11.2022; идёт, осталось 15 дн." in out


def test_unknown_roadmap_is_wrong_usage_with_the_nearest(
    capsys: pytest.CaptureFixture[str], workspace: Workspace
) -> None:
    code, _, err = answer(capsys, "roadmap", "--roadmap", "aksaisky", *at(workspace))
    assert code == 2
    assert "aksaysky" in err


def test_consolidate_tells_where_returns_and_letters_lie(
    workspace: Workspace, send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    send("0101", "2025-01-13/a.xlsx", {"306": 40})
    _, out, err = answer(capsys, "consolidate", *at(workspace))
    lines = out.splitlines()
    assert any(line.startswith("Возвращено на исправление: 1 – папка ") for line in lines)
    assert any(line.startswith("Письма (6): папка ") for line in lines)
    assert "Пишу книги, справки и письма…" in err
    _, out, _ = answer(capsys, "consolidate", *at(workspace), "--returns", "none")
    assert "Возвращено" not in out
    assert "Письма" not in out


def test_consolidate_says_how_many_places_have_no_address(
    tmp_path: Path, small_rules: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(small_rules, tmp_path / "rules")
    (tmp_path / "incoming").mkdir()
    registry = (small_rules / "registry.csv").read_text(encoding="utf-8")
    without = registry.replace("district-01@example.org", "").replace("school-0101@example.org", "")
    (tmp_path / "rules" / "registry.csv").write_text(without, encoding="utf-8")
    _, out, _ = answer(capsys, "consolidate", "--workspace", str(tmp_path))
    assert "Без адреса: 2 (rules/registry.csv, столбец email)." in out.splitlines()


def test_status_tells_who_to_ask_for_what_and_writes_nothing(
    workspace: Workspace, send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    send("0101", "2025-01-13/a.xlsx", {"306": 40})
    code, out, err = answer(capsys, "status", *at(workspace), "--district", "01")
    assert code == 0
    assert "K06" not in out
    assert "Показатели" in out
    assert out.splitlines()[-1].startswith("Наставничество, 2024 год. Не сдали: ")
    assert "Читаю файлы…" in err
    assert not workspace.outgoing.exists()


def test_status_for_programs_lists_every_place_expected(
    workspace: Workspace, send: Send, capsys: pytest.CaptureFixture[str]
) -> None:
    send("0101", "2025-01-13/a.xlsx")
    code, told = answer_json(capsys, "status", *at(workspace))
    assert code == 0
    assert told["counts"] == {"with_errors": 0, "newer_faulty": 0, "late": 0, "silent": 5, "reported": 1}
    assert len(told["places"]) == 6
    assert told["places"][-1]["place_id"] == "0101"


def test_status_of_an_unknown_district_is_wrong_usage(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = answer(capsys, "status", *at(workspace), "--district", "77")
    assert code == 2
    assert "«77»" in err


@pytest.fixture(scope="module")
def consolidated_once(
    tmp_path_factory: pytest.TempPathFactory, small_rules: Path, rulebook: Rulebook, kept_small_forms: Path
) -> Workspace:
    """A workspace consolidated with one report; nobody changes it."""
    workspace = made_workspace(tmp_path_factory.mktemp("explained") / "small", small_rules, kept_small_forms)
    send_form(workspace, rulebook, "0101", "2025-01-13/a.xlsx")
    assert exit_code(["consolidate", *at(workspace), *NO_LETTERS, "-q"]) == 0
    return workspace


def region_of(workspace: Workspace) -> str:
    return str(next((workspace.outgoing / "2024").glob("Рег*.xlsx")))


def share_of(workspace: Workspace, place_id: str) -> str:
    """The cell of «Охват» in which the first indicator of a place stands."""
    meaning = {"place": (place_id,), "coverage": ("involved_pupils:value",)}
    book = Book(workspace, Path(region_of(workspace)))
    return next(each.cell for each in book.asked("Охват") if each.meaning.parts == meaning)


def test_explain_goes_from_a_share_down_to_the_cells_of_a_file(
    consolidated_once: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    where = (region_of(consolidated_once), f"'Охват'!{share_of(consolidated_once, '0101')}", *at(consolidated_once))
    code, out, err = answer(capsys, "explain", *where, "--all")
    assert (code, err) == (0, "")
    assert "38 из 300" in out
    assert "incoming/2025-01-13/a.xlsx" in out
    assert "C44\u00a0=\u00a038; C12\u00a0=\u00a0300" in out


def test_explain_for_programs_and_in_english(consolidated_once: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    where = (region_of(consolidated_once), f"охват.{share_of(consolidated_once, '00')}", *at(consolidated_once))
    code, told = answer_json(capsys, "explain", *where, "--lang", "en")
    assert code == 0
    assert told["explanation"][0]["formula"] == "38 of 300"
    assert (told["run"]["folder"], told["edited"]) == ("outgoing/2024", False)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Обхват!G11",), "«Охват»"),
        (("Охват!A1",), "Ближайшие числа"),
        (("G11",), "не адрес ячейки"),
        ((), "svod explain"),
        (("Сдача", "отчётов!B6"), "кавычки"),
    ],
)
def test_explain_that_is_asked_wrongly_says_how_to_ask(
    consolidated_once: Workspace, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = answer(capsys, "explain", region_of(consolidated_once), *arguments, *at(consolidated_once))
    assert (code, out) == (2, "")
    assert said in err


def test_explain_of_a_workbook_of_no_run_or_no_workbook_at_all(
    consolidated_once: Workspace, workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = answer(capsys, "explain", region_of(consolidated_once), "Охват!G11", *at(workspace))
    assert code == 2
    assert "--workspace" in err
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 cut off")
    code, _, err = answer(capsys, "explain", str(tmp_path / "a.xlsx"), "Охват!G11", *at(consolidated_once))
    assert code == 3
    assert err.startswith("a.xlsx: ")
