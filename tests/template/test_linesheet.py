from __future__ import annotations

from dataclasses import replace

from support.forms import opened

from engine.template import style, words
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.vocabulary.fields import Address


def test_lines_of_another_kind_are_grey_locked_and_say_so(kindergarten: FormContent) -> None:
    layout, workbook = layout_of(kindergarten), opened(kindergarten)
    sheet, cell = layout.cell_of(Address("302"))
    _, section = layout.sections["3"]
    hint = workbook[sheet].cell(section.rows["302"] + 1, section.hint.first + 1) if section.hint else None

    assert workbook[sheet][cell].value is None
    assert workbook[sheet][cell].protection.locked
    assert workbook[sheet][cell].fill.fgColor.rgb.endswith(style.NEUTRAL.lstrip("#"))
    assert hint is not None
    assert hint.value == words.NOT_ASKED


def test_a_row_is_as_high_as_the_text_that_stands_in_it(school: FormContent) -> None:
    long = "Протокол педагогического совета от 01.09.2024 № 32, утверждён приказом директора от 02.09.2024 № 148-о"
    sheet, cell = layout_of(school).cell_of(Address("604", "2"))
    heights = [
        opened(form)[sheet].row_dimensions[int(cell[1:])].height
        for form in (school, replace(school, values={Address("604", "2"): long}))
    ]

    assert 30 <= heights[0] < heights[1]


def test_input_cells_are_yellow(school: FormContent) -> None:
    layout, workbook = layout_of(school), opened(school)

    for field in school.fields:
        if school.is_input(field):
            sheet, cell = layout.cell_of(field.address)
            assert workbook[sheet][cell].fill.fgColor.rgb.endswith(style.INPUT.lstrip("#"))


def test_codes_and_column_numbers_are_text(school: FormContent) -> None:
    workbook = opened(school)

    for place in layout_of(school).sheets:
        for section in place.sections:
            for line, row in section.rows.items():
                cell = workbook[place.name].cell(row + 1, section.code + 1)
                assert (cell.value, cell.data_type, cell.number_format) == (line, "s", "@")


def test_in_a_universal_blank_code_and_district_follow_the_picked_name(universal: FormContent) -> None:
    layout, workbook = layout_of(universal), opened(universal)

    for line in ("001", "003"):
        sheet, cell = layout.cell_of(Address(line))
        assert layout.reference(Address("002")) in workbook[sheet][cell].value
        assert workbook[sheet][cell].protection.locked
