"""Deadlines that come once, or several of them in one cell: each item becomes a window of days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from engine.rulebook.deadlines.composition import Composition, Item, Shape
from engine.rulebook.deadlines.deadline import DeadlineKind, Note, Window
from engine.rulebook.deadlines.stretches import Stretch, stretch_of
from engine.rulebook.deadlines.syntax import (
    Day,
    Month,
    MonthPart,
    NamedDay,
    Part,
    Piece,
    Season,
    Span,
    Unit,
    YearPart,
    Years,
)
from engine.rulebook.deadlines.years import Around, Ends, completed, found, has_year, in_year, years_of

_PIECE_KINDS = {Unit.QUARTER: DeadlineKind.QUARTER, Unit.HALF: DeadlineKind.HALF_YEAR, Unit.TERM: DeadlineKind.RANGE}
_KINDS: dict[type, DeadlineKind] = {Day: DeadlineKind.DATE, NamedDay: DeadlineKind.DATE, Month: DeadlineKind.MONTH}


def windows_once(
    composition: Composition, around: Around, notes: list[Note]
) -> tuple[tuple[Window, ...], DeadlineKind]:
    """The windows of a deadline that does not recur, with what kind it is."""
    items = composition.items
    spans = _with_years(items, around, notes)
    kinds = {kind_of(item) for item in items}
    windows = [window_of(item, span, around, notes) for item, span in zip(items, spans, strict=True)]
    if len(windows) > 1:
        windows = [replace(each, suffix=f"{each.suffix or ''}/{place}") for place, each in enumerate(windows, 1)]
    return tuple(windows), kinds.pop() if len(kinds) == 1 else DeadlineKind.RANGE


def kind_of(item: Item) -> DeadlineKind:
    """What kind of time an item names."""
    moment = item.span.first
    if item.shape is Shape.DUE or _only_end(item):
        return DeadlineKind.DATE
    if item.shape is Shape.START or item.span.last is not None:
        return DeadlineKind.RANGE
    if isinstance(moment, Years):
        calendar = DeadlineKind.YEAR if moment.last is None else DeadlineKind.RANGE
        return DeadlineKind.SCHOOL_YEAR if moment.school else calendar
    if isinstance(moment, Piece):
        return _PIECE_KINDS[moment.unit]
    return _KINDS.get(type(moment), DeadlineKind.RANGE)


def _only_end(item: Item) -> bool:
    """«на конец 2022 года», «конец учебного года»: nothing says when it would begin."""
    moment = item.span.first
    if item.span.last is not None or not isinstance(moment, MonthPart | YearPart) or moment.part is not Part.END:
        return False
    return item.word == "на" or (isinstance(moment, YearPart) and moment.years.school)


def window_of(item: Item, span: Span | None, around: Around, notes: list[Note]) -> Window:
    """The window of an item whose years are known; without dates where they are not."""
    if span is None:
        return Window()
    stretch = stretch_of(span, around.conventions)
    _remark(item, span, stretch, notes)
    if item.shape is Shape.START:
        return Window(stretch.due + timedelta(days=1) if item.word == "после" else stretch.start, None)
    if item.shape is Shape.DUE:
        return Window(None, due_of(item, span, stretch, around))
    if _only_end(item) or (span.last is None and isinstance(span.first, Day)):
        return Window(None, stretch.due)
    return Window(_start(item, stretch, around, notes), stretch.due, _suffix(span, stretch))


def _suffix(span: Span, stretch: Stretch) -> str | None:
    one_school_year = isinstance(span.first, Years) and span.first.school and span.last is None
    if one_school_year and stretch.due.year == stretch.start.year + 1:
        return school_year_suffix(stretch.start.year)
    return None


def school_year_suffix(first: int) -> str:
    """The part of an occurrence's key that names a school year: "@2020-21"."""
    return f"@{first}-{(first + 1) % 100:02d}"


def due_of(item: Item, span: Span, stretch: Stretch, around: Around) -> date:
    """The last day of what runs «до …», «по …», «к …» or «не позднее …»."""
    moment = span.first if span.last is None else span.last
    if _means_beginning(item, moment) or isinstance(moment, NamedDay):
        due = stretch.start
    elif _means_middle(moment):
        due = stretch.start + (stretch.due - stretch.start) // 2
    else:
        due = stretch.due
    exclusive = around.conventions.strict_until and item.word == "до" and not item.inclusive
    if exclusive and (due == stretch.start or isinstance(moment, Day)):
        return due - timedelta(days=1)
    if exclusive and isinstance(moment, Month):
        return stretch.start - timedelta(days=1)
    return due


