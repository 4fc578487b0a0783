"""From the words of a deadline to its windows: the one way in; it takes any text and never raises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from engine.rulebook.deadlines import lettering
from engine.rulebook.deadlines.checking import ImpossibleYearError, checked
from engine.rulebook.deadlines.composing import composed
from engine.rulebook.deadlines.composition import Composition, Item, Shape
from engine.rulebook.deadlines.deadline import (
    Confidence,
    Conventions,
    Deadline,
    DeadlineKind,
    Note,
    Surroundings,
    Window,
)
from engine.rulebook.deadlines.once import windows_once
from engine.rulebook.deadlines.parsing import parse
from engine.rulebook.deadlines.phrasing import phrase
from engine.rulebook.deadlines.recurring import windows_recurring
from engine.rulebook.deadlines.repairing import repaired
from engine.rulebook.deadlines.stretches import NoSuchDateError, Stretch
from engine.rulebook.deadlines.sureness import confidence_of
from engine.rulebook.deadlines.syntax import Day, Every, NotUnderstoodError, Remark, Unit, Years
from engine.rulebook.deadlines.years import Around

_NOTHING = frozenset({"", "-", "--", "---", "н/д", "нет", "х", "x", "_", "?", "н.д.", "...", "*"})
#: A plan reaches no farther, whatever is typed.
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_UNKNOWN, _USUAL = Surroundings(), Conventions()
_REMEMBERED = 2048  # an order repeats itself: «2022-2024 гг.» stands in every other row
_LONGEST = 400  # a cell with more than that holds no deadline


def read_deadline(
    text: str | None, surroundings: Surroundings = _UNKNOWN, conventions: Conventions = _USUAL
) -> Deadline:
    """Read a deadline as an order words it.

    Dates come only from what is printed and the surroundings given; whatever was assumed or mended is in the notes,
    and the worst of them is the confidence. A text that is not understood has one window without dates.
    """
    return _read(text, _around(surroundings, conventions))


@lru_cache(_REMEMBERED)
def _around(surroundings: Surroundings, conventions: Conventions) -> Around:
    plan = None
    if surroundings.plan_from is not None and surroundings.plan_to is not None:
        plan = Stretch(max(surroundings.plan_from, _FIRST_DAY), min(surroundings.plan_to, _LAST_DAY))
    around = Around(surroundings, conventions, plan if plan is None or plan.start <= plan.due else None, None)
    if surroundings.section is None:
        return around
    return replace(around, section=_stretch(_read(surroundings.section, _without_section(around))))


def _without_section(around: Around) -> Around:
    """The same surroundings without a section: what the section's own deadline is read in."""
    return replace(around, given=replace(around.given, section=None), section=None)


def _stretch(deadline: Deadline) -> Stretch | None:
    starts = [day for window in deadline.windows if (day := window.starts_on or window.due_on) is not None]
    dues = [window.due_on for window in deadline.windows if window.due_on is not None]
    return Stretch(min(starts), max(dues)) if starts and dues and min(starts) <= max(dues) else None


@lru_cache(_REMEMBERED)
def _read(text: str | None, around: Around) -> Deadline:
    shown = lettering.printed(text or "")
    if lettering.plain(shown).strip() in _NOTHING:
        return _inherited(around)
    if len(shown) > _LONGEST:
        return _unreadable(Note("not_understood"))
    words = repaired(shown)
    notes = list(words.notes)
    try:
        clauses = checked(parse(phrase(words.words)), around, notes)
        composition = composed(clauses)
        notes += composition.notes
        if Remark.EVENT in composition.remarks:
            notes.append(Note("event", {"text": shown}))
        if Remark.UNSEPARATED in composition.remarks and "\n" not in (text or "").strip():
            notes.append(Note("unseparated"))
        windows, kind = _windows(composition, around, notes)
    except NotUnderstoodError:
        return _unreadable(Note("not_understood"))
    except NoSuchDateError:
        return _unreadable(Note("no_such_date"))
    except ImpossibleYearError as error:
        return _unreadable(Note("impossible_year", {"year": str(error.year)}))
    _compare(windows, around, notes)
    return Deadline(windows, kind, confidence_of(notes), tuple(notes))


def _unreadable(note: Note) -> Deadline:
    return Deadline((Window(),), DeadlineKind.NONE, Confidence.UNREADABLE, (note,))


def _inherited(around: Around) -> Deadline:
    """C8: a blank inherits its section's deadline."""
    section = around.given.section
    if section is not None:
        inherited = _read(section, _without_section(around))
        if inherited.confidence is not Confidence.UNREADABLE and inherited.kind is not DeadlineKind.NONE:
            notes = (Note("inherited", {"section": lettering.printed(section)}), *inherited.notes)
            return replace(inherited, notes=notes, confidence=confidence_of(notes))
    notes = (Note("blank"),)
    return Deadline((Window(),), DeadlineKind.NONE, confidence_of(notes), notes)


