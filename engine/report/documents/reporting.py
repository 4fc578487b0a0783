"""Section 1 of the справка: what was asked, who answered, and who did not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from fractions import Fraction

from engine.report import wording
from engine.report.documents.content import Debtor, TerritoryReports
from engine.report.documents.grammar import (
    ACCEPTED,
    COUNTED,
    DAY,
    DISTRICT,
    ENTERED,
    EXPECTED,
    ORGANISATION,
    REPORT,
    SUBMITTED,
    during,
    listing,
)
from engine.report.documents.naming import full_name, reporter_name
from engine.report.index import Row
from engine.report.scope import Scope
from engine.report.shares import percent_text
from engine.report.texts import number_text, plural
from engine.vocabulary.dates import day

_NAMES_SHOWN = 10
_DEBTORS_SHOWN = 40
_ORDER = ("silent", "with_errors", "accepted_with_errors", "late")
_STATES = {
    "silent": "отчёта нет",
    "with_errors": "с ошибками, в свод не вошёл",
    "accepted_with_errors": "принят с ошибками, по решению",
}


def counted(reports: Sequence[Row]) -> int:
    """How many reports are in the totals."""
    return sum(row.status in wording.COUNTED for row in reports)


def reporting_words(scope: Scope) -> Iterator[str]:
    """Who was asked and by when, how many answered, who did not."""
    yield _asked(scope)
    reports = scope.completeness
    if not reports:
        yield "Отчётов за этот период не ожидалось."
        return
    yield f"{_expected(scope, reports)} {_answered(reports)}"
    if found := list(_failings(scope)):
        yield " ".join(found)
    elif counted(reports) == len(reports):
        yield "Отчётов с ошибками и сданных с опозданием нет."
    if scope.exempt:
        names = listing([full_name(scope, each.id) for each in scope.exempt], _NAMES_SHOWN, ORGANISATION)
        yield f"Решением освобождены от отчёта: {names}."


def debtors(scope: Scope) -> tuple[Debtor, ...]:
    """Whose report is not in the totals, was accepted with errors, or came late; those without a report first."""
    found = [(_ORDER.index(state), row) for row in scope.completeness if (state := _state(scope, row)) in _ORDER]
    found.sort(key=lambda each: (each[0], each[1].district_id, each[1].place_id))
    return tuple(
        Debtor(reporter_name(scope, row), _state_words(scope, row), day(row.due_on))
        for _, row in found[:_DEBTORS_SHOWN]
    )


def debtors_left_out(scope: Scope) -> str | None:
    """How many rows the table of debtors does not show, in a sentence; None where it shows all."""
    if sum(_state(scope, row) in _ORDER for row in scope.completeness) <= _DEBTORS_SHOWN:
        return None
    return f"В таблице показаны первые {_DEBTORS_SHOWN}; остальные – в своде на листе «{wording.REPORTING}»."


def by_district(scope: Scope) -> tuple[TerritoryReports, ...]:
    """A row per district of the region; none in a district's own document."""
    if not scope.is_region:
        return ()
    found = []
    for district in scope.districts:
        reports = [row for row in scope.completeness if row.district_id == district.id]
        states = Counter(_state(scope, row) for row in reports)
        numbers = (len(reports), counted(reports), states["silent"], states["with_errors"], states["late"])
        found.append(TerritoryReports(district.name, *(number_text(each) for each in numbers)))
    return tuple(found)


def _asked(scope: Scope) -> str:
    period = scope.period
    dates = f"с {day(period.starts_on)} по {day(period.ends_on)}"
    due = f"для организаций – {day(period.due_schools)}"
    if any(row.form == "district" for row in scope.completeness):
        due += f", для муниципалитетов – {day(period.due_districts)}"
    return (
        f"Мониторинг проведён {during(period.title)} ({dates}) по состоянию на {day(scope.as_of)}. "
        f"Срок сдачи отчётов: {due}."
    )


def _expected(scope: Scope, reports: Sequence[Row]) -> str:
    own = sum(row.form == "district" for row in reports)
    schools = len(reports) - own
    head = f"{EXPECTED.impersonal(len(reports), 'masculine').capitalize()} {REPORT.counted(len(reports))}"
    if not own:
        return f"{head} {plural(schools, 'организации', 'организаций', 'организаций')}."
    district = f"от {DISTRICT.of(own)}" if scope.is_region else "от самого муниципалитета"
    parts = [f"от {ORGANISATION.of(schools)}"] if schools else []
    return f"{head}: {' и '.join([*parts, district])} (об исполнении дорожной карты)."


def _answered(reports: Sequence[Row]) -> str:
    number, expected = counted(reports), len(reports)
    if number == 0:
        return "В свод не вошёл ни один отчёт."
    if number == expected:
        return "В свод вошли все отчёты." if expected > 1 else "Он вошёл в свод."
    verb = COUNTED.impersonal(number, "masculine")
    share = percent_text(Fraction(number, expected))
    return f"В своде {verb} {REPORT.counted(number)} из {number_text(expected)} ({share})."


def _failings(scope: Scope) -> Iterator[str]:
    states = Counter(_state(scope, row) for row in scope.completeness)
    if number := states["silent"]:
        yield f"Не {SUBMITTED.impersonal(number, 'masculine')} {REPORT.counted(number)}."
    if number := states["with_errors"]:
        yield f"До исправления не {ENTERED.impersonal(number, 'masculine')} в свод {REPORT.counted(number)} с ошибками."
    if number := states["accepted_with_errors"]:
        yield f"По решению {ACCEPTED.impersonal(number, 'masculine')} {REPORT.counted(number)} с ошибками."
    if number := sum(row.status == "late" for row in scope.completeness):
        yield f"С опозданием {SUBMITTED.impersonal(number, 'masculine')} {REPORT.counted(number)}."
    if number := sum(row.status == "reported" for row in scope.completeness):
        yield (
            f"По {number_text(number)}\u00a0{plural(number, 'отчёту', 'отчётам', 'отчётам')} день получения не "
            "установлен, поэтому своевременность не оценивается."
        )


def _state(scope: Scope, row: Row) -> str:
    is_counted = row.status in wording.COUNTED
    return "accepted_with_errors" if is_counted and scope.index.waived.get(row.place_id) else str(row.status)


def _state_words(scope: Scope, row: Row) -> str:
    state = _state(scope, row)
    late = DAY.counted(int(row.days_late)) if row.days_late else ""
    if state == "late":
        return f"сдан с опозданием на {late}" if late else "сдан с опозданием"
    return _STATES[state] + (f", с опозданием на {late}" if late and state != "silent" else "")
