"""Deadlines that come again: one window for each year, half-year, quarter or month within the plan."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from engine.rulebook.deadlines.composing import Composition, Item, Shape
from engine.rulebook.deadlines.deadline import Note, Window
from engine.rulebook.deadlines.once import due_of, school_year_suffix, window_of
from engine.rulebook.deadlines.stretches import NoSuchDateError, Stretch, calendar_piece, school_year, stretch_of
from engine.rulebook.deadlines.syntax import (
    LAST_DAY,
    Day,
    MonthDay,
    NotUnderstoodError,
    Remark,
    Span,
    Unit,
    UnitEnd,
    Years,
)
from engine.rulebook.deadlines.years import Around, completed, found, has_year, in_year, years_of

_PER_YEAR = {Unit.YEAR: 1, Unit.HALF: 2, Unit.QUARTER: 4, Unit.MONTH: 12}
_LETTERS = {Unit.HALF: "H", Unit.QUARTER: "Q"}
_TIMES_A_YEAR = {1: Unit.YEAR, 2: Unit.HALF, 4: Unit.QUARTER, 12: Unit.MONTH}


@dataclass(frozen=True, slots=True)
class _Instance:
    """One time that a deadline comes, before it is cut to the plan; ``whole`` may be cut, named days may not."""

    window: Window
    whole: bool = False


def windows_recurring(composition: Composition, around: Around, notes: list[Note]) -> tuple[Window, ...]:
    """Every instance within the plan; one window without dates where the plan is not known or holds none."""
    units = _units(composition, notes)
    if not units <= {*_PER_YEAR, Unit.SCHOOL_YEAR}:
        notes.append(Note("not_counted"))
        return (Window(),)
    limits = _limits(composition, around, notes)
    if limits is None:
        return (Window(),)
    seasons = _seasons(composition, limits, around)
    instances = [
        instance
        for unit in sorted(units)
        for instance in _instances(composition, unit, limits, around, notes)
        if _in_season(instance, seasons)
    ]
    windows = _kept(instances, limits, around, notes)
    if not windows:
        notes.append(Note("none_left"))
        return (Window(),)
    return tuple(sorted(windows, key=lambda each: (each.due_on or date.min, each.suffix or "")))


def _units(composition: Composition, notes: list[Note]) -> set[Unit]:
    units = {Unit.YEAR} if Remark.SUMMARY in composition.remarks else set()
    for every in composition.every:
        unit = every.unit
        if unit is Unit.YEAR and not composition.items and every.times in _TIMES_A_YEAR:
            unit = _TIMES_A_YEAR[every.times]
        if every.times > 1 and len(composition.items) != every.times:
            notes.append(Note("times", {"times": str(every.times), "unit": unit}))
        units.add(unit)
    if Remark.SUMMARY in composition.remarks:
        notes.append(Note("summary"))
    if any(_whole_year(item, school=True) for item in composition.items):
        units = {Unit.SCHOOL_YEAR if unit is Unit.YEAR else unit for unit in units}
    return units


def _whole_year(item: Item, *, school: bool) -> bool:
    moment = item.span.first
    return isinstance(moment, Years) and not moment.printed and moment.school is school


# Within which days


def _limits(composition: Composition, around: Around, notes: list[Note]) -> Stretch | None:
    """The days within which instances lie: the years printed, cut to the plan."""
    low, high = _printed_limits(composition.bounds, around, notes)
    plan = around.plan
    if Remark.ONWARD in composition.remarks:
        notes.append(Note("onward"))
        high = plan.due if plan is not None else around.conventions.horizon or high
    elif high is None and low is not None:
        high = plan.due if plan is not None else around.conventions.horizon
    if plan is not None:
        if (low is not None and low < plan.start) or (high is not None and high > plan.due):
            _add(notes, Note("cut_to_plan"))
        low, high = max(low or plan.start, plan.start), min(high or plan.due, plan.due)
    low = low if low is not None or high is None else around.document_date
    if low is None or high is None:
        notes.append(Note("needs_plan"))
        return None
    return Stretch(low, high)


def _printed_limits(bounds: Iterable[Item], around: Around, notes: list[Note]) -> tuple[date | None, date | None]:
    windows, lows, highs = [], [], []
    for item in bounds:
        if has_year(item.span):
            span: Span | None = completed(item.span, around, notes)
        else:
            span = None if item.shape is Shape.WINDOW else found(item.span, around, notes)
        if span is None:
            continue
        stretch = stretch_of(span, around.conventions)
        if item.shape is Shape.START:
            lows.append(stretch.start)
        elif item.shape is Shape.DUE:
            highs.append(due_of(item, span, stretch, around))
        else:
            windows.append(stretch)
    windows.sort()
    if any(after.start > before.due + timedelta(days=1) for before, after in pairwise(windows)):
        raise NotUnderstoodError
    lows += [windows[0].start] if windows else []
    highs += [max(each.due for each in windows)] if windows else []
    return max(lows, default=None), min(highs, default=None)


def _seasons(composition: Composition, limits: Stretch, around: Around) -> list[Stretch] | None:
    """«ежемесячно с сентября по май»: only the months between, in every year; None where all months count."""
    spans = [item.span for item in composition.bounds if not has_year(item.span) and item.shape is Shape.WINDOW]
    years = range(limits.start.year - 1, limits.due.year + 1)
    seasons = [stretch_of(in_year(span, year, around), around.conventions) for span in spans for year in years]
    return seasons if spans else None


def _in_season(instance: _Instance, seasons: list[Stretch] | None) -> bool:
    start, due = instance.window.starts_on, instance.window.due_on
    if seasons is None or due is None:
        return True
    held = Stretch(start or due, due)
    return any(held.within(season) for season in seasons)


# Instances


def _instances(
    composition: Composition, unit: Unit, limits: Stretch, around: Around, notes: list[Note]
) -> Iterator[_Instance]:
    items = [item for item in composition.items if not isinstance(item.span.first, Years)]
    if any(isinstance(item.span.first, MonthDay | UnitEnd) for item in items):
        if len(items) > 1 or items[0].word == "к" or unit in {Unit.YEAR, Unit.SCHOOL_YEAR}:
            raise NotUnderstoodError
        yield from _within_each(items[0], composition, unit, limits, notes)
    elif items:
        if len({Unit.YEAR, Unit.SCHOOL_YEAR} & {unit}) == 0 and len(items) == 1:
            raise NotUnderstoodError
        yield from _in_each_year(items, composition, limits, around, notes)
    else:
        if unit is Unit.YEAR and not {Remark.SUMMARY, Remark.ONWARD} & composition.remarks:
            _add(notes, Note("each_year"))
        for stretch, suffix in _pieces(unit, limits, around):
            yield _Instance(Window(stretch.start, stretch.due, suffix), whole=True)


def _pieces(unit: Unit, limits: Stretch, around: Around) -> Iterator[tuple[Stretch, str]]:
    for year in range(limits.start.year - 1, limits.due.year + 1):
        if unit is Unit.SCHOOL_YEAR:
            yield school_year(year, year + 1, around.conventions), school_year_suffix(year)
            continue
        for number in range(1, _PER_YEAR[unit] + 1):
            yield calendar_piece(unit, number, year), _suffix(unit, year, number)


def _suffix(unit: Unit, year: int, number: int) -> str:
    if unit is Unit.YEAR:
        return f"@{year}"
    return f"@{year}-{number:02d}" if unit is Unit.MONTH else f"@{year}{_LETTERS[unit]}{number}"


def _in_each_year(
    items: list[Item], composition: Composition, limits: Stretch, around: Around, notes: list[Note]
) -> Iterator[_Instance]:
    """«Май, ежегодно», «до 25 мая ежегодно», «2 раза в год: май, декабрь»."""
    later = int(composition.following is not None)
    for year in range(limits.start.year - 1, limits.due.year + 1):
        for place, item in enumerate(items, 1):
            try:
                span = in_year(item.span, year + later, around)
                stretch = stretch_of(span, around.conventions)
            except NoSuchDateError:
                if isinstance(item.span.first, Day) and item.span.first.month == 2 and item.span.first.day == 29:
                    continue
                raise
            said: list[Note] = []
            window = window_of(item, span, around, said)
            for note in said:
                _add(notes, Note(note.code))
            crosses = stretch.start.year != stretch.due.year
            suffix = school_year_suffix(year) if crosses or _of_school_year(item) else f"@{year}"
            yield _Instance(replace(window, suffix=suffix if len(items) == 1 else f"{suffix}/{place}"))


def _of_school_year(item: Item) -> bool:
    return any(years.school for years in years_of(item.span))


def _within_each(
    item: Item, composition: Composition, unit: Unit, limits: Stretch, notes: list[Note]
) -> Iterator[_Instance]:
    """«ежемесячно до 5 числа», «ежеквартально до 10 числа месяца, следующего за отчётным», «до конца квартала»."""
    later = composition.following is not None and not composition.following.last_month
    if unit is not Unit.MONTH and isinstance(item.span.first, MonthDay) and composition.following is None:
        _add(notes, Note("month_after"))
        later = True
    for year in range(limits.start.year - 1, limits.due.year + 1):
        for number in range(1, _PER_YEAR[unit] + 1):
            piece = calendar_piece(unit, number, year)
            if piece.due < limits.start:
                continue
            month = piece.due + timedelta(days=1) if later else piece.due
            start = _on(item.span.first, month)
            due = start if item.span.last is None else _on(item.span.last, month)
            starts = start if item.span.last is not None and item.shape is Shape.WINDOW else None
            yield _Instance(Window(starts, due, _suffix(unit, year, number)))


def _on(moment: object, month: date) -> date:
    """A day of the month that a date lies in; «31 числа» is the last day of any month."""
    last = monthrange(month.year, month.month)[1]
    if isinstance(moment, UnitEnd) or (isinstance(moment, MonthDay) and moment.day == LAST_DAY):
        return month.replace(day=last)
    if not isinstance(moment, MonthDay) or not 1 <= moment.day <= 31:
        raise NoSuchDateError
    return month.replace(day=min(moment.day, last))


# What remains


def _kept(instances: list[_Instance], limits: Stretch, around: Around, notes: list[Note]) -> list[Window]:
    """C6: instances that ended before the order are not due; the one that the order's date falls into is."""
    on = around.document_date or date.min
    windows, over = [], []
    for instance in instances:
        said: list[Note] = []
        window = _inside(instance, limits, said)
        if window is not None and window.due_on is not None and window.due_on < on:
            over.append(window.due_on)
        else:
            notes += said
            windows += [] if window is None else [window]
    if over:
        notes.append(Note("over_before_order", {"count": str(len(over)), "date": max(over).isoformat()}))
    return windows


def _inside(instance: _Instance, limits: Stretch, notes: list[Note]) -> Window | None:
    window = instance.window
    start, due = window.starts_on, window.due_on
    if due is None or due < limits.start or (start or due) > limits.due:
        return None
    if limits.start <= (start or due) and due <= limits.due:
        return window
    facts = {"from": (start or due).isoformat(), "to": due.isoformat()}
    if not instance.whole:
        notes.append(Note("left_out", facts))
        return None
    notes.append(Note("clipped", facts))
    return replace(window, starts_on=start and max(start, limits.start), due_on=min(due, limits.due))


def _add(notes: list[Note], note: Note) -> None:
    if note not in notes:
        notes.append(note)
