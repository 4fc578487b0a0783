"""«Проверка» in a real spreadsheet program: it works out what the engine worked out, and follows what is typed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.forms import consistent, filled
from support.libreoffice import LibreOffice, Result, cached, differences, type_in

from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template import words
from engine.template.content import FormContent, blank_contents, district_content, school_content, universal_content
from engine.template.layout import layout_of
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.places import Kind

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def period(rulebook: Rulebook) -> Period:
    return rulebook.periods["2024"]


@pytest.fixture
def school(rulebook: Rulebook, period: Period) -> FormContent:
    return school_content(rulebook, period, rulebook.registry.schools("05")[0].id)


def every_form(rulebook: Rulebook, period: Period) -> list[FormContent]:
    """Every kind of form: blank, consistent, with the last period's counts, and filled at random."""
    kindergarten = next(place.id for place in rulebook.registry.schools() if place.kind is Kind.KINDERGARTEN)
    school = school_content(rulebook, period, rulebook.registry.schools("05")[0].id)
    forms = [school, school_content(rulebook, period, kindergarten), district_content(rulebook, period, "05")]
    before = replace(school, previous={field.address: 20 for field in school.form.counts})
    return [
        *blank_contents(rulebook).values(),
        universal_content(rulebook, period, "05"),
        *forms,
        consistent(school),
        *(filled(form, seed, share) for form in (*forms, before) for seed, share in ((1, 1.0), (2, 0.9), (3, 0.5))),
    ]


def typed(
    libreoffice: LibreOffice, content: FormContent, folder: Path, values: dict[str, Value], **notes: str
) -> dict[tuple[str, str], Result]:
    """Formula results of a form after a person typed values by address, and explanations by check."""
    path = folder / "форма.xlsx"
    write_form(path, content)
    layout = layout_of(content)
    cells: dict[tuple[str, str], object] = {
        layout.cell_of(Address.parse(address)): value for address, value in values.items()
    }
    cells |= {("Проверка", f"F{row_of(path, number)}"): text for number, text in notes.items()}
    _, _, found = libreoffice.run(path, type_in(cells), {"do": "recalculate"}, {"do": "formulas"})
    return {(sheet, cell): value if error is None else error for sheet, cell, _, value, error in found}


def row_of(path: Path, number: str) -> int:
    """Row of a check on «Проверка»."""
    import openpyxl  # noqa: PLC0415  only this helper needs the workbook's text

    column = openpyxl.load_workbook(path)["Проверка"]["A"]
    return next(cell.row for cell in column if cell.value == number)


def states(results: dict[tuple[str, str], Result], word: str) -> list[str]:
    """Cells of «Проверка» that show a state."""
    return [
        cell for (sheet, cell), value in results.items() if sheet == "Проверка" and cell[0] == "B" and value == word
    ]


def test_every_formula_of_every_form_carries_its_right_result(
    libreoffice: LibreOffice, rulebook: Rulebook, period: Period, tmp_path: Path
) -> None:
    for number, content in enumerate(every_form(rulebook, period)):
        path = tmp_path / f"{number}.xlsx"
        write_form(path, content)

        assert differences(cached(path), libreoffice.recalculated(path)) == (), f"form {number}"


def test_two_errors_and_a_warning_show_as_exactly_these(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    values = {str(address): value for address, value in consistent(school).values.items()}
    results = typed(libreoffice, school, tmp_path, {**values, "306": 99, "502": 29, "308": 26})

    path = tmp_path / "форма.xlsx"
    assert results["Проверка", "A4"] == words.HAS_ERRORS
    assert sorted(states(results, words.ERROR)) == sorted(f"B{row_of(path, number)}" for number in ("K06", "K14a"))
    assert states(results, words.WARNING) == [f"B{row_of(path, 'K08b')}"]
    assert results["Проверка", f"D{row_of(path, 'K06')}"] == (
        "стр. 306 = 99; стр. 301 = 30; стр. 303 = 12; стр. 305 = 4"
    )


def test_a_text_in_place_of_a_number_is_called_unreadable(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    values = {str(address): value for address, value in consistent(school).values.items()}
    results = typed(libreoffice, school, tmp_path, {**values, "502": "70%"})

    check = f"B{row_of(tmp_path / 'форма.xlsx', 'K14a')}"
    assert results["Проверка", check] == words.UNREADABLE
    assert len(states(results, words.UNREADABLE)) == 2  # the relation and the section


def test_lines_left_blank_hold_once_their_section_is_begun(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    begun = typed(libreoffice, school, tmp_path, {"291.1": 0})
    check = f"B{row_of(tmp_path / 'форма.xlsx', 'K11')}"

    assert typed(libreoffice, school, tmp_path, {"101": 300})["Проверка", check] == words.MISSING
    assert begun["Проверка", check] == words.HOLDS


def test_a_consistent_form_with_an_explained_warning_is_ready(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    values = {str(address): value for address, value in consistent(school).values.items()}
    results = typed(libreoffice, school, tmp_path, {**values, "308": 26}, K08b="Два педагога – совместители")

    assert results["Проверка", "A4"] == words.READY
    assert str(results["Проверка", "A5"]).endswith("ошибок: 0; предупреждений: 0; пояснено: 1")
    assert results["Проверка", "C6"] == words.ALL_EXPLAINED
    assert len(states(results, words.EXPLAINED)) == 1


def test_no_mentoring_leaves_only_the_roll_and_the_documents_to_fill_in(
    libreoffice: LibreOffice, school: FormContent, tmp_path: Path
) -> None:
    answers = consistent(school).values
    values = {str(address): value for address, value in answers.items() if address.line[0] in "0167"}
    results = typed(libreoffice, school, tmp_path, {**values, "013": "да"})

    assert results["Проверка", "A4"] == words.READY


def test_text_in_a_count_is_an_error_at_once(libreoffice: LibreOffice, school: FormContent, tmp_path: Path) -> None:
    results = typed(libreoffice, school, tmp_path, {"101": "триста"})

    assert results["Проверка", "A4"] == words.HAS_ERRORS
    assert results["Проверка", f"E{row_of(tmp_path / 'форма.xlsx', words.WRONG_CELLS_ID)}"] == "стр. 101"


def test_picking_a_kindergarten_in_the_universal_blank_asks_only_what_it_fills(
    libreoffice: LibreOffice, rulebook: Rulebook, period: Period, tmp_path: Path
) -> None:
    kindergarten = next(place for place in rulebook.registry.schools() if place.kind is Kind.KINDERGARTEN)
    assert kindergarten.parent_id is not None
    blank = universal_content(rulebook, period, kindergarten.parent_id)
    prefilled = school_content(rulebook, period, kindergarten.id)
    values = {str(address): value for address, value in filled(prefilled, 4).values.items() if address.line[0] != "7"}

    picked = typed(libreoffice, blank, tmp_path, {**values, "002": kindergarten.name})
    own = typed(libreoffice, prefilled, tmp_path, values)

    layout = layout_of(blank)
    assert picked[layout.cell_of(Address("001"))] == kindergarten.id
    assert picked[layout.cell_of(Address("003"))] == rulebook.registry[kindergarten.parent_id].name
    assert len(states(picked, words.ERROR)) == len(states(own, words.ERROR))
    assert len(states(picked, words.WARNING)) == len(states(own, words.WARNING))
    assert len(states(picked, words.NOT_CONCERNED)) > 10
