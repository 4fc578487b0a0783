"""Reads the rows of a sheet as the usual programs write them, several times faster than a parser does.

A parser calls back for every element, and most of the time that reading takes goes there. What is read here is what
these programs write and nothing else: each letter belongs to a row or a cell of a known shape, or the sheet is left to
the parser. So nothing is refused here either: what is wrong with a sheet says the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from string import ascii_uppercase

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.intake.limits import ATTRIBUTES, FILLED_BOX, ROWS
from engine.intake.plainmarkup import NotPlainError, readable
from engine.intake.positions import position_of
from engine.intake.refusal import Refused
from engine.intake.scan import Position, SheetScan
from engine.intake.workings import ROWS_READ
from engine.intake.xlsxcells import Surroundings, content_of, result_of

_Cell = tuple[str, str, str, str, str, str]

_PLACE = r"[A-Z]{1,3}[0-9]{1,7}"
_STYLE, _KIND, _RESULT = "[0-9]{1,5}", "[a-z]{1,3}", "n|b|e|d|str"
#: No repetition here is possessive («*+»): before Python 3.11.5 such ones miss what they should find (gh-106052).
_ONLY_STYLED = rf'(?:<c r="{_PLACE}"(?: s="{_STYLE}")?/>)*'
_FORMULA = (
    r'<f(?: aca="(?:true|false)")?(?: t="(?:shared|array)")?(?: ref="[A-Z0-9:]{1,21}")?(?: ca="1")?'
    r'(?: si="[0-9]{1,9}")?(?:/>|>[^<]*</f>)'
)
#: A row that holds no cells, and the beginning of one that does.
_EMPTY_ROW = re.compile(r'<row r="([0-9]{1,7})"([^>]*)/>')
_ROW = re.compile(rf'<row r="([0-9]{{1,7}})"([^>]*)>{_ONLY_STYLED}')
#: A cell that holds something, with those after it that do not; anything else is taken as one piece to the end.
_CELL = re.compile(
    rf'<c r="({_PLACE})"(?: s="({_STYLE})")?(?: t="({_KIND})")?>({_FORMULA})?<v>([^<]*)</v></c>{_ONLY_STYLED}'
    r"|([\s\S]+)"
)
_ANY_ROW = re.compile(r'<row r="([0-9]{1,7})"([^>]*)>')
#: Rows of workings, whose cells follow each other by their letters, and too few of both to pass any limit. There is one
#: way only to take each cell, so that nothing is tried in vain again and again.
_WORKED_OUT = re.compile(
    r'(?:<row r="([1-9][0-9]{0,3})"[^>]*>'
    + "".join(
        rf'(?:<c r="{letter}\1"(?: s="{_STYLE}")?'
        rf'(?:><f>[^<]*</f><v>[^<]*</v></c>| t="s"><v>[0-9]+</v></c>|/>'
        rf'|(?!><f>)(?: t="(?:{_RESULT})")?>(?:{_FORMULA})?<v>[^<]*</v></c>))?'
        for letter in ascii_uppercase
    )
    + "</row>)*"
)
_SHARED = re.compile(' t="s"><v>([0-9]+)<')
_LONGEST_ROW = 400  # letters of a row's attributes
_ATTRIBUTE = re.compile(r' ([A-Za-z][A-Za-z0-9]*(?::[A-Za-z]+)?)="([^"<>&]*)"')


def read_rows(content: str, scan: SheetScan, around: Surroundings, heads: Sequence[str] = ()) -> bool:
    """Read all rows of a sheet into ``scan``.

    Args:
        content: what stands between the tags of the sheet's rows, cut out of a part whose names have no prefix.
        scan: the sheet so far; it stays as it is where the rows are not read.
        around: what the cells rest on.
        heads: how the first row begins where nobody asks what stands below, see `workings`.

    Returns:
        Whether the rows were read: False where they are written in an unusual way, or something is wrong with them.
    """
    filled = content.count("<v>")
    if filled > scan.most:
        return False
    rows = _Rows(scan, around)
    end = _end_of_rows(content, ROWS_READ) if heads else len(content)
    try:
        rows.read(content[:end])
        passed_over = end < len(content) and rows.are_workings(heads) and _is_sound(content[end:], rows)
        if not passed_over:
            rows.read(content[end:])
    except (NotPlainError, Refused):
        return False
    if filled != rows.filled and not passed_over:
        return False
    rows.hand_over(filled)
    return True


def _end_of_rows(content: str, number: int) -> int:
    """Where so many rows with cells end; 0 where there are fewer."""
    end = 0
    for _ in range(number):
        end = content.find("</row>", end) + len("</row>")
    return end if content.startswith("</row>", end - len("</row>")) else 0


def _is_sound(content: str, rows: _Rows) -> bool:
    """Tell whether rows of workings, which follow others, are nothing but that: then no cell of them stands twice.

    Each text that they share is there, and none of the rows is hidden.
    """
    if _WORKED_OUT.fullmatch(content) is None or not rows.around.strings.keys() >= set(_SHARED.findall(content)):
        return False
    last = len(rows.rows) - 1
    for match in _ANY_ROW.finditer(content):
        last = _next_row(match, last, rows.hidden_rows)
    return not rows.hidden_rows


def _rows_of(text: str, last: int, hidden: set[int]) -> Iterator[tuple[int, str, int]]:
    """Each row with cells, zero-indexed: the text that it stands in and where in it the first cell with a value begins.

    All of them stand below the ``last`` one before them; ``hidden`` takes those that are not shown.
    """
    *rows, rest = text.split("</row>")
    for each in rows:
        last, at = _past_empty_rows(each, last, hidden)
        match = _ROW.match(each, at)
        if match is None:
            raise NotPlainError
        last = _next_row(match, last, hidden)
        yield last, each, match.end()
    if _past_empty_rows(rest, last, hidden)[1] != len(rest):
        raise NotPlainError


def _past_empty_rows(text: str, last: int, hidden: set[int]) -> tuple[int, int]:
    """The last row before the first one with cells, and where in a text this begins."""
    at = 0
    while match := _EMPTY_ROW.match(text, at):
        last, at = _next_row(match, last, hidden), match.end()
    return last, at


def _next_row(match: re.Match[str], last: int, hidden: set[int]) -> int:
    row = int(match[1]) - 1
    if not last < row < ROWS:
        raise NotPlainError
    if _is_hidden(match[2]):
        hidden.add(row)
    return row


@lru_cache(maxsize=1024)
def _is_hidden(written: str) -> bool:
    """Tell whether a row is hidden, by its attributes as they are written."""
    if len(written) > _LONGEST_ROW:
        raise NotPlainError
    attributes = dict(_ATTRIBUTE.findall(written))
    length = sum(len(f' {name}="{value}"') for name, value in attributes.items())
    if length != len(written) or "r" in attributes or len(attributes) >= ATTRIBUTES:
        raise NotPlainError  # something is no attribute, or is there twice
    return attributes.get("hidden") in ("1", "true")


class _Rows:
    """What the rows of one sheet hold, until all of them are read."""

    def __init__(self, scan: SheetScan, around: Surroundings) -> None:
        self.scan, self.around = scan, around
        self.rows: list[list[CellContent]] = []
        self.filled = self.blank = self.width = 0
        self.formulas: set[Position] = set()
        self.percents: set[Position] = set()
        self.hidden_rows: set[int] = set()
        self.texts: dict[Position, str] = {}

    def read(self, content: str) -> None:
        """Read rows that stand below those that were read before.

        Raises:
            NotPlainError: they are written in an unusual way.
            Refused: a cell is nowhere, or holds what there is not.
        """
        for row, text, at in _rows_of(content, len(self.rows) - 1, self.hidden_rows):
            if cells := _CELL.findall(text, at):
                self.put(row, cells)

    def put(self, row: int, cells: list[_Cell]) -> None:
        """Put a row's cells into the sheet."""
        if cells[-1][-1]:
            raise NotPlainError
        strings, percents, free = self.around.strings, self.around.styles.percents, 0
        placed: list[CellContent] = []
        content: CellContent
        for reference, style, kind, formula, raw, _ in cells:
            at = position_of(reference)
            column = at[1]
            if at[0] != row or column < free:
                raise NotPlainError
            free = column + 1
            content = strings.get(raw) if kind == "s" and not formula else None
            if content is None:
                content = self._content(at, kind or "n", raw, style, formula)
            if style in percents and content is not None:
                self.percents.add(at)
            if content is None or content == "":
                self.blank += 1
                continue
            if column > len(placed):
                placed.extend([None] * (column - len(placed)))
            placed.append(content)
        self._place(row, placed, len(cells), free)

    def _content(self, at: Position, kind: str, raw: str, style: str, formula: str) -> CellContent:
        if "&" in raw:
            raw = readable(raw)
        if not formula:
            return content_of(kind, raw, style, self.around)
        if self.scan.carries_data:
            self._keep(at, formula)
        content = result_of(kind, raw, style, self.around, valued=True)
        if content.__class__ is not CellError and content.__class__ is not FormulaWithoutValue:
            self.formulas.add(at)
        return content

    def _keep(self, at: Position, formula: str) -> None:
        begins = formula.index(">") + 1
        told = readable(formula[begins : -len("</f>")]).strip()
        if told and ' t="' not in formula[:begins]:
            self.texts[at] = told

    def _place(self, row: int, placed: list[CellContent], filled: int, width: int) -> None:
        """Add a row, unless the sheet holds too much."""
        self.filled += filled
        self.width = max(self.width, width)
        if self.filled > self.scan.most or (row + 1) * self.width > FILLED_BOX:
            raise NotPlainError
        self.rows.extend([] for _ in range(row - len(self.rows)))
        self.rows.append(placed)

    def are_workings(self, heads: Sequence[str]) -> bool:
        """Tell whether the first row begins with these heads and as many rows are read as have to be."""
        return len(self.rows) >= ROWS_READ and tuple(self.rows[0][: len(heads)]) == tuple(heads)

    def hand_over(self, filled: int) -> None:
        """Put all that was read into the sheet, which has so many cells that hold something."""
        scan = self.scan
        scan.rows, scan.hidden_rows = self.rows, self.hidden_rows
        scan.filled, scan.unread, scan.blank = filled, filled - self.filled, self.blank
        scan.height, scan.width = len(self.rows), self.width
        scan.formulas, scan.percents, scan.texts = self.formulas, self.percents, self.texts
