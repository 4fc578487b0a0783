"""Numbers of a transmittal that cannot be: its hash is right, what it says is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from support.small_region import AS_OF, PERIOD, SCHOOL_FORM, decision, reading, school, small_rulebook
from support.transmittals import sent_file, sent_up, with_rows

from engine.consolidation.run import consolidate
from engine.consolidation.selection import register_row
from engine.consolidation.transmittaldoubts import doubts
from engine.consolidation.transmitted import told_by
from engine.rulebook.model import Control
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.messages import what
from engine.vocabulary.transmittal import Transmittal

RELATION = Control(id="K01", level=Severity.ERROR, title="к", rule="[306] <= [101]", message="м", source="–")
RULES = replace(small_rulebook(), controls=(RELATION,))
FILES = (reading(school("0101", 200, 140)), reading(school("0102", 100, 90)))
SENT = sent_up(consolidate(FILES, [], RULES, PERIOD, AS_OF), RULES, "01")


def with_value(place_id: str, line: str, value: int) -> Transmittal:
    """The transmittal with another number in its data, sealed anew as far as anyone can tell."""
    rows = [
        {**row, "value": value} if (row["place_id"], row["line"]) == (place_id, line) else row
        for row in SENT.tables["facts"]
    ]
    return with_rows(SENT, "facts", rows)


def without(table: str, leaves: Callable[[Mapping[str, Any]], bool]) -> Transmittal:
    return with_rows(SENT, table, (row for row in SENT.tables[table] if not leaves(row)))


def said(transmittal: Transmittal, rules: Rulebook = RULES) -> list[Finding]:
    return list(doubts(told_by([transmittal], rules, PERIOD)).get(transmittal.path, ()))


def test_nothing_is_said_of_numbers_that_can_be() -> None:
    assert said(SENT) == []
    assert doubts(()) == {}


def test_a_broken_relation_names_district_place_lines_and_cell() -> None:
    (finding,) = said(with_value("0101", "306", 250))
    assert (finding.code, finding.severity) == ("G39", Severity.ERROR)
    assert (finding.place_id, finding.line, finding.sheet) == ("0101", "306", "Данные")
    assert finding.cell is not None
    assert finding.cell.startswith("G")
    words = what(finding)
    assert all(word in words for word in ("Первый район", "Школа № 1", "306", "101", "250"))
    assert "250" in what(finding, "en")


def test_a_count_beyond_the_limits_of_the_form_is_named() -> None:
    sections = [
        each
        if each.id != "1"
        else type(each).model_validate(
            {name: getattr(each, name) for name in type(each).model_fields}
            | {"lines": tuple(line.model_copy(update={"maximum": 150}) for line in each.lines)}
        )
        for each in SCHOOL_FORM.sections
    ]
    form = type(SCHOOL_FORM).model_validate(
        {name: getattr(SCHOOL_FORM, name) for name in type(SCHOOL_FORM).model_fields} | {"sections": tuple(sections)}
    )
    limited = replace(RULES, forms={**RULES.forms, ("school", "1"): form})
    assert [(each.code, each.place_id, each.line) for each in said(SENT, limited)] == [("G39", "0101", "101")]


def test_what_the_district_accepted_or_waived_is_not_said_again() -> None:
    broken = with_value("0101", "306", 250)
    accepted = {"place_id": "0101", "decision": "accept", "revision": None, "basis": None}
    accepted |= {"withheld": True, "decided_on": "2025-01-20", "until": None}
    assert said(with_rows(broken, "decisions", [accepted])) == []
    row = {"place_id": "0101", "code": "K01", "severity": "error", "line": "306", "column": "1", "facts": {}}
    row |= {"explanation": None, "withheld": True, "file": None}
    assert said(with_rows(broken, "findings", [{**row, "state": str(FindingState.WAIVED)}])) == []
    assert len(said(with_rows(broken, "findings", [{**row, "state": str(FindingState.OPEN)}]))) == 1
    assert len(said(with_rows(broken, "findings", [{**row, "state": "waived", "place_id": "0102"}]))) == 1


def test_a_report_accepted_with_its_errors_by_decision_is_sent_up_without_doubt() -> None:
    rules = replace(small_rulebook(decisions=(decision("0101", "accept"),)), controls=(RELATION,))
    wrong = reading(school("0101", 200, 250))
    fault = Finding("K01", Severity.ERROR, wrong.path, line="306", column="1")
    sent = sent_up(consolidate([wrong], [fault], rules, PERIOD, AS_OF), rules, "01")
    assert [row["place_id"] for row in sent.tables["reports"]] == ["0101"]
    assert said(sent) == []


def test_a_value_that_did_not_come_is_no_broken_relation() -> None:
    assert said(without("facts", lambda row: (row["place_id"], row["line"]) == ("0101", "101"))) == []


@pytest.mark.parametrize("table", ["facts", "reports"])
def test_a_report_that_counts_without_any_number_is_named(table: str) -> None:
    (finding,) = said(without(table, lambda row: row["place_id"] == "0102"))
    assert (finding.code, finding.place_id) == ("G43", "0102")
    assert "Школа № 2" in what(finding)


def test_such_a_transmittal_counts_with_a_warning_and_its_errors_are_among_the_findings() -> None:
    broken = with_value("0101", "306", 250)
    result = consolidate([sent_file(broken)], [], RULES, PERIOD, AS_OF)
    (row,) = result.register
    assert str(row.status) == "warned"
    assert "G39" in row.codes
    assert [each.place_id for each in result.findings if each.code == "G39"] == ["0101"]
    assert [each.path for each in result.transmittals] == [broken.path]
    assert str(register_row(sent_file(broken), said(broken), RULES).status) == "warned"


def test_all_transmittals_are_judged_each_for_itself() -> None:
    other = sent_up(consolidate([reading(school("0201", 50, 33))], [], RULES, PERIOD, AS_OF), RULES, "02")
    found = doubts(told_by([with_value("0101", "306", 250), other], RULES, PERIOD))
    assert {path: [each.code for each in every] for path, every in found.items()} == {SENT.path: ["G39"]}
