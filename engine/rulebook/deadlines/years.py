"""Years of a deadline: a damaged one is mended only by the plan, a missing one taken from what stands around."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from engine.rulebook.deadlines.deadline import Conventions, Note, Surroundings
from engine.rulebook.deadlines.stretches import SCHOOL_YEAR_BEGINS, NoSuchDateError, Stretch, stretch_of
from engine.rulebook.deadlines.syntax import (
    Day,
    Moment,
    Month,
    MonthPart,
    NotUnderstoodError,
    Piece,
    Season,
    Span,
    Unit,
    Years,
)

_ANY_YEAR = 2001  # no leap year, to compare months with each other
_SUMMER = range(6, 9)
#: Months in which a plan of school years begins and those in which it ends.
_EARLY_AUTUMN, _BEFORE_AUTUMN = range(8, 10), range(5, 9)
#: The day that a span sets as an end.
Ends: TypeAlias = "Callable[[Span, Stretch], date]"


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a deadline, understood: ``plan`` and ``section`` as stretches, None where unknown."""

    given: Surroundings
    conventions: Conventions
    plan: Stretch | None
    section: Stretch | None

    @property
    def document_date(self) -> date | None:
        """The order's date."""
        return self.given.document_date


def has_year(span: Span) -> bool:
    """Whether a year is printed at either end."""
    return any(each.printed for each in years_of(span))


def years_of(span: Span) -> Iterator[Years]:
    """The years at both ends of a span."""
    return (_own(moment) for moment in (span.first, span.last) if moment is not None)


def without_years(span: Span) -> Span:
    """The same span in no year."""
    return Span(_put(span.first, Years()), None if span.last is None else _put(span.last, Years()), span.joined)


def in_year(span: Span, year: int, around: Around) -> Span:
    """A span without years in a year: that of its first end where it runs on into the next."""
    first = _in(span.first, year)
    if span.last is None:
        return Span(first)
    last = _in(span.last, year)
    return Span(first, _in(span.last, year + 1) if _backwards(first, last, around) else last, span.joined)


def runs_over(span: Span) -> bool:
    """Whether a span such as «сентябрь-май» runs into the next year."""
    try:
        ends = [_put(moment, Years(_ANY_YEAR)) for moment in (span.first, span.last) if moment is not None]
        first, last = (stretch_of(Span(end), Conventions()) for end in (ends[0], ends[-1]))
    except NoSuchDateError:
        return False
    return last.due < first.start


def completed(span: Span, around: Around, notes: list[Note]) -> Span:
    """A span with a year at one end at least, with the year at both.

    The year of a list of months that runs backwards («Сентябрь-март 2020») belongs to the first month, unless only the
    other way lies in the plan; that of «с 15 декабря по 20 января 2022» to the date beside it.
    """
    if span.joined == "-" and span.last is not None and isinstance(span.first, Years) != isinstance(span.last, Years):
        raise NotUnderstoodError  # «2022 год – сентябрь»
    first, last = _placed(span.first), None if span.last is None else _placed(span.last)
    if last is None:
        return Span(first)
    if not _own(last).printed:
        return _forward(first, last, span, around)
    if not _own(first).printed:
        return _backward(first, last, span, around, notes)
    return Span(first, last, span.joined)


def _forward(first: Moment, last: Moment, span: Span, around: Around) -> Span:
    year = _own(first).last or _own(first).first or 0
    near = _in(last, year)
    return Span(first, _in(last, year + 1) if _backwards(first, near, around) else near, span.joined)


def _backward(first: Moment, last: Moment, span: Span, around: Around, notes: list[Note]) -> Span:
    years = _own(span.last) if span.last is not None else Years()
    year = years.first or 0
    if years.school:
        return Span(_placed(_put(span.first, years)), last, span.joined)
    if not _backwards(_in(first, _ANY_YEAR), _put(last, Years(_ANY_YEAR)), around):
        return Span(_in(first, year), last, span.joined)
    if years.last == year + 1:
        return Span(_in(first, year), _put(last, Years(year + 1)), span.joined)
    onward = Span(_in(first, year), _put(last, Years(year + 1)), span.joined)
    back = Span(_in(first, year - 1), last, span.joined)
    chosen = _across(onward, back, around) if span.joined == "-" and not isinstance(last, Day) else back
    notes.append(Note("crosses_year", {"year": str(year), "first": str(year - (chosen is back))}))
    return chosen


def _across(onward: Span, back: Span, around: Around) -> Span:
    if around.plan is None:
        return onward
    inside = [stretch_of(each, around.conventions).within(around.plan) for each in (onward, back)]
    return back if inside == [False, True] else onward


def _backwards(first: Moment, last: Moment, around: Around) -> bool:
    return stretch_of(Span(last), around.conventions).due < stretch_of(Span(first), around.conventions).start


def _own(moment: Moment) -> Years:
    return moment if isinstance(moment, Years) else moment.years


def _put(moment: Moment, years: Years) -> Moment:
    if isinstance(moment, Years):
        return replace(years, school=moment.school)
    return replace(moment, years=years)


def _in(moment: Moment, year: int) -> Moment:
    own = _own(moment)
    if own.printed:
        return moment
    school = own.school or (isinstance(moment, Piece) and moment.unit is Unit.TERM)
    return _placed(_put(moment, Years(year, year + 1, school=True) if school else Years(year)))


