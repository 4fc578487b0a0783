"""The Russian of roadmap rows: which instance is meant, when it is due, who answers, what decided a target."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from engine.consolidation.coverage import Measure
from engine.consolidation.targetrows import measured_when_due
from engine.report import wording
from engine.report.index import Row
from engine.report.plans import Item, indicator_of
from engine.report.scope import Scope
from engine.report.shares import decimals, percent_text
from engine.report.texts import number_text, plural
from engine.report.wording import Status
from engine.rulebook.model import Indicator
from engine.rulebook.roadmaps.roadmap import Activity, Occurrence, Roadmap
from engine.rulebook.roadmaps.written import Reporter
from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr

REPORTERS = {
    Reporter.DISTRICT: mark("муниципалитет"),
    Reporter.SCHOOLS: mark("организации"),
    Reporter.BOTH: mark("муниципалитет и организации"),
    Reporter.OTHER: mark("другие ведомства, здесь не спрашивается"),
}
NO_DATE, NO_LAST_DAY, UNTIL = mark("даты нет"), mark("с {day}, последнего дня нет"), mark("до {day}")
TRACKED = mark("В отчёт входят мероприятия со сроком {day} и позже")
BY_COVERAGE = mark("{status} (решается по охвату)")
STANDING = mark("сейчас {value} при цели {goal}, учтено {reported} из {expected}")
RESTS_ON, FROM_HISTORY = mark("учтено {reported} из {expected}"), mark("данные прошлых лет")
DAYS = (mark("день"), mark("дня"), mark("дней"))


def due_words(occurrence: Occurrence) -> date | str:
    """The due date; one that nobody has confirmed is marked in words."""
    if occurrence.due_on is None:
        return tr(wording.UNSURE_DATE)
    return occurrence.due_on if occurrence.confirmed else f"{day(occurrence.due_on)}?\n{tr(wording.UNSURE_DATE)}"


def window_words(occurrence: Occurrence) -> str:
    """The dates of an occurrence: «01.09 – 30.11.2022», «до 15.07.2020», «даты нет»."""
    starts_on, due_on = occurrence.starts_on, occurrence.due_on
    if due_on is None:
        return tr(NO_DATE) if starts_on is None else tr(NO_LAST_DAY).format(day=day(starts_on))
    if starts_on is None or starts_on == due_on:
        return tr(UNTIL).format(day=day(due_on))
    begins = day(starts_on)[:5] if starts_on.year == due_on.year else day(starts_on)
    return f"{begins} – {day(due_on)}"


def document_words(roadmap: Roadmap) -> str:
    """What a roadmap comes from, and from which deadline on it is asked about."""
    document = roadmap.document
    tracked = "" if roadmap.tracked_from is None else _tracked_words(roadmap.tracked_from)
    parts = (document.authority, document.source, document.edition, tracked)
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _tracked_words(first: date) -> str:
    return tr(TRACKED).format(day=day(first))


def reporter_words(activity: Activity) -> str:
    """Who says how an activity stands."""
    return tr(wording.TARGET_REPORTER if activity.target is not None else REPORTERS[activity.reported_by])


def status_of(item: Item, row: Row) -> Status:
    """A row's status in words; a target row without data says that it is coverage that is not known."""
    if item.is_target and row.status == "unknown":
        return wording.TARGET_UNKNOWN
    return wording.ACTIVITY[row.status]


def target_words(scope: Scope, item: Item) -> str:
    """A target row's status, and the coverage that decided it or, before it is due, the coverage so far."""
    text = status_of(item, item.rows[0]).text
    basis = basis_words(scope, item)
    if basis:
        return f"{text}: {basis}"
    now = standing_words(scope, item)
    return f"{text}; {now}" if now else tr(BY_COVERAGE).format(status=text)


def standing_words(scope: Scope, item: Item) -> str | None:
    """The district's coverage of this period beside a target that is not due yet; None where nothing is measured."""
    row, target = item.rows[0], item.activity.target
    if target is None or row.status not in {"due_soon", "not_due"}:
        return None
    indicator = indicator_of(scope, item)
    measured = scope.coverage(scope.rulebook.registry[row.place_id], indicator)
    if measured.value is None:
        return None
    places = decimals(measured.value, target.minimum) if indicator.unit == "share" else 0
    value = _value_words(measured.value, indicator, places)
    counted = {"reported": measured.reported, "expected": measured.expected}
    return tr(STANDING).format(value=value, goal=goal_words(item, indicator), **counted)


def goal_words(item: Item, indicator: Indicator) -> str:
    """What a target row asks for: «45 %»."""
    target = item.activity.target
    minimum = Decimal(0) if target is None else target.minimum
    if indicator.unit == "count":
        return f"{minimum.normalize():f}"
    return f"{(minimum * 100).normalize():f}".replace(".", ",") + "\u00a0%"


def basis_words(scope: Scope, item: Item) -> str | None:
    """The coverage that decided a target row and what it rests on; None where none was measured or it is not due."""
    row, target = item.rows[0], item.activity.target
    if target is None or row.status not in {"met", "missed"}:
        return None
    indicator = indicator_of(scope, item)
    measured = scope.coverage(scope.rulebook.registry[row.place_id], indicator)
    numbers = (measured.numerator, measured.denominator, measured.reported, measured.expected)
    measures = {(row.place_id, indicator.id): Measure(*numbers, is_share=indicator.unit == "share")}
    known = measured_when_due(
        row.place_id, indicator.id, row.due_on, measures, scope.rulebook, scope.period, scope.as_of
    )
    if known is None:
        return None
    rests_on = tr(RESTS_ON if known.by_this_run else FROM_HISTORY)
    rests_on = rests_on.format(reported=measured.reported, expected=measured.expected)
    return f"{_value_words(known.value, indicator, decimals(known.value, target.minimum))}, {rests_on}"


def _value_words(value: Fraction, indicator: Indicator, places: int) -> str:
    if indicator.unit == "count":
        return f"{float(value):g}"
    return percent_text(value, places)


def days_words(days: int) -> str:
    """A number of days: «1 день», «62 дня», «1 575 дней»."""
    return f"{number_text(days)}\u00a0{plural(days, *DAYS)}"
