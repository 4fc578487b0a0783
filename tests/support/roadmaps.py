"""Small roadmaps for tests, as the engine uses them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from engine.rulebook.deadlines.deadline import Confidence, DeadlineKind
from engine.rulebook.roadmaps.roadmap import Activity, Occurrence, Roadmap
from engine.rulebook.roadmaps.written import ActivityTarget, Reporter, RoadmapDocument


def occurrence(
    key: str, due_on: date | None = None, starts_on: date | None = None, *, confirmed: bool = True
) -> Occurrence:
    """An occurrence that was read without doubt; one that is not confirmed has a reason."""
    return Occurrence(
        key=key,
        starts_on=starts_on,
        due_on=due_on,
        confidence=Confidence.EXACT,
        confirmed=confirmed,
        reason=None if confirmed else "Возможно, в приказе опечатка",
    )


def activity_of(
    number: str,
    occurrences: Sequence[Occurrence],
    *,
    reported_by: str = "schools",
    target: ActivityTarget | None = None,
    deadline: str | None = "срок",
) -> Activity:
    """An activity with these occurrences."""
    return Activity(
        number=number,
        key=number,
        title=f"Мероприятие {number}",
        section=None,
        deadline=deadline,
        kind=DeadlineKind.DATE,
        responsible="ОО",
        result=None,
        document=None,
        reported_by=Reporter(reported_by),
        reporter_confirmed=True,
        reporter_reason="тест",
        target=target,
        repeats=None,
        occurrences=tuple(occurrences),
    )


def activity(
    number: str,
    due_on: date | None,
    *,
    reported_by: str = "schools",
    starts_on: date | None = None,
    minimum: str | None = None,
    deadline: str | None = "срок",
) -> Activity:
    """An activity of one occurrence with the key of its number; a target row where a ``minimum`` is given."""
    target = None if minimum is None else ActivityTarget(indicator="involved", minimum=Decimal(minimum))
    once = [occurrence(number, due_on, starts_on)]
    return activity_of(number, once, reported_by=reported_by, target=target, deadline=deadline)


def plan(*activities: Activity, tracked_from: date | None = None) -> Roadmap:
    """A roadmap of these activities."""
    return Roadmap(
        id="plan",
        title="План",
        document=RoadmapDocument(title="Приказ", authority="Управление", source="тест"),
        plan_stated=None,
        plan_from=None,
        plan_to=None,
        tracked_from=tracked_from,
        sections=(),
        activities=activities,
    )
