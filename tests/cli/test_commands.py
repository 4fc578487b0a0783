"""Every command as people and programs call it: what it prints and how it exits."""

import json
from pathlib import Path
from typing import Any

import pytest
from support.rules import Rules
from support.sending import Send

from engine.cli.group import exit_code
from engine.workspace.folders import Workspace


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
    code, out, err = answer(capsys, "consolidate", *at(workspace))
    assert code == 0
    assert "2024 год (текущий по правилам); по состоянию на 31.12.2024 (дата периода)" in out
    assert "Отчитались: 1 из 76." in out
    region = next(line for line in out.splitlines() if line.startswith("Региональный свод: "))
    assert Path(region.removeprefix("Региональный свод: ")).is_file()
    assert "Читаю файлы…" in err


def test_quiet_consolidate_says_nothing_on_stderr(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert answer(capsys, "consolidate", *at(workspace), "-q")[2] == ""


def test_consolidate_in_english(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = answer(capsys, "consolidate", *at(workspace), "--lang", "en")
    assert "Reported: 0 of 76." in out
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
    assert answer(capsys, "consolidate", *at(workspace))[0] == 1
    assert answer(capsys, "consolidate", *at(workspace), "--fail-on", "never")[0] == 0
    (workspace.incoming / "b.xlsx").write_bytes(b"PK\x03\x04 cut off")
    assert answer(capsys, "consolidate", *at(workspace))[0] == 3


def test_warning_fails_only_when_asked(workspace: Workspace, send: Send, capsys: pytest.CaptureFixture[str]) -> None:
    send("0101", "a.xlsx", {"304": 6})
    assert answer(capsys, "check", str(workspace.incoming), *at(workspace))[0] == 0
    assert answer(capsys, "check", str(workspace.incoming), *at(workspace), "--fail-on", "warning")[0] == 1


def test_unknown_period_is_wrong_usage_and_nothing_is_written(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = answer(capsys, "consolidate", *at(workspace), "--period", "2042")
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
