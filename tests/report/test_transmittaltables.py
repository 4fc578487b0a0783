from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.consolidations import AS_OF, SECRETS, consolidated, sample, sample_rulebook, school_submission
from support.small_region import decision

from engine.consolidation.decisions import DECISIONS_FILE, decisions_frame
from engine.consolidation.result import Consolidation
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.transmittaltables import LONGEST_TEXT, tables
from engine.rulebook.model import Decision, Denominator
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import OccurrenceKey
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.messages import found
from engine.vocabulary.transmittal import FACT_KINDS, TABLES
from engine.vocabulary.transmittalrows import data_row

Rows = dict[str, list[Mapping[str, Any]]]


@pytest.fixture(scope="module")
def small(rulebook: Rulebook) -> Rulebook:
    return sample_rulebook(rulebook)


@pytest.fixture(scope="module")
def made(small: Rulebook) -> Rows:
    """The tables of the second district, whose facts stand in rows counted from 100."""
    return rows_of(sample(small), small, "02")


def rows_of(consolidation: Consolidation, rulebook: Rulebook, district_id: str) -> Rows:
    scope = Scope(Index(consolidation, rulebook), rulebook.registry[district_id], leaves=True)
    places = {(row.place_id, row.line, row.column): 100 + number for number, row in enumerate(scope.facts)}
    made: Rows = defaultdict(list)
    for table, record in tables(scope, places):
        made[table].append(record)
    return made


def told(rulebook: Rulebook, *findings: Finding, decisions: Iterable[Decision] = ()) -> Rows:
    """The tables of the first district with these findings and decisions."""
    decided = replace(rulebook, decisions=tuple(decisions))
    one = school_submission(decided, decided.periods["2024"], "0101", 100, 70)
    result = consolidated(decided, (one,), findings=findings)
    frame = decisions_frame(decided, decided.periods["2024"], findings)
    return rows_of(replace(result, decisions=frame), decided, "01")


def about(code: str, **fields: object) -> Finding:
    return replace(found(code, "письмо Тайновой 0101.xlsx", place_id="0101"), **fields)  # type: ignore[arg-type]  # as named


def test_every_row_has_the_columns_of_its_table_and_no_other(made: Rows) -> None:
    assert made.keys() == TABLES.keys() - {"decisions", "denominators"}
    assert {table: {tuple(row) for row in rows} for table, rows in made.items()} == {
        table: {TABLES[table]} for table in made
    }


def test_tables_follow_each_other_in_a_fixed_order(small: Rulebook) -> None:
    scope = Scope(Index(sample(small), small), small.registry["02"], leaves=True)
    order = [table for table, _ in tables(scope, {})]
    assert order == sorted(order, key=[*TABLES].index)


def test_no_secret_is_in_any_table(small: Rulebook) -> None:
    text = "\n".join(
        data_row(table, row)
        for district_id in ("01", "02")
        for table, rows in rows_of(sample(small), small, district_id).items()
        for row in rows
    )
    assert [secret for secret in SECRETS if secret in text] == []
    assert ".xlsx" not in text


def test_reports_that_count_are_told_with_the_beginning_of_their_hash(made: Rows) -> None:
    assert made["reports"][0] == {
        "place_id": "0201",
        "form": "school",
        "form_version": "2024-1",
        "revision": 0,
        "file": "020102010201",
        "control_number": None,
    }
    assert [row["place_id"] for row in made["reports"]] == ["0201", "0202", "0204"]


def test_facts_are_counts_marks_statuses_and_days_only(made: Rows) -> None:
    kinds = {kind: {type(row["value"]) for row in made["facts"] if row["kind"] == kind} for kind in FACT_KINDS}
    assert kinds == {"count": {int}, "word": {str}, "date": {str}}
    assert {row["value"] for row in made["facts"] if row["kind"] == "word"} == {"да", "нет", "выполнено"}
    assert {row["value"] for row in made["facts"] if row["kind"] == "date"} == {"2020-10-30"}
    assert not {row["line"] for row in made["facts"]} & {"006", "008", "009", "310", "801"}
    assert {row["column"] for row in made["facts"] if row["line"] == "601"} == {"1"}


def test_fact_names_the_cell_of_the_form_and_the_row_that_prints_it(made: Rows) -> None:
    (fact,) = (row for row in made["facts"] if (row["place_id"], row["line"]) == ("0201", "306"))
    assert (fact["sheet"], fact["file"], fact["value"]) == ("Показатели", "020102010201", 388)
    assert fact["cell"].startswith("E")
    assert fact["row"] >= 100


def test_fact_of_a_roadmap_names_its_occurrence_and_others_none(made: Rows) -> None:
    keys = {row["line"]: (row["roadmap"], row["key"]) for row in made["facts"] if row["place_id"] == "0201"}
    assert keys["7001"] == ("aksaysky", "2")
    assert keys["306"] == (None, None)


def test_answers_are_told_without_document_and_note(made: Rows) -> None:
    assert made["answers"][0] == {
        "place_id": "0201",
        "roadmap": "aksaysky",
        "key": "2",
        "status": "выполнено",
        "done_on": "2020-10-30",
    }


def test_activities_and_completeness_are_those_of_the_frames(made: Rows, small: Rulebook) -> None:
    result = sample(small)
    activities = result.activities[result.activities["district_id"] == "02"]
    assert [row["status"] for row in made["activities"]] == list(activities["status"])
    assert [row["place_id"] for row in made["completeness"]] == ["02", "0201", "0202", "0203", "0204"]
    assert made["completeness"][3] == {
        "place_id": "0203",
        "form": "school",
        "status": "silent",
        "received_on": None,
        "due_on": small.periods["2024"].due_schools.isoformat(),
        "days_late": None,
        "errors": None,
        "warnings": None,
        "waived": 0,
    }


