from __future__ import annotations

from dataclasses import replace

import pandas as pd
from support.consolidations import sample, sample_rulebook
from support.workbook_text import sample_scope

from engine.report.index import Index, rows_of
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.transmittal import FORWARDED_FILE


def test_missing_values_of_a_frame_come_as_none() -> None:
    frame = pd.DataFrame({"count": pd.array([1, None], "Int64"), "text": pd.Series(["a", None], dtype=object)})

    assert [tuple(row) for row in rows_of(frame)] == [(1, "a"), (None, None)]
    assert rows_of(frame.iloc[:0]) == []


def test_finding_that_a_transmittal_tells_of_keeps_the_code_of_the_schools_file(rulebook: Rulebook) -> None:
    index = sample_scope(rulebook, "00").index
    path = "2025-01-10/письмо Тайновой 0101.xlsx"
    here = Finding("K11", Severity.WARNING, path)
    assert index.code_of(here) == "010101010101"
    assert index.code_of(here.with_(facts={FORWARDED_FILE: "0123456789ab"})) == "0123456789ab"
    assert index.code_of(here.with_(path="rules/decisions.csv")) is None


def test_finding_of_a_file_of_nobody_known_stands_with_the_region(rulebook: Rulebook) -> None:
    region, first, second = (sample_scope(rulebook, place_id) for place_id in ("00", "01", "02"))

    assert [finding.code for finding in region.findings if finding.place_id is None] == ["C10"]
    assert [finding.code for finding in first.findings] == ["C04"]
    assert [finding.code for finding in second.findings] == ["C08", "F13"]


def test_reading_a_consolidation_changes_nothing_in_it(rulebook: Rulebook) -> None:
    small = sample_rulebook(rulebook)
    consolidation = sample(small)
    before = consolidation.coverage.copy(deep=True)
    scope = Scope(Index(consolidation, small), small.registry.region)

    assert scope.facts
    assert scope.coverage(small.registry.region, scope.main_indicator).reported == 4
    pd.testing.assert_frame_equal(consolidation.coverage, before)


def test_errors_waived_are_those_of_reports_that_count_by_decision(rulebook: Rulebook) -> None:
    made = sample(sample_rulebook(rulebook))
    register = tuple(replace(row, codes=("E10",)) if row.place_id == "0101" else row for row in made.register)
    faults = tuple(
        Finding(code, Severity.ERROR, row.path, place_id=row.place_id, state=FindingState.WAIVED)
        for row in register
        for code in ("K06", "V01")
    )
    index = Index(replace(made, register=register, findings=faults), sample_rulebook(rulebook))
    assert dict(index.waived) == {"0101": 2}
