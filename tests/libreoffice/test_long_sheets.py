"""The long sheets in a real spreadsheet program: totals that follow the filter, links to the rows, names of ranges."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from support.libreoffice import LibreOffice, cached, differences
from support.workbook_text import Shown, read, sample_scope

from engine.report.bookfile import open_book
from engine.report.countslayout import CountsLayout
from engine.report.coveragelayout import CoverageLayout
from engine.report.factslayout import FactsLayout
from engine.report.scope import Scope
from engine.report.sheets import byform, counts, coverage, facts
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address

pytestmark = pytest.mark.libreoffice
PUPILS = Address("101")


@pytest.fixture(scope="module")
def region(rulebook: Rulebook) -> Scope:
    return sample_scope(rulebook, "00")


@pytest.fixture(scope="module")
def workbook(region: Scope, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("long") / "region.xlsx"
    with open_book(path, "Проба", "Проба", region.as_of) as book:
        for write in (coverage.write, counts.write, byform.write, facts.write):
            write(book, region)
        page = book.add("Свои формулы", 10)
        pupils = {school.id: region.count(school, PUPILS) for school in region.schools}
        own = sum(count or 0 for place_id, count in pupils.items() if place_id not in {"0103", "0204"})
        page.formula(0, 0, '=SUMIF(Показатели_виды,"школа",Показатели_101_1)', own, "plain")
        page.formula(1, 0, "=COUNT(Охват_доля_involved_pupils)", _shares(region), "plain")
        page.formula(2, 0, "=COUNTA(Данные)", (len(FactsLayout(region).facts) + 1) * 10, "plain")
    return path


def _shares(scope: Scope) -> int:
    """Districts and organisations with a share; that of one school rests on too few people."""
    below = (*scope.districts, *scope.schools)
    shares = [scope.coverage(place, scope.main_indicator) for place in below]
    return sum(
        each.value is not None and not scope.is_small(place, each) for place, each in zip(below, shares, strict=True)
    )


def filtered(sheet: str, layout: CountsLayout | CoverageLayout, column: int, *values: str) -> dict[str, Any]:
    """A step that filters the places of a sheet."""
    ladder = layout.ladder
    area = f"A{ladder.filter_row + 1}:C{ladder.last_row + 1}"
    return {"do": "filter", "sheet": sheet, "area": area, "column": column, "values": list(values)}


def seen(sheet: str, *cells: str) -> dict[str, Any]:
    return {"do": "read", "cells": [[sheet, cell] for cell in cells]}


def test_every_formula_and_own_formulas_over_names_recalculate_to_what_is_shown(
    libreoffice: LibreOffice, workbook: Path
) -> None:
    kept = cached(workbook)

    assert {("Свои формулы", "A1"), ("Охват", "G10"), ("Показатели", "D11")} <= kept.keys()
    assert differences(kept, libreoffice.recalculated(workbook)) == ()


def test_total_of_counts_follows_the_filter_and_never_adds_a_district_to_its_organisations(
    libreoffice: LibreOffice, workbook: Path, region: Scope
) -> None:
    layout = CountsLayout(region)
    pupils = {place.id: region.count(place, PUPILS) for place in (region.place, *region.districts, *region.schools)}
    total, by_filter = (f"D{row + 1}" for row in (layout.ladder.first_row, layout.ladder.filtered_row))
    steps = [
        filtered("Показатели", layout, 1, "колледж", "детский сад"),
        filtered("Показатели", layout, 0, "Холмский городской округ"),
        filtered("Показатели", layout, 0, "Холмский городской округ", "МБОУ «Мостовская ООШ»"),
        filtered("Показатели", layout, 2, "□ нет отчёта"),
    ]
    results = libreoffice.run(
        workbook, *(step for each in steps for step in (each, seen("Показатели", total, by_filter)))
    )

    assert results[1::2] == [
        [pupils["00"], pupils["0103"] + pupils["0204"]],  # type: ignore[operator]  # both are known
        [pupils["00"], pupils["02"]],
        [pupils["00"], pupils["0102"]],
        [pupils["00"], ""],
    ]


def test_share_of_what_is_filtered_is_the_sum_of_its_numerators_over_that_of_its_denominators(
    libreoffice: LibreOffice, workbook: Path, region: Scope
) -> None:
    layout = CoverageLayout(region)
    step = filtered("Охват", layout, 0, "МБОУ «Ручейская СОШ № 1»", "МБОУ «Холмская гимназия»")
    cells = ["G8", f"G{layout.ladder.filtered_row + 1}"]

    _, shares = libreoffice.run(workbook, step, seen("Охват", *cells))

    assert shares == [pytest.approx(1185 / 1664), pytest.approx((699 + 388) / (1000 + 540))]


def test_rows_of_the_data_are_counted_and_added_up_as_they_are_filtered(
    libreoffice: LibreOffice, workbook: Path, region: Scope
) -> None:
    last = FactsLayout(region).parts[0].last_row + 1
    step = {"do": "filter", "sheet": "Данные", "area": f"A6:J{last}", "column": 3, "values": ["101"]}

    before, _, after = libreoffice.run(workbook, seen("Данные", "G5"), step, seen("Данные", "C5", "G5"))

    assert before == ["отберите строку и графу"]
    assert after == [6, region.count(region.place, PUPILS)]


def test_link_under_a_total_selects_the_rows_that_it_is_made_of(
    libreoffice: LibreOffice, workbook: Path, region: Scope
) -> None:
    cells: dict[str, Shown] = read(workbook)["Показатели"]
    links = {address: cell.link for address, cell in cells.items() if cell.value == "► строки"}
    link = links[f"D{CountsLayout(region).ladder.filter_row + 1}"]

    (selected,) = libreoffice.run(workbook, {"do": "follow", "link": link})
    sheet, area = selected
    first, last = (int(cell[1:]) for cell in area.split(":"))
    rows = read(workbook)[sheet]

    assert {rows[f"D{row}"].value for row in range(first, last + 1)} == {"101"}
    assert [rows[f"A{row}"].value for row in range(first, last + 1)] == ["0101", "0102", "0103", "0201", "0202", "0204"]
