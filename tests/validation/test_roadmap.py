"""Roadmap lines: statuses, and dates that agree with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from support.filled_forms import submission

from engine.rulebook.rulebook import Rulebook
from engine.validation import validate
from engine.validation.filled import filled_in
from engine.validation.roadmap import roadmap_findings
from engine.vocabulary.fields import Address, FieldValue, OccurrenceKey, Submission, Value
from engine.vocabulary.findings import Severity

LINE = {"7001": OccurrenceKey("aksaysky", "1")}


def findings_of(rulebook: Rulebook, *submissions: Submission) -> list[tuple[str | None, str]]:
    period = rulebook.periods["2024"]
    return [
        (finding.cell, finding.code)
        for batch in filled_in(submissions, rulebook, period)
        for finding in roadmap_findings(batch, rulebook, period)
    ]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"7001": "не начато"}, []),
        ({"7001": "в работе"}, []),
        ({"7001": "в работе", "7001.2": date(2024, 3, 1)}, []),
        ({"7001": "выполнено", "7001.2": date(2024, 12, 31)}, []),
        ({"7001": "неприменимо", "7001.4": "нет старших классов"}, []),
        ({}, [("C7001", "K22a")]),
        ({"7001.2": date(2024, 3, 1)}, [("C7001", "K22a")]),
        ({"7001": "выполнено"}, [("D7001", "K22b")]),
        ({"7001": "выполнено", "7001.2": date(2025, 1, 1)}, [("D7001", "K22c")]),
        ({"7001": "выполнено", "7001.2": date(202, 3, 1)}, [("D7001", "K22d")]),
        ({"7001": "выполнено", "7001.2": date(9999, 12, 31)}, [("D7001", "K22c")]),
        ({"7001": "не начато", "7001.2": date(2024, 3, 1)}, [("D7001", "K22e")]),
        ({"7001": "срок перенесён"}, [("F7001", "K22f")]),
        ({"7001": "неприменимо", "7001.4": "  "}, [("F7001", "K22f")]),
    ],
)
def test_status_date_and_basis_agree(
    rulebook: Rulebook, values: dict[str, Value], expected: list[tuple[str, str]]
) -> None:
    assert findings_of(rulebook, submission(rulebook, values, roadmap=LINE)) == expected


def test_the_forms_own_as_of_date_decides_what_is_too_late(rulebook: Rulebook) -> None:
    done: dict[str, Value] = {"7001": "выполнено", "7001.2": date(2024, 11, 15)}
    early = submission(rulebook, done | {"005": date(2024, 10, 31)}, roadmap=LINE)
    assert findings_of(rulebook, early) == [("D7001", "K22c")]
    unreadable = submission(rulebook, done, roadmap=LINE, unreadable=["005"])
    assert findings_of(rulebook, unreadable) == []


def test_a_line_decided_by_measured_coverage_is_not_judged(rulebook: Rulebook) -> None:
    assert findings_of(rulebook, submission(rulebook, roadmap={"7001": OccurrenceKey("aksaysky", "8")})) == []


def test_a_line_of_an_unknown_roadmap_is_still_judged(rulebook: Rulebook) -> None:
    strange = submission(rulebook, {"7001": "выполнено"}, roadmap={"7001": OccurrenceKey("old", "1")})
    (finding,) = validate([strange], rulebook, rulebook.periods["2024"])
    assert finding.facts["sentence_ru"] == "Мероприятие в строке 7001: статус «выполнено», а даты выполнения нет."


def test_an_unreadable_or_lost_cell_is_not_judged(rulebook: Rulebook) -> None:
    values: dict[str, Value] = {"7001": "выполнено"}
    assert findings_of(rulebook, submission(rulebook, values, roadmap=LINE, unreadable=["7001.2"])) == []
    whole = submission(rulebook, values, roadmap=LINE)
    lost = replace(whole, cells={each: cell for each, cell in whole.cells.items() if each != Address("7001", "2")})
    assert findings_of(rulebook, lost) == []


def test_the_sentence_names_activity_status_and_date(rulebook: Rulebook) -> None:
    late = submission(rulebook, {"7001": "выполнено", "7001.2": date(2025, 2, 1)}, roadmap=LINE)
    (finding,) = validate([late], rulebook, rulebook.periods["2024"])
    activity = rulebook.roadmaps["aksaysky"].activities[0]
    said = finding.facts["sentence_ru"]
    assert said.startswith(f"Мероприятие {activity.number} «{activity.title[:20]}")
    assert said.endswith("(строка 7001): дата выполнения 01.02.2025 позже отчётной даты 31.12.2024.")


def test_the_district_form_is_judged_too(rulebook: Rulebook) -> None:
    school = submission(rulebook, {"7001": "выполнено"}, roadmap=LINE)
    status = FieldValue("7001", "1", "выполнено", "выполнено", "Дорожная карта", "C7001")
    curator = FieldValue("006", "1", "Куратор", "Куратор", "Титул", "C6")
    district = replace(school, form="district", place_id="05", values=(curator, status))
    findings = validate([district], rulebook, rulebook.periods["2024"])
    assert [(finding.cell, finding.code, finding.severity) for finding in findings] == [
        ("D7001", "K22b", Severity.ERROR)
    ]
