"""Colours of the data sheets in a real spreadsheet program: they say what the engine says, and follow what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.forms import consistent, filled
from support.libreoffice import LibreOffice, Where, save, type_in
from support.painted import painted

from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template import style, words
from engine.template.checks.calcsheet import Calc
from engine.template.checks.casesheet import Cases
from engine.template.checks.cellstates import CellState, cell_states
from engine.template.checks.fieldstates import field_states
from engine.template.checks.verdicts import checks_of
from engine.template.content import FormContent, district_content, school_content, universal_content
from engine.template.layout import layout_of
from engine.template.lists import lists_of
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.places import Kind

pytestmark = pytest.mark.libreoffice

COLOURS = {
    CellState.FINE: style.INPUT,
    CellState.EMPTY: style.REQUIRED,
    CellState.WARNING: style.WARN,
    CellState.ERROR: style.BAD,
}


@pytest.fixture
def period(rulebook: Rulebook) -> Period:
    return rulebook.periods["2024"]


@pytest.fixture
def school(rulebook: Rulebook, period: Period) -> FormContent:
    return school_content(rulebook, period, rulebook.registry.schools("05")[0].id)


@pytest.fixture
def kindergarten(rulebook: Rulebook, period: Period) -> FormContent:
    place = next(place for place in rulebook.registry.schools() if place.kind is Kind.KINDERGARTEN)
    return school_content(rulebook, period, place.id)


def colours(libreoffice: LibreOffice, form: Path, *steps: Mapping[str, Any]) -> dict[Where, str]:
    """Backgrounds of a form's visible sheets after some steps."""
    html = form.with_suffix(".html")
    *_, sheets, _ = libreoffice.run(form, *steps, {"do": "recalculate"}, {"do": "sheets"}, save(html))
    return painted(html, [sheet["name"] for sheet in sheets if sheet["visible"]])


def expected(content: FormContent) -> dict[Where, str]:
    """Colours of all cells to fill in, as the engine works them out."""
    layout = layout_of(content)
    calc = Calc(content, layout, lists_of(content), field_states(content))
    states = cell_states(Cases(calc, checks_of(calc)))
    inputs = (field.address for field in content.fields if content.is_input(field))
    return {layout.cell_of(address): COLOURS[states[address]] for address in inputs}


def at(content: FormContent, found: Mapping[Where, str], *lines: str) -> list[str]:
    return [found[layout_of(content).cell_of(Address.parse(line))] for line in lines]


def with_values(content: FormContent, changes: Mapping[str, Value]) -> FormContent:
    values = {**content.values, **{Address.parse(address): value for address, value in changes.items()}}
    return replace(content, values={address: value for address, value in values.items() if value is not None})


def test_every_cell_is_coloured_as_the_engine_judges_it(
    libreoffice: LibreOffice,
    rulebook: Rulebook,
    period: Period,
    school: FormContent,
    kindergarten: FormContent,
    tmp_path: Path,
) -> None:
    district = district_content(rulebook, period, "05")
    before = replace(school, previous={field.address: 20 for field in school.form.counts})
    wrong = with_values(consistent(school), {"104": "сорок", "7001.1": "выполнено", "801.2": "своя форма"})
    random = [
        filled(form, seed, share) for form in (school, kindergarten, before) for seed, share in ((5, 1.0), (6, 0.6))
    ]
    # A «да» in line 013 greys blank cells, which is another test's matter.
    random = [with_values(each, {"013": None}) for each in random]

    for number, content in enumerate([school, kindergarten, district, wrong, *random]):
        path = tmp_path / f"{number}.xlsx"
        write_form(path, content)
        found = colours(libreoffice, path)

        assert {where: found[where] for where in expected(content)} == expected(content), f"form {number}"


