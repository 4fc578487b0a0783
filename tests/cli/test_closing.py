"""``svod close`` as people and programs call it, and what commands say about closed versions."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from support.closings import CLOSED_ON, closed, consolidated, overwrite
from support.sending import Send, send_form

from engine.cli.closing import altered_lines, closing_lines, closing_record, lost_lines
from engine.cli.group import exit_code
from engine.pipeline.closed import with_closed
from engine.rulebook.loading import load_rulebook
from engine.rulebook.model import Decision
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace


@pytest.fixture(scope="module")
def rulebook(small_rules: Path) -> Rulebook:
    return load_rulebook(small_rules)


@pytest.fixture(scope="module")
def consolidated_once(rulebook: Rulebook, small_rules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace consolidated with two reports, one of them faulty; two schools and both districts are silent."""
    workspace = Workspace(tmp_path_factory.mktemp("consolidated"))
    (workspace.root / "rules").symlink_to(small_rules, target_is_directory=True)
    send_form(workspace, rulebook, "0501", "2025-01-13/0501.xlsx")
    send_form(workspace, rulebook, "0502", "2025-01-14/0502.xlsx", {"306": 40})
    consolidated(workspace, rulebook)
    return workspace.root


@pytest.fixture
def workspace(tmp_path: Path, consolidated_once: Path) -> Workspace:
    shutil.copytree(consolidated_once, tmp_path / "w", symlinks=True)
    return Workspace(tmp_path / "w")


def answer(capsys: pytest.CaptureFixture[str], workspace: Workspace, *arguments: str) -> tuple[int, str, str]:
    code = exit_code([*arguments, "--workspace", str(workspace.root)])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def exempting(place_id: str) -> Decision:
    """A decision that a place's report on 2024 is not expected."""
    return Decision(
        place_id=place_id,
        period="2024",
        decision="exempt",
        revision=None,
        basis="карантин",
        decided_by="И. И. Иванова",
        decided_on=date(2025, 1, 18),
    )


