"""Deadlines that come again: one window for each year, half-year, quarter or month within the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from engine.rulebook.deadlines.composition import Composition, Item, Shape
from engine.rulebook.deadlines.deadline import Note, Window
from engine.rulebook.deadlines.instances import PER_YEAR, Instance, add, instances_of
from engine.rulebook.deadlines.once import due_of
from engine.rulebook.deadlines.stretches import Stretch, stretch_of
from engine.rulebook.deadlines.syntax import NotUnderstoodError, Remark, Span, Unit, Years
from engine.rulebook.deadlines.years import Around, completed, found, has_year, in_year, of_school_years

_TIMES_A_YEAR = {1: Unit.YEAR, 2: Unit.HALF, 4: Unit.QUARTER, 12: Unit.MONTH}


def windows_recurring(composition: Composition, around: Around, notes: list[Note]) -> tuple[Window, ...]:
    """Every instance within the plan; one window without dates where the plan is not known or holds none."""
    units = _units(composition, around, notes)
    if not units <= {*PER_YEAR, Unit.SCHOOL_YEAR}:
        notes.append(Note("not_counted"))
        return (Window(),)
    named = sum(not isinstance(item.span.first, Years) for item in composition.items)
    if len(units) > 1 and (named > 1 or (named and units == {Unit.YEAR, Unit.SCHOOL_YEAR})):
        raise NotUnderstoodError  # which of them comes how often?
    limits = _limits(composition, around, notes)
    if limits is None:
        return (Window(),)
    seasons = _seasons(composition, limits, around)
    instances = [
        instance
        for unit in sorted(units)
        for instance in instances_of(composition, unit, limits, around, notes)
        if _in_season(instance, seasons)
    ]
    windows = _kept(instances, limits, around, notes) if limits.start <= limits.due else []
    if not windows:
        notes.append(Note("none_left"))
        return (Window(),)
    return tuple(sorted(windows, key=lambda each: (each.due_on or date.min, each.suffix or "")))


def _units(composition: Composition, around: Around, notes: list[Note]) -> set[Unit]:
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
    elif Unit.YEAR in units and _bare(composition) and of_school_years(around.plan):
        notes.append(Note("by_school_years"))
        units = {Unit.SCHOOL_YEAR if unit is Unit.YEAR else unit for unit in units}
    return units


def _bare(composition: Composition) -> bool:
    """«ежегодно» and nothing else."""
    others = [item for item in composition.items if not _whole_year(item, school=False)]
    return not (others or composition.bounds or composition.remarks & {Remark.ONWARD, Remark.SUMMARY})


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
            add(notes, Note("cut_to_plan"))
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


def _in_season(instance: Instance, seasons: list[Stretch] | None) -> bool:
    start, due = instance.window.starts_on, instance.window.due_on
    if seasons is None or due is None:
        return True
    held = instance.reports_on or Stretch(start or due, due)
    return any(held.within(season) for season in seasons)


# What remains


def _kept(instances: list[Instance], limits: Stretch, around: Around, notes: list[Note]) -> list[Window]:
    """C6: instances that ended before the order are not due; the one that the order's date falls into is."""
    on = around.document_date or date.min
    windows, over = [], []
    for instance in instances:
        said: list[Note] = []
        window = _inside(instance, limits, around, said)
        if window is not None and window.due_on is not None and window.due_on < on:
            over.append(window.due_on)
        else:
            notes += said
            if window is not None:
                windows.append(window)
                notes += [note for note in instance.notes if note.code not in {each.code for each in notes}]
    if over:
        notes.append(Note("over_before_order", {"count": str(len(over)), "date": max(over).isoformat()}))
    return windows


def _inside(instance: Instance, limits: Stretch, around: Around, notes: list[Note]) -> Window | None:
    if instance.reports_on is not None:
        return _reporting(instance, instance.reports_on, limits, around, notes)
    window = instance.window
    start, due = window.starts_on, window.due_on
    if due is None or due < limits.start or (start or due) > limits.due:
        return None
    if limits.start <= (start or due) and due <= limits.due:
        return window
    printed_later = around.plan is not None and limits.start > around.plan.start
    if (start or due) < limits.start and printed_later and not instance.whole:
        return None  # it begins before the first year that is printed
    facts = {"from": (start or due).isoformat(), "to": due.isoformat()}
    if due > limits.due and not instance.whole:
        notes.append(Note("left_out", facts))
        return None
    notes.append(Note("clipped", facts))
    return replace(window, starts_on=start and max(start, limits.start), due_on=min(due, limits.due))


def _reporting(instance: Instance, unit: Stretch, limits: Stretch, around: Around, notes: list[Note]) -> Window | None:
    """What is due after its unit belongs to the unit: the last one of a plan is due when the plan is over."""
    due, plan = instance.window.due_on, around.plan
    if due is None or unit.due < limits.start or unit.start > limits.due:
        return None
    if plan is not None and due > plan.due:
        facts = {"from": unit.start.isoformat(), "to": unit.due.isoformat(), "due": due.isoformat()}
        notes.append(Note("due_after_plan", facts))
        return None
    return instance.window