def test_finding_says_what_it_is_about_without_quoting(small: Rulebook) -> None:
    said = about(
        "E06", line="306", column="1", sheet="лист Тайновой", cell="E5", value="Тайнова",
        facts={"control": "K03", "title": "Не больше", "sheet": "лист Тайновой", "line": "306", "value": "Тайнова"},
    )  # fmt: skip
    (row,) = told(small, said)["findings"]
    assert row == {
        "place_id": "0101",
        "code": "E06",
        "severity": str(said.severity),
        "line": "306",
        "column": "1",
        "facts": {"control": "K03", "line": "306", "title": "Не больше"},
        "state": "open",
        "explanation": None,
        "withheld": False,
        "file": None,
    }


def test_what_stands_where_a_code_belongs_is_told_only_if_it_is_one(small: Rulebook) -> None:
    said = about("E06", line="Тайнова", column="8-900", facts={"line": "Тайнова", "title": "Не больше"})
    (row,) = told(small, said)["findings"]
    assert (row["line"], row["column"], row["facts"]) == (None, None, {"title": "Не больше"})


def test_place_that_no_registry_knows_is_not_told(small: Rulebook) -> None:
    alone = replace(small, registry=type(small.registry).of(small.registry[each] for each in ("00", "01", "0101")))
    rows = told(alone, about("T01", place_id="Тайнова"), about("T01", place_id=None))
    assert [row["place_id"] for row in rows["findings"]] == [None, None]


@pytest.mark.parametrize(
    ("state", "withheld", "shown"),
    [
        (FindingState.EXPLAINED, False, ("слияние классов", False)),
        (FindingState.WAIVED, False, (None, True)),
        (FindingState.EXPLAINED, True, (None, True)),
        (FindingState.OPEN, False, (None, False)),
        (FindingState.OPEN, True, (None, False)),
    ],
)
def test_explanation_goes_up_only_where_it_settles_and_names_nobody(
    small: Rulebook, state: FindingState, shown: tuple[str | None, bool], *, withheld: bool
) -> None:
    said = about("K11", severity=Severity.WARNING, state=state, explanation="слияние классов", withheld=withheld)
    (row,) = told(small, said)["findings"]
    assert (row["explanation"], row["withheld"]) == shown


def test_decision_is_told_without_who_took_it_and_without_its_basis(small: Rulebook) -> None:
    taken = [
        decision("0102", "extend", until=date(2025, 2, 1)),
        decision("0101", "accept", revision=1, basis="звонок Петровой А. И."),
    ]
    rows = told(small, decisions=taken)["decisions"]
    assert rows == [
        {
            "place_id": "0101",
            "decision": "accept",
            "revision": 1,
            "basis": None,
            "withheld": True,
            "decided_on": "2025-01-20",
            "until": None,
        },
        {
            "place_id": "0102",
            "decision": "extend",
            "revision": None,
            "basis": None,
            "withheld": True,
            "decided_on": "2025-01-20",
            "until": "2025-02-01",
        },
    ]


def test_decision_that_applies_to_nothing_keeps_what_it_was_about(small: Rulebook) -> None:
    facts = {"place": "МБОУ", "decision": "accept", "decided_on": "20.01.2025", "revision": "None", "there": "0, 1"}
    said = found("E12", DECISIONS_FILE, place_id="0101", **facts, decided_by="Петрова А. И.", basis="звонок")
    (row,) = told(small, said)["findings"]
    assert (row["facts"], row["file"]) == (facts, None)


def test_denominators_are_those_of_the_district_and_the_period(small: Rulebook) -> None:
    rows = [("01", "2024", 10), ("02", "2024", 20), ("01", "2023", 30), ("00", "2024", 40)]
    given = tuple(
        Denominator(indicator="involved_pupils", place_id=place_id, period=period, value=value, source="Росстат")
        for place_id, period, value in rows
    )
    found_rows = told(replace(small, denominators=given))["denominators"]
    assert found_rows == [{"place_id": "01", "indicator": "involved_pupils", "value": 10}]


def test_long_explanation_is_cut_so_that_its_row_fits_a_cell(small: Rulebook) -> None:
    said = about("K11", state=FindingState.EXPLAINED, explanation="\x01" * 40_000)
    (row,) = told(small, said)["findings"]
    assert len(row["explanation"]) == LONGEST_TEXT
    assert row["explanation"].endswith("…")
    assert len(data_row("findings", row)) < 32_767


def test_nothing_consolidated_is_changed(small: Rulebook) -> None:
    result = sample(small)
    before = result.facts.copy()
    rows_of(result, small, "01")
    assert result.facts.equals(before)
    assert result.as_of == AS_OF


def test_occurrence_of_a_line_is_that_of_its_own_place(small: Rulebook) -> None:
    period = small.periods["2024"]
    one, other = (school_submission(small, period, each, 100, 70) for each in ("0201", "0202"))
    moved = replace(other, occurrences={"7001": OccurrenceKey("aksaysky", "3")})
    rows = rows_of(consolidated(small, (one, moved)), small, "02")
    assert {(row["place_id"], row["key"]) for row in rows["facts"] if row["line"] == "7001"} == {
        ("0201", "2"),
        ("0202", "3"),
    }
