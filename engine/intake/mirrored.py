"""The mirror of a transmittal's visible cells, and whether a cell still shows what was written into it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime, time

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue, Workbook
from engine.intake.positions import position_of
from engine.intake.refusal import Refused
from engine.intake.transmittaltables import hidden_rows
from engine.vocabulary.transmittalrows import MIRROR_SHEET, Mirrored, read_mirror_row, rows_hash, text_hash

#: Cells as they were written, by sheet, row and column (both zero-indexed).
Mirror = Mapping[str, Mapping[int, Mapping[int, Mirrored]]]

_EQUAL = 1e-9  # relative: programs keep 15 digits and more
_NOTHING = 1e-12


def read_mirror(workbook: Workbook, sha256: str | None = None) -> Mirror:
    """What every visible cell showed when it was written.

    Args:
        workbook: the transmittal.
        sha256: the hash of the mirror's rows that the stamp tells; None where it tells none.

    Raises:
        Refused: the mirror is missing, damaged or not whole, so that no edit can be told.
    """
    mirror: dict[str, dict[int, dict[int, Mirrored]]] = {}
    rows = [str(text) for _, _, text in hidden_rows(workbook, MIRROR_SHEET)]
    if sha256 is not None and rows_hash(rows) != sha256:
        raise Refused("G26")
    try:
        for text in rows:
            for cell in read_mirror_row(text):
                number, column = position_of(cell.cell)
                mirror.setdefault(cell.sheet, {}).setdefault(number, {})[column] = cell
    except (ValueError, RecursionError, Refused) as fault:
        raise Refused("G26") from fault
    if not mirror:
        raise Refused("G26")
    return mirror


def shown(content: CellContent) -> str | float | None:
    """What a cell shows, comparable: a number, a text (a date as ISO 8601), None for a blank one."""
    if content is None or isinstance(content, FormulaWithoutValue):
        return None
    if isinstance(content, bool):
        return str(content)
    if isinstance(content, int | float):
        return float(content)
    if isinstance(content, datetime):
        return content.date().isoformat() if content.time() == time() else content.isoformat()
    if isinstance(content, date):
        return content.isoformat()
    return plain_text(content.text if isinstance(content, CellError) else content) or None


def plain_text(text: str) -> str:
    """A text without what programs change when they save it: kinds and number of blanks, ends of lines."""
    return " ".join(text.replace("_x000D_", " ").split())


def written(cell: Mirrored) -> str | float | None:
    """What a cell showed when it was written, as `shown` gives it."""
    return float(cell.value) if isinstance(cell.value, int | float) else plain_text(cell.value) or None


def is_same(cell: Mirrored, content: CellContent) -> bool:
    """Tell whether a cell still shows what was written; a formula that nothing has calculated shows nothing else."""
    if isinstance(content, FormulaWithoutValue):
        return cell.is_formula
    if cell.sha256 is not None:
        return isinstance(content, str) and text_hash(content.replace("\r\n", "\n")) == cell.sha256
    before, now = written(cell), shown(content)
    if isinstance(before, float) and isinstance(now, float):
        return math.isclose(before, now, rel_tol=_EQUAL, abs_tol=_NOTHING)
    return before == now or (before is not None and now is not None and _digits(before) == _digits(now))


def _digits(value: str | float) -> str:
    """A number as text, so that it is the same where a program has kept it as text."""
    return f"{value:.15g}" if isinstance(value, float) else value.replace(",", ".")
