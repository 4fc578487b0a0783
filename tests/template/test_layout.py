from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from engine.template.content import FormContent
from engine.template.layout import layout_of, title_head_rows
from engine.template.returned import Returned
from engine.vocabulary.fields import Address


def test_every_field_has_a_place_of_its_own(form: FormContent) -> None:
    layout = layout_of(form)
    cells = [layout.cell_of(field.address) for field in form.fields]

    assert len(set(cells)) == len(cells)


def test_a_field_that_the_form_does_not_have_is_nowhere(school: FormContent) -> None:
    with pytest.raises(KeyError):
        layout_of(school).cell_of(Address("999"))


def test_sections_of_a_sheet_do_not_overlap_and_keep_their_order(form: FormContent) -> None:
    for sheet in layout_of(form).sheets:
        for one, next_one in pairwise(sheet.sections):
            assert one.last_row < next_one.title_row


def test_columns_of_a_section_do_not_overlap_and_stay_on_the_sheet(form: FormContent) -> None:
    for sheet in layout_of(form).sheets:
        for section in sheet.sections:
            taken = [range(span.first, span.last + 1) for span in (section.label, *section.values.values())]
            taken += [range(section.hint.first, section.hint.last + 1)] if section.hint else []
            taken += [range(section.code, section.code + 1), *(range(at, at + 1) for at in section.printed)]
            columns = [column for each in taken for column in each if each is not taken[0] or section.code != 0]
            assert len(set(columns)) == len(columns)
            assert max(columns) <= sheet.last_column
            assert not set(section.hidden) & set(columns)


def test_only_one_sheet_carries_the_signatures(form: FormContent) -> None:
    signed = [sheet.name for sheet in layout_of(form).sheets if sheet.signature_row is not None]

    assert signed == [{"school": "Показатели", "district": "Дорожная карта"}[form.form.form]]


def test_the_sheet_without_sections_is_the_one_that_checks(form: FormContent) -> None:
    assert layout_of(form).check_sheet == "Проверка"


def test_a_section_without_lines_takes_its_bar_and_one_sentence(blank: FormContent) -> None:
    _, roadmap = layout_of(blank).sections["roadmap"]

    assert roadmap.lines == ()
    assert roadmap.last_row == roadmap.title_row + 1


def test_references_are_absolute_and_name_the_sheet(school: FormContent) -> None:
    layout = layout_of(school)
    sheet, cell = layout.cell_of(Address("101"))

    assert layout.reference(Address("101")).replace("$", "") == f"'{sheet}'!{cell}"


def test_a_return_has_one_more_row_above_the_title_section(school: FormContent) -> None:
    returned = replace(school, returned=Returned())

    assert title_head_rows(returned) == title_head_rows(school) + 1
    assert layout_of(returned).sheets[1:] == layout_of(school).sheets[1:]
