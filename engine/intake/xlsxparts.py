"""Reads the parts of .xlsx that its sheets rest on: which sheets there are, number formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from posixpath import dirname, join, normpath

from engine.intake.container import Container
from engine.intake.limits import CELL_FORMATS, COLUMNS, ROWS, SHEET_NAME
from engine.intake.markup import Attributes, attribute, local, moment, parse_markup, text_of
from engine.intake.refusal import Refused
from engine.intake.serials import is_moment, is_percent, is_span

_WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet of the workbook: its name, the part that holds it, and whether it is hidden."""

    name: str
    part: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """The sheets in the workbook's order, and whether its days are counted from 1904."""

    sheets: tuple[ListedSheet, ...]
    since_1904: bool


@dataclass(frozen=True, slots=True)
class Styles:
    """Cell formats, by their index as cells name it, that show per cent, days and times, and spans of time."""

    percents: frozenset[str] = field(default=frozenset())
    moments: frozenset[str] = field(default=frozenset())
    spans: frozenset[str] = field(default=frozenset())


def listing_of(container: Container) -> Listing:
    """Which sheets a workbook has.

    Raises:
        Refused: the parts that say so are damaged, missing or forbidden.
    """
    targets = _targets(container)
    sheets: list[ListedSheet] = []
    flags: list[bool] = []

    def start(name: str, attributes: Attributes) -> None:
        tag = local(name)
        if tag == "workbookPr":
            flags.append(attributes.get("date1904", "0") in ("1", "true"))
        elif tag == "sheet":
            target = targets.get(attribute(attributes, "id") or "")
            title, hidden = attributes.get("name", ""), attributes.get("state", "visible") != "visible"
            if len(title) > SHEET_NAME:
                raise Refused("S12")
            if target is not None and "chartsheet" not in target and "dialogsheet" not in target:
                sheets.append(ListedSheet(title, target, hidden))

    parse_markup(container.read(_WORKBOOK), start)
    return Listing(tuple(sheets), any(flags))


def styles_of(container: Container) -> Styles:
    """What the cell formats of a workbook show.

    Raises:
        Refused: the part is damaged or forbidden, or has too many formats.
    """
    if "xl/styles.xml" not in container:
        return Styles()
    codes: dict[int, str] = {}
    formats: list[int] = []
    within = False

    def start(name: str, attributes: Attributes) -> None:
        nonlocal within
        tag = local(name)
        if tag == "numFmt":
            codes[number_of(attributes.get("numFmtId"))] = attributes.get("formatCode", "")
        elif tag == "cellXfs":
            within = True
        elif tag == "cellStyles":
            within = False
        elif tag == "xf" and within:
            formats.append(number_of(attributes.get("numFmtId")))
            if len(formats) > CELL_FORMATS:
                raise Refused("S05", sheet="", rows=len(formats), columns=1)

    parse_markup(container.read("xl/styles.xml"), start)
    return Styles(
        percents=_such(formats, codes, is_percent),
        moments=_such(formats, codes, is_moment),
        spans=_such(formats, codes, is_span),
    )


def _such(formats: list[int], codes: dict[int, str], shows: Callable[[int, str], bool]) -> frozenset[str]:
    wanted = {number for number in set(formats) if shows(number, codes.get(number, ""))}
    return frozenset(str(index) for index, number in enumerate(formats) if number in wanted)


def saved_at(container: Container) -> datetime | None:
    """When a workbook says that it was last saved (UTC); None where it does not say."""
    name = "docprops/core.xml"
    return moment(text_of(container.read(name), "modified")) if name in container else None


def number_of(text: str | None) -> int:
    """A whole number of the markup, 0 where there is none.

    Raises:
        Refused: it is no number that a sheet can need.
    """
    if text is None:
        return 0
    if not text.isascii() or not text.isdigit() or len(text) > len(str(ROWS * COLUMNS)):
        raise Refused("S12")
    return int(text)


def _targets(container: Container) -> dict[str, str]:
    """The parts that the workbook names, by the ids of their relationships."""
    targets: dict[str, str] = {}

    def relation(name: str, attributes: Attributes) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "").replace("\\", "/")
            whole = target.lstrip("/") if target.startswith("/") else join(dirname(_WORKBOOK), target)
            targets[attributes.get("Id", "")] = normpath(whole)

    parse_markup(container.read("xl/_rels/workbook.xml.rels"), relation)
    return targets
