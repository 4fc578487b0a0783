"""The hidden sheets of a transmittal: how rows of data and the mirror of what is shown become text, and text them.

Every row is one JSON array as the text of one cell. Nothing that a spreadsheet program changes on its way (what XML
cannot carry, double blanks, line ends) stands in such a text: it is escaped as JSON allows.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from engine.vocabulary.seenjson import json_text
from engine.vocabulary.transmittal import TABLES

#: Hidden sheets; where one is full, a second one goes on: «_data2».
DATA_SHEET = "_data"
MIRROR_SHEET = "_cells"
#: Keys of the stamp beside those of every workbook. Those of the rules are `RULES_KEY` and the name of the part.
VERSION_KEY = "version"
NOT_CLOSED = "0"
CLOSED_ON_KEY = "closed_on"
HASH_KEY = "transmittal_sha256"
CELLS_KEY = "cells_sha256"
FACTS_SHEET_KEY = "facts_sheet"
FACTS_COLUMN_KEY = "facts_column"
RULES_KEY = "rules."
#: Of a longer text the mirror keeps the beginning and a hash of the whole.
LONGEST_MIRRORED = 1_000
_LONGEST_ROW = 30_000  # of the 32,767 that a cell holds; every character here may be escaped to six
_FORMULA, _FOLLOWS_FILTER, _LONG = "f", "s", "…"
_BLANKS = re.compile(" {2,}")


@dataclass(frozen=True, slots=True)
class Mirrored:
    """A visible cell as it was written: a text (a date as ISO 8601) or a number, a formula's result too.

    A formula that ``follows_filter`` has another result as soon as rows are filtered. Of a text longer than
    `LONGEST_MIRRORED` ``value`` is its beginning and ``sha256`` the hash of the whole. ``formula`` is the hash of the
    formula itself (`vocabulary.formulas`; None: there is none, or it is not known).
    """

    sheet: str
    row: int
    column: str
    value: str | float
    is_formula: bool = False
    follows_filter: bool = False
    sha256: str | None = None
    formula: str | None = None

    @property
    def cell(self) -> str:
        """Address of the cell, «F12»; rows are counted from 1."""
        return f"{self.column}{self.row}"


def data_row(table: str, values: Mapping[str, object]) -> str:
    """A row of a table as text; ``values`` by column, each as JSON keeps it."""
    return _json([table, *(values[each] for each in TABLES[table])])


def read_data_row(text: str) -> tuple[str, dict[str, object]]:
    """The table and the values by column that a text of `data_row` holds.

    Raises:
        ValueError: it is none.
    """
    found = json.loads(text)
    if not isinstance(found, list) or not found or found[0] not in TABLES or len(found) != 1 + len(TABLES[found[0]]):
        raise ValueError(text[:40])
    return found[0], dict(zip(TABLES[found[0]], found[1:], strict=True))


def table_of(text: str) -> str | None:
    """The table that a text of `data_row` says it belongs to, known or not; None where it says none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return found[0] if isinstance(found, list) and found and isinstance(found[0], str) else None


def sealed_hash(rows: Iterable[str], stamp: Mapping[str, str]) -> str:
    """SHA-256 over the rows of data in their order, and the entries of the stamp by key, all but `HASH_KEY`."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(f"{row}\n".encode())
    for key, value in sorted(stamp.items()):
        if key != HASH_KEY:
            digest.update(f"{_json([key, value.strip()])}\n".encode())
    return digest.hexdigest()


def rows_hash(rows: Iterable[str]) -> str:
    """SHA-256 over the rows of the mirror in their order, as the stamp tells it under `CELLS_KEY`."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(f"{row}\n".encode())
    return digest.hexdigest()


def text_hash(text: str) -> str:
    """The hash of a long text as the mirror keeps it."""
    return hashlib.sha256(text.encode()).hexdigest()


def mirrored(
    sheet: str, row: int, column: str, value: str | float, *, is_formula: bool = False, follows_filter: bool = False
) -> Mirrored:
    """A visible cell as the mirror keeps it; ``row`` is counted from 1."""
    whole = Mirrored(sheet, row, column, value, is_formula, follows_filter)
    if isinstance(value, str) and len(value) > LONGEST_MIRRORED:
        return replace(whole, value=value[:LONGEST_MIRRORED], sha256=text_hash(value))
    return whole


def mirror_rows(cells: Iterable[Mirrored]) -> Iterator[str]:
    """Cells as rows of text: one for each row of a sheet, or several where it is long; order is kept."""
    for (sheet, row), group in groupby(cells, lambda each: (each.sheet, each.row)):
        yield from _mirror_rows(sheet, row, [_entry(each) for each in group])


def list_rows(sheet: str, row: int, cells: Sequence[tuple[str, str | float]]) -> Iterator[str]:
    """The same of one row of a list: columns and values, none of them a formula; nothing where there are none."""
    if any(isinstance(value, str) and len(value) > LONGEST_MIRRORED for _, value in cells):
        yield from mirror_rows(mirrored(sheet, row, column, value) for column, value in cells)
    elif cells:
        yield from _mirror_rows(sheet, row, cells)


def read_mirror_row(text: str) -> tuple[Mirrored, ...]:
    """The cells that a text of `mirror_rows` holds.

    Raises:
        ValueError: it is none.
    """
    found = json.loads(text)
    match found:
        case [str() as sheet, int() as row, *entries]:
            return tuple(_cell(sheet, row, each) for each in entries)
    raise ValueError(text[:40])


def _entry(each: Mirrored) -> Sequence[object]:
    """Column and value, then what is said of few cells: the hash of a long text, and what kind of formula it is."""
    long = () if each.sha256 is None else (_LONG, each.sha256)
    formula = (_FOLLOWS_FILTER if each.follows_filter else _FORMULA,) if each.is_formula else ()
    said = () if each.formula is None else (each.formula,)
    return (each.column, each.value, *long, *formula, *said)


def _cell(sheet: str, row: int, entry: object) -> Mirrored:
    match entry:
        case [str() as column, (str() | int() | float()) as value, *rest]:
            is_long = len(rest) > 1 and rest[0] == _LONG
            sha256, kind = (str(rest[1]), rest[2:]) if is_long else (None, rest)
            letter, formula = (*kind, None, None)[:2]
            known = not kind or (letter in (_FORMULA, _FOLLOWS_FILTER) and len(kind) <= 2)  # the letter and a hash
            if known and isinstance(formula, str | None):
                follows = letter == _FOLLOWS_FILTER
                return Mirrored(sheet, row, column, value, bool(kind), follows, sha256, formula)
    raise ValueError(str(entry)[:40])


def _mirror_rows(sheet: str, row: int, entries: Sequence[Sequence[object]]) -> Iterator[str]:
    text = _json([sheet, row, *entries])
    if len(text) <= _LONGEST_ROW or len(entries) == 1:
        yield text
        return
    middle = len(entries) // 2
    yield from _mirror_rows(sheet, row, entries[:middle])
    yield from _mirror_rows(sheet, row, entries[middle:])


def _json(value: object) -> str:
    text = json_text(value).replace("_x", "\\u005fx")  # «_x000D_» is a code to some programs
    return _BLANKS.sub(lambda found: " " + "\\u0020" * (len(found[0]) - 1), text)
