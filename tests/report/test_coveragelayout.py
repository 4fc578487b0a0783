from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.workbook_text import sample_scope

from engine.consolidation.frames import frame_of
from engine.consolidation.result import TRENDS
from engine.report.coveragelayout import CoverageLayout, lines_of
from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook


def with_trend(scope: Scope, *place_ids: str) -> Scope:
    """The scope with an earlier result of the main indicator of these places."""
    rows = [
        ("", each, "involved_pupils", "share", date(2023, 12, 31), None, "history", 60, 100, 0.6, None, None)
        for each in place_ids
    ]
    made = replace(scope.index.consolidation, trends=frame_of(rows, TRENDS))
    return Scope(Index(made, scope.rulebook), scope.place)


def test_other_sheets_are_given_the_cell_of_the_value(rulebook: Rulebook) -> None:
    layout = CoverageLayout(sample_scope(rulebook, "01"))

    assert layout.value_reference("01", rulebook.indicators[0]) == "'Охват'!$G$8"
    assert layout.value_reference("0101", rulebook.indicators[1]) == "'Охват'!$L$12"


def test_indicator_with_an_earlier_result_has_a_column_for_its_trend(rulebook: Rulebook) -> None:
    plain = CoverageLayout(sample_scope(rulebook, "01"))
    layout = CoverageLayout(with_trend(plain.scope, "01", "0101"))
    first, second = rulebook.indicators[:2]

    assert (plain.trends, set(layout.trends), set(layout.trends[first.id])) == ({}, {first.id}, {"01", "0101"})
    assert len(layout.widths_of(first)) == len(plain.widths_of(first)) + 1
    assert layout.trend_column(first) == plain.value_column(first) + 2
    assert layout.first_columns[second.id] == plain.first_columns[second.id] + 1


def test_lines_of_an_indicator_are_its_numerator_and_denominator(rulebook: Rulebook) -> None:
    assert [lines_of(each) for each in (rulebook.indicators[0], rulebook.indicators[-1])] == [["306", "101"], ["402"]]
