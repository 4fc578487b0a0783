"""Collects the places in a workbook that could be a section, and measures how complete each is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from engine.intake.codes import CodedSheet, expected_codes, is_numbered
from engine.intake.grids import Sheet
from engine.intake.heads import Heads, find_heads
from engine.rulebook.forms import Section, lines_of
from engine.vocabulary.names import name_key

_FEW = 3  # codes: fewer of them prove a section only together with their labels


@dataclass(frozen=True)
class Candidate:
    """One column of one sheet that holds codes of a section.

    ``rows`` by code, ``repeated`` the rows of codes that stand there more than once, ``copies`` how often the whole
    section stands in the column.
    """

    section: Section
    coded: CodedSheet
    code_column: int
    heads: Heads
    rows: Mapping[str, int]
    repeated: Mapping[str, tuple[int, ...]]
    copies: int
    short: bool = False

    @property
    def sheet(self) -> Sheet:
        """The sheet it stands on."""
        return self.coded.sheet

    @property
    def is_full(self) -> bool:
        """Tell whether every line and every column of the section is there."""
        lines = all(code in self.rows or code in self.repeated for code in expected_codes(self.section))
        return lines and len(self.heads.columns) == len(self.section.columns)

    @property
    def weight(self) -> tuple[int, int]:
        """How much of the section it holds: lines, then columns."""
        return len(self.rows) + len(self.repeated), len(self.heads.columns)


def candidates_for(section: Section, sheets: Sequence[CodedSheet]) -> list[Candidate]:
    """Every place that could be a section, in the order of the sheets."""
    codes = None if is_numbered(section) else frozenset(line.line for line in lines_of(section))
    return [
        candidate
        for coded in sheets
        for hits, short in ((coded.hits, False), (coded.short, True))
        for column in sorted(hits)
        if codes is None or not codes.isdisjoint(hits[column])
        if (candidate := _candidate(section, coded, column, short=short)) is not None
    ]


def _candidate(section: Section, coded: CodedSheet, column: int, *, short: bool) -> Candidate | None:
    found = (coded.short if short else coded.hits)[column]
    expected = expected_codes(section)
    if is_numbered(section):
        first = section.first_line or ""
        own = {code: rows for code, rows in found.items() if len(code) == len(first) and code[0] == first[0]}
        expected = ("",) * min(1, len(own))
    else:
        codes = {line.line for line in lines_of(section)}
        own = {code: rows for code, rows in found.items() if code in codes}
    present = [code for code in own if is_numbered(section) or code in expected]
    if not present or 2 * len(present) < len(expected):
        return None
    once = {code: rows[0] for code, rows in own.items() if len(rows) == 1}
    first_row = min(row for rows in own.values() for row in rows)
    heads = find_heads(coded.sheet, section, column, head_rows(coded, column, first_row))
    if heads is None or (is_numbered(section) and not _is_numbering(section, own, heads)):
        return None
    few = len(present) < min(_FEW, len(expected)) or short
    if few and 2 * len(labelled(section, coded.sheet, column, once)) < len(present):
        return None
    return Candidate(
        section=section,
        coded=coded,
        code_column=column,
        heads=heads,
        rows=once,
        repeated={code: tuple(rows) for code, rows in own.items() if len(rows) > 1},
        copies=min(len(own[code]) for code in present) if len(present) == len(expected) or is_numbered(section) else 1,
        short=short,
    )


def _is_numbering(section: Section, own: Mapping[str, Sequence[int]], heads: Heads) -> bool:
    """Tell codes that count up from the first line's from values that only look like such codes."""
    return len(heads.columns) == len(section.columns) and (section.first_line in own or len(own) >= _FEW)


def head_rows(coded: CodedSheet, column: int, first_row: int) -> range:
    """Rows between the last line of whatever stands above and a section's first line."""
    above = max((row for row in coded.rows_by_column.get(column, ()) if row < first_row), default=-1)
    return range(above + 1, first_row)


def labelled(section: Section, sheet: Sheet, code_column: int, rows: Mapping[str, int]) -> list[str]:
    """Codes whose printed label stands in their row."""
    labels = {line.line: name_key(line.label) for line in lines_of(section)}
    return [code for code, row in rows.items() if code in labels and labels[code] in row_keys(sheet, row, code_column)]


def row_keys(sheet: Sheet, row: int, code_column: int) -> Iterator[str]:
    """Keys of the texts of a row, beginning with those left of the code column."""
    cells = sheet.rows[row]
    for cell in (*cells[:code_column], *cells[code_column + 1 :]):
        if isinstance(cell, str):
            yield name_key(cell)
