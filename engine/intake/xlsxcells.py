"""Says what the stored text of a cell of .xlsx means: by the kind of the cell and, of a number, by its format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.intake.refusal import damaged
from engine.intake.serials import moment_of, span_of
from engine.intake.xlsxparts import Styles
from engine.intake.xlsxstrings import unescaped

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_INFINITE = (float("inf"), float("-inf"))
_UNCALCULATED = FormulaWithoutValue()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the cells of every sheet of a workbook rest on."""

    strings: Mapping[str, str]
    styles: Styles
    since_1904: bool


def content_of(kind: str, raw: str, style: str | None, around: Surroundings) -> CellContent:
    """What a cell without a formula holds.

    Args:
        kind: the cell's kind as the file names it, "n" where it names none.
        raw: the text of its value.
        style: the cell's format by its index, as the file writes it.
        around: what the cells of the workbook rest on.

    Raises:
        Refused: it names a shared text that there is not.
    """
    if kind == "n" and style not in around.styles.moments and _NUMBER.fullmatch(raw):
        number = float(raw)
        return raw if number in _INFINITE else number
    return _stored(kind, raw, style, around)


def result_of(kind: str, raw: str, style: str | None, around: Surroundings, *, valued: bool) -> CellContent:
    """What a formula gave, which its program may not have calculated yet; ``valued`` says that a result is stored."""
    if not raw.strip() and (kind != "str" or not valued):
        return _UNCALCULATED
    return _stored(kind, raw, style, around)


def _stored(kind: str, raw: str, style: str | None, around: Surroundings) -> CellContent:
    if kind in ("str", "inlineStr"):
        return unescaped(raw)
    raw = raw.strip()
    if kind == "n":
        return _number(raw, style, around)
    if kind == "s":
        if raw not in around.strings:
            raise damaged("strings")
        return around.strings[raw]
    if kind == "b":
        return raw in ("1", "true")
    if kind == "e":
        return CellError(raw) if raw else None
    return _day(raw) if kind == "d" else raw


def _number(raw: str, style: str | None, around: Surroundings) -> CellContent:
    """A number or, by the cell's format, a day, a moment, a span of time; what is none stays a text."""
    if _NUMBER.fullmatch(raw) is None:
        return raw
    number, styles = float(raw), around.styles
    if style in styles.spans:
        return span_of(number)
    if style in styles.moments:
        return moment_of(number, since_1904=around.since_1904)
    return raw if number in _INFINITE else number


def _day(raw: str) -> CellContent:
    """A moment as Strict workbooks write it; what is none stays a text."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return raw
    return date(moment.year, moment.month, moment.day) if "T" not in raw else moment.replace(tzinfo=None)
