"""What a decision does to the findings of a submission, and which decisions apply to nothing."""

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

from engine.consolidation.decisions import (
    DECISIONS_FILE,
    blocks,
    decided,
    decision_key,
    decisions_frame,
    exempting,
    why_in_vain,
)
from engine.consolidation.result import DECISIONS
from engine.consolidation.selection import choose
from engine.rulebook.model import Decision
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding, FindingState
from engine.vocabulary.messages import sentence

SENT = school("0101", 100, 170)
FAULTS = (error(SENT.path), warning(SENT.path))


def after(*decisions: Decision, findings: tuple[Finding, ...] = FAULTS, revision: int = 0) -> tuple[Finding, ...]:
    rules = small_rulebook(decisions=decisions)
    return decided(replace(SENT, revision=revision), findings, rules, PERIOD)


def in_vain(*readings: FileReading, decisions: tuple[Decision, ...]) -> list[Finding]:
    selection = choose(readings, [], small_rulebook(decisions=decisions), PERIOD, AS_OF)
    return [each for each in selection.findings if each.path == DECISIONS_FILE]


def codes(*readings: FileReading, decisions: tuple[Decision, ...]) -> list[str]:
    return [each.code for each in in_vain(*readings, decisions=decisions)]


def faulty(place_id: str = "0101", revision: int = 0) -> FileReading:
    sent = school(place_id, 100, 170, path=f"{place_id} {revision}.xlsx", revision=revision)
    return reading(sent, error(sent.path))


def test_accepting_waives_the_errors_with_the_basis_and_leaves_the_warnings() -> None:
    waived, kept, said = after(decision("0101", "accept"))
    assert (waived.state, waived.explanation, waived.withheld) == (FindingState.WAIVED, "служебная записка № 5", True)
    assert kept == FAULTS[1]
    assert (said.code, said.facts["errors"], said.facts["decided_on"]) == ("E10", "1", "20.01.2025")
    assert sentence(said).count("Кто решил: Петрова А. И. ") == 1
    assert not any(blocks(each) for each in (waived, kept, said))


@pytest.mark.parametrize("basis", ["просьба Ивановой Марии Петровны", "письмо № 7"])
def test_basis_is_withheld_whatever_it_says(basis: str) -> None:
    assert after(decision("0101", "accept", basis=basis))[0].withheld


@pytest.mark.parametrize(
    "other",
    [
        decision("0102", "accept"),
        decision("0101", "accept", period="2023"),
        decision("0101", "accept", revision=1),
        decision("0101", "signed_copy"),
        decision("0101", "entered_by_district"),
        decision("0101", "extend", until=date(2025, 1, 24)),
    ],
)
def test_other_decisions_waive_nothing(other: Decision) -> None:
    assert after(other) == FAULTS


def test_nothing_is_said_of_accepting_what_has_no_errors() -> None:
    assert after(decision("0101", "accept"), findings=FAULTS[1:]) == FAULTS[1:]


def test_decision_about_the_very_revision_goes_before_one_about_any() -> None:
    any_one, this_one = decision("0101", "accept"), decision("0101", "accept", revision=3, basis="именно этот")
    for both in ((any_one, this_one), (this_one, any_one)):
        assert after(*both, revision=3)[0].explanation == "именно этот"
        assert after(*both, revision=4)[0].explanation == "служебная записка № 5"


def test_what_could_not_be_read_of_an_accepted_report_stays_missing() -> None:
    sent = submission("0101", {"101": 100})
    rules = small_rulebook(decisions=(decision("0101", "accept"),))
    selection = choose([reading(sent, error(sent.path, "T21"))], [], rules, PERIOD, AS_OF)
    (counted,) = selection.submissions
    assert (counted.get("101"), counted.get("306")) == (100, None)


def test_exempting_decisions_are_known_by_place() -> None:
    of_another_year = decision("0102", "exempt", period="2023")
    rules = small_rulebook(decisions=(decision("0101", "exempt"), of_another_year, decision("0103", "accept")))
    assert set(exempting(rules, PERIOD)) == {"0101"}


def test_accepting_what_was_never_sent_is_in_vain() -> None:
    assert codes(decisions=(decision("0101", "accept"),)) == ["E11"]


def test_accepting_a_revision_that_is_not_there_names_those_that_are() -> None:
    (finding,) = in_vain(faulty(revision=0), faulty(revision=2), decisions=(decision("0101", "accept", revision=1),))
    assert (finding.code, finding.facts["revision"], finding.facts["there"]) == ("E12", "1", "0, 2")


