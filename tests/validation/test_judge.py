"""Everything that is judged about submissions, from the outside: which codes stand at which cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.filled_forms import CONSISTENT, submission

from engine.rulebook.closed import ClosedPeriod, ClosedPeriods
from engine.rulebook.model import SwitchedOff
from engine.rulebook.rulebook import Rulebook
from engine.validation import validate
from engine.vocabulary.fields import Address, Submission, Value
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.messages import sentence

#: What is changed in the consistent fill, and the cells and codes of all that is then found.
FAULTS: list[tuple[dict[str, Value], list[tuple[str, str]]]] = [
    ({"102": 401}, [("C102", "K02")]),
    ({"105": 41}, [("C105", "K03a")]),
    ({"107": 36, "105": 35}, [("C107", "K03b")]),
    ({"302": 31}, [("C302", "K04a")]),
    ({"304": 21}, [("C304", "K04b")]),
    ({"102": 24, "103": 20}, [("C302", "K05a")]),
    ({"103": 8}, [("C304", "K05b")]),
    ({"306": 50}, [("C306", "K06")]),
    ({"310": 43}, [("C310", "K07d")]),
    ({"307": 6}, [("C307", "K08a")]),
    ({"308": 41}, [("C308", "K08b")]),
    ({"311": 5}, [("C311", "K08c")]),
    ({"291.1": 19, "503": 19}, [("C291", "K09a")]),
    ({"291.2": 36}, [("D291", "K09b")]),
    ({"204.1": 1, "204.3": 1, "309": 1}, [("D204", "K11")]),
    ({"204.2": 1, "204.1": 1, "309": 1}, [("C204", "K12b"), ("E204", "K11"), ("D204", "K12b")]),
    ({"201.4": 31}, [("F201", "K12a")]),
    ({"203.6": 6}, [("H203", "K13")]),
    ({"502": 31}, [("C502", "K14a")]),
    ({"504": 21}, [("C504", "K14b")]),
    ({"501": 36}, [("C501", "K15a")]),
    ({"503": 25}, [("C503", "K15b")]),
    ({"501": 0, "502": 0}, [("C501", "K16")]),
    ({"402": 1}, [("C309", "K17b")]),
    ({"303": 19, "306": 41}, [("C303", "K18a")]),
    ({"308": 3}, [("C203", "K19a")]),
    (
        {"104": 0, "105": 0, "106": 0, "107": 0, "307": 0, "308": 4, "311": 0},
        [("C308", "K08b"), ("D203", "K19b"), ("C104", "K25b")],
    ),
    ({"302": 30, "301": 30, "102": 30, "103": 30}, [("C302", "K21b")]),
    ({"301": None}, [("C301", "V40")]),
    ({"310": None}, []),
    ({"203.5": None, "203.7": None}, [("G203", "V41")]),
    ({"104": 2001}, [("C104", "V42")]),
    ({"006": None}, [("C6", "V45")]),
    ({"601": None}, [("C601", "V46")]),
    ({"601": "нет", "601.2": "№ 5 от 12.01.2024"}, [("C601", "V49")]),
    ({"013": "да"}, []),
    ({"801.2": "ученик – ученик"}, [("C801", "V48")]),
    ({"801": "Практика Иванова И. И."}, [("C801", "V50")]),
    ({"101": 25, "102": 25, "103": 25}, [("C301", "K05c"), ("C306", "K07c"), ("C302", "K21b")]),
    ({"303": 401, "306": 423}, [("C303", "K05d"), ("C306", "K07c")]),
    ({"305": 31, "306": 19}, [("C305", "K07a"), ("C305", "K07b")]),
    ({"205.1": 1, "205.2": 1, "205.3": 1}, [("C402", "K17a")]),
    ({"301": 29, "306": 41}, [("C301", "K18b")]),
    ({"202.1": 2, "202.2": 31, "202.3": 31}, [("D202", "K18c")]),
    ({"101": 42, "102": 42, "103": 42}, [("C306", "K21a")]),
    (
        dict.fromkeys(("101", "102", "103", "301", "302", "303", "304", "305", "306"), 0)
        | dict.fromkeys((f"201.{column}" for column in range(1, 8)), 0)
        | {"291.1": 4, "291.2": 5, "501": 5, "502": 5, "503": 4, "504": 4},
        [("C101", "K25a")],
    ),
    ({"103": 9, "101": 300}, []),
    ({"103": 10, "304": 10}, [("C304", "K21c")]),
]


def judged(rulebook: Rulebook, *submissions: Submission, previous: pd.DataFrame | None = None) -> tuple[Finding, ...]:
    return validate(submissions, rulebook, rulebook.periods["2024"], previous)


def places(findings: tuple[Finding, ...]) -> list[tuple[str | None, str]]:
    return [(finding.cell, finding.code) for finding in findings]


def facts(place_id: str, counts: dict[str, int]) -> pd.DataFrame:
    rows = [(place_id, *f"{code}.1".split(".")[:2], count) for code, count in counts.items()]
    return pd.DataFrame(rows, columns=["place_id", "line", "column", "value"])


@pytest.mark.parametrize("place_id", ["0101", "0318"])
def test_a_form_in_which_everything_adds_up_has_no_findings(rulebook: Rulebook, place_id: str) -> None:
    assert judged(rulebook, submission(rulebook, place_id=place_id)) == ()


def test_nothing_is_asked_of_a_kindergarten_that_it_does_not_fill(rulebook: Rulebook) -> None:
    changes: dict[str, Value] = {"291.1": 4, "291.2": 5, "501": 5, "502": 5, "503": 4, "504": 4}
    assert judged(rulebook, submission(rulebook, changes, place_id="0115")) == ()


def test_lines_of_section_2_that_a_kindergarten_does_not_fill_are_zero_in_its_sum(rulebook: Rulebook) -> None:
    changes: dict[str, Value] = {"291.1": 5, "291.2": 5, "501": 5, "502": 5, "503": 4, "504": 4}
    (finding,) = judged(rulebook, submission(rulebook, changes, place_id="0115"))
    assert (finding.cell, finding.code) == ("C291", "K09a")
    assert finding.facts["sentence_ru"].endswith("строка 290, графа 1 (сумма по формам: наставников) = 4.")


@pytest.fixture(scope="module")
def found_in_faults(rulebook: Rulebook) -> tuple[Finding, ...]:
    """Findings of all faults, judged as one batch."""
    return judged(rulebook, *(submission(rulebook, changes, path=f"{at}") for at, (changes, _) in enumerate(FAULTS)))


@pytest.mark.parametrize("at", range(len(FAULTS)))
def test_each_fault_stands_at_its_cell(found_in_faults: tuple[Finding, ...], at: int) -> None:
    findings = tuple(finding for finding in found_in_faults if finding.path == str(at))
    assert sorted(places(findings), key=str) == sorted(FAULTS[at][1])
    for finding in findings:
        assert "…" not in sentence(finding, "ru")
        assert "…" not in sentence(finding, "en")


def test_every_relation_between_counts_is_broken_by_one_of_the_faults(rulebook: Rulebook) -> None:
    codes = {code for _, expected in FAULTS for _, code in expected}
    against_last_period = {control.id for control in rulebook.controls if "prev" in (control.rule or "")}
    assert {control.id for control in rulebook.controls if control.rule} - against_last_period <= codes


def test_a_broken_relation_carries_its_sentence_its_remedy_and_the_other_cells(rulebook: Rulebook) -> None:
    (finding,) = judged(rulebook, submission(rulebook, {"306": 120}))
    assert finding.severity is Severity.ERROR
    assert (finding.sheet, finding.line, finding.column, finding.value) == ("Показатели", "306", "1", "120")
    assert [cell.address for cell in finding.also] == ["C301", "C303", "C305"]
    assert finding.facts["sentence_ru"].endswith("= 30 + 20 − 8 = 42.")
    assert "Проверьте строку 305" in sentence(finding)


def test_a_blank_cell_is_one_finding_and_puts_off_the_relations_it_stands_in(rulebook: Rulebook) -> None:
    assert places(judged(rulebook, submission(rulebook, {"101": None, "306": 42}))) == [("C101", "V40")]


def test_an_unreadable_cell_is_not_judged_again(rulebook: Rulebook) -> None:
    assert judged(rulebook, submission(rulebook, {"306": 9}, unreadable=["301", "006", "601"])) == ()


def test_a_field_that_was_not_found_is_not_reported_as_blank(rulebook: Rulebook) -> None:
    whole = submission(rulebook, {"301": None})
    lost = replace(whole, cells={address: cell for address, cell in whole.cells.items() if address.line != "301"})
    assert judged(rulebook, lost) == ()


def test_a_number_beyond_every_limit_is_said_and_ends_nothing(rulebook: Rulebook) -> None:
    assert ("C401", "V42") in places(judged(rulebook, submission(rulebook, {"401": 10**30})))


def test_changes_since_the_last_period_are_judged_where_it_is_known(rulebook: Rulebook) -> None:
    school = submission(rulebook)
    assert places(judged(rulebook, school, previous=facts("0101", {"101": 300, "302": 20}))) == [("C101", "K20a")]
    assert judged(rulebook, school, previous=facts("0102", {"101": 300})) == ()


def test_the_period_before_is_the_one_that_was_closed_unless_another_is_given(rulebook: Rulebook) -> None:
    counts = {"0101": {Address("101"): 300, Address("302"): 20}}
    last = ClosedPeriod(rulebook.periods["2023"], 1, date(2023, 12, 31), counts=counts)
    knowing = replace(rulebook, closed=ClosedPeriods((last,)))

    assert places(judged(knowing, submission(rulebook))) == [("C101", "K20a")]
    assert judged(knowing, submission(rulebook), previous=facts("0101", {"101": 400})) == ()
    assert judged(knowing, submission(rulebook, place_id="0102")) == ()


def test_a_copy_of_the_last_report_is_noticed(rulebook: Rulebook) -> None:
    counts = {code: count for code, count in CONSISTENT.items() if "." not in code}
    rest = [(code.split(".")[0], code.split(".")[1], count) for code, count in CONSISTENT.items() if "." in code]
    zeros = [(str(line), str(column), 0) for line in (202, 204, 205, 207, 208) for column in range(1, 8)]
    columns = ["line", "column", "value"]
    previous = pd.concat([facts("0101", counts), pd.DataFrame(rest + zeros, columns=columns).assign(place_id="0101")])
    assert places(judged(rulebook, submission(rulebook), previous=previous)) == [("C301", "K20c")]
    assert judged(rulebook, submission(rulebook, {"401": 2}), previous=previous) == ()


def test_a_relation_switched_off_for_the_period_is_not_judged(rulebook: Rulebook) -> None:
    off = tuple(
        control.model_copy(update={"off": (SwitchedOff(period="2024", reason="уточняется"),)})
        if control.id == "K06"
        else control
        for control in rulebook.controls
    )
    assert judged(replace(rulebook, controls=off), submission(rulebook, {"306": 41})) == ()


def test_a_batch_gives_each_submission_its_own_findings_as_one_by_one(rulebook: Rulebook) -> None:
    batch = [
        submission(
            rulebook,
            {"306": 40 + at % 5, "301": None if at % 7 == 0 else 30, "006": None if at % 11 == 0 else "Куратор"},
            place_id=("0101", "0102", "0318")[at % 3],
            path=f"incoming/{at:03d}.xlsx",
        )
        for at in range(200)
    ]
    together = judged(rulebook, *batch)
    one_by_one = [finding for each in batch[:30] for finding in judged(rulebook, each)]
    paths = {each.path for each in batch[:30]}
    assert [finding for finding in together if finding.path in paths] == sorted(
        one_by_one, key=lambda each: each.sort_key
    )
    assert {finding.path for finding in together if finding.code == "V40"} == {each.path for each in batch[::7]}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(6)))
def test_findings_do_not_depend_on_the_order_of_submissions(rulebook: Rulebook, order: list[int]) -> None:
    batch = [submission(rulebook, {"306": 40 + at}, path=f"{at}.xlsx") for at in range(6)]
    assert judged(rulebook, *(batch[at] for at in order)) == judged(rulebook, *batch)


def test_other_periods_are_passed_over(rulebook: Rulebook) -> None:
    assert judged(rulebook, submission(rulebook, {"306": 9}, period_id="2023")) == ()


def test_an_empty_batch_has_no_findings(rulebook: Rulebook) -> None:
    assert judged(rulebook) == ()


def test_what_is_given_is_left_as_it_was(rulebook: Rulebook) -> None:
    previous = facts("0101", {"101": 300})
    before = previous.copy(deep=True)
    school = submission(rulebook, {"306": 9})
    cells, values = dict(school.cells), school.values
    judged(rulebook, school, previous=previous)
    pd.testing.assert_frame_equal(previous, before)
    assert (school.cells, school.values) == (cells, values)