def _windows(composition: Composition, around: Around, notes: list[Note]) -> tuple[tuple[Window, ...], DeadlineKind]:
    remarks = composition.remarks
    if Remark.ABOUT in remarks:
        notes.append(Note("about"))
    if (reason := _no_deadline(composition)) is not None:
        notes.append(Note(reason))
        return (Window(),), DeadlineKind.NONE
    if composition.every or _several_school_years(composition, around):
        return windows_recurring(_with_rhythm(composition, notes), around, notes), DeadlineKind.RECURRING
    if Remark.WHOLE in remarks:
        return (_whole(composition, around, notes),), DeadlineKind.CONTINUOUS
    if composition.items:
        return windows_once(composition, around, notes)
    if Remark.EVENT in remarks:
        return (Window(),), DeadlineKind.EVENT_BOUND
    raise NotUnderstoodError


def _no_deadline(composition: Composition) -> str | None:
    """The code of the note that says why a text which is understood is no deadline."""
    items = composition.items
    if Remark.REFERENCE in composition.remarks:
        return "reference"
    if items and all(
        item.word == "на" and isinstance(item.span.first, Day) and item.span.last is None for item in items
    ):
        return "reference"
    if items and not composition.every and all(item.word == "за" for item in items):
        return "report_period"
    return "blank" if Remark.NOTHING in composition.remarks and not items else None


def _several_school_years(composition: Composition, around: Around) -> bool:
    """«в течение учебного года» in a plan of several school years, where nothing says which."""
    moments = [item.span.first for item in composition.items]
    bare = len(moments) == 1 and moments[0] == Years(school=True) and composition.items[0].span.last is None
    plan = around.plan
    if not bare or plan is None or composition.items[0].shape is not Shape.WINDOW:
        return False
    years = [day.year - (day.month < 9) for day in (plan.start, plan.due)]
    return years[1] > years[0] and around.section is None


def _with_rhythm(composition: Composition, notes: list[Note]) -> Composition:
    if composition.every:
        return composition
    notes.append(Note("each_school_year"))
    return replace(composition, every=(Every(Unit.SCHOOL_YEAR),))


def _whole(composition: Composition, around: Around, notes: list[Note]) -> Window:
    """C10: the plan, or from a printed start to the plan's end."""
    plan = around.plan
    start, due = (None, around.given.plan_to) if plan is None else (plan.start, plan.due)
    if composition.items:
        item, *others = composition.items
        if others or (Remark.ONWARD in composition.remarks and item.shape is Shape.DUE):
            raise NotUnderstoodError
        item = _open_ended(item, composition, notes)
        (window,), _ = windows_once(replace(composition, items=(item,)), around, notes)
        start = start if item.shape is Shape.DUE else window.starts_on
        due = due if item.shape is Shape.START else window.due_on
    if due is None:
        notes.append(Note("no_plan_end"))
    if start is not None and due is not None and start > due:
        return Window(start, None) if composition.items and item.shape is Shape.START else Window(None, due)
    return Window(start, due)


def _open_ended(item: Item, composition: Composition, notes: list[Note]) -> Item:
    """«октябрь 2022 - постоянно»: only the start is printed."""
    one_time = item.span.last is None and not isinstance(item.span.first, Years)
    onward = not {Remark.ONWARD, Remark.OPEN}.isdisjoint(composition.remarks)
    if item.shape is not Shape.WINDOW or not (one_time or onward):
        return item
    if not one_time:
        notes.append(Note("open_ended"))
    return replace(item, shape=Shape.START)


def _compare(windows: tuple[Window, ...], around: Around, notes: list[Note]) -> None:
    """Say what does not fit what stands around; the dates stay as printed."""
    first = min((day for window in windows if (day := window.starts_on or window.due_on) is not None), default=None)
    last = max((day for window in windows if (day := window.due_on or window.starts_on) is not None), default=None)
    if first is None or last is None:
        return
    plan, section, on = around.plan, around.section, around.document_date
    if plan is not None and not (plan.start <= first and last <= plan.due):
        code = "beyond_plan" if any(_beyond(window, plan) for window in windows) else "outside_plan"
        notes.append(Note(code, {"from": plan.start.isoformat(), "to": plan.due.isoformat()}))
    dues = [window.due_on for window in windows if window.due_on is not None]
    if on is not None and dues and min(dues) < on:
        code = "long_before_order" if plan is None and min(dues).year < on.year else "before_order"
        notes.append(Note(code, {"due": min(dues).isoformat(), "order": on.isoformat()}))
    if section is not None and not (section.start <= first and last <= section.due):
        notes.append(Note("outside_section", {"from": section.start.isoformat(), "to": section.due.isoformat()}))


def _beyond(window: Window, plan: Stretch) -> bool:
    """Whether no day of a window lies in the plan; what has only an end lies where it ends."""
    start, due = window.starts_on or window.due_on, window.due_on
    return start is not None and (start > plan.due or (due is not None and due < plan.start))
