from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.workbook_text import read, sample_scope

from engine.report.bookfile import open_book
from engine.report.factslayout import FIRST_ROW, FactsLayout
from engine.report.scope import Scope
from engine.report.sheets import facts
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address


@pytest.fixture(scope="module")
def region(rulebook: Rulebook) -> Scope:
    return sample_scope(rulebook, "00")


def test_facts_are_sorted_by_line_column_district_and_place(region: Scope) -> None:
    order = [(row.line, int(row.column), row.district_id, row.place_id) for row in FactsLayout(region).facts]

    assert order == sorted(order)


@pytest.mark.parametrize(("place_id", "leaves"), [("00", False), ("01", False), ("01", True)])
def test_every_fact_is_found_in_the_row_that_the_layout_names(
    rulebook: Rulebook, tmp_path: Path, place_id: str, *, leaves: bool
) -> None:
    scope = replace(sample_scope(rulebook, place_id), leaves=leaves)
    layout = FactsLayout(scope, rows_per_sheet=150)
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        facts.write_facts(book, layout)
    sheets = read(tmp_path / "a.xlsx")

    for row in layout.facts:
        where = layout.cell((row.place_id, row.line, row.column))
        assert where is not None
        sheet, cell = where
        number = cell.removeprefix(layout.value_letter)
        codes = ("A", "D", "E") if scope.is_public else ("A", "C", "D")
        assert [sheets[sheet][f"{letter}{number}"].value for letter in codes] == [row.place_id, row.line, row.column]
        if isinstance(row.value, int):
            assert sheets[sheet][cell].value == row.value


def test_rows_of_the_first_sheet_are_counted_from_one(region: Scope) -> None:
    layout = FactsLayout(region)
    first = layout.facts[0]

    assert layout.row_numbers[first.place_id, first.line, first.column] == FIRST_ROW + 1
    assert len(layout.row_numbers) == len(layout.facts)


def test_what_is_not_listed_has_no_cell_and_no_block(region: Scope) -> None:
    layout = FactsLayout(region)

    assert layout.cell(("0101", "310", "1")) is None  # never leaves the district
    assert layout.block(Address("310")) is None
    assert layout.block(Address("101"), "99") is None


def test_block_holds_the_rows_of_a_line_and_column_and_of_a_district_of_them(region: Scope) -> None:
    layout = FactsLayout(region)
    whole, first, second = (layout.block(Address("101"), district) for district in (None, "01", "02"))
    rows = {district: _rows(found) for district, found in (("00", whole), ("01", first), ("02", second))}
    numbers = {place: layout.row_numbers[place, "101", "1"] for place in ("0101", "0103", "0201", "0204")}

    assert rows == {
        "00": (numbers["0101"], numbers["0204"]),
        "01": (numbers["0101"], numbers["0103"]),
        "02": (numbers["0201"], numbers["0204"]),
    }


def test_a_block_is_not_torn_where_it_fits_the_next_sheet(region: Scope) -> None:
    layout = FactsLayout(region, rows_per_sheet=100)
    pieces = {
        (row.line, row.column, number)
        for number, part in enumerate(layout.parts)
        for row in layout.facts[part.start : part.stop]
    }

    assert len(layout.parts) > 3
    assert all(part.stop - part.start <= 100 for part in layout.parts)
    assert len(pieces) == len({(line, column) for line, column, _ in pieces})
    assert [part.start for part in layout.parts[1:]] == [part.stop for part in layout.parts[:-1]]


def test_a_block_larger_than_a_sheet_goes_on_to_the_next(region: Scope) -> None:
    layout = FactsLayout(region, rows_per_sheet=4)  # six organisations have pupils
    sheet, cells = layout.block(Address("101")) or ("", "")
    first, last = _rows((sheet, cells))

    assert {part.stop - part.start for part in layout.parts} <= {1, 2, 3, 4}
    assert last - first <= 3
    assert sum(part.stop - part.start for part in layout.parts) == len(layout.facts)


def _rows(found: tuple[str, str] | None) -> tuple[int, int]:
    assert found is not None
    first, last = found[1].split(":")
    return int(first.removeprefix("A")), int(last.removeprefix("J"))
