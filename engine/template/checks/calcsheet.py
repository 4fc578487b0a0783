"""The hidden sheet `_calc`: per field whether it is asked, filled, obligatory, and the count that relations use.

Its last columns are written by controlcell.py and cellstates.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from xlsxwriter.worksheet import Worksheet

from engine.rulebook.forms import Field, Section, count_limits
from engine.template import words
from engine.template.calculation import asked_formula
from engine.template.checks.fieldstates import FieldState, FieldStates, is_obligatory, line_addresses
from engine.template.checks.workingheads import CALC_SHEET, HEADS
from engine.template.content import PLACE_NAME, FormContent
from engine.template.formats import Formats
from engine.template.formulas import literal
from engine.template.layout import FormLayout
from engine.template.lists import Lists, choices_of, head_of
from engine.vocabulary.fields import Address, FieldType

_LETTERS = dict(zip(HEADS, "ABCDEFGHIJKLM", strict=True))
_COLUMNS = {head: column for column, head in enumerate(HEADS)}


@dataclass(frozen=True)
class Calc:
    """Where the working of each field stands on the hidden sheet."""

    content: FormContent
    layout: FormLayout
    lists: Lists
    states: FieldStates

    @cached_property
    def rows(self) -> dict[Address, int]:
        """Row of each field, zero-indexed."""
        return {state.field.address: number for number, state in enumerate(self.states.states, start=1)}

    def cell(self, head: str, address: Address) -> str:
        """Reference to one working of a field: '_calc'!$F$12."""
        return f"'{CALC_SHEET}'!${_LETTERS[head]}${self.rows[address] + 1}"

    def amount_cell(self, address: Address, previous: bool = False) -> str:  # noqa: FBT001, FBT002  called by formulas
        """Reference to a field's count of this period or of the last closed one."""
        return self.cell("previous" if previous else "amount", address)

    def content_cell(self, address: Address) -> str:
        """Reference to what stands in a field's cell: 0 nothing, 1 what belongs there, 2 anything else."""
        return self.cell("content", address)

    def range_of(self, head: str, addresses: Iterable[Address] | None = None) -> str:
        """Reference to a working of neighbouring fields, of all fields by default."""
        rows = [self.rows[address] for address in addresses] if addresses is not None else list(self.rows.values())
        letter = _LETTERS[head]
        return f"'{CALC_SHEET}'!${letter}${min(rows) + 1}:${letter}${max(rows) + 1}"

    def position(self, head: str, address: Address) -> tuple[int, int]:
        """Row and column of one working, zero-indexed."""
        return self.rows[address], _COLUMNS[head]

    @property
    def table(self) -> str:
        """Reference to all workings below their heads: codes in the first column, states in the last."""
        return f"'{CALC_SHEET}'!${_LETTERS[HEADS[0]]}$2:${_LETTERS[HEADS[-1]]}${len(self.rows) + 1}"

    def label(self, address: Address) -> str:
        """How «Проверка» names a field: «стр. 203, гр. 1», in sections with one column «стр. 302»."""
        section = self._section_of(address)
        column = words.COLUMN.format(column=address.column) if len(section.columns) > 1 else ""
        return words.LINE.format(line=address.line) + column

    def _section_of(self, address: Address) -> Section:
        known = self.content.form.by_address.get(address) or self.states.by_address[address].field
        return self.content.form.section(known.section_id)

    def can_be_required(self, state: FieldState) -> bool:
        """Tell whether the cell is obligatory in some state of the form."""
        return state.asked and is_obligatory(state.field, self.content)


def link_name(address: Address) -> str:
    """Defined name of a field's cell: links by name survive moved rows."""
    return f"line_{address.line}_{address.column}"