def _placed(moment: Moment) -> Moment:
    """A month of a school year in its calendar year: «сентябрь 2021/2022 учебного года» is that of 2021."""
    years = _own(moment)
    if not isinstance(moment, Month | Day | MonthPart | Season) or not years.school or years.first is None:
        return moment
    if years.last != years.first + 1:
        raise NotUnderstoodError  # «май 2022 учебного года»: of which one?
    return _put(moment, Years(years.first + (moment.month < SCHOOL_YEAR_BEGINS)))


def of_school_years(plan: Stretch | None) -> bool:
    """Whether a plan runs from autumn to summer."""
    return plan is not None and plan.start.month in _EARLY_AUTUMN and plan.due.month in _BEFORE_AUTUMN


def schooled(span: Span, around: Around) -> Span:
    """«1 полугодие» in a plan of school years is that of a school year."""
    moment = span.first
    half = isinstance(moment, Piece) and moment.unit is Unit.HALF and not moment.years.printed
    if not half or span.last is not None or not of_school_years(around.plan):
        return span
    return Span(_put(moment, Years(school=True)))


def found(span: Span, around: Around, notes: list[Note], ends: Ends | None = None) -> Span | None:
    """A span without years in the year that it must mean, with a note of where that was taken from.

    ``ends`` gives the only day that counts where the span merely sets an end («до Нового года»). None, with a note,
    where nothing around it tells.
    """
    span = schooled(span, around)
    if not _tried(span, range(_ANY_YEAR, _ANY_YEAR + 4), around, ends):
        raise NoSuchDateError
    for source, choose in (("section", _by_section), ("document", _by_document), ("plan", _by_plan)):
        year = choose(span, around, ends)
        if year is not None:
            school = any(each.school for each in years_of(span))
            shown = f"{year}/{(year + 1) % 100:02d}" if school else str(year)
            note = Note(f"year_from_{source}", {"year": shown})
            notes += [] if note in notes else [note]
            return in_year(span, year, around)
    notes.append(Note("no_year"))
    return None


def _tried(span: Span, years: Iterable[int], around: Around, ends: Ends | None = None) -> list[tuple[int, Stretch]]:
    tried = []
    for year in years:
        try:
            placed = in_year(span, year, around)
            stretch = stretch_of(placed, around.conventions)
        except NoSuchDateError:  # 29 February
            continue
        if ends is not None:
            stretch = Stretch(ends(placed, stretch), ends(placed, stretch))
        tried.append((year, stretch))
    return tried


def _by_section(span: Span, around: Around, ends: Ends | None) -> int | None:
    section = around.section
    if section is None:
        return None
    tried = _tried(span, range(section.due.year + 1, section.start.year - 2, -1), around, ends)
    if section.start.year == section.due.year:
        touching = [year for year, each in tried if each.start <= section.due and section.start <= each.due]
        return touching[0] if touching else _beside(dict(tried), section, around)
    inside = [year for year, each in tried if each.within(section)]
    return inside[0] if len(inside) == 1 else None


def _beside(tried: dict[int, Stretch], section: Stretch, around: Around) -> int:
    """«март» in a section of autumn is that of the next year."""
    year, on = section.start.year, around.document_date
    same, later = tried.get(year), tried.get(year + 1)
    if same is None or later is None or same.due > section.start:
        return year
    over = on is not None and same.due < on
    in_vain = around.plan is not None and same.due < around.plan.start
    return year + (over or in_vain or section.start.month >= SCHOOL_YEAR_BEGINS)


def _by_document(span: Span, around: Around, ends: Ends | None) -> int | None:
    on = around.document_date
    if on is None:
        return None
    tried = _tried(span, range(on.year - 1, on.year + 5), around, ends)
    not_before = [(year, each) for year, each in tried if each.due >= on and not _ending(span, each, on)]
    return _fitting(span, not_before, around.plan)


def _ending(span: Span, stretch: Stretch, on: date) -> bool:
    """In summer «учебный год» is the coming one."""
    return isinstance(span.first, Years) and span.first.school and on.month in _SUMMER and stretch.start < on


def _by_plan(span: Span, around: Around, ends: Ends | None) -> int | None:
    plan = around.plan
    if plan is None:
        return None
    tried = _tried(span, range(plan.start.year - 1, plan.due.year + 1), around, ends)
    return _fitting(span, [each for each in tried if _touches(each[1], plan)], plan)


def _fitting(span: Span, tried: list[tuple[int, Stretch]], plan: Stretch | None) -> int | None:
    """The first year whose days lie in the plan, else the first that begins there, else the first of all."""
    if plan is None:
        return next((year for year, _ in tried), None)
    inside = [year for year, each in tried if each.within(plan)]
    begun = [year for year, each in tried if plan.start <= each.start <= plan.due]
    if isinstance(span.first, Years):
        own = [year for year, each in tried if _touches(each, plan)]
        return next(iter([*(inside if span.first.school else []), *own, *(year for year, _ in tried)]), None)
    return next(iter([*inside, *begun, *(year for year, _ in tried)]), None)


def _touches(stretch: Stretch, plan: Stretch) -> bool:
    return stretch.start <= plan.due and plan.start <= stretch.due
