"""Says what a curator moved, hid or merged in a form that was read all the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from engine.intake.located import LocatedSection
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found
from engine.vocabulary.names import name_key


def findings_of_moves(located: Mapping[str, LocatedSection], path: str) -> list[Finding]:
    """One finding per sheet and kind of change: renamed, rows or columns inserted, lines hidden."""
    sheets: dict[str, list[LocatedSection]] = {}
    for place in located.values():
        sheets.setdefault(place.sheet.name, []).append(place)
    return [finding for name, places in sheets.items() for finding in _of_sheet(name, places, path)]


def _of_sheet(name: str, places: list[LocatedSection], path: str) -> Iterator[Finding]:
    expected = places[0].section.sheet
    if name_key(name) != name_key(expected):
        yield found("T07", path, sheet=name, expected=expected)
    if places[0].sheet.hidden:
        yield found("T13", path, sheet=name)
    whole = [place for place in places if not place.lost]  # a gap where something is lost is no insertion
    inserted = [row for place in whole for row in _gaps(sorted(place.rows.values()))]
    if inserted:
        yield found("T33", path, sheet=name, rows=_numbers(inserted))
    columns = {column for place in whole for column in _inserted_columns(place)}
    if columns:
        yield found("T34", path, sheet=name, count=len(columns))
    hidden = sorted({row for place in places for row in place.rows.values() if row in place.sheet.hidden_rows})
    if hidden:
        yield found("T12", path, sheet=name, rows=_numbers(hidden))


def _gaps(places: list[int]) -> list[int]:
    """Rows or columns between the first and the last that belong to none of the lines."""
    return [at for first, last in pairwise(places) for at in range(first + 1, last)][:50]


def _inserted_columns(place: LocatedSection) -> list[int]:
    """Columns among the numbered ones that have no number; those under one merged head are no insertion."""
    gaps = _gaps(sorted(place.columns.values()))
    return [column for column in gaps if place.sheet.swallowed_by(place.number_row, column) is None]


def _numbers(rows: list[int]) -> str:
    return ", ".join(str(row + 1) for row in rows[:10]) + (" …" if len(rows) > 10 else "")
