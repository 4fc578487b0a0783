"""Printed years checked against the plan: a damaged one is mended where one digit tells, any other stays as printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from engine.rulebook.deadlines.deadline import Note
from engine.rulebook.deadlines.stretches import SCHOOL_YEAR_BEGINS, NoSuchDateError
from engine.rulebook.deadlines.syntax import Years
from engine.rulebook.deadlines.years import Around

_Tree = TypeVar("_Tree")
#: Orders about schools of any other year are misprints.
_POSSIBLE = range(2000, 2100)
_NEAR, _DECADE = 3, 10  # years
#: How a year is noted that is counted from another one.
_COUNTED = {"document": "counted_from_document", "section": "counted_from_section", "plan": "counted_from_plan"}


class ImpossibleYearError(ValueError):
    """A printed year that cannot be right and that the plan does not mend in exactly one way."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(str(year))


def checked(tree: _Tree, around: Around, notes: list[Note]) -> _Tree:
    """The same tree with every damaged year mended.

    A year outside the plan ± 1 becomes the one year of the plan that differs in a single digit, if there is exactly
    one. Any other year stays as printed, and so do several that go together («2022, 2023, 2024 гг.»).

    Raises:
        ImpossibleYearError: it then is no year that an order could mean.
    """
    mending = around if not _go_together(list(_printed(tree))) else replace(around, plan=None)
    return _checked(tree, around, mending, notes)


def _checked(tree: _Tree, around: Around, mending: Around, notes: list[Note]) -> _Tree:
    if isinstance(tree, Years):
        return _checked_years(tree, around, mending, notes)  # type: ignore[return-value]  # Years comes out for Years
    if isinstance(tree, tuple):
        return tuple(_checked(each, around, mending, notes) for each in tree)  # type: ignore[return-value]  # a tuple for a tuple
    if is_dataclass(tree) and not isinstance(tree, type):
        changed = {each.name: _checked(getattr(tree, each.name), around, mending, notes) for each in fields(tree)}
        return replace(tree, **changed)
    return tree


def _printed(tree: object) -> Iterator[int]:
    """Every year of a tree, in the order of the text."""
    if isinstance(tree, Years):
        yield from (year for year in (tree.first, tree.last) if year is not None)
    elif isinstance(tree, tuple):
        for each in tree:
            yield from _printed(each)
    elif is_dataclass(tree) and not isinstance(tree, type):
        for each in fields(tree):
            yield from _printed(getattr(tree, each.name))


def _go_together(years: list[int]) -> bool:
    """Whether several years are near enough to each other not to be misprints, whatever the plan says."""
    if len(set(years)) < 2 or not all(year in _POSSIBLE for year in years):
        return False
    apart = max(years) - min(years)
    return apart <= _NEAR or (apart < _DECADE and years == sorted(years))


def _checked_years(years: Years, around: Around, mending: Around, notes: list[Note]) -> Years:
    if years.shift is not None:
        return _shifted(years, around, notes)
    first = None if years.first is None else _year(years.first, mending, notes)
    last = None if years.last is None else _year(years.last, mending, notes)
    return replace(years, first=first, last=last)


def _shifted(years: Years, around: Around, notes: list[Note]) -> Years:
    """«текущего года» is the year of the order, else the only year of the section or the plan."""
    shift = years.shift or 0
    if around.document_date is not None:
        on, source = around.document_date, "document"
    else:
        known = {"section": around.section, "plan": around.plan}
        one = {name: each.start for name, each in known.items() if each and each.start.year == each.due.year}
        if not one:
            if shift:
                raise NoSuchDateError
            return replace(years, shift=None)
        source, on = next(iter(one.items()))
    first = on.year + shift - (years.school and on.month < SCHOOL_YEAR_BEGINS)
    note = Note(_COUNTED[source], {"year": str(first)})
    notes += [] if note in notes else [note]
    return Years(first, first + 1 if years.school else None, school=years.school, shift=shift)


def _year(year: int, around: Around, notes: list[Note]) -> int:
    if around.plan is not None:
        planned = range(around.plan.start.year, around.plan.due.year + 1)
        if not planned.start - 1 <= year <= planned.stop:
            fitting = [each for each in planned if _one_digit_apart(each, year)]
            if len(fitting) == 1:
                note = Note("year_mended", {"printed": str(year), "read": str(fitting[0])})
                if note not in notes:
                    notes.append(note)
                return fitting[0]
    if year not in _POSSIBLE:
        raise ImpossibleYearError(year)
    return year


def _one_digit_apart(year: int, printed: int) -> bool:
    return sum(one != other for one, other in zip(str(year), str(printed), strict=False)) == 1