def test_a_blank_form_shows_only_what_has_to_be_filled_in(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    write_form(tmp_path / "форма.xlsx", school)
    found = colours(libreoffice, tmp_path / "форма.xlsx")

    assert set(at(school, found, "006", "101", "291.1", "301", "402", "504", "601.1", "7001.1")) == {style.REQUIRED}
    assert set(at(school, found, "007", "013", "201.1", "310", "601.2", "601.3", "7001.2", "801.1")) == {style.INPUT}


def test_what_is_typed_is_marked_at_once_and_an_explanation_takes_the_mark_away(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    path = tmp_path / "форма.xlsx"
    write_form(path, consistent(school))
    cell_of = layout_of(school).cell_of
    typed = {cell_of(Address(line)): value for line, value in (("502", 29), ("308", 26), ("401", None))}
    row = next(cell.row for cell in openpyxl.load_workbook(path)["Проверка"]["A"] if cell.value == "K08b")
    explained = {("Проверка", f"F{row}"): "Двое – совместители"}

    found = colours(libreoffice, path, type_in(typed))
    after = colours(libreoffice, path, type_in({**typed, **explained}))

    assert at(school, found, "501", "502") == [style.BAD] * 2
    assert at(school, found, "104", "308") == [style.WARN] * 2
    assert at(school, found, "401", "402") == [style.REQUIRED, style.INPUT]
    assert at(school, after, "104", "308") == [style.INPUT] * 2
    assert at(school, after, "501", "502") == [style.BAD] * 2


def test_a_gap_in_a_line_partly_filled_is_marked_and_a_line_left_blank_is_not(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    write_form(tmp_path / "форма.xlsx", with_values(school, {"203.1": 3, "203.2": 3}))
    found = colours(libreoffice, tmp_path / "форма.xlsx")

    assert at(school, found, "203.2", "203.3", "203.7") == [style.INPUT, style.REQUIRED, style.REQUIRED]
    assert at(school, found, "202.3", "204.7") == [style.INPUT] * 2


def test_yes_to_no_mentoring_greys_what_need_not_be_filled_in(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    write_form(tmp_path / "форма.xlsx", with_values(school, {"013": "да", "301": 0}))
    found = colours(libreoffice, tmp_path / "форма.xlsx")

    assert at(school, found, "201.1", "291.1", "302", "504") == [style.NEUTRAL] * 4
    assert at(school, found, "101", "301") == [style.REQUIRED, style.INPUT]


def test_a_universal_blank_greys_what_the_picked_organisation_is_not_asked(
    libreoffice: LibreOffice, rulebook: Rulebook, period: Period, tmp_path: Path
) -> None:
    place = next(place for place in rulebook.registry.schools() if place.kind is Kind.KINDERGARTEN)
    blank = universal_content(rulebook, period, place.parent_id)
    write_form(tmp_path / "бланк.xlsx", blank)
    picked = {layout_of(blank).cell_of(Address("002")): place.name}
    found = colours(libreoffice, tmp_path / "бланк.xlsx", type_in(picked))

    assert at(blank, found, "102", "201.1", "306") == [style.NEUTRAL] * 3
    assert at(blank, found, "101", "308", "203.1") == [style.REQUIRED, style.REQUIRED, style.INPUT]


def test_marks_links_and_counts_stay_right_when_rows_are_inserted(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    path = tmp_path / "форма.xlsx"
    write_form(path, with_values(consistent(school), {"306": 99, "401": None, "7001.1": "выполнено"}))
    layout = layout_of(school)
    moved = {address: _below(layout.cell_of(Address.parse(address)), 3) for address in ("303", "306", "401")}
    inserted = [
        {"do": "insert_rows", "sheet": "Показатели", "row": 3, "number": 2},
        # Two more stand above the section by now: this one goes between lines 301 and 302.
        {"do": "insert_rows", "sheet": "Показатели", "row": layout.position_of(Address("302"))[1] + 3, "number": 1},
        {"do": "insert_rows", "sheet": "Дорожная карта", "row": 3, "number": 1},
    ]

    found = colours(libreoffice, path, *inserted)
    *_, link, shown = libreoffice.run(
        path,
        *inserted,
        {"do": "recalculate"},
        {"do": "follow", "link": "#line_306_1"},
        {"do": "shown", "cells": [["Проверка", "A4"], ["Проверка", "A5"]]},
    )

    assert [found[moved[line]] for line in ("303", "306", "401")] == [style.BAD, style.BAD, style.REQUIRED]
    assert found[_below(layout.cell_of(Address("7001", "2")), 1)] == style.BAD
    assert tuple(link) == moved["306"]
    assert shown[0] == words.HAS_ERRORS
    assert "ошибок: 2;" in shown[1]


def _below(where: Where, rows: int) -> Where:
    sheet, cell = where
    return sheet, f"{cell[0]}{int(cell[1:]) + rows}"
