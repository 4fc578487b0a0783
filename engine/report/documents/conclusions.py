"""Section 6 of the справка: what follows from the numbers themselves, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.report.documents.clarification import open_findings, unclear_deadlines, unsure_targets
from engine.report.documents.comparison import changes
from engine.report.documents.grammar import (
    ACTIVITY,
    FALLEN,
    GROWN,
    INDICATOR,
    REPORT,
    TARGET,
    UNCHANGED,
    listing,
    quoted,
)
from engine.report.documents.naming import brief_name
from engine.report.documents.plan import overdue_rows, unknown_rows
from engine.report.documents.reporting import counted
from engine.report.documents.standings import summed_over
from engine.report.measured import Coverage
from engine.report.scope import Scope
from engine.report.texts import number_text, plural, shortfall
from engine.rulebook.model import Indicator
from engine.vocabulary.places import Place

_NAMES_SHOWN = 5
_PLACES_SHOWN = 3
_WITH_DATA = ", по которым есть данные"


def conclusions(scope: Scope) -> Iterator[str]:
    """How complete the data are, which targets are reached, what changed, what is overdue and unclear."""
    number, expected = counted(scope.completeness), len(scope.completeness)
    if not number:
        yield "Отчётов в своде нет, поэтому сделать вывод о результатах нельзя."
    elif number < expected:
        yield (
            f"Данные неполны: учтено {number_text(number)} из {REPORT.of(expected)}. После получения остальных "
            "результаты могут измениться."
        )
    else:
        yield "Данные полны: учтены все ожидавшиеся отчёты."
    if number:
        yield from _targets(scope)
        yield from _changed(scope)
    yield from _plan(scope)
    yield from _unclear(scope)


def _targets(scope: Scope) -> Iterator[str]:
    standing = [(each, scope.coverage(scope.place, each)) for each in scope.rulebook.indicators]
    judged = [(each, measured) for each, measured in standing if measured.status in {"met", "below"}]
    if not judged:
        return
    below = [each for each, measured in judged if measured.status == "below"]
    reached = [measured for _, measured in judged if measured.status == "met"]
    known = "" if all(each.target is None or each.status != "no_data" for _, each in standing) else _WITH_DATA
    yield _reached_words(reached, below, known)
    for each in below:
        if summed_over(each, scope.coverage(scope.place, each)):
            yield f"{_about(each)} сравнивать с целью рано: {_rests(scope, each)}."
    main = scope.main_indicator
    measured = scope.coverage(scope.place, main)
    if measured.people_short and main.persons is not None:
        said = f"По показателю {quoted(main.short)} до цели {shortfall(measured.people_short, main.persons)}"
        yield f"{said}{_where(scope, measured.people_short)}"


def _reached_words(reached: Sequence[Coverage], below: Sequence[Indicator], known: str) -> str:
    """How many targets are reached, on how sure a ground, and which are not; all of these are named, or none."""
    number = len(reached) + len(below)
    if not reached:
        only = f"Цель по показателю {quoted(below[0].short)} не достигнута."
        return only if number == 1 else f"Не достигнута ни одна из {TARGET.of(number)}{known}."
    if not below:
        head = f"Цели достигнуты по всем показателям, где они установлены и есть данные: {number_text(number)}"
        return f"{head}{_unsure_words(reached)}."
    head = f"Цели достигнуты по {number_text(len(reached))} из {INDICATOR.of(number)}{_unsure_words(reached)}"
    return f"{head}; ниже цели: {', '.join(quoted(each.short) for each in below)}."


def _unsure_words(reached: Sequence[Coverage]) -> str:
    """How many of the reached targets no document confirms, in brackets; empty where all are confirmed."""
    unsure = sum(not each.confirmed for each in reached)
    if not unsure:
        return ""
    if unsure < len(reached):
        return f" (из этих целей документом не подтверждено {number_text(unsure)})"
    return f" ({'эта цель' if unsure == 1 else 'ни одна из этих целей'} не подтверждена документом)"


def _where(scope: Scope, missing: int) -> str:
    """Where most of them are missing: at districts of the region, at organisations of a district; ends the sentence.

    What others have above their target lessens the whole and not these: then that is said.
    """
    indicator = scope.main_indicator
    short: list[tuple[int, Place]] = [
        (people, place)
        for place in scope.below
        if (people := scope.coverage(place, indicator).people_short)
        and not scope.is_small(place, scope.coverage(place, indicator))
    ]
    if len(short) < 2:
        return "."
    short.sort(key=lambda each: (-each[0], each[1].id))
    names = [f"{brief_name(scope, place.id)} ({number_text(people)})" for people, place in short]
    most = f", больше всего – {', '.join(names[:_PLACES_SHOWN])}."
    above = any(scope.coverage(place, indicator).status == "met" for place in scope.below)
    if not above or sum(people for people, _ in short) <= missing:
        return most
    return (
        f"{most} Сумма по {'муниципалитетам' if scope.is_region else 'организациям'} больше: у других цель превышена."
    )


def _changed(scope: Scope) -> Iterator[str]:
    found = changes(scope)
    if not found:
        return
    parts = []
    for verb in (GROWN, FALLEN, UNCHANGED):
        names = [quoted(each.indicator.short) for each in found if each.verb is verb]
        if len(names) == 1:
            parts.append(f"{verb.masculine} показатель {names[0]}")
        elif names:
            parts.append(f"{verb.plural} показатели {listing(names, _NAMES_SHOWN)}")
    yield f"По сравнению с прошлыми данными {'; '.join(parts)}."
    unsure = [
        each.indicator for each in found if summed_over(each.indicator, scope.coverage(each.place, each.indicator))
    ]
    yield from (f"{_about(each)} сравнивать следует с осторожностью: {_rests(scope, each)}." for each in unsure)


def _about(indicator: Indicator) -> str:
    return f"Показатель {quoted(indicator.short)}"


def _rests(scope: Scope, indicator: Indicator) -> str:
    return f"это {summed_over(indicator, scope.coverage(scope.place, indicator))}"


def _plan(scope: Scope) -> Iterator[str]:
    if not scope.activities:
        return
    late, silent = overdue_rows(scope), unknown_rows(scope)
    if late:
        verb = plural(len(late), "просрочено", "просрочены", "просрочено")
        yield f"По дорожной карте {verb} {ACTIVITY.counted(len(late))}."
    elif not silent:
        yield "По дорожной карте просроченных мероприятий нет."
    if silent:
        yield f"О выполнении {ACTIVITY.of(len(silent))}, срок которых прошёл, сведений нет."


def _unclear(scope: Scope) -> Iterator[str]:
    parts = (
        ("замечания к отчётам", len(open_findings(scope))),
        ("сроки дорожной карты", len(unclear_deadlines(scope))),
        ("цели, не подтверждённые документом", len(unsure_targets(scope))),
    )
    if found := [f"{name} – {number_text(number)}" for name, number in parts if number]:
        yield f"Требуют уточнения: {', '.join(found)}."
