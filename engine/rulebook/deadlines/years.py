"""Years of a deadline: a damaged one is mended only by the plan, a missing one taken from what stands around."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import TypeVar

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

_Tree = TypeVar("_Tree")
#: Orders about schools of any other year are misprints.
_POSSIBLE = range(2000, 2100)
_ANY_YEAR = 2001  # no leap year, to compare months with each other
_SUMMER = range(6, 9)


class ImpossibleYearError(ValueError):
    """A printed year that cannot be right and that the plan does not mend in exactly one way."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(str(year))


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


def checked(tree: _Tree, around: Around, notes: list[Note]) -> _Tree:
    """The same tree with every damaged year mended.

    A year outside the plan ± 1 becomes the one year of the plan that differs in a single digit, if there is exactly
    one. Any other year stays as printed.

    Raises:
        ImpossibleYearError: it then is no year that an order could mean.
    """
    if isinstance(tree, Years):
        return _checked_years(tree, around, notes)  # type: ignore[return-value]  # Years comes out for Years
    if isinstance(tree, tuple):
        return tuple(checked(each, around, notes) for each in tree)  # type: ignore[return-value]  # a tuple for a tuple
    if is_dataclass(tree) and not isinstance(tree, type):
        changed = {each.name: checked(getattr(tree, each.name), around, notes) for each in fields(tree)}
        return replace(tree, **changed)
    return tree


def _checked_years(years: Years, around: Around, notes: list[Note]) -> Years:
    if years.shift is not None:
        return _shifted(years, around, notes)
    first = None if years.first is None else _year(years.first, around, notes)
    last = None if years.last is None else _year(years.last, around, notes)
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
    note = Note(f"year_from_{source}", {"year": str(first)})
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


def found(span: Span, around: Around, notes: list[Note]) -> Span | None:
    """A span without years in the year that it must mean, with a note of where that was taken from.

    None, with a note, where nothing around it tells.
    """
    if not _tried(span, range(_ANY_YEAR, _ANY_YEAR + 4), around):
        raise NoSuchDateError
    for source, choose in (("section", _by_section), ("document", _by_document), ("plan", _by_plan)):
        year = choose(span, around)
        if year is not None:
            school = any(each.school for each in years_of(span))
            shown = f"{year}/{(year + 1) % 100:02d}" if school else str(year)
            note = Note(f"year_from_{source}", {"year": shown})
            notes += [] if note in notes else [note]
            return in_year(span, year, around)
    notes.append(Note("no_year"))
    return None


def _tried(span: Span, years: Iterable[int], around: Around) -> list[tuple[int, Stretch]]:
    tried = []
    for year in years:
        try:
            tried.append((year, stretch_of(in_year(span, year, around), around.conventions)))
        except NoSuchDateError:  # 29 February
            continue
    return tried


def _by_section(span: Span, around: Around) -> int | None:
    section = around.section
    if section is None:
        return None
    tried = _tried(span, range(section.due.year, section.start.year - 2, -1), around)
    if section.start.year == section.due.year:
        touching = [year for year, each in tried if each.start <= section.due and section.start <= each.due]
        return touching[0] if touching else section.start.year
    inside = [year for year, each in tried if each.within(section)]
    return inside[0] if len(inside) == 1 else None


def _by_document(span: Span, around: Around) -> int | None:
    on = around.document_date
    if on is None:
        return None
    tried = _tried(span, range(on.year - 1, on.year + 5), around)
    not_before = [(year, each) for year, each in tried if each.due >= on and not _ending(span, each, on)]
    inside = [year for year, each in not_before if around.plan is None or each.within(around.plan)]
    return inside[0] if inside else next((year for year, _ in not_before), None)


def _ending(span: Span, stretch: Stretch, on: date) -> bool:
    """In summer «учебный год» is the coming one."""
    return isinstance(span.first, Years) and span.first.school and on.month in _SUMMER and stretch.start < on


def _by_plan(span: Span, around: Around) -> int | None:
    plan = around.plan
    if plan is None:
        return None
    tried = _tried(span, range(plan.start.year - 1, plan.due.year + 1), around)
    inside = [year for year, each in tried if each.within(plan)]
    touching = [year for year, each in tried if each.start <= plan.due and plan.start <= each.due]
    return next(iter([*inside, *touching]), None)