def test_accepting_a_report_without_errors_was_not_needed() -> None:
    assert codes(reading(school("0101", 100, 70)), decisions=(decision("0101", "accept"),)) == ["E13"]


def test_accepting_a_report_that_a_newer_one_replaced_does_nothing_any_more() -> None:
    corrected = reading(school("0101", 100, 70, path="1.xlsx", revision=1))
    assert codes(faulty(), corrected, decisions=(decision("0101", "accept", revision=0),)) == ["E14"]
    assert codes(faulty(), corrected, decisions=(decision("0101", "accept"),)) == ["E13"]


@pytest.mark.parametrize("revision", [None, 1])
def test_accepting_a_report_from_which_nothing_could_be_read_cannot_be_done(revision: int | None) -> None:
    unread = replace(faulty(), submission=None, revision=None)
    assert codes(unread, decisions=(decision("0101", "accept", revision=revision),)) == ["E19"]


def test_decisions_that_apply_are_not_in_vain() -> None:
    decisions = (
        decision("0101", "accept"),
        decision("0101", "signed_copy", revision=0),
        decision("0102", "extend", until=date(2025, 1, 24)),
        decision("0103", "exempt"),
        decision("0201", "entered_by_district"),
    )
    assert codes(faulty(), reading(school("0201", 100, 70)), decisions=decisions) == []


@pytest.mark.parametrize(
    ("taken", "code"),
    [
        (decision("0202", "exempt"), "E16"),  # closed in summer
        (decision("02", "exempt"), "E16"),  # a district with nothing to answer for
        (decision("0202", "extend", until=date(2025, 1, 24)), "E16"),
        (decision("0202", "accept"), "E11"),
        (decision("0101", "entered_by_district"), "E17"),
        (decision("0101", "signed_copy"), "E18"),
    ],
)
def test_decisions_about_nothing_say_so(taken: Decision, code: str) -> None:
    assert codes(reading(school("0202", 100, 70)), decisions=(taken,)) == [code]


def test_decisions_of_other_periods_are_not_spoken_of() -> None:
    assert codes(decisions=(decision("0101", "accept", period="2023"),)) == []


def test_a_copy_of_a_report_is_no_report_of_its_own() -> None:
    one, two = (replace(faulty(), path=path, submission=None, sha256="same") for path in ("a.xlsx", "b.xlsx"))
    assert codes(one, two, decisions=(decision("0101", "accept"),)) == ["E19"]


def test_findings_about_decisions_read_well_in_both_languages() -> None:
    decisions = (decision("0101", "accept", revision=1), decision("0202", "exempt"), decision("0102", "signed_copy"))
    for finding in in_vain(faulty(), decisions=decisions):
        assert "…" not in sentence(finding, "ru")
        assert "…" not in sentence(finding, "en")


def test_the_frame_tells_every_decision_of_the_period_and_which_applies_to_nothing() -> None:
    rules = small_rulebook(
        decisions=(
            decision("0102", "extend", until=date(2025, 1, 24)),
            decision("0101", "accept", revision=7),
            decision("0101", "accept", period="2023"),
        )
    )
    selection = choose([faulty()], [], rules, PERIOD, AS_OF)
    frame = decisions_frame(rules, PERIOD, selection.findings)
    assert tuple(frame.columns) == DECISIONS
    rows = frame.astype(object).where(frame.notna(), None)[["place_id", "decision", "revision", "until", "code"]]
    assert rows.to_numpy().tolist() == [
        ["0101", "accept", 7, None, "E12"],
        ["0102", "extend", None, date(2025, 1, 24), None],
    ]
    assert set(frame["decided_by"]) == {"Петрова А. И."}
    assert decisions_frame(small_rulebook(), PERIOD, ()).empty


def test_why_a_decision_is_in_vain_is_found_by_its_place_and_key() -> None:
    assert (decision_key("accept", None), decision_key("accept", 0)) == ("accept", "accept/0")
    assert decision_key("extend", None, date(2025, 1, 24)) == "extend/2025-01-24"
    found = why_in_vain(in_vain(faulty(), decisions=(decision("0101", "accept", revision=7),)))
    assert {key: each.code for key, each in found.items()} == {("0101", "accept/7"): "E12"}
