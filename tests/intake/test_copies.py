from __future__ import annotations

from dataclasses import replace

import pytest

from engine.intake.copies import are_same, typed_cells
from engine.intake.grids import CellContent, Sheet
from engine.intake.located import LocatedSection
from engine.rulebook.forms import Section
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address


@pytest.fixture
def partners(rulebook: Rulebook) -> Section:
    form = rulebook.form("school", rulebook.periods["2024"])
    return next(each for each in form.sections if each.id == "4")


def _place(section: Section, *numbers: CellContent, sheet: str = "Показатели") -> LocatedSection:
    rows: list[list[CellContent]] = [["А", "Б", "1"], ["соглашений", "401"], ["организаций", "402"]]
    cells = [rows[0], *([*row, number] for row, number in zip(rows[1:], numbers, strict=True))]
    return LocatedSection(section, Sheet(sheet, cells), 1, 0, {"401": 1, "402": 2}, {"1": 2}, range(1))


def test_places_with_the_same_answers_are_the_same(partners: Section) -> None:
    assert are_same([_place(partners, 5.0, None), _place(partners, 5.0, None, sheet="Лист2")])


@pytest.mark.parametrize("other", [(6.0, None), (5.0, 0.0), ("5", None), (None, None)])
def test_places_that_differ_in_one_cell_are_not_the_same(
    partners: Section, other: tuple[CellContent, CellContent]
) -> None:
    assert not are_same([_place(partners, 5.0, None), _place(partners, 5.0, None), _place(partners, *other)])


def test_a_damaged_place_is_the_same_as_no_other(partners: Section) -> None:
    whole = _place(partners, 5.0, None)
    assert not are_same([whole, replace(whole, lost=frozenset({Address("402")}))])
    assert not are_same([whole, replace(whole, repeated={"402": (2, 3)})])


def test_one_place_is_no_copy(partners: Section) -> None:
    assert not are_same([_place(partners, 5.0, None)])


def test_what_was_typed_is_found_without_signs_for_nothing(partners: Section) -> None:
    assert [(cell.row, cell.column) for cell in typed_cells(_place(partners, "-", 0.0), partners)] == [(2, 2)]


def test_what_the_engine_prints_was_not_typed(rulebook: Rulebook) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    title = form.sections[0]
    sheet = Sheet("Титул", [["А", "Б", "1"], ["Код", "001", "0501"], ["Куратор", "006", "Петрова"]])
    place = LocatedSection(title, sheet, 1, 0, {"001": 1, "006": 2}, {"1": 2}, range(1))
    assert [cell.content for cell in typed_cells(place, title)] == ["Петрова"]
