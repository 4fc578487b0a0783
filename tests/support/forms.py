"""Forms written for tests: as openpyxl sees them, and as a text that a person can review."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from engine.rulebook.forms import Field
from engine.template.content import FormContent
from engine.template.lists import choices_of
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, FieldType, Value

_COUNTS = (0, 0, 1, 2, 3, 5, 8, 13, 40)
_DAYS = (date(2024, 5, 1), date(2025, 1, 10), date(2018, 1, 1))
_SHOWN = 70  # characters of a long formula in a dump


#: Forms written and opened so far; the content is kept so that its id stays its own.
_WRITTEN: dict[int, tuple[FormContent, bytes]] = {}
_OPENED: dict[int, Workbook] = {}


def written_anew(content: FormContent) -> bytes:
    """A form as bytes, written now."""
    stream = BytesIO()
    write_form(stream, content)
    return stream.getvalue()


def written(content: FormContent) -> bytes:
    """A form as bytes; each content is written once."""
    if id(content) not in _WRITTEN:
        _WRITTEN[id(content)] = (content, written_anew(content))
    return _WRITTEN[id(content)][1]


def opened(content: FormContent) -> Workbook:
    """A form as openpyxl reads it, formulas as text; for looking only, each content is opened once."""
    stream = BytesIO(written(content))
    if id(content) not in _OPENED:
        _OPENED[id(content)] = openpyxl.load_workbook(stream)
    return _OPENED[id(content)]


def validations_of(sheet: Worksheet) -> dict[str, DataValidation]:
    """The validation of each cell that has one."""
    return {
        cell.coordinate: rule
        for rule in sheet.data_validations.dataValidation
        for area in rule.sqref.ranges
        for row in sheet[area.coord : area.coord]
        for cell in row
    }


def filled(content: FormContent, seed: int, share: float = 1.0) -> FormContent:
    """The form with a share of its input cells filled, sensibly or not; the same seed gives the same values."""
    chance = random.Random(seed)  # noqa: S311  test data, not a secret
    values = {each.address: _answer(each, chance) for each in content.fields if content.is_input(each)}
    kept = {address: value for address, value in values.items() if chance.random() < share}
    return replace(content, values={address: value for address, value in kept.items() if address.line > "003"})


def consistent(content: FormContent) -> FormContent:
    """The form of an organisation where everything adds up."""
    counts = {"101": 300, "102": 200, "103": 60, "104": 25, "105": 20, "106": 4, "107": 3, "301": 30, "302": 25}
    counts |= {"303": 12, "304": 6, "305": 4, "306": 38, "307": 3, "308": 9, "309": 0, "310": 1, "311": 3}
    counts |= {"401": 2, "402": 0, "501": 28, "502": 25, "503": 14, "504": 13}
    values: dict[Address, Value] = {Address(line): value for line, value in counts.items()}
    values |= {Address("201", str(column)): value for column, value in enumerate((12, 30, 30, 0, 12, 20, 2), start=1)}
    values |= {Address("203", str(column)): value for column, value in enumerate((3, 3, 3, 0, 3, 2, 0), start=1)}
    values |= {Address("291", "1"): 15, Address("291", "2"): 33, Address("006"): "Петрова А. А."}
    values |= {Address(f"60{number}"): "да" for number in range(1, 8)}
    values |= {Address(line.line): "в работе" for line, owed in content.roadmap_lines if owed.activity.target is None}
    asked = {each.address for each in content.fields if each.asked_of(content.kind)}
    return replace(content, values={address: value for address, value in values.items() if address in asked})


def dump(content: FormContent) -> str:
    """Every visible cell that holds something or is to be filled in: cell, value, number format, lock, validation."""
    workbook = opened(content)
    lines: list[str] = []
    for sheet in workbook.worksheets:
        if sheet.title not in {"_calc", "_checks"}:
            lines += _sheet_lines(sheet)
    return "\n".join(lines) + "\n"


def notes_of(content: FormContent) -> dict[tuple[str, str], str]:
    """The notes of a form by sheet and cell."""
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in opened(content).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None
    }


def dump_return(content: FormContent) -> str:
    """What a return says beyond its form: the list, the head of «Титул», the notes, the hidden sheets."""
    workbook = opened(content)
    lists = [_sheet_lines(workbook[name]) for name in ("Исправьте здесь", "_marks", "_given")]
    head = [f"Титул {cell.coordinate} | {cell.value}" for cell in workbook["Титул"]["A"][:11] if cell.value]
    notes = [f"{sheet} {cell} | {text}".replace("\n", " / ") for (sheet, cell), text in notes_of(content).items()]
    return "\n".join([*(line for lines in lists for line in lines), *head, "", *notes]) + "\n"


def _answer(field: Field, chance: random.Random) -> Value:
    if field.type is FieldType.COUNT:
        return chance.choice(_COUNTS)
    if choices := choices_of(field):
        return "нет" if field.address.line == "013" and chance.random() < 0.8 else chance.choice(choices)
    return chance.choice(_DAYS) if field.type is FieldType.DATE else 'текст "в кавычках" & <знаки>'


def _sheet_lines(sheet: Worksheet) -> list[str]:
    widths = [f"{letter}={dimension.width:g}" for letter, dimension in sheet.column_dimensions.items()]
    setup = sheet.page_setup
    frame = [
        f"## {sheet.title} ({sheet.sheet_state})",
        (
            f"freeze {sheet.freeze_panes}, print {sheet.print_area}, repeat {sheet.print_title_rows}, "
            f"{setup.orientation}, paper {setup.paperSize}, fit {setup.fitToWidth}x{setup.fitToHeight}, "
            f"protected {sheet.protection.sheet}"
        ),
        f"widths {' '.join(widths)}",
        f"merged {' '.join(sorted(str(area) for area in sheet.merged_cells.ranges))}",
    ]
    rules = validations_of(sheet)
    cells = [
        _cell_line(cell, rules.get(cell.coordinate))
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell, Cell) and (cell.value is not None or not cell.protection.locked)
    ]
    return [*frame, *cells, ""]


def _cell_line(cell: Cell | MergedCell, rule: DataValidation | None) -> str:
    value: Any = cell.value
    text = "" if value is None else str(value).replace("\n", " / ")
    shown = text if len(text) <= _SHOWN or not text.startswith("=") else text[:_SHOWN] + "…"
    parts = [f"{cell.coordinate:<5}", shown, cell.number_format, "" if cell.protection.locked else "ввод"]
    if rule is not None:
        limits = " ".join(str(each) for each in (rule.type, rule.operator, rule.formula1, rule.formula2) if each)
        parts += [limits, rule.promptTitle or "", (rule.prompt or "").replace("\n", " / ")]
    return " | ".join(parts).rstrip(" |")
