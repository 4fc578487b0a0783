"""``svod decide`` as people and programs call it, and what it changes in the next run."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from support.forms import consistent
from support.rules import Rules
from support.small_region import decision

from engine.cli.decision import doubt_lines
from engine.cli.group import exit_code
from engine.pipeline.deciding import Doubt, Outlook, WrittenDecision
from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content
from engine.template.writer import write_form
from engine.vocabulary.fields import Address

Svod = Callable[..., tuple[int, str, str]]


@pytest.fixture
def svod(rules: Rules, capsys: pytest.CaptureFixture[str]) -> Svod:
    """Runs a command in a workspace of its own, whose rules may be written."""
    (rules.folder.parent / "incoming").mkdir()

    def run(*arguments: str) -> tuple[int, str, str]:
        code = exit_code([*arguments, "--workspace", str(rules.folder.parent)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def decisions(rules: Rules) -> list[str]:
    return rules.text("decisions.csv").splitlines()[1:]


def test_decision_is_written_and_what_to_do_next_is_said(svod: Svod, rules: Rules) -> None:
    code, out, _ = svod(
        "decide", "0101", "accept", "--basis", "письмо № 5", "--revision", "1", "--by", "отдел", "--on", "20.01.2025"
    )
    assert code == 0
    assert decisions(rules) == ["0101,2024,accept,1,письмо № 5,отдел,2025-01-20"]
    assert out.splitlines()[0] == "Решение записано: rules/decisions.csv, строка 2."
    assert "отчёт принимается с ошибками, исправление № 1" in out
    assert f"svod consolidate --workspace {rules.folder.parent}\n" in out


def test_another_period_is_named_in_what_to_do_next(svod: Svod, rules: Rules) -> None:
    _, out, _ = svod("decide", "0101", "exempt", "--basis", "ремонт", "--period", "2023")
    assert f"svod consolidate --workspace {rules.folder.parent} --period 2023\n" in out
    assert decisions(rules)[0].startswith("0101,2023,exempt,,ремонт,")


def test_accepting_any_revision_says_how_to_mean_one_only(svod: Svod) -> None:
    _, out, _ = svod("decide", "0101", "accept", "--basis", "письмо", "--by", "отдел")
    assert "какой бы файл ни пришёл (если только этот – впишите в столбец revision число 0)" in out
    assert "Внимание" not in out


def test_decision_about_a_closed_place_is_answered_at_once(svod: Svod, rules: Rules, rulebook: Rulebook) -> None:
    closed = next(each for each in rulebook.registry.schools() if each.closed_on is not None)
    code, out, _ = svod("decide", closed.id, "exempt", "--basis", "закрыта", "--by", "отдел")
    assert code == 0
    assert f"Внимание: {closed.name}: организация закрыта" in out
    assert "отчёта от неё и так не ждут" in out
    _, out, err = svod("decide", closed.id, "extend", "--until", "2025-01-24", "--basis", "з", "--format", "json")
    assert out == ""  # the two decisions contradict
    assert "Внимание" not in err
    assert len(decisions(rules)) == 1


def test_revision_that_did_not_come_is_said_with_those_that_did(svod: Svod, rules: Rules, rulebook: Rulebook) -> None:
    incoming = rules.folder.parent / "incoming"
    _send_faulty(rulebook, incoming / "0101.xlsx")
    svod("consolidate", "--returns", "none")
    _, out, _ = svod("decide", "0101", "accept", "--basis", "п", "--by", "о", "--revision", "7", "--lang", "en")
    assert "Attention: there is no revision 7 of the report of" in out
    assert "yet (there is: 0)." in out
    _, out, err = svod("decide", "0102", "accept", "--basis", "п", "--by", "о", "--format", "json")
    assert json.loads(out)["decision"]["place_id"] == "0102"
    assert "отчёта пока нет; решение подействует, когда он придёт." in err


def test_who_decides_and_the_day_are_this_users_and_today(
    svod: Svod, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "petrova")
    before = datetime.now(ZoneInfo("Europe/Moscow")).date()
    svod("decide", "0101", "signed_copy", "--basis", "почта")
    *_, decided_by, decided_on = decisions(rules)[0].split(",")
    assert decided_by == "petrova"
    assert decided_on in {before.isoformat(), datetime.now(ZoneInfo("Europe/Moscow")).date().isoformat()}


def test_json_tells_the_row_as_it_was_written(svod: Svod) -> None:
    code, out, _ = svod(
        "decide", "0101", "extend", "--until", "2025-01-24", "--basis", "карантин", "--by", "отдел",
        "--on", "2025-01-16", "--format", "json",
    )  # fmt: skip
    assert code == 0
    assert json.loads(out) == {
        "path": "rules/decisions.csv",
        "line": 2,
        "decision": {
            "place_id": "0101",
            "period": "2024",
            "decision": "extend",
            "revision": None,
            "basis": "карантин",
            "decided_by": "отдел",
            "decided_on": "2025-01-16",
            "until": "2025-01-24",
        },
    }


def test_in_english(svod: Svod) -> None:
    _, out, _ = svod("decide", "0101", "extend", "--until", "2025-01-24", "--basis", "карантин", "--lang", "en")
    assert "due date extended to 2025-01-24" in out


@pytest.mark.parametrize(
    "arguments",
    [
        ("0101", "extend", "--basis", "карантин"),
        ("0101", "acept", "--basis", "письмо"),
        ("0101", "accept"),
        ("0101", "accept", "--basis", ""),
        ("0101", "accept", "--basis", "=1+1"),
        ("0101", "accept", "--basis", "письмо", "--revision", "-1"),
        ("нет такой", "accept", "--basis", "письмо"),
        ("0101", "accept", "--basis", "письмо", "--period", "2042"),
    ],
)
def test_what_cannot_be_decided_is_wrong_usage_and_writes_nothing(
    svod: Svod, rules: Rules, arguments: tuple[str, ...]
) -> None:
    code, out, err = svod("decide", *arguments)
    assert (code, out) == (2, "")
    assert err
    assert decisions(rules) == []


def test_accepting_brings_a_faulty_report_into_the_next_run(svod: Svod, rules: Rules, rulebook: Rulebook) -> None:
    _send_faulty(rulebook, rules.folder.parent / "incoming" / "0101.xlsx")
    assert svod("check", str(rules.folder.parent / "incoming"))[0] == 1
    assert svod("decide", "0101", "accept", "--basis", "письмо № 5", "--by", "отдел")[0] == 0
    assert svod("decide", "0102", "exempt", "--basis", "ремонт", "--by", "отдел")[0] == 0
    assert svod("decide", "0103", "accept", "--basis", "по звонку", "--by", "отдел")[0] == 0
    code, out, _ = svod("consolidate", "--returns", "none")
    assert code == 0
    assert "учтено: 1; не принято из-за ошибок: 0" in out
    assert "Отчитались: 1 из 75." in out
    assert "Отчёта не ждут по решению (1): МБОУ «Верхнеозёрская СОШ № 2»." in out
    assert "Решений, которые применить не к чему: 1." in out
    assert ", снято решением 1." in out


def _send_faulty(rulebook: Rulebook, path: Path) -> None:
    content = consistent(school_content(rulebook, rulebook.periods["2024"], "0101"))
    write_form(path, replace(content, values={**content.values, Address("304"): 7, Address("306"): 40}))


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_whatever_speaks_against_a_decision_is_said(rulebook: Rulebook, lang: str) -> None:
    written = WrittenDecision(decision("0101", "accept"), "rules/decisions.csv", 2)
    said = {each: list(doubt_lines(written, Outlook(each, ()), rulebook, lang)) for each in Doubt}
    assert all(len(lines) == 1 and rulebook.registry["0101"].name in lines[0] for lines in said.values())
    assert list(doubt_lines(written, Outlook(None, ()), rulebook, lang)) == []
