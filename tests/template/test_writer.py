from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from python_calamine import CalamineWorkbook
from support.forms import consistent, dump, dump_return, filled, opened, validations_of, written, written_anew
from support.golden import assert_golden
from support.returns import returned

from engine.rulebook.rulebook import Rulebook
from engine.template import words
from engine.template.content import FormContent, blank_contents
from engine.template.inputs import LONGEST_TEXT, LONGEST_TITLE
from engine.template.layout import layout_of
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, FieldType

GOLDEN = Path(__file__).parent / "golden"
TEMPLATES = Path(__file__).parent.parent.parent / "workbook_templates"


def parts(workbook: bytes) -> dict[str, bytes]:
    """The inflated parts of a workbook by name, in the order in which they stand."""
    archive = zipfile.ZipFile(BytesIO(workbook))
    return {name: archive.read(name) for name in archive.namelist()}


def test_the_blank_school_form_is_as_reviewed(blank: FormContent) -> None:
    assert_golden(dump(blank), GOLDEN / "school_blank.txt")


def test_the_district_form_is_as_reviewed(district: FormContent) -> None:
    assert_golden(dump(district), GOLDEN / "district.txt")


def test_the_committed_blanks_are_what_the_rules_give(rulebook: Rulebook) -> None:
    contents = blank_contents(rulebook)

    assert {path.name for path in TEMPLATES.glob("*.xlsx")} == set(contents)
    for name, content in contents.items():
        # The bytes of a zip depend on the machine's zlib, the parts inside do not.
        assert parts((TEMPLATES / name).read_bytes()) == parts(written(content)), (
            f"{name}: run «svod template --blanks»"
        )


def test_the_same_content_gives_the_same_bytes(form: FormContent) -> None:
    assert written_anew(form) == written_anew(form)


def test_a_form_can_be_written_to_a_path_and_to_a_stream(school: FormContent, tmp_path: Path) -> None:
    write_form(tmp_path / "форма.xlsx", school)

    assert (tmp_path / "форма.xlsx").read_bytes() == written(school)


def test_a_form_names_no_author_and_carries_the_as_of_date(school: FormContent) -> None:
    properties = opened(school).properties

    assert properties.title == school.form.title
    assert properties.created == datetime(2024, 12, 31)  # noqa: DTZ001  the file format has no time zone
    assert not properties.creator
    assert not properties.lastModifiedBy


def test_every_field_has_one_cell_open_for_typing_exactly_where_the_form_asks(form: FormContent) -> None:
    workbook, layout = opened(form), layout_of(form)
    asked = {layout.cell_of(field.address) for field in form.fields if form.is_input(field)}
    unlocked = {
        (place.name, cell.coordinate)
        for place in layout.sheets
        for row in workbook[place.name].iter_rows()
        for cell in row
        if not cell.protection.locked and not isinstance(cell, openpyxl.cell.cell.MergedCell)
    }

    assert unlocked == asked
    assert len(asked) == sum(form.is_input(field) for field in form.fields)


def test_every_input_cell_has_a_validation_with_a_russian_prompt_inside_excels_limits(form: FormContent) -> None:
    workbook, layout = opened(form), layout_of(form)

    for field in form.fields:
        if not form.is_input(field):
            continue
        sheet, cell = layout.cell_of(field.address)
        rule = validations_of(workbook[sheet])[cell]
        assert field.address.line in rule.promptTitle
        assert 0 < len(rule.promptTitle) <= LONGEST_TITLE
        assert 0 < len(rule.prompt) <= LONGEST_TEXT
        assert 0 < len(rule.errorTitle) <= LONGEST_TITLE
        assert 0 < len(rule.error) <= LONGEST_TEXT


def test_lists_stand_on_the_hidden_sheet_and_hold_what_the_rules_offer(universal: FormContent) -> None:
    workbook, layout = opened(universal), layout_of(universal)

    for field in universal.fields:
        if field.type in {FieldType.CHOICE, FieldType.YES_NO} and universal.is_input(field):
            sheet, cell = layout.cell_of(field.address)
            source = validations_of(workbook[sheet])[cell].formula1
            name, area = source.split("!")
            words = tuple(row[0].value for row in workbook[name.strip("'")][area.replace("$", "")])
            assert words == (field.choices or ("да", "нет"))
    assert workbook["_lists"].sheet_state == "hidden"


def test_what_is_written_is_what_the_layout_says(form: FormContent) -> None:
    answered = filled(form, seed=1)
    layout = layout_of(answered)
    book = CalamineWorkbook.from_filelike(BytesIO(written(answered)))
    sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}

    for address, value in answered.values.items():
        sheet, row, column = layout.position_of(address)
        assert sheets[sheet][row][column] == value
    for sheet_place in layout.sheets:
        for section in sheet_place.sections:
            for line, row in section.rows.items():
                assert sheets[sheet_place.name][row][section.code] == line
            if section.lines:
                numbers = {number: span.first for number, span in section.values.items()}
                assert {n: sheets[sheet_place.name][section.number_row][at] for n, at in numbers.items()} == {
                    number: number for number in numbers
                }


