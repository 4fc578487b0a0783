"""«Обратите внимание» of the summary: who has not reported, what is overdue and due, what nobody can be sure about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.report import wording
from engine.report.index import Row
from engine.report.plans import by_key, last_day
from engine.report.planwords import days_words
from engine.report.progresswords import ahead_of, basis_words, previous_words
from engine.report.scope import Scope
from engine.report.sentup import edited_words, missing, missing_words
from engine.report.sheets.changewords import headline
from engine.report.sheets.clarification import unclear
from engine.report.sheets.overdue import overdue
from engine.report.sheets.upcoming import entries
from engine.report.texts import listed, number_text, plural, short_name
from engine.rulebook.roadmaps.instances import number_words
from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Level

_NAMES_SHOWN = 3
_LISTED = ("plain:listed",)  # the number of what is listed on the other sheet
_STATUSES = ("silent", "with_errors", "late")
SEVERAL = mark("{words}: {number} – {names}.")
ALL_IS_WELL = mark("Все отчёты сданы и учтены.")


@dataclass(frozen=True, slots=True)
class SummaryNote:
    """A sentence, the sheet where more of it stands, and what its number stands for (see `report.meanings`)."""

    text: str
    sheet: str | None = None
    means: tuple[str, ...] = ()


def notes(scope: Scope) -> list[SummaryNote]:
    """What the reader of a summary should know; that all is well, where there is nothing else to say."""
    found = [
        *_changes(scope),
        *_sent_up(scope),
        *_reports(scope),
        *_targets_missed(scope),
        *_roadmaps(scope),
        *_progress(scope),
        *_shortages(scope),
        *_targets_unsure(scope),
    ]
    return found or [SummaryNote(tr(ALL_IS_WELL))]


def _changes(scope: Scope) -> Iterator[SummaryNote]:
    if scope.closed is not None and scope.changes:
        text = tr("После закрытия версии {version}: {changes}.")
        text = text.format(version=scope.closed.version, changes=headline(scope))
        yield SummaryNote(text, wording.CHANGES_SHEET, _LISTED)


def _sent_up(scope: Scope) -> Iterator[SummaryNote]:
    """Of the region: whose transmittal is missing, is only a draft, or was edited by hand."""
    if not scope.is_region:
        return
    made = scope.index.consolidation
    lacking = missing(made)
    if lacking:
        names = listed([missing_words(each, scope.name_of(each.district_id)) for each in lacking], _NAMES_SHOWN)
        yield SummaryNote(tr("Нет передаточного свода: {names}.").format(names=names), wording.ABOUT)
    if drafts := [scope.name_of(each.district_id) for each in made.transmittals if not each.version]:
        names = listed(drafts, _NAMES_SHOWN)
        yield SummaryNote(tr("Свод не закрыт (черновик): {names}.").format(names=names), wording.ABOUT)
    words = ((each.district_id, edited_words(made, each)) for each in made.transmittals)
    if edited := [f"{scope.name_of(district_id)} ({what})" for district_id, what in words if what]:
        text = tr("Свод исправлен вручную, в итогах – то, что записала программа: {names}.")
        yield SummaryNote(text.format(names=listed(edited, _NAMES_SHOWN)), wording.FINDINGS, _LISTED)


def _reports(scope: Scope) -> Iterator[SummaryNote]:
    ids = {status: [row.place_id for row in scope.completeness if row.status == status] for status in _STATUSES}
    by_decision = [row.place_id for row in scope.completeness if scope.index.waived.get(row.place_id)]
    late = [each for each in ids["late"] if each not in by_decision]
    for places, words, sheet, what in (
        (ids["silent"], tr("Нет отчёта"), wording.REPORTING, "silent"),
        (ids["with_errors"], tr("С ошибками, в итоги не вошли"), wording.FINDINGS, "with_errors"),
        (by_decision, tr("Приняты с ошибками, по решению"), wording.REPORTING, "by_decision"),
        (late, tr("Сдано с опозданием"), wording.REPORTING, "late"),
    ):
        if places:
            names = listed([_named(scope, each) for each in places], _NAMES_SHOWN)
            text = tr(SEVERAL).format(words=words, number=number_text(len(places)), names=names)
            yield SummaryNote(text, sheet, (f"place:{scope.place.id}", f"reports:{what}"))


def _targets_missed(scope: Scope) -> Iterator[SummaryNote]:
    missed = [row for row in scope.activities if row.status == "missed"]
    if missed:
        lines = listed([_missed_target(scope, row) for row in missed], _NAMES_SHOWN)
        several = mark("Цели дорожной карты не достигнуты")
        word = plural(len(missed), mark("Цель дорожной карты не достигнута"), several, several)
        means = (f"place:{scope.place.id}", "activities:missed")
        yield SummaryNote(f"{word}: {lines}.", wording.ROADMAP, means)


def _roadmaps(scope: Scope) -> Iterator[SummaryNote]:
    if late := overdue(scope):
        owed = by_key(scope)[late[0].roadmap, late[0].key]
        text = tr("Дольше всего просрочено: {place}, № {number}, {days}.").format(
            place=_named(scope, late[0].place_id, form=False),
            number=number_words(owed.activity, owed.occurrence),
            days=days_words(late[0].days_overdue),
        )
        yield SummaryNote(text, wording.OVERDUE, (f"place:{scope.place.id}", "activities:longest"))
    if soon := sum(each.falls_due for each in entries(scope)):
        text = tr("До {day} истекает сроков: {number}.").format(day=day(last_day(scope)), number=number_text(soon))
        yield SummaryNote(text, wording.UPCOMING, _LISTED)
    if unsure := unclear(scope):
        text = tr("Сроков, которые нужно уточнить по документам: {number}.").format(number=number_text(unsure))
        yield SummaryNote(text, wording.CLARIFY, _LISTED)


def _progress(scope: Scope) -> Iterator[SummaryNote]:
    """How the main indicator compares with the last result before, and what the next target needs."""
    indicator, place = scope.main_indicator, scope.place
    row = scope.index.progress.get((place.id, indicator.id))
    before = None if row is None else previous_words(row)
    ahead = ahead_of(scope, place, indicator)
    words = [
        *([tr("было {before}").format(before=before)] if before else []),
        *([careful] if row is not None and (careful := basis_words(row)) else []),
        *([ahead.words] if ahead and ahead.is_later else []),
    ]
    if words:
        said = (("previous", before), ("pace", ahead and ahead.is_later))
        means = [f"progress:{indicator.id}:{what}" for what, known in said if known]
        text = f"{indicator.short}: {'; '.join(words)}."
        yield SummaryNote(text, wording.PROGRESS if before else None, (f"place:{place.id}", *means))


def _shortages(scope: Scope) -> Iterator[SummaryNote]:
    """Why the shortages listed below do not add up to the tile's: who is beyond the target makes up for others."""
    own = scope.coverage(scope.place, scope.main_indicator).people_short
    below = [scope.coverage(each, scope.main_indicator) for each in scope.below]
    added = sum(each.people_short or 0 for each in below)
    if own is not None and added > own and any(each.status == "met" for each in below):
        text = tr("По муниципалитетам в сумме не хватает больше – {added}, а не {own}: у других цель превышена.")
        if not scope.is_region:
            text = tr("По организациям в сумме не хватает больше – {added}, а не {own}: у других цель превышена.")
        text = text.format(added=number_text(added), own=number_text(own))
        yield SummaryNote(text, wording.COVERAGE_SHEET, _LISTED)


def _targets_unsure(scope: Scope) -> Iterator[SummaryNote]:
    standing = [scope.coverage(scope.place, each) for each in scope.rulebook.indicators]
    unsure = sum(each.target is not None and not each.confirmed for each in standing)
    if unsure:
        word = plural(unsure, mark("цель не подтверждена"), mark("цели не подтверждены"), mark("целей не подтверждено"))
        text = tr("{number} {targets} документом.").format(number=unsure, targets=word)
        yield SummaryNote(text, wording.ABOUT, _LISTED)


def _missed_target(scope: Scope, row: Row) -> str:
    line = tr("№ {number} (срок {day})").format(number=row.activity, day=day(row.due_on))
    return f"{scope.rulebook.registry[row.place_id].name}, {line}" if scope.is_region else line


def _named(scope: Scope, place_id: str, *, form: bool = True) -> str:
    place = scope.rulebook.registry[place_id]
    if place.level is Level.SCHOOL:
        return short_name(place.name)
    return tr("{place} (форма муниципалитета)").format(place=place.name) if form else place.name
