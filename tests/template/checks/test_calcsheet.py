from __future__ import annotations

from dataclasses import replace

from support.forms import opened

from engine.template.checks.calcsheet import Calc, link_name
from engine.template.checks.fieldstates import field_states
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.lists import lists_of
from engine.vocabulary.fields import Address


def calc_of(content: FormContent) -> Calc:
    return Calc(content, layout_of(content), lists_of(content), field_states(content))


def test_each_working_of_a_field_stands_in_the_row_of_its_address(school: FormContent) -> None:
    sheet, calc = opened(school)["_calc"], calc_of(school)

    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [str(address) for address in calc.rows]
    name, cell = calc.cell("amount", Address("302")).split("!")
    assert name == "'_calc'"
    assert layout_of(school).reference(Address("302")) in sheet[cell.replace("$", "")].value


def test_ranges_run_from_the_first_to_the_last_field(school: FormContent) -> None:
    calc = calc_of(school)

    assert calc.range_of("content") == f"'_calc'!$D$2:$D${1 + len(calc.rows)}"


def test_fields_are_named_by_their_codes(school: FormContent) -> None:
    calc = calc_of(school)

    assert calc.label(Address("302")) == "стр. 302"
    assert calc.label(Address("290", "2")) == "стр. 290, гр. 2"


def test_links_go_to_defined_names_that_point_at_the_cells(form: FormContent) -> None:
    names = opened(form).defined_names

    for address in calc_of(form).rows:
        assert names[link_name(address)].attr_text == layout_of(form).reference(address)


def test_counts_of_the_last_period_stand_beside(school: FormContent) -> None:
    before = replace(school, previous={Address("101"): 280})
    cell = calc_of(before).cell("previous", Address("101")).split("!")[1].replace("$", "")

    assert opened(before)["_calc"][cell].value == 280
    assert opened(before)["_calc"].sheet_state == "hidden"


def test_a_working_is_found_by_its_head_and_the_table_holds_all(school: FormContent) -> None:
    sheet, calc = opened(school)["_calc"], calc_of(school)
    row, column = calc.position("label", Address("302"))

    assert sheet.cell(row + 1, column + 1).value == "стр. 302"
    assert calc.table == f"'_calc'!$A$2:$M${1 + len(calc.rows)}"
