"""Roadmap activities: what each place has done, what is due and what is overdue at the as-of date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from engine.consolidation.answers import answers_of
from engine.consolidation.coverage import Measures
from engine.consolidation.deadlines import ahead, days_past
from engine.consolidation.expected import exempt_places, open_districts, open_schools
from engine.consolidation.frames import frame_of
from engine.consolidation.result import ACTIVITIES
from engine.consolidation.targetrows import measured_when_due, target_status
from engine.rulebook.model import Period
from engine.rulebook.owed import is_tracked, owed_in_form
from engine.rulebook.rulebook import Owed, Rulebook
from engine.vocabulary.fields import OccurrenceKey, Submission
from engine.vocabulary.places import Level, Place
from engine.vocabulary.roadmap import RoadmapAnswer, TypedStatus


def activities_of(
    submissions: Iterable[Submission], measured: Measures, rulebook: Rulebook, period: Period, as_of: date
) -> pd.DataFrame:
    """One row per open place and tracked occurrence that it answers for; target rows stand with the district only.

    What a place reported as done in an earlier closed period stays done. About what its form did not list, or it did
    not send, nothing is known: "unknown" where that is asked about or past due; of a silent place that district staff
    exempted from reporting nothing is asked. ``days_overdue`` counts whole days from the due date to ``as_of`` where
    the status is overdue or unknown; it is missing everywhere else. Sorted by place, then in the roadmap's order.
    Source: the conventions C12 and C15 for roadmap deadlines.
    """
    filled = {each.place_id: each for each in submissions}
    exempt = exempt_places(rulebook, period)
    soon = rulebook.programme.thresholds.due_soon_days
    rows = []
    for place in sorted([*open_districts(rulebook, period), *open_schools(rulebook, period)], key=lambda each: each.id):
        said = _said(place, filled.get(place.id), rulebook, period, is_exempt=place.id in exempt)
        for owed in _answered_for(place, rulebook):
            due_on = owed.occurrence.due_on
            if (target := owed.activity.target) is not None:
                known = measured_when_due(place.id, target.indicator, due_on, measured, rulebook, period, as_of)
                value = None if known is None else known.value
                answer, status = RoadmapAnswer(), target_status(value, target.minimum, due_on, as_of, soon)
            else:
                answer, status = said.about(owed, as_of, soon)
            rows.append(_row(place, owed, answer, status, as_of, rulebook))
    return frame_of(rows, ACTIVITIES)


@dataclass(frozen=True)
class _Said:
    """What one place says about its roadmap lines, and what it was asked."""

    answers: Mapping[OccurrenceKey, RoadmapAnswer]
    listed: frozenset[OccurrenceKey]  # in the form that counts
    asked: frozenset[OccurrenceKey]
    is_exempt: bool

    def about(self, owed: Owed, as_of: date, soon: int) -> tuple[RoadmapAnswer, str]:
        due_on, answer = owed.occurrence.due_on, self.answers.get(owed.key)
        if answer is not None:
            return answer, status_of(answer, due_on, as_of, soon)
        nothing = RoadmapAnswer()
        by_date = status_of(nothing, due_on, as_of, soon)
        if owed.key in self.listed:
            return nothing, by_date
        if owed.key in self.asked:
            return nothing, "not_applicable" if self.is_exempt else "unknown"
        return nothing, "unknown" if by_date == "overdue" else by_date


def _said(place: Place, sent: Submission | None, rulebook: Rulebook, period: Period, *, is_exempt: bool) -> _Said:
    asked = frozenset(owed.key for owed in owed_in_form(rulebook, place.id, period))
    before = rulebook.closed.answers(place.id, period)
    done = {key: answer for key, answer in before.items() if answer.status is TypedStatus.DONE}
    if sent is None:
        return _Said(done, frozenset(), asked, is_exempt)
    listed = frozenset(sent.occurrences.values())
    begun = {key: answer for key, answer in before.items() if key in listed}
    return _Said({**begun, **answers_of(sent), **done}, listed, asked, is_exempt)


def status_of(answer: RoadmapAnswer, due_on: date | None, as_of: date, due_soon_days: int) -> str:
    """Status of an occurrence by what the place answered, as it was on the as-of date.

    What is due on the as-of date itself is not overdue yet; what has no due date never is; what was done only after
    the as-of date was not done yet on it.
    """
    match answer.status:
        case TypedStatus.DONE if answer.done_on is None or answer.done_on <= as_of:
            late = due_on is not None and answer.done_on is not None and answer.done_on > due_on
            return "done_late" if late else "done"
        case TypedStatus.POSTPONED:
            return "postponed"
        case TypedStatus.NOT_APPLICABLE:
            return "not_applicable"
    if due_on is None:
        return "no_deadline"
    return "overdue" if as_of > due_on else ahead(due_on, as_of, due_soon_days)


def _answered_for(place: Place, rulebook: Rulebook) -> Iterator[Owed]:
    """What is tracked, whenever it begins; target rows for districts only, of whatever year."""
    for owed in rulebook.answers_for(place.id):
        if owed.activity.target is not None:
            if place.level is Level.DISTRICT:
                yield owed
        elif is_tracked(owed, place):
            yield owed


def _row(
    place: Place, owed: Owed, answer: RoadmapAnswer, status: str, as_of: date, rulebook: Rulebook
) -> tuple[object, ...]:
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
