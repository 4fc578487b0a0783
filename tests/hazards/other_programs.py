"""The victim's form as bare cells in three formats: .xlsx, .ods and .xls."""

from __future__ import annotations

from collections.abc import Mapping

from hazards.case import PERIOD, VICTIM, Good
from support.biff8 import Percent, biff8
from support.markdown_workbook import ods, xlsx
from support.plain_forms import Grid, plain_form, stamp_for

from engine.intake.grids import CellContent


def bare(good: Good, values: Mapping[str, CellContent | Percent]) -> Grid:
    """Rows by sheet name; ``values`` by "line.column" replace those of the good form."""
    period, place = good.rulebook.periods[PERIOD], good.rulebook.registry[VICTIM]
    usual = {str(at): value for at, value in good.content().values.items()}
    named = {"001.1": place.id, "002.1": place.name, "004.1": period.title}
    form = good.rulebook.form("school", period)
    return plain_form(form, {**usual, **named, **values}, stamp_for(VICTIM))  # type: ignore[dict-item]  # cells alike


def as_xlsx(good: Good, values: Mapping[str, CellContent]) -> bytes:
    """An .xlsx without any format but that of dates."""
    return xlsx(bare(good, values), hidden=["_svod"])


def as_ods(good: Good, values: Mapping[str, CellContent]) -> bytes:
    """An .ods as LibreOffice writes it."""
    return ods(bare(good, values))


def as_xls(good: Good, values: Mapping[str, CellContent | Percent]) -> bytes:
    """An .xls as Excel 97 to 2003 wrote it."""
    return biff8(bare(good, values))  # type: ignore[arg-type]  # what stands in a cell alone is put there
