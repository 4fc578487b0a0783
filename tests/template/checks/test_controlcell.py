from __future__ import annotations

from support.forms import consistent, opened

from engine.rulebook.controlnumber import control_number
from engine.template.checks.controlcell import control_formula, control_text, has_control_number
from engine.template.content import FormContent


def test_the_text_holds_the_engines_own_number(school: FormContent) -> None:
    answered = consistent(school)

    assert control_text(answered) == f"Контрольное число: {control_number(school.form, school.kind, answered.values)}"
    assert control_text(answered) != control_text(school)


def test_every_count_adds_by_a_formula_over_its_cell(school: FormContent) -> None:
    sheet = opened(school)["_calc"]
    weighed = {sheet.cell(row, 1).value: sheet.cell(row, 12).value for row in range(2, sheet.max_row + 1)}

    assert sheet["L1"].value == "weighed"
    counted = {str(field.address) for field in school.form.counts}
    assert {address for address, formula in weighed.items() if formula} == counted | {"013.1"}


def test_the_number_is_worked_out_where_the_text_reads_it(school: FormContent) -> None:
    cell = control_formula().rsplit("!", 1)[1].replace("$", "")

    assert opened(school)["_checks"][cell].value.startswith("=TEXT(")
    assert "RAND" not in opened(school)["_checks"][cell].value


def test_a_form_without_counts_has_no_number(district: FormContent, school: FormContent) -> None:
    assert not has_control_number(district)
    assert has_control_number(school)
    texts = [str(cell.value) for sheet in opened(district) for row in sheet.iter_rows() for cell in row]
    assert not any("Контрольное число" in text for text in texts)
