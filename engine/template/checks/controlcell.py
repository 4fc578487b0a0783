"""The control number in the form: worked out live on hidden sheets, shown on «Проверка» and beside the signatures."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from engine.rulebook.controlnumber import MODULUS, YES, control_number, term, weighed_fields
from engine.rulebook.forms import Field
from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.checks.casesheet import COUNTS
from engine.template.checks.workingheads import CASE_SHEET
from engine.template.content import FormContent
from engine.template.formats import Formats
from engine.template.formulas import literal
from engine.vocabulary.fields import FieldType

_ROW, _HEAD_COLUMN = len(COUNTS), 11  # below the four counts
_CELL = f"'{CASE_SHEET}'!$M${_ROW + 1}"


def has_control_number(content: FormContent) -> bool:
    """Tell whether there are counts for a control number."""
    return control_number(content.form, content.kind, {}) is not None


def control_text(content: FormContent, template: str = words.CONTROL_NUMBER) -> str:
    """What is shown: «Контрольное число: 123-456»."""
    return template.format(number=_number(content))


def control_formula(template: str = words.CONTROL_NUMBER) -> str:
    """The formula of `control_text`."""
    return f"={literal(template.format(number=''))}&{_CELL}"


def write_control_number(calc_sheet: Worksheet, case_sheet: Worksheet, calc: Calc, formats: Formats) -> None:
    """Write what each field adds into `_calc` and the number itself into `_checks`."""
    content, plain = calc.content, formats["plain"]
    if not has_control_number(content):
        return
    for address, weight in weighed_fields(content.form).items():
        field = content.form.by_address[address]
        position = calc.position("weighed", address)
        shown = term(field, content.kind, content.value_of(address), weight)
        calc_sheet.write_formula(*position, _term_formula(field, calc, weight), plain, shown)
    total = f"MOD(SUM({calc.range_of('weighed')}),{MODULUS})"
    formula = f'=TEXT(INT({total}/1000),"000")&"-"&TEXT(MOD({total},1000),"000")'
    case_sheet.write_string(_ROW, _HEAD_COLUMN, "control_number", plain)
    case_sheet.write_formula(_ROW, _HEAD_COLUMN + 1, formula, plain, _number(content))


def _number(content: FormContent) -> str:
    typed = {address: content.value_of(address) for address in weighed_fields(content.form)}
    return control_number(content.form, content.kind, typed) or ""


def _term_formula(field: Field, calc: Calc, weight: int) -> str:
    here = calc.layout.reference(field.address)
    good = f"{calc.cell('asked', field.address)}=1,{calc.cell('content', field.address)}=1"
    if field.type is not FieldType.COUNT:
        return f"=IF(AND({good},TRIM({here})={literal(YES)}),{weight},0)"
    return f"=IF(AND({good}),MOD({weight}*({here}+1),{MODULUS}),0)"
