"""Roadmap activities: what each place has done, what is due and what is overdue at the as-of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from engine.consolidation.coverage import Measures
from engine.consolidation.deadlines import ahead, days_past
from engine.consolidation.expected import open_districts, open_schools
from engine.consolidation.frames import frame_of
from engine.consolidation.result import ACTIVITIES
from engine.consolidation.targetrows import target_status, value_when_due
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Owed, Rulebook
from engine.template.owed import owed_in_form
from engine.vocabulary.fields import Address, OccurrenceKey, Submission, Value
from engine.vocabulary.places import Level, Place


class TypedStatus(StrEnum):
    """What a curator may choose in column 1 of the roadmap section."""

    NOT_STARTED = "не начато"
    IN_WORK = "в работе"
    DONE = "выполнено"
    POSTPONED = "срок перенесён"
    NOT_APPLICABLE = "неприменимо"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a place's counting submission says about one occurrence; a blank status counts as not started."""

    status: TypedStatus = TypedStatus.NOT_STARTED
    done_on: date | None = None


_STATUS_COLUMN, _DONE_ON_COLUMN = "1", "2"


def activities_of(
    submissions: Iterable[Submission], measured: Measures, rulebook: Rulebook, period: Period, as_of: date
) -> pd.DataFrame:
    """One row per open place and occurrence that it answers for; target rows stand with the district only.

    ``days_overdue`` counts whole days from the due date to ``as_of`` where the status is overdue, or unknown because
    the place has not reported; it is missing everywhere else. Sorted by place, then in the roadmap's order. Source: the
    conventions C12 and C15 for roadmap deadlines.
    """
    filled = {each.place_id: answers_of(each) for each in submissions}
    soon = rulebook.programme.thresholds.due_soon_days
    rows = []
    for place in sorted([*open_districts(rulebook, period), *open_schools(rulebook, period)], key=lambda each: each.id):
        asked = {owed.key for owed in owed_in_form(rulebook, place.id, period)}
        for owed in _answered_for(place, asked, rulebook, period):
            due_on = owed.occurrence.due_on
            answer = filled.get(place.id, {}).get(owed.key, Answer())
            if (target := owed.activity.target) is not None:
                value = value_when_due(place.id, target.indicator, due_on, measured, rulebook, period)
                status = target_status(value, target.minimum, due_on, as_of, soon)
                answer = Answer()
            elif place.id not in filled and owed.key in asked:
                status = "unknown"
            else:
                status = status_of(answer, due_on, as_of, soon)
            rows.append(_row(place, owed, answer, status, as_of, rulebook))
    return frame_of(rows, ACTIVITIES)


def answers_of(submission: Submission) -> dict[OccurrenceKey, Answer]:
    """What a submission says, by occurrence; of a repeated occurrence the first line counts."""
    values = {each.address: each.value for each in submission.values}
    answers: dict[OccurrenceKey, Answer] = {}
    for line, key in sorted(submission.occurrences.items()):
        status, done_on = values.get(Address(line, _STATUS_COLUMN)), values.get(Address(line, _DONE_ON_COLUMN))
        answer = Answer(
            status=_typed(status),
            done_on=done_on if isinstance(done_on, date) else None,
        )
        answers.setdefault(key, answer)
    return answers


def status_of(answer: Answer, due_on: date | None, as_of: date, due_soon_days: int) -> str:
    """Status of an occurrence by what the place answered.

    What is due on the as-of date itself is not overdue yet; what has no due date never is.
    """
    match answer.status:
        case TypedStatus.DONE:
            late = due_on is not None and answer.done_on is not None and answer.done_on > due_on
            return "done_late" if late else "done"
        case TypedStatus.POSTPONED:
            return "postponed"
        case TypedStatus.NOT_APPLICABLE:
            return "not_applicable"
    if due_on is None:
        return "no_deadline"
    return "overdue" if as_of > due_on else ahead(due_on, as_of, due_soon_days)


def _typed(status: Value) -> TypedStatus:
    """Any other word that the rules may offer says that something has begun."""
    if status is None:
        return TypedStatus.NOT_STARTED
    return next((each for each in TypedStatus if each == status), TypedStatus.IN_WORK)


def _answered_for(place: Place, asked: set[OccurrenceKey], rulebook: Rulebook, period: Period) -> Iterator[Owed]:
    """What the place's form asks about and what begins later; target rows for districts only, of whatever year."""
    for owed in rulebook.answers_for(place.id):
        begins_on = owed.occurrence.starts_on
        if owed.activity.target is not None:
            if place.level is Level.DISTRICT:
                yield owed
        elif owed.key in asked or (begins_on is not None and begins_on > period.ends_on):
            yield owed


def _row(place: Place, owed: Owed, answer: Answer, status: str, as_of: date, rulebook: Rulebook) -> tuple[object, ...]:
    district = rulebook.registry.district_of(place.id)
    occurrence = owed.occurrence
    unaccounted = status == "overdue" or (status == "unknown" and owed.activity.target is None)
    return (
        district.id if district else None,
        place.id,
        owed.roadmap.id,
        owed.activity.number,
        occurrence.key,
        owed.activity.title,
        owed.activity.deadline,
        occurrence.starts_on,
        occurrence.due_on,
        answer.done_on,
        status,
        days_past(occurrence.due_on, as_of) if unaccounted else None,
    )
