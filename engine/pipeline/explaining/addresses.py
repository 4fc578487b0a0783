"""Reads «Лист!F12» as people and spreadsheet programs write it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from engine.intake.positions import address_of, position_of
from engine.intake.refusal import Refused
from engine.pipeline.explaining.errors import ExplainError
from engine.vocabulary.names import name_key

#: Cyrillic capitals that look like the Latin letters of columns.
_ALIKE = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")
_CELL = r"\$?[A-ZА-Я]{1,3}\$?[0-9]{1,7}"
#: The cell at the end, with a range's last cell; what separates it from the sheet is «!», in LibreOffice a dot.
_WRITTEN = re.compile(rf"(?P<sheet>.*?)\s*[!.]\s*(?P<cell>{_CELL})(?:\s*:\s*[.]?(?P<last>{_CELL}))?", re.IGNORECASE)
_BOOK = re.compile(r"\[[^\]]*\]")
_QUOTES = {"'": "'", '"': '"', "«": "»", "“": "”", "„": "“", "‘": "’", "’": "’"}
_NEAR = 60.0


@dataclass(frozen=True, slots=True)
class CellAddress:
    """A cell of a sheet, zero-indexed; the sheet's name as it was typed."""

    sheet: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.sheet}!{address_of(self.row, self.column)}"


def read_address(text: str) -> CellAddress:
    """Read «Сводка!B9», «'Сдача отчётов'!$C$6», «Охват!B9:B9», «$'Охват'.$B$9»; of a range its first cell.

    Raises:
        ExplainError: the text names no cell of a sheet.
    """
    match = _WRITTEN.fullmatch(_bare(text.strip()))
    if match is None or not match["sheet"]:
        raise ExplainError(
            f"«{text}» – не адрес ячейки. Напишите лист и ячейку, например: 'Сводка!B9'.",
            f"{text!r} is no address of a cell. Write the sheet and the cell, for example 'Сводка!B9'.",
        )
    reference = match["cell"].replace("$", "").upper().translate(_ALIKE)
    try:
        row, column = position_of(reference)
    except Refused as fault:
        raise ExplainError(
            f"На листе не бывает ячейки «{match['cell']}». Напишите столбец латинскими буквами и номер строки: B9.",
            f"No sheet has a cell {match['cell']!r}. Write the letters of a column and the number of a row: B9.",
        ) from fault
    return CellAddress(_sheet_name(match["sheet"]), row, column)


def named_sheet(given: str, names: Sequence[str], visible: int) -> str:
    """The sheet that is meant: case, ё and е, quotes and dashes make no difference.

    ``names`` are those of the workbook, the first ``visible`` of them can be seen.

    Raises:
        ExplainError: the workbook has no such sheet; the nearest ones are named.
    """
    if given in names:
        return given
    keys = {name_key(name): name for name in reversed(names)}
    if (found := keys.get(name_key(given))) is not None:
        return found
    shown = names[:visible]
    alike = process.extract(given, shown, scorer=fuzz.ratio, processor=name_key, limit=3, score_cutoff=_NEAR)
    near = [name for name, _, _ in alike]
    sheets = ", ".join(f"«{name}»" for name in shown)
    probably_ru = f" Вероятно: {', '.join(f'«{name}»' for name in near)}." if near else ""
    probably_en = f" Probably: {', '.join(near)}." if near else ""
    raise ExplainError(
        f"В книге нет листа «{given}».{probably_ru} Есть листы: {sheets}.",
        f"The workbook has no sheet {given!r}.{probably_en} It has: {', '.join(shown)}.",
    )


def _bare(text: str) -> str:
    """The address without what stands around it: an equals sign, a workbook in brackets, quotes around the whole."""
    text = _BOOK.sub("", text.removeprefix("="), count=1)
    if text and _QUOTES.get(text[0]) == text[-1]:
        return text[1:-1].strip()
    return text


def _sheet_name(written: str) -> str:
    """The sheet's name without the sign and the quotes that programs put around it."""
    name = written.strip().removeprefix("$").strip()
    if len(name) > 1 and _QUOTES.get(name[0]) == name[-1]:
        name = name[1:-1].replace(name[-1] * 2, name[-1])
    return name.strip()