def _means_beginning(item: Item, moment: object) -> bool:
    if isinstance(moment, Season):
        return item.word in {"до", "к"}
    return (isinstance(moment, MonthPart | YearPart) and moment.part is Part.BEGINNING) or (
        item.word == "к" and isinstance(moment, Month | Piece)
    )


def _means_middle(moment: object) -> bool:
    return isinstance(moment, MonthPart | YearPart) and moment.part is Part.MIDDLE


def _start(item: Item, stretch: Stretch, around: Around, notes: list[Note]) -> date:
    """«в течение года» without a year begins with the order."""
    on = around.document_date
    nameless = isinstance(item.span.first, Years) and not item.span.first.printed and not item.span.first.school
    if not nameless or on is None or not stretch.start < on <= stretch.due:
        return stretch.start
    if around.plan is not None and on < around.plan.start <= stretch.due:
        notes.append(Note("from_plan", {"date": around.plan.start.isoformat()}))
        return around.plan.start
    notes.append(Note("from_document", {"date": on.isoformat()}))
    return on


def _remark(item: Item, span: Span, stretch: Stretch, notes: list[Note]) -> None:
    """Say what the words leave open."""
    moment = span.first if span.last is None else span.last
    facts = {"from": stretch.start.isoformat(), "to": stretch.due.isoformat()}
    code = None
    if item.shape is Shape.START and item.word == "после":
        code = "after"
    elif isinstance(moment, YearPart | MonthPart):
        code = _about_part(item, moment)
    elif isinstance(moment, NamedDay):
        code = "named_day" if item.shape is not Shape.DUE else "named_day_due"
    elif isinstance(moment, Piece) and (moment.years.school or moment.unit is Unit.TERM):
        code = "school_piece"
    elif item.shape is Shape.DUE and item.word in {"до", "к"} and not isinstance(moment, Day):
        code = None if item.inclusive else ("up_to" if item.word == "до" else "by")
    elif isinstance(moment, Years):
        code = _about_years(moment)
    if code is not None:
        notes.append(Note(code, facts))


def _about_part(item: Item, moment: YearPart | MonthPart) -> str | None:
    if moment.part in {Part.DECADE, Part.HALF}:
        return None if item.shape is not Shape.DUE or item.word != "до" else "up_to"
    if moment.part is Part.END and item.shape is Shape.DUE:
        return None
    return "part"


def _about_years(years: Years) -> str | None:
    pair = years.last is not None and years.first is not None and years.last == years.first + 1
    if years.school:
        if years.slash:
            return "slash_school_year"
        return "one_school_year" if years.printed and years.last is None and years.shift is None else None
    return "calendar_pair" if pair and not years.plural else None


def _with_years(items: tuple[Item, ...], around: Around, notes: list[Note]) -> list[Span | None]:
    """The years of a list: one printed at its end holds for all («октябрь, декабрь 2021»)."""
    spans = [completed(item.span, around, notes) if has_year(item.span) else None for item in items]
    if all(span is None for span in spans):
        spans[0] = found(items[0].span, around, notes, _ends(items[0], around))
        noted: list[Note] = []  # that the year is supposed has been said
    else:
        noted = notes
    for place in range(len(items) - 2, -1, -1):
        after = spans[place + 1]
        if spans[place] is None and after is not None:
            spans[place] = _before(items[place].span, after, around, notes)
    for place in range(1, len(items)):
        before = spans[place - 1]
        if spans[place] is None and before is not None:
            spans[place] = _after(items[place].span, before, around, noted)
    return spans


def _ends(item: Item, around: Around) -> Ends | None:
    if item.shape is not Shape.DUE:
        return None
    return lambda span, stretch: due_of(item, span, stretch, around)


def _before(span: Span, after: Span, around: Around, notes: list[Note]) -> Span:
    """«ноябрь, январь 2023»: a list that runs backwards begins in the year before, unless that is over already."""
    next_one = stretch_of(after, around.conventions)
    year = next_one.start.year
    shared = in_year(span, year, around)
    if stretch_of(shared, around.conventions).start > next_one.start:
        earlier = in_year(span, year - 1, around)
        due = stretch_of(earlier, around.conventions).due
        begun = max([day for day in (around.document_date, around.plan and around.plan.start) if day], default=None)
        shared, year = (shared, year) if begun is not None and due < begun else (earlier, year - 1)
        notes.append(Note("list_crosses_year", {"year": str(year)}))
    return shared


def _after(span: Span, before: Span, around: Around, notes: list[Note]) -> Span:
    last_one = stretch_of(before, around.conventions)
    year = last_one.start.year
    near = in_year(span, year, around)
    if stretch_of(near, around.conventions).start < last_one.start:
        near = in_year(span, year + 1, around)
    notes.append(Note("list_year", {"year": str(next(years_of(near)).first)}))
    return near
