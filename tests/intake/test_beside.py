from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from support.returning import Change, filled, judged, returned

from engine.intake.beside import MOST_SHOWN
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, universal_content
from engine.template.writer import write_form
from engine.vocabulary.fields import Address

PLACE = "0206"
TEXT = "Просим учесть: двое детей выбыли в мае"


def _put(sheet: str, cell: str, content: object = TEXT) -> Change:
    def change(book: openpyxl.Workbook) -> None:
        if sheet not in book.sheetnames:
            book.create_sheet(sheet)
        book[sheet][cell].value = content  # type: ignore[index]  # a worksheet

    return change


def _beside(folder: Path, content: FormContent, rulebook: Rulebook, period: Period, change: Change | None) -> list[str]:
    reading, findings = judged(folder, content, rulebook, period, change)
    assert reading.submission is not None
    named = {(cell.sheet, cell.address) for each in findings if each.code == "V23" for cell in each.also}
    named |= {(each.sheet or "", each.cell or "") for each in findings if each.code == "V23"}
    unplaced = reading.submission.unplaced
    assert {(each.sheet, each.cell) for each in unplaced} == named
    return [f"{each.sheet}!{each.cell}={each.raw}" for each in unplaced]


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("Титул", "E8"),
        ("Титул", "D22"),
        ("Титул", "C60"),
        ("Показатели", "D23"),
        ("Показатели", "L30"),
        ("Показатели", "A90"),
        ("Дорожная карта", "M9"),
        ("Практики", "F19"),
        ("Проверка", "F13"),
        ("Проверка", "I37"),
        ("Новый лист", "A1"),
    ],
)
def test_what_is_typed_beside_the_fields_is_kept_on_every_sheet(
    tmp_path: Path, rulebook: Rulebook, period: Period, sheet: str, cell: str
) -> None:
    content = filled(rulebook, period, PLACE)
    assert _beside(tmp_path, content, rulebook, period, _put(sheet, cell)) == [f"{sheet}!{cell}={TEXT}"]


def test_numbers_count_as_typed_too(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    content = filled(rulebook, period, PLACE)
    assert _beside(tmp_path, content, rulebook, period, _put("Показатели", "L30", 3)) == ["Показатели!L30=3"]


@pytest.mark.parametrize("content", ["-", "н/д", "=1+1", None])
def test_signs_for_nothing_and_calculations_are_left_out(
    tmp_path: Path, rulebook: Rulebook, period: Period, content: object
) -> None:
    form = filled(rulebook, period, PLACE)
    assert _beside(tmp_path, form, rulebook, period, _put("Показатели", "L30", content)) == []


def test_names_and_dates_beside_the_signatures_belong_there(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    def sign(book: openpyxl.Workbook) -> None:
        sheet = book["Показатели"]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "подпись":
                    sheet.cell(cell.row - 1, cell.column).value = "Иванова"  # type: ignore[union-attr]  # no merged one
                if isinstance(cell.value, str) and "20___" in cell.value:
                    cell.value = "«15» января 2025 г."

    assert _beside(tmp_path, filled(rulebook, period, PLACE), rulebook, period, sign) == []


def test_a_sheet_full_of_cells_is_shown_in_part_and_counted(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    def paste(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("Список")
        for number in range(1000):
            sheet.append([f"Запись {number}", number + 5])

    reading, findings = judged(tmp_path, filled(rulebook, period, PLACE), rulebook, period, paste)
    (said,) = [each for each in findings if each.code == "V23"]
    assert said.facts["count"] == "2000"
    assert reading.submission is not None
    assert len(reading.submission.unplaced) == len(said.also) + 1 == MOST_SHOWN


def _rows_and_columns(book: openpyxl.Workbook) -> None:
    book["Практики"].insert_rows(3, 2)
    book["Практики"].insert_cols(2)


def _renamed(book: openpyxl.Workbook) -> None:
    for number, sheet in enumerate(book.worksheets):
        sheet.title = f"Лист {number}"


@pytest.mark.parametrize("change", [None, _rows_and_columns, _renamed])
@pytest.mark.parametrize("make", [filled, returned])
def test_an_ordinary_form_holds_nothing_beside_its_fields(
    tmp_path: Path,
    rulebook: Rulebook,
    period: Period,
    make: Callable[..., FormContent],
    change: Change | None,
) -> None:
    content = filled(rulebook, period, PLACE, {"306": 39, "502": "много"})
    if make is returned:
        content = returned(tmp_path / "sent", content, rulebook, period)
        content = replace(content, values={**content.values, Address("502"): 25})
    else:
        content = filled(rulebook, period, PLACE)
    assert _beside(tmp_path / "read", content, rulebook, period, change) == []


def test_a_universal_blank_holds_nothing_beside_its_fields(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    blank = universal_content(rulebook, period, "02")
    place = rulebook.registry[PLACE]
    values = {**filled(rulebook, period, PLACE).values, Address("002"): place.name, Address("001"): PLACE}
    values = {address: value for address, value in values.items() if not address.line.startswith("7")}
    assert _beside(tmp_path, replace(blank, values=values), rulebook, period, None) == []


def test_a_note_on_a_form_without_answers_is_still_told(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    content = replace(filled(rulebook, period, PLACE), values={})
    reading, _ = judged(tmp_path, content, rulebook, period, _put("Новый лист", "A1"))
    assert {"T10", "V23"} <= {each.code for each in reading.findings}


def test_what_was_typed_stands_in_the_return_word_for_word(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    content = returned(tmp_path, filled(rulebook, period, PLACE), rulebook, period, _put("Титул", "E8"))
    assert content.returned is not None
    assert [each.typed for each in content.returned.problems if each.code == "V23"] == [f"Титул – E8: {TEXT}"]
    write_form(io.BytesIO(), content)
