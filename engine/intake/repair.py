"""Finds lines whose printed codes are damaged or gone, by their labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.intake.candidates import Candidate, head_rows, labelled
from engine.intake.codes import CodedSheet, expected_codes, is_numbered
from engine.intake.grids import Sheet
from engine.intake.heads import Heads, find_heads
from engine.rulebook.forms import Section, SectionKind, lines_of
from engine.vocabulary.names import name_key


@dataclass(frozen=True, slots=True)
class Repaired:
    """A candidate with the lines that were found again by label."""

    candidate: Candidate
    codes: tuple[str, ...]


def repair(candidate: Candidate) -> Repaired:
    """Find the missing lines of a candidate between their neighbours, and settle repeated codes by label."""
    settled = {
        code: kept
        for code, places in candidate.repeated.items()
        if len(kept := _with_label(candidate, code, places)) == 1
    }
    rows = {**candidate.rows, **{code: kept[0] for code, kept in settled.items()}}
    repeated = {code: places for code, places in candidate.repeated.items() if code not in settled}
    missing = [code for code in expected_codes(candidate.section) if code not in rows and code not in repeated]
    found = {} if is_numbered(candidate.section) else _lines_by_label(candidate, rows, missing)
    return Repaired(replace(candidate, rows={**rows, **found}, repeated=repeated), tuple(found))


def _with_label(candidate: Candidate, code: str, places: Sequence[int]) -> list[int]:
    """Rows of a repeated code that carry the line's label too."""
    section, sheet, column = candidate.section, candidate.sheet, candidate.code_column
    return [row for row in places if labelled(section, sheet, column, {code: row})]


def _lines_by_label(candidate: Candidate, rows: Mapping[str, int], missing: list[str]) -> dict[str, int]:
    sheet, section = candidate.sheet, candidate.section
    label_column = _label_column(section, sheet, rows) if missing else None
    if label_column is None:
        return {}
    labels = {line.line: name_key(line.label) for line in lines_of(section)}
    order = list(labels)
    taken = set(rows.values()) | {row for places in candidate.repeated.values() for row in places}
    found: dict[str, int] = {}
    for code in missing:
        known = {**rows, **found}
        at = order.index(code)
        top = max((known[each] for each in order[:at] if each in known), default=candidate.heads.row)
        bottom = min((known[each] for each in order[at + 1 :] if each in known), default=_end(candidate, known))
        alike = [
            row
            for row in range(top + 1, bottom)
            if row not in taken
            and isinstance(text := sheet.at(row, label_column), str)
            and name_key(text) == labels[code]
        ]
        if len(alike) == 1:
            found[code] = alike[0]
    return found


def _end(candidate: Candidate, known: Mapping[str, int]) -> int:
    last = max(known.values(), default=candidate.heads.row)
    below = [row for row in candidate.coded.rows_by_column.get(candidate.code_column, ()) if row > last]
    return min(below, default=len(candidate.sheet.rows))


def _label_column(section: Section, sheet: Sheet, rows: Mapping[str, int]) -> int | None:
    labels = {line.line: name_key(line.label) for line in lines_of(section)}
    columns = Counter(
        column
        for code, row in rows.items()
        for column, cell in enumerate(sheet.rows[row])
        if isinstance(cell, str) and name_key(cell) == labels.get(code)
    )
    return columns.most_common(1)[0][0] if columns else None


def candidates_by_label(section: Section, sheets: list[CodedSheet]) -> list[Candidate]:
    """Places where the labels of a section stand one under another, for a form whose codes are gone altogether."""
    if section.kind is not SectionKind.LINES:
        return []
    found = []
    for coded in sheets:
        keys = _text_keys(coded.sheet)
        for column in sorted(keys):
            candidate = _by_label(section, coded, column, keys[column])
            if candidate is not None:
                found.append(candidate)
    return found


def _text_keys(sheet: Sheet) -> dict[int, dict[str, list[int]]]:
    keys: dict[int, dict[str, list[int]]] = {}
    for row, cells in enumerate(sheet.rows):
        for column, cell in enumerate(cells):
            if isinstance(cell, str) and len(cell) > 3:
                keys.setdefault(column, {}).setdefault(name_key(cell), []).append(row)
    return keys


def _by_label(section: Section, coded: CodedSheet, column: int, keys: Mapping[str, list[int]]) -> Candidate | None:
    rows = _in_sequence(section, keys)
    expected = expected_codes(section)
    if len(rows) < 2 or 5 * len(rows) < 3 * len(expected):
        return None
    first_row = min(rows.values())
    heads = _heads(section, coded, column, first_row)
    if heads is None:
        return None
    return Candidate(section, coded, column, heads, rows, {}, copies=1)


def _heads(section: Section, coded: CodedSheet, column: int, first_row: int) -> Heads | None:
    above = max((head_rows(coded, each, first_row).start for each in coded.hits), default=0)
    return find_heads(coded.sheet, section, column, range(above, first_row))


def _in_sequence(section: Section, keys: Mapping[str, list[int]]) -> dict[str, int]:
    """Rows of the lines' labels, each below the one before; starts where most of them follow."""
    lines = lines_of(section)
    best: dict[str, int] = {}
    for start in keys.get(name_key(lines[0].label), [-1]):
        rows: dict[str, int] = {}
        last = start - 1
        for line in lines:
            below = [row for row in keys.get(name_key(line.label), ()) if row > last]
            if below:
                rows[line.line] = last = below[0]
        if len(rows) > len(best):
            best = rows
    return best
