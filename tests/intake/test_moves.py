from __future__ import annotations

from dataclasses import replace

from support.plain_forms import as_workbook, plain_form

from engine.intake.locate import locate
from engine.intake.located import LocatedSection
from engine.intake.moves import findings_of_moves
from engine.rulebook.rulebook import Rulebook


def _located(rulebook: Rulebook) -> dict[str, LocatedSection]:
    form = rulebook.form("school", rulebook.periods["2024"])
    return dict(locate(as_workbook(plain_form(form)), form, "a.xlsx").sections)


def _codes(sections: dict[str, LocatedSection]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.sheet) for finding in findings_of_moves(sections, "a.xlsx")]


def test_an_untouched_form_has_nothing_moved(rulebook: Rulebook) -> None:
    assert _codes(_located(rulebook)) == []


def test_hidden_lines_and_sheets_are_said_once(rulebook: Rulebook) -> None:
    sections = _located(rulebook)
    place = sections["1"]
    hidden = replace(place.sheet, hidden=True, hidden_rows=frozenset({*list(place.rows.values())[:2], 900}))
    sections = {"1": replace(place, sheet=hidden)}
    assert _codes(sections) == [("T13", "Показатели"), ("T12", "Показатели")]


def test_columns_under_one_merged_head_are_no_insertion(rulebook: Rulebook) -> None:
    place = _located(rulebook)["6"]
    wide = replace(place, columns={"1": 2, "2": 3, "3": 6})
    assert _codes({"6": wide}) == [("T34", "Показатели")]
    merged = replace(wide, sheet=replace(place.sheet, merges=((place.number_row, 3, place.number_row, 5),)))
    assert _codes({"6": merged}) == []
