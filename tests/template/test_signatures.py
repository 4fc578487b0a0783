from __future__ import annotations

from support.forms import opened

from engine.template import words
from engine.template.checks.controlcell import control_formula
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.vocabulary.fields import Address


def test_every_signer_has_a_line_with_the_name_from_the_title_sheet(form: FormContent) -> None:
    layout = layout_of(form)
    sheet = next(sheet for sheet in layout.sheets if sheet.signature_row is not None)
    cells = [cell for row in opened(form)[sheet.name].iter_rows(min_row=sheet.signature_row) for cell in row]
    values = [str(cell.value) for cell in cells if cell.value is not None]

    assert all(signer in values for signer in form.form.signatures)
    assert values.count(words.SIGNATURE) == len(form.form.signatures) == 2
    assert any(layout.reference(Address("006")) in value for value in values)
    assert any(layout.reference(Address("010")) in value for value in values)
    assert words.DATE_LINE in values


def test_the_control_number_stands_beside_the_signatures_of_a_form_with_counts(
    school: FormContent, universal: FormContent, blank: FormContent, district: FormContent
) -> None:
    for content, number in ((school, 1), (universal, 1), (blank, 1), (district, 0)):
        sheet = next(sheet for sheet in layout_of(content).sheets if sheet.signature_row is not None)
        cells = (cell for row in opened(content)[sheet.name].iter_rows(min_row=sheet.signature_row) for cell in row)
        assert sum(str(cell.value) == control_formula() for cell in cells) == number
