"""What a transmittal tells, rebuilt: tried on a district of the small region and what it sends up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.small_region import (
    AS_OF,
    PERIOD,
    decision,
    error,
    reading,
    school,
    small_rulebook,
    submission,
    warning,
)
from support.transmittals import sent_up, with_rows

from engine.consolidation.run import consolidate
from engine.consolidation.transmitted import (
    Told,
    findings_told,
    knows_code,
    leaves,
    submissions_told,
    told_by,
    with_told,
    with_transmittals,
    without_told,
)
from engine.rulebook.model import Denominator
from engine.vocabulary.fields import Address, OccurrenceKey
from engine.vocabulary.findings import FindingState, Severity
from engine.vocabulary.transmittal import Transmittal

OWN = (
    decision("0102", "accept", basis="письмо № 7"),
    decision("0103", "exempt", basis="Петрова А. И. болеет, тел. 8-900-000-00-01"),
)
RULES = small_rulebook(
    decisions=OWN,
    denominators=(Denominator(indicator="involved", place_id="01", period="2024", value=500, source="–"),),
)
FIRST = submission(
    "0101",
    {"006": "Петрова", "011": date(2025, 1, 9), "101": 200, "306": 140, "402": 1, "7001.1": "выполнено"}
    | {"201.1": 1, "201.2": 2, "203.1": 3, "203.2": 4, "7001.2": date(2024, 10, 1)},
    occurrences={"7001": "1"},
)
FAULTY = school("0102", 100, 170, 5)


@pytest.fixture(scope="module")
def transmittal() -> Transmittal:
    """What the first district sends up: one report, one accepted with its errors, one school exempt."""
    told = warning(FIRST.path).with_(state=FindingState.EXPLAINED, explanation="так и есть")
    readings = (reading(FIRST), reading(FAULTY))
    return sent_up(consolidate(readings, (told, error(FAULTY.path, "K07")), RULES, PERIOD, AS_OF), RULES, "01")


@pytest.fixture(scope="module")
def told(transmittal: Transmittal) -> Told:
    return Told(transmittal, small_rulebook(), PERIOD)


def test_reports_are_rebuilt_with_their_counts_and_answers_and_without_texts(told: Told) -> None:
    first, faulty = submissions_told(told)
    assert (first.place_id, faulty.place_id) == ("0101", "0102")
    assert {str(each.address): each.value for each in first.values} == {
        "101.1": 200,
        "201.1": 1,
        "201.2": 2,
        "203.1": 3,
        "203.2": 4,
        "306.1": 140,
        "402.1": 1,
        "7001.1": "выполнено",
        "7001.2": date(2024, 10, 1),
    }
    assert first.occurrences == {"7001": OccurrenceKey("plan", "1")}
    assert (first.form, first.form_version, first.period_id, first.revision) == ("school", "1", "2024", 0)


def test_every_value_stands_in_the_cell_that_prints_it_in_the_transmittal(told: Told) -> None:
    (first, _) = submissions_told(told)
    rows = {row["line"]: row["row"] for row in told.rows("facts") if row["place_id"] == "0101" and row["column"] == "1"}
    assert {(first.path, each.sheet, each.cell) for each in first.values if each.line == "306"} == {
        ("01 передаточный.xlsx", "Данные", f"G{rows['306']}")
    }


def test_a_report_that_the_district_does_not_count_is_none(transmittal: Transmittal) -> None:
    rows = [
        row | {"status": "with_errors"} if row["place_id"] == "0101" else row
        for row in map(dict, transmittal.tables["completeness"])
    ]
    told = Told(with_rows(transmittal, "completeness", rows), small_rulebook(), PERIOD)
    assert [each.place_id for each in submissions_told(told)] == ["0102"]


@pytest.mark.parametrize(
    ("fact", "taken"),
    [
        ({"line": "306", "value": 5}, True),
        ({"line": "306", "kind": "word", "value": "пять"}, False),
        ({"line": "312", "value": 5}, False),  # not in our form
        ({"line": "290", "value": 5}, False),  # computed
        ({"line": "006", "kind": "word", "value": "Петрова"}, False),
        ({"line": "7001", "roadmap": "plan", "key": "1", "kind": "word", "value": "в работе"}, True),
        ({"line": "7001", "roadmap": "plan", "key": "1", "kind": "word", "value": "Петрова"}, False),
        ({"line": "7001", "column": "2", "roadmap": "plan", "key": "1", "kind": "date", "value": "2024-10-01"}, True),
        ({"line": "7001", "column": "4", "roadmap": "plan", "key": "1", "kind": "word", "value": "выполнено"}, False),
        ({"line": "7001", "roadmap": "plan", "key": "99", "kind": "word", "value": "выполнено"}, False),
    ],
)
def test_only_values_that_our_form_has_and_that_may_leave_are_taken(
    transmittal: Transmittal, fact: dict[str, object], *, taken: bool
) -> None:
    row = dict(transmittal.tables["facts"][0]) | {"place_id": "0101", "column": "1", "kind": "count"} | fact
    assert Told(transmittal, small_rulebook(), PERIOD).takes(row) is taken


def test_places_that_are_not_ours_are_left_out(transmittal: Transmittal) -> None:
    strange = [row | {"place_id": "0201"} for row in map(dict, transmittal.tables["completeness"])]
    told = Told(with_rows(transmittal, "completeness", strange), small_rulebook(), PERIOD)
    assert "0201" in told.named
    assert told.place_ids == {"01", "0101", "0102", "0103"}


def test_decisions_of_the_district_stand_for_our_own(told: Told) -> None:
    ours = small_rulebook(decisions=(decision("0101", "exempt"), decision("0201", "exempt")))
    rules = with_told(ours, [told])
    assert [(each.place_id, each.decision, each.basis) for each in rules.decisions] == [
        ("0201", "exempt", "служебная записка № 5"),
        ("0102", "accept", ""),  # bases stay in the district
        ("0103", "exempt", ""),
    ]
    assert all(not each.decided_by for each in rules.decisions if each.place_id != "0201")
    assert [each.place_id for each in without_told(ours, [told]).decisions] == ["0201"]


def test_external_denominators_of_the_district_stand_for_our_own(told: Told) -> None:
    own = Denominator(indicator="involved", place_id="01", period="2024", value=1, source="–")
    other = own.model_copy(update={"place_id": "00"})
    rules = with_told(small_rulebook(denominators=(own, other)), [told])
    assert [(each.place_id, each.value) for each in rules.denominators] == [("00", 1), ("01", 500)]


def test_rules_of_a_consolidation_are_those_with_its_transmittals(transmittal: Transmittal) -> None:
    result = consolidate([], [], RULES, PERIOD, AS_OF)
    assert with_transmittals(RULES, result) == RULES
    rules = with_transmittals(small_rulebook(), replace(result, transmittals=(transmittal,)))
    assert [each.place_id for each in rules.decisions] == ["0102", "0103"]
    assert with_transmittals(rules, replace(result, transmittals=(transmittal,))) == rules


def test_findings_come_with_their_state_and_their_explanation(told: Told) -> None:
    findings = {(each.place_id, each.code): each for each in findings_told(told)}
    explained, waived = findings["0101", "V02"], findings["0102", "K07"]
    assert (explained.state, explained.explanation, explained.severity) == (
        FindingState.EXPLAINED,
        "так и есть",
        Severity.WARNING,
    )
    assert (waived.state, waived.explanation, waived.path) == (
        FindingState.WAIVED,
        None,
        "01 передаточный.xlsx",
    )
    assert findings["0102", "E10"].is_open


def test_a_decision_in_vain_is_told_where_decisions_stand(transmittal: Transmittal) -> None:
    vain = dict(transmittal.tables["findings"][0]) | {"code": "E13", "facts": {"decision": "accept"}}
    told = Told(with_rows(transmittal, "findings", [vain]), small_rulebook(), PERIOD)
    assert [each.path for each in findings_told(told)] == ["rules/decisions.csv"]


def test_a_finding_that_we_cannot_name_is_left_out(transmittal: Transmittal) -> None:
    strange = dict(transmittal.tables["findings"][0]) | {"code": "Z99"}
    told = Told(with_rows(transmittal, "findings", [strange]), small_rulebook(), PERIOD)
    assert list(findings_told(told)) == []
    assert not knows_code("Z99")
    assert knows_code("K99")


def test_texts_dates_and_local_counts_stay_in_a_district() -> None:
    fields = small_rulebook().form("school", PERIOD).by_address
    assert leaves(fields[Address("101")])
    assert not leaves(fields[Address("006")])
    assert not leaves(fields[Address("011")])
    assert not leaves(replace(fields[Address("101")], local=True))


def test_nothing_told_changes_nothing() -> None:
    assert told_by((), RULES, PERIOD) == ()
    assert with_told(RULES, ()) == RULES
