"""Reads the parts of .xlsx that its sheets rest on: which sheets there are, shared strings, number formats."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from posixpath import dirname, join, normpath
from xml.parsers import expat

from engine.intake.container import Container
from engine.intake.limits import CELL_FORMATS, COLUMNS, ROWS, SHEET_NAME, STRINGS
from engine.intake.markup import Attributes, attribute, local, moment, parse_markup, text_of
from engine.intake.refusal import Refused
from engine.intake.serials import is_moment, is_percent, is_span

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
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


def strings_of(container: Container) -> dict[str, str]:
    """The texts that cells share, by their index as cells write it.

    Raises:
        Refused: the part is damaged or forbidden, or has too many texts.
    """
    if "xl/sharedstrings.xml" not in container:
        return {}
    strings = _Strings()
    parse_markup(container.read("xl/sharedstrings.xml"), strings.start, parser=strings.parser)
    return {str(index): text for index, text in enumerate(strings.texts)}


def unescaped(text: str) -> str:
    """A text with the letters that XML cannot hold, or that look like their spelling, as they were typed."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


class _Strings:
    """Callbacks of the shared strings: a text's runs are one text, how it is pronounced does not belong to it.

    A raised figure stays one («12¹»), or a footnote's number would make another number of the one before it.
    """

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.EndElementHandler = self.end
        self.texts: list[str] = []
        self.runs: list[str] = []
        self.pronounced = self.raised = False

    def start(self, name: str, attributes: Attributes) -> None:
        tag = local(name)
        if tag == "t" and not self.pronounced:
            self.parser.CharacterDataHandler = self._raise if self.raised else self.runs.append
        elif tag == "r":
            self.raised = False
        elif tag == "vertAlign":
            self.raised = attributes.get("val") == "superscript"
        elif tag == "rPh":
            self.pronounced = True
        elif tag == "sst":
            declared = max(number_of(attributes.get("count")), number_of(attributes.get("uniqueCount")))
            if declared > STRINGS:
                raise Refused("S05", sheet="", rows=declared, columns=1)

    def _raise(self, text: str) -> None:
        self.runs.append(text.translate(_RAISED))

    def end(self, name: str) -> None:
        self.parser.CharacterDataHandler = None
        tag = local(name)
        if tag == "rPh":
            self.pronounced = False
        elif tag == "si":
            self.texts.append(unescaped("".join(self.runs)))
            self.runs.clear()
            self.raised = False
            if len(self.texts) > STRINGS:
                raise Refused("S05", sheet="", rows=STRINGS, columns=1)


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
