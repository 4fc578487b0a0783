from __future__ import annotations

from openpyxl.formatting.rule import Rule
from support.forms import opened

from engine.template import style, words
from engine.template.checks.cellstates import CELL_STATES
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.vocabulary.fields import Address


def rules_at(content: FormContent, line: str, column: str = "1") -> list[Rule]:
    """The conditional formats of a cell, first ones first."""
    sheet, cell = layout_of(content).cell_of(Address(line, column))
    areas = opened(content)[sheet].conditional_formatting
    return sorted((rule for area in areas if cell in area for rule in area.rules), key=lambda rule: rule.priority)


def test_every_cell_to_fill_in_looks_up_its_state_by_the_printed_codes(form: FormContent) -> None:
    layout = layout_of(form)

    for field in form.fields:
        if form.is_input(field):
            _, section = layout.sections[field.section_id]
            formulas = [rule.formula[0] for rule in rules_at(form, field.address.line, field.address.column)]
            looked_up = [formula for formula in formulas if CELL_STATES in formula]
            assert len(looked_up) == 3
            assert all(f"{'A' if section.code == 0 else 'B'}{section.first_row + 1}" in each for each in looked_up)


def test_no_conditional_format_names_another_sheet(form: FormContent) -> None:
    for sheet in opened(form).worksheets:
        for area in sheet.conditional_formatting:
            assert not any("!" in formula for rule in area.rules for formula in rule.formula)


def test_errors_come_before_warnings_and_gaps(school: FormContent) -> None:
    fills = [rule.dxf.fill.bgColor.rgb[2:] for rule in rules_at(school, "302")]

    assert fills[-3:] == [colour.lstrip("#") for colour in (style.BAD, style.WARN, style.REQUIRED)]
    assert all(rule.stopIfTrue for rule in rules_at(school, "302"))


def test_a_mark_is_a_sign_as_well_as_a_colour(school: FormContent) -> None:
    for line, column in (("302", "1"), ("601", "1"), ("601", "2"), ("7001", "1"), ("7001", "2"), ("801", "2")):
        error, warning, empty = rules_at(school, line, column)[-3:]
        assert error.dxf.numFmt.formatCode.startswith(f'"{style.ERROR_SIGN} "')
        assert warning.dxf.numFmt.formatCode.startswith(f'"{style.WARNING_SIGN} "')
        assert empty.dxf.numFmt is None


def test_where_dates_and_words_share_a_column_a_mark_is_a_colour(school: FormContent) -> None:
    assert all(rule.dxf.numFmt is None for rule in rules_at(school, "011"))


def test_all_parts_of_a_merged_cell_look_at_one_column_number(school: FormContent) -> None:
    _, section = layout_of(school).sections["6"]
    letter = "CDEFGHIJK"[section.values["2"].first - 2]

    assert all(f"${letter}${section.number_row + 1}" in rule.formula[0] for rule in rules_at(school, "601", "2"))


def test_lines_of_another_kind_turn_grey_by_the_picked_organisation(
    universal: FormContent, school: FormContent
) -> None:
    assert any(words.NOT_ASKED in rule.formula[0] for rule in rules_at(universal, "302"))
    assert not any(words.NOT_ASKED in rule.formula[0] for rule in rules_at(school, "302"))


def test_zeros_that_need_not_be_typed_turn_grey(school: FormContent) -> None:
    assert words.ZERO_BY_013 in rules_at(school, "302")[0].formula[0]
    assert not any(words.ZERO_BY_013 in rule.formula[0] for rule in rules_at(school, "101"))