def correct(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    """After closing a correction comes, a file is lost, and the period is consolidated again."""
    send("0501", "2025-01-27/0501.xlsx", {"011": date(2025, 1, 27), "402": 1, "006": None})
    send(
        "0502", "2025-01-27/0502.xlsx", {"011": date(2025, 1, 27), "7001.1": "выполнено", "7001.2": date(2020, 11, 12)}
    )
    consolidated(workspace, rulebook)


def test_close_says_aloud_what_it_closed(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answer(capsys, workspace, "close", "--on", "2025-01-20")
    assert (code, err) == (0, "")
    silent = "Верхнеозёрский район, МБОУ «Верхнеозёрская СОШ № 1», Старолуговской район, МБОУ «Старолуговская гимназия»"
    stays = "в нём фамилии, телефоны и строка 310, он остаётся в муниципалитете."
    assert out.splitlines() == [
        "Период: 2024 год (текущий по правилам); по состоянию на 31.12.2024.",
        "Закрыта версия 1, 20.01.2025.",
        "Учтено отчётов: 1 из 6.",
        f"Не сдали (4): {silent}.",
        "С ошибками, в итоги не вошли (1): МБОУ «Старолуговская СОШ № 2».",
        "Просрочено мероприятий: 2.",
        f"Папка: {workspace.root / 'outgoing' / '2024' / 'closed' / '1'}",
        "Отправьте региону из этой папки: «05 Старолуговской район – передаточный свод 2024.xlsx».",
        f"Муниципальный свод региону не отправляйте: {stays}",
    ]


def test_close_on_no_day_named_is_today_where_the_rules_say(
    workspace: Workspace, rulebook: Rulebook, capsys: pytest.CaptureFixture[str]
) -> None:
    zone = ZoneInfo(rulebook.programme.time_zone)
    before = datetime.now(zone).date()
    _, out, _ = answer(capsys, workspace, "close", "--format", "json")
    assert before <= date.fromisoformat(json.loads(out)["closed_on"]) <= datetime.now(zone).date()


def test_close_for_programs(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = answer(capsys, workspace, "close", "--on", "20.01.2025", "--period", "2024", "--format", "json")
    assert code == 0
    assert json.loads(out) == {
        "period": "2024",
        "version": 1,
        "new": True,
        "closed_on": "2025-01-20",
        "as_of": "2024-12-31",
        "folder": "outgoing/2024/closed/1",
        "reported": 1,
        "expected": 6,
        "silent": ["01", "0101", "05", "0503"],
        "with_errors": ["0502"],
        "overdue": 2,
        "transmittals": [
            "05 Старолуговской район – передаточный свод 2024.xlsx",
        ],
        "other_engine": None,
        "changes": [],
    }


def test_nothing_changed_is_said_and_is_no_fault(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    answer(capsys, workspace, "close", "--on", "2025-01-20")
    code, out, _ = answer(capsys, workspace, "close", "--on", "2025-02-01")
    assert code == 0
    assert "С версии 1, закрытой 20.01.2025, ничего не изменилось; новая версия не нужна." in out
    assert [each.name for each in workspace.closed("2024").iterdir()] == ["1"]


@pytest.mark.parametrize(("lang", "word"), [("ru", "не закрыт, ничего не записано"), ("en", "was not closed")])
def test_refusal_is_wrong_usage_with_the_reason(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], lang: str, word: str
) -> None:
    (workspace.incoming / "новый.xlsx").write_text("", encoding="utf-8")
    code, out, err = answer(capsys, workspace, "close", "--lang", lang)
    assert (code, out) == (2, "")
    assert word in err
    assert "новый.xlsx" in err
    assert not workspace.closed("2024").exists()


def test_second_version_lists_the_differences(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    closed(workspace, rulebook)
    correct(workspace, rulebook, send)
    closing = closed(workspace, rulebook, on=date(2025, 1, 28))
    lines = list(closing_lines(closing, rulebook, "ru", period_by_default=False))
    assert lines[1] == "Закрыта версия 2, 28.01.2025."
    school, other = "МБОУ «Старолуговская СОШ № 1»", "МБОУ «Старолуговская СОШ № 2»"
    assert [line for line in lines if line.startswith("–")] == [
        f"– {school}: строка 006, графа 1: было «Петрова А. А.», стало пусто.",
        f"– {school}: строка 402, графа 1: было 0, стало 1.",
        "– Пришёл файл 2025-01-27/0501.xlsx: учтён, есть предупреждения.",
        f"– {other}: отчёт теперь учтён (было: с ошибками, не вошёл в свод).",
        f"– {other}: мероприятие 3: просрочено (было: нет сведений).",
        f"– {other}: мероприятие 2: выполнено с опозданием (было: нет сведений).",
        "– Пришёл файл 2025-01-27/0502.xlsx: учтён.",
    ]
    english = list(closing_lines(closing, rulebook, "en", period_by_default=True))
    assert len(english) == len(lines)
    assert "– МБОУ «Старолуговская СОШ № 1»: line 402, column 1: was 0, is 1." in english
    assert closing_record(closing, workspace)["changes"] == list(closing.changes)


def test_version_that_differs_in_findings_alone_says_so(workspace: Workspace, rulebook: Rulebook) -> None:
    closed(workspace, rulebook)
    (workspace.incoming / "2025-01-14" / "0502.xlsx").rename(workspace.incoming / "2025-01-14" / "исправить.xlsx")
    consolidated(workspace, rulebook)
    lines = list(closing_lines(closed(workspace, rulebook), rulebook, "ru", period_by_default=False))
    assert "Закрыта версия 2, 20.01.2025." in lines
    assert "Значения, отчёты и мероприятия те же, что в версии 1." in lines


def test_decision_taken_after_closing_is_told_and_closes_as_the_next_version(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    closed(workspace, rulebook)
    signed = exempting("0501").model_copy(update={"decision": "signed_copy", "revision": 0, "basis": "почта."})
    known = replace(rulebook, decisions=(signed,))
    consolidated(workspace, known)
    closing = closed(workspace, known)
    assert closing.version == 2
    lines = list(closing_lines(closing, known, "ru", period_by_default=False))
    school = rulebook.registry["0501"].name
    assert "Отличий от версии 1: 1." in lines
    assert f"– {school}: новое решение – получен подписанный экземпляр (исправление № 0); основание: почта." in lines
    english = list(closing_lines(closing, known, "en", period_by_default=False))
    assert f"– {school}: new decision signed_copy/0; basis: почта." in english
    consolidated(workspace, rulebook)
    lines = list(closing_lines(closed(workspace, rulebook), rulebook, "ru", period_by_default=False))
    assert (
        f"– {school}: решение отменено – получен подписанный экземпляр (исправление № 0); основание было: почта."
        in lines
    )


def test_arrived_files_are_counted_apart_and_columns_of_a_roadmap_are_named(
    workspace: Workspace, rulebook: Rulebook, send: Send
) -> None:
    closed(workspace, rulebook)
    day = date(2025, 1, 27)
    send("0501", "2025-01-27/0501.xlsx", {"011": day, "7001.1": "выполнено", "7001.2": date(2020, 11, 12)})
    consolidated(workspace, rulebook)
    closing = closed(workspace, rulebook)
    lines = list(closing_lines(closing, rulebook, "ru", period_by_default=False))
    arrived = sum(each["change"] == "arrived" for each in closing.changes)
    assert f"Отличий от версии 1: {len(closing.changes) - arrived}; пришло файлов: 1." in lines
    assert any(line.endswith("дата выполнения: было пусто, стало 12.11.2020.") for line in lines)


def test_altered_workbook_is_said_on_stderr_by_every_command_even_a_quiet_one(
    workspace: Workspace, rulebook: Rulebook, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = closed(workspace, rulebook).folder
    overwrite(folder / "Региональный свод 2024.xlsx", "edited")
    (folder / "лишний.txt").write_text("", encoding="utf-8")
    (line,) = altered_lines(with_closed(rulebook, workspace), "ru")
    assert "outgoing/2024/closed/1/Региональный свод 2024.xlsx" in line
    assert "Региональный свод 2024.xlsx – верните их из резервной копии." in line
    assert "лишний.txt – уберите из папки." in line
    code, out, err = answer(capsys, workspace, "template", "--school", "0501", "-q")
    assert code == 0
    assert err == f"{line}\n"
    assert line not in out


def test_reports_that_came_late_or_not_at_all_and_files_that_are_gone_are_differences(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    closed(workspace, rulebook)
    (workspace.incoming / "2025-01-14" / "0502.xlsx").unlink()
    known = replace(rulebook, decisions=(exempting("0501"), exempting("0503")))
    consolidated(workspace, known)
    closing = closed(workspace, known)
    lines = list(closing_lines(closing, known, "ru", period_by_default=False))
    school, other, third = (rulebook.registry[each].name for each in ("0501", "0502", "0503"))
    assert {
        f"– {school}: отчёт больше не учтён (не ожидается: освобождена решением).",
        f"– {other}: сдача отчёта: нет отчёта (было: с ошибками, не вошёл в свод).",
        "– Файла 2025-01-14/0502.xlsx больше нет (было: не принят из-за ошибок).",
        f"– {third}: сдача отчёта: не ожидается: освобождена решением (было: нет отчёта).",
    } <= set(lines)
    english = list(closing_lines(closing, known, "en", period_by_default=False))
    assert f"– {third}: state of the report: not expected: exempt by decision (was: silent)." in english


def test_version_that_differs_in_what_only_the_rules_settle_is_not_called_the_same(
    workspace: Workspace, rulebook: Rulebook
) -> None:
    closed(workspace, rulebook)
    (workspace.incoming / "2025-01-14" / "0502.xlsx").unlink()
    consolidated(workspace, rulebook)
    closing = closed(workspace, rulebook)
    assert (closing.is_new, closing.is_same) == (True, False)
    lines = list(closing_lines(replace(closing, changes=()), rulebook, "ru", period_by_default=False))
    assert any(line.startswith("Отличий от версии 1") for line in lines)
    assert "Значения, отчёты и мероприятия те же, что в версии 1." not in lines


def test_version_that_is_gone_is_said_on_stderr_by_every_command(
    workspace: Workspace, rulebook: Rulebook, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(closed(workspace, rulebook).folder)
    (line,) = lost_lines(with_closed(rulebook, workspace), "ru")
    assert "(1) периода 2024" in line
    assert "outgoing/2024/closed/1" in line
    assert line.endswith("Пока её нет, свод сравнивать не с чем.")
    code, _, err = answer(capsys, workspace, "template", "--school", "0501", "-q")
    assert (code, err) == (0, f"{line}\n")
    code, out, err = answer(capsys, workspace, "close", "--on", "2025-01-20")
    assert (code, out) == (2, "")
    assert "svod consolidate --period 2024" in err


def test_day_before_the_as_of_date_is_wrong_usage(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = answer(capsys, workspace, "close", "--on", "2020-01-01")
    assert (code, out) == (2, "")
    assert "01.01.2020" in err


def test_altered_data_stop_every_command(
    workspace: Workspace, rulebook: Rulebook, capsys: pytest.CaptureFixture[str]
) -> None:
    overwrite(closed(workspace, rulebook, on=CLOSED_ON).folder / "data" / "facts.csv", "")
    code, out, err = answer(capsys, workspace, "consolidate")
    assert (code, out) == (2, "")
    assert "data/facts.csv" in err
