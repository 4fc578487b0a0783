"""Roadmaps: numbers and keys given once, dates in order, targets that agree with targets.csv."""

from __future__ import annotations

from collections.abc import Iterator

from engine.rulebook.checks.ids import known_items, repeated_in_file, unknown_in_file, unsafe
from engine.rulebook.errors import RulesProblem
from engine.rulebook.model import Activity, ActivityTarget, Indicator, Roadmap
from engine.rulebook.pack import Pack
from engine.rulebook.yamlfiles import Document, Where


def roadmap_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of all roadmaps."""
    for roadmap_id, document in pack.roadmaps.items():
        written = document.value(("id",))
        if isinstance(written, str) and written != roadmap_id:
            yield document.problem(("id",), "misplaced", nearest=roadmap_id, name=written)
        if unsafe(roadmap_id):
            yield document.problem(("id",), "unsafe_id", name=roadmap_id)
        if document.content is not None:
            yield from _roadmap(pack, document, document.content)


def _roadmap(pack: Pack, document: Document[Roadmap], roadmap: Roadmap) -> Iterator[RulesProblem]:
    activities = list(enumerate(roadmap.activities))
    numbers = [(("activities", position, "number"), activity.number) for position, activity in activities]
    yield from repeated_in_file(document, numbers)
    yield from repeated_in_file(
        document,
        [
            (("activities", position, "occurrences", place, "key"), occurrence.key)
            for position, activity in activities
            for place, occurrence in enumerate(activity.occurrences)
        ],
    )
    if roadmap.plan_from is not None and roadmap.plan_to is not None and roadmap.plan_to < roadmap.plan_from:
        facts = {"name": f"{roadmap.plan_to:%d.%m.%Y}", "other": f"{roadmap.plan_from:%d.%m.%Y}"}
        yield document.problem(("plan_to",), "date_too_early", key="plan_from", **facts)
    for position, activity in activities:
        yield from _occurrences(document, ("activities", position), activity)
        if activity.target is not None:
            yield from _target(pack, document, ("activities", position, "target"), activity.target)
            yield from _contradicted(pack, document, ("activities", position, "target", "minimum"), activity)


def _occurrences(document: Document[Roadmap], where: Where, activity: Activity) -> Iterator[RulesProblem]:
    for position, occurrence in enumerate(activity.occurrences):
        at: Where = (*where, "occurrences", position)
        if (
            occurrence.starts_on is not None
            and occurrence.due_on is not None
            and occurrence.due_on < occurrence.starts_on
        ):
            facts = {"name": f"{occurrence.due_on:%d.%m.%Y}", "other": f"{occurrence.starts_on:%d.%m.%Y}"}
            yield document.problem((*at, "due_on"), "date_too_early", key="starts_on", **facts)
        if not occurrence.confirmed and not occurrence.reason:
            yield document.problem(at, "missing_key", name="reason")
        if activity.target is not None and occurrence.due_on is None:
            yield document.problem(at, "missing_key", name="due_on")


def _target(pack: Pack, document: Document[Roadmap], where: Where, target: ActivityTarget) -> Iterator[RulesProblem]:
    known = known_items(pack.indicators, "indicators")
    yield from unknown_in_file(document, (*where, "indicator"), target.indicator, known, "unknown_indicator")
    indicator = _indicator(pack, target.indicator)
    if target.minimum < 0:
        yield document.problem((*where, "minimum"), "negative", value=target.minimum)
    elif indicator is not None and indicator.unit == "share" and target.minimum > 1:
        nearest = str(target.minimum / 100)
        yield document.problem((*where, "minimum"), "not_a_share", nearest=nearest, value=target.minimum)


def _contradicted(pack: Pack, document: Document[Roadmap], where: Where, activity: Activity) -> Iterator[RulesProblem]:
    """A place that follows the roadmap and has a row of its own for the same indicator and day must agree with it."""
    followers = {place.id for place in pack.registry.records if document.value(("id",)) in place.roadmaps}
    due = {occurrence.due_on for occurrence in activity.occurrences}
    for row in pack.targets.rows:
        target = row.record
        if (
            target is not None
            and activity.target is not None
            and target.place_id in followers
            and target.indicator == activity.target.indicator
            and target.effective_on in due
            and target.minimum != activity.target.minimum
        ):
            there = f"{pack.targets.path}:{row.line}"
            yield document.problem(
                where, "target_differs", name=activity.target.minimum, other=target.minimum, there=there
            )


def _indicator(pack: Pack, indicator_id: str) -> Indicator | None:
    content = pack.indicators.content
    return None if content is None else next((each for each in content.indicators if each.id == indicator_id), None)
