"""«Обратите внимание» of the summary: who has not reported, what is overdue and due, what nobody can be sure about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.report import wording
from engine.report.plans import by_key, last_day
from engine.report.planwords import days_words
from engine.report.scope import Row, Scope
from engine.report.sheets.changewords import headline
from engine.report.sheets.clarification import unclear
from engine.report.sheets.overdue import overdue
from engine.report.sheets.upcoming import entries
from engine.report.texts import listed, number_text, plural, short_name
from engine.rulebook.roadmaps.instances import number_words
from engine.vocabulary.dates import day
from engine.vocabulary.places import Level

_NAMES_SHOWN = 3
_STATUSES = ("silent", "with_errors", "late")


@dataclass(frozen=True, slots=True)
class SummaryNote:
    """A sentence, and the sheet where more of it stands."""

    text: str
    sheet: str | None = None


def notes(scope: Scope) -> list[SummaryNote]:
    """What the reader of a summary should know; that all is well, where there is nothing else to say."""
    found = [*_changes(scope), *_reports(scope), *_targets_missed(scope), *_roadmaps(scope), *_targets_unsure(scope)]
    return found or [SummaryNote("Все отчёты сданы и учтены.")]


def _changes(scope: Scope) -> Iterator[SummaryNote]:
    if scope.closed is not None and scope.changes:
        text = f"После закрытия версии {scope.closed.version}: {headline(scope)}."
        yield SummaryNote(text, wording.CHANGES_SHEET)


def _reports(scope: Scope) -> Iterator[SummaryNote]:
    ids = {status: [row.place_id for row in scope.completeness if row.status == status] for status in _STATUSES}
    by_decision = [row.place_id for row in scope.completeness if scope.index.waived.get(row.place_id)]
    for places, words, sheet in (
        (ids["silent"], "Нет отчёта", wording.REPORTING),
        (ids["with_errors"], "С ошибками, в итоги не вошли", wording.FINDINGS),
        (by_decision, "Приняты с ошибками, по решению", wording.REPORTING),
        (ids["late"], "Сдано с опозданием", wording.REPORTING),
    ):
        if places:
            names = listed([_named(scope, each) for each in places], _NAMES_SHOWN)
            yield SummaryNote(f"{words}: {number_text(len(places))} – {names}.", sheet)


def _targets_missed(scope: Scope) -> Iterator[SummaryNote]:
    missed = [row for row in scope.activities if row.status == "missed"]
    if missed:
        lines = listed([_missed_target(scope, row) for row in missed], _NAMES_SHOWN)
        several = "Цели дорожной карты не достигнуты"
        word = plural(len(missed), "Цель дорожной карты не достигнута", several, several)
        yield SummaryNote(f"{word}: {lines}.", wording.ROADMAP)


def _roadmaps(scope: Scope) -> Iterator[SummaryNote]:
    if late := overdue(scope):
        owed = by_key(scope)[late[0].roadmap, late[0].key]
        number = number_words(owed.activity, owed.occurrence)
        longest = f"{_named(scope, late[0].place_id, form=False)}, № {number}, {days_words(late[0].days_overdue)}"
        yield SummaryNote(f"Дольше всего просрочено: {longest}.", wording.OVERDUE)
    if soon := sum(each.falls_due for each in entries(scope)):
        until = day(last_day(scope))
        yield SummaryNote(f"До {until} истекает сроков: {number_text(soon)}.", wording.UPCOMING)
    if unsure := unclear(scope):
        yield SummaryNote(
            f"Сроков, которые нужно уточнить по документам: {number_text(unsure)}.",
            wording.CLARIFY,
        )


def _targets_unsure(scope: Scope) -> Iterator[SummaryNote]:
    standing = [scope.coverage(scope.place, each) for each in scope.rulebook.indicators]
    unsure = sum(each.target is not None and not each.confirmed for each in standing)
    if unsure:
        word = plural(unsure, "цель не подтверждена", "цели не подтверждены", "целей не подтверждено")
        yield SummaryNote(f"{unsure} {word} документом.", wording.ABOUT)


def _missed_target(scope: Scope, row: Row) -> str:
    line = f"№ {row.activity} (срок {day(row.due_on)})"
    return f"{scope.rulebook.registry[row.place_id].name}, {line}" if scope.is_region else line


def _named(scope: Scope, place_id: str, *, form: bool = True) -> str:
    place = scope.rulebook.registry[place_id]
    if place.level is Level.SCHOOL:
        return short_name(place.name)
    return f"{place.name} (форма муниципалитета)" if form else place.name
