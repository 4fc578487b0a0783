"""Every time that a recurring deadline comes, before it is cut to the plan."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from engine.rulebook.deadlines.composition import Composition, Item, Shape
from engine.rulebook.deadlines.deadline import Note, Window
from engine.rulebook.deadlines.once import school_year_suffix, window_of
from engine.rulebook.deadlines.stretches import NoSuchDateError, Stretch, calendar_piece, school_year, stretch_of
from engine.rulebook.deadlines.syntax import (
    LAST_DAY,
    Day,
    MonthDay,
    NotUnderstoodError,
    Remark,
    Unit,
    UnitEnd,
    Years,
)
from engine.rulebook.deadlines.years import Around, in_year, schooled, years_of

PER_YEAR = {Unit.YEAR: 1, Unit.HALF: 2, Unit.QUARTER: 4, Unit.MONTH: 12}
_LETTERS = {Unit.HALF: "H", Unit.QUARTER: "Q"}


@dataclass(frozen=True, slots=True)
class Instance:
    """One time that a deadline comes, before it is cut to the plan.

    ``whole`` may be cut at both ends, named days only at their beginning. ``reports_on`` is the stretch that is over
    when it is due («до 5 числа следующего месяца»). ``notes`` are about this one.
    """

    window: Window
    whole: bool = False
    reports_on: Stretch | None = None
    notes: tuple[Note, ...] = ()


def instances_of(
    composition: Composition, unit: Unit, limits: Stretch, around: Around, notes: list[Note]
) -> Iterator[Instance]:
    """Each time that a deadline comes in one rhythm, from a year before the limits to their end."""
    items = [item for item in composition.items if not isinstance(item.span.first, Years)]
    if any(isinstance(item.span.first, MonthDay | UnitEnd) for item in items):
        if len(items) > 1 or items[0].word == "к" or unit in {Unit.YEAR, Unit.SCHOOL_YEAR}:
            raise NotUnderstoodError
        yield from _within_each(items[0], composition, unit, limits, notes)
    elif items:
        if len({Unit.YEAR, Unit.SCHOOL_YEAR} & {unit}) == 0 and len(items) == 1:
            raise NotUnderstoodError
        yield from _in_each_year(items, composition, limits, around)
    else:
        if unit is Unit.YEAR and not {Remark.SUMMARY, Remark.ONWARD} & composition.remarks:
            add(notes, Note("each_year"))
        for stretch, suffix in _pieces(unit, limits, around):
            yield Instance(Window(stretch.start, stretch.due, suffix), whole=True)


def _pieces(unit: Unit, limits: Stretch, around: Around) -> Iterator[tuple[Stretch, str]]:
    for year in range(limits.start.year - 1, limits.due.year + 1):
        if unit is Unit.SCHOOL_YEAR:
            yield school_year(year, year + 1, around.conventions), school_year_suffix(year)
            continue
        for number in range(1, PER_YEAR[unit] + 1):
            yield calendar_piece(unit, number, year), _suffix(unit, year, number)


def _suffix(unit: Unit, year: int, number: int) -> str:
    if unit is Unit.YEAR:
        return f"@{year}"
    return f"@{year}-{number:02d}" if unit is Unit.MONTH else f"@{year}{_LETTERS[unit]}{number}"


def _in_each_year(items: list[Item], composition: Composition, limits: Stretch, around: Around) -> Iterator[Instance]:
    """«Май, ежегодно», «до 25 мая ежегодно», «2 раза в год: май, декабрь»."""
    later = int(composition.following is not None)
    for year in range(limits.start.year - 1, limits.due.year + 1):
        for place, item in enumerate(items, 1):
            try:
                span = in_year(schooled(item.span, around), year + later, around)
                stretch = stretch_of(span, around.conventions)
            except NoSuchDateError:
                if isinstance(item.span.first, Day) and item.span.first.month == 2 and item.span.first.day == 29:
                    continue
                raise
            said: list[Note] = []
            window = window_of(item, span, around, said)
            crosses = stretch.start.year != stretch.due.year
            suffix = school_year_suffix(year) if crosses or _of_school_year(item) else f"@{year}"
            window = replace(window, suffix=suffix if len(items) == 1 else f"{suffix}/{place}")
            yield Instance(window, reports_on=calendar_piece(Unit.YEAR, 1, year) if later else None, notes=tuple(said))


def _of_school_year(item: Item) -> bool:
    return any(years.school for years in years_of(item.span))


def _within_each(
    item: Item, composition: Composition, unit: Unit, limits: Stretch, notes: list[Note]
) -> Iterator[Instance]:
    """«ежемесячно до 5 числа», «ежеквартально до 10 числа месяца, следующего за отчётным», «до конца квартала»."""
    later = composition.following is not None and not composition.following.last_month
    if unit is not Unit.MONTH and isinstance(item.span.first, MonthDay) and composition.following is None:
        add(notes, Note("month_after"))
        later = True
    for year in range(limits.start.year - 1, limits.due.year + 1):
        for number in range(1, PER_YEAR[unit] + 1):
            piece = calendar_piece(unit, number, year)
            if piece.due < limits.start:
                continue
            month = piece.due + timedelta(days=1) if later else piece.due
            start = _on(item.span.first, month)
            due = start if item.span.last is None else _on(item.span.last, month)
            starts = start if item.span.last is not None and item.shape is Shape.WINDOW else None
            yield Instance(Window(starts, due, _suffix(unit, year, number)), reports_on=piece if later else None)


def _on(moment: object, month: date) -> date:
    """A day of the month that a date lies in; «31 числа» is the last day of any month."""
    last = monthrange(month.year, month.month)[1]
    if isinstance(moment, UnitEnd) or (isinstance(moment, MonthDay) and moment.day == LAST_DAY):
        return month.replace(day=last)
    if not isinstance(moment, MonthDay) or not 1 <= moment.day <= 31:
        raise NoSuchDateError
    return month.replace(day=min(moment.day, last))


def add(notes: list[Note], note: Note) -> None:
    """Say something once."""
    if note not in notes:
        notes.append(note)
