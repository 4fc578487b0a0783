"""Districts of which there is anything to send up."""

from __future__ import annotations

from dataclasses import replace

from support.small_region import AS_OF, PERIOD, decision, error, reading, school, small_rulebook
from support.transmittals import sent_file, sent_up

from engine.consolidation.run import consolidate
from engine.consolidation.sending import sending_districts
from engine.rulebook.model import Decision
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding, Severity

FILE = reading(school("0101", 200, 140))


def sending(*files: FileReading, findings: tuple[Finding, ...] = (), decisions: tuple[Decision, ...] = ()) -> list[str]:
    rules = small_rulebook(decisions=decisions)
    return [each.id for each in sending_districts(consolidate(files, findings, rules, PERIOD, AS_OF), rules)]


def test_a_district_sends_where_a_file_came_and_others_do_not() -> None:
    assert sending(FILE) == ["01"]
    assert sending(reading(school("0201", 50, 33))) == ["02"]
    assert sending(FILE, reading(school("0201", 50, 33))) == ["01", "02"]
    assert sending() == []


def test_a_rejected_report_is_something_to_tell_of() -> None:
    assert sending(FILE, findings=(error(FILE.path),)) == ["01"]


def test_a_decision_of_the_period_is_something_to_tell_of() -> None:
    assert sending(decisions=(decision("0201", "exempt"),)) == ["02"]
    assert sending(decisions=(decision("0201", "exempt").model_copy(update={"period": "2023"}),)) == []


def test_a_file_of_another_period_is_nothing_to_send() -> None:
    assert sending(reading(replace(school("0101", 200, 140), period_id="2023"))) == []


def test_a_district_that_sent_a_transmittal_needs_none_also_where_it_was_rejected() -> None:
    rules = small_rulebook()
    sent = sent_up(consolidate([FILE], [], rules, PERIOD, AS_OF), rules, "01")
    assert sending(sent_file(sent)) == []
    damaged = Finding("G01", Severity.ERROR, sent.path)
    assert sending(replace(sent_file(sent, damaged), transmittal=None)) == []