def write_calc(sheet: Worksheet, calc: Calc, formats: Formats) -> None:
    """Write the hidden sheet, each formula with its result."""
    plain = formats["plain"]
    for column, head in enumerate(HEADS):
        sheet.write_string(0, column, head, plain)
    for state in calc.states.states:
        address = state.field.address
        row = calc.rows[address]
        sheet.write_string(row, 0, str(address), plain)
        for column, (formula, value) in enumerate(_formulas(state, calc), start=1):
            sheet.write_formula(row, column, formula, plain, value)
        if (previous := calc.content.previous.get(address)) is not None:
            sheet.write_number(row, 6, previous, plain)
        cell = {head: f"{_LETTERS[head]}{row + 1}" for head in HEADS}
        sheet.write_formula(
            row, 7, f"=IF(AND({cell['required']}=1,{cell['content']}<>1),1,0)", plain, int(state.is_open)
        )
        sheet.write_string(row, 8, link_name(address), plain)
        sheet.write_string(row, 9, calc.label(address), plain)
        sheet.write_string(row, 10, state.field.sheet, plain)
    sheet.hide()
    sheet.protect()


def _formulas(state: FieldState, calc: Calc) -> list[tuple[str, int | str]]:
    """Formulas and results of the workings from "asked" to "amount"."""
    field, row = state.field, calc.rows[state.field.address] + 1
    here = calc.layout.reference(field.address)
    required = f"=B{row}*(1-C{row})" if is_obligatory(field, calc.content) else "=0"
    return [
        (_asked(field, state, calc), int(state.asked)),
        (_zero(field, calc), int(state.is_zero)),
        (f"={_content(field, here, calc)}", int(state.content)),
        (required, int(state.required)),
        (f"={_amount(field, row, here, calc)}", "" if state.amount is None else state.amount),
    ]


def _asked(field: Field, state: FieldState, calc: Calc) -> str:
    if calc.content.picks_place and field.kinds is not None:
        condition = asked_formula(field.kinds, calc.layout.reference(PLACE_NAME), calc.lists)
        return f"=IF({condition},1,0)"
    return f"={int(state.asked)}"


def _amount(field: Field, row: int, here: str, calc: Calc) -> str:
    """The count that relations judge; what is typed into a line that the picked organisation does not fill is none."""
    if field.type is not FieldType.COUNT:
        return '""'
    amount = f'IF(D{row}=1,{here},IF(AND(D{row}=0,C{row}=1),0,""))'
    if not calc.content.picks_place or field.kinds is None:
        return amount
    return f"IF(B{row}=0,{0 if field.blank == 'zero' else literal('')},{amount})"


def _zero(field: Field, calc: Calc) -> str:
    if field.type is not FieldType.COUNT:
        return "=0"
    reasons = []
    if field.zero_if is not None:
        reasons.append(f'TRIM({calc.layout.reference(Address(field.zero_if))})="да"')
    if field.blank == "zero":
        cells = [calc.layout.reference(address) for address in line_addresses(field, calc.content)]
        reasons.append(f"COUNTA({','.join(cells)})=0")
    return f"=IF(OR({','.join(reasons)}),1,0)" if reasons else "=0"


def _content(field: Field, here: str, calc: Calc) -> str:
    """0 for a blank cell, 1 for one filled as it should be, 2 for any other."""
    if field.type is FieldType.COUNT:
        minimum, maximum = count_limits(field)
        good = f"AND({here}>={minimum},{here}<={maximum},{here}=INT({here}))"
        return f"IF(ISNUMBER({here}),IF({good},1,2),IF(ISBLANK({here}),0,2))"
    if field.type is FieldType.DATE:
        return f"IF(ISNUMBER({here}),1,IF(ISBLANK({here}),0,2))"
    if field.type in {FieldType.CHOICE, FieldType.YES_NO} and choices_of(field):
        known = f"ISNUMBER(MATCH(TRIM({here}),{calc.lists.range_of(head_of(field))},0))"
        return f"IF(ISBLANK({here}),0,IF({known},1,2))"
    return f"IF(ISBLANK({here}),0,1)"