def test_text_that_looks_like_a_formula_stays_text(school: FormContent) -> None:
    name = next(field.address for field in school.fields if field.address.line == "007")
    sheet, cell = layout_of(school).cell_of(name)
    answered = filled(school, seed=1)
    workbook = opened(replace(answered, values={name: "=1+1"}))

    assert workbook[sheet][cell].value == "=1+1"
    assert workbook[sheet][cell].data_type == "s"


def test_all_sheets_are_protected_without_a_password(form: FormContent) -> None:
    for sheet in opened(form).worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password in {None, ""}
        assert not sheet.protection.selectUnlockedCells


def test_sheets_stand_in_the_order_of_the_rules_with_the_hidden_ones_behind(form: FormContent) -> None:
    workbook = opened(form)

    shown = [sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "visible"]
    assert tuple(shown) == form.form.sheets
    assert workbook.active.title == "Титул"


def test_every_visible_sheet_prints_on_a4_one_page_wide_with_page_numbers(form: FormContent) -> None:
    for name in form.form.sheets:
        sheet = opened(form)[name]
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in {None, 1}  # 1 is the default of the file format
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
        assert "&P" in sheet.oddFooter.right.text or "[Page]" in sheet.oddFooter.right.text


@pytest.mark.parametrize(
    "function", ["FILTER", "XLOOKUP", "LET", "SORT", "UNIQUE", "INDIRECT", "OFFSET", "TODAY", "NOW"]
)
def test_formulas_use_no_new_and_no_volatile_functions(universal: FormContent, function: str) -> None:
    archive = zipfile.ZipFile(BytesIO(written(universal)))
    sheets = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]

    assert not any(f"{function}(" in sheet or "_xlfn" in sheet for sheet in sheets)


def test_no_formula_is_longer_than_excel_allows(universal: FormContent) -> None:
    formulas = [
        cell.value
        for sheet in opened(universal).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]

    assert max(map(len, formulas)) < 8192


def test_a_consistent_form_says_ready(school: FormContent) -> None:
    workbook = openpyxl.load_workbook(BytesIO(written(consistent(school))), data_only=True)

    values = [cell.value for row in workbook["Проверка"].iter_rows(max_row=6) for cell in row]
    assert "ГОТОВО К ОТПРАВКЕ" in values


def test_forms_written_one_after_the_other_do_not_touch_each_other(school: FormContent, district: FormContent) -> None:
    first = written_anew(school)
    written_anew(district)

    assert parts(written_anew(school)) == parts(first)


def test_a_return_is_as_reviewed(school: FormContent) -> None:
    assert_golden(dump_return(returned(school, explanations={"K13": "Двое уехали."})), GOLDEN / "return.txt")


def test_the_same_return_gives_the_same_bytes(school: FormContent) -> None:
    assert written_anew(returned(school)) == written_anew(returned(school))


def test_a_return_opens_on_what_is_to_be_put_right(school: FormContent) -> None:
    workbook = opened(returned(school))

    assert workbook.sheetnames[:2] == ["Исправьте здесь", "Титул"]
    assert workbook.active.title == "Исправьте здесь"
    assert all(sheet.protection.sheet for sheet in workbook.worksheets)
    assert {sheet.title for sheet in workbook.worksheets if sheet.sheet_state == "hidden"} >= {"_marks", "_given"}


def test_a_return_is_stamped_with_its_number_and_not_dated(school: FormContent) -> None:
    content = returned(school)
    sheet, cell = layout_of(content).cell_of(Address("011"))

    assert {row[0].value: row[1].value for row in opened(content)["_svod"]}["revision"] == "1"
    assert opened(content)[sheet][cell].value is None


def test_a_returns_formulas_use_no_new_functions_and_are_not_too_long(school: FormContent) -> None:
    sheets = [name for name in parts(written(returned(school))) if name.startswith("xl/worksheets/sheet")]
    formulas = [
        formula for name in sheets for formula in re.findall(rb"<f>(.*?)</f>", parts(written(returned(school)))[name])
    ]

    assert max(map(len, formulas)) < 8192
    assert not re.search(rb"_xlfn|FILTER\(|LET\(|TEXTJOIN\(|INDIRECT\(|OFFSET\(|TODAY\(|NOW\(", b"\n".join(formulas))


def test_a_form_without_the_sheet_that_checks_is_returned_all_the_same(school: FormContent) -> None:
    form = school.form.model_copy(update={"sheets": tuple(name for name in school.form.sheets if name != "Проверка")})
    workbook = opened(returned(replace(school, form=form)))

    assert "Проверка" not in workbook.sheetnames
    states = [cell.value for cell in workbook["Исправьте здесь"]["J"][5:] if cell.value]
    assert set(states) == {words.ON_RECEIPT, words.LOOK}
