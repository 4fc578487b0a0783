"""Roadmaps: keys given once, sections and rows that exist, readings that can be read, targets that agree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.rulebook.checks.ids import known_items, repeated_in_file, unknown_in_file, unsafe
from engine.rulebook.deadlines.deadline import Confidence, Conventions
from engine.rulebook.deadlines.reading import read_deadline
from engine.rulebook.errors import RulesProblem
from engine.rulebook.model import Indicator
from engine.rulebook.names import nearest_name
from engine.rulebook.pack import Pack
from engine.rulebook.roadmaps.resolving import resolved
from engine.rulebook.roadmaps.roadmap import Activity, Roadmap
from engine.rulebook.roadmaps.written import ActivityTarget, Reading, WrittenRoadmap
from engine.rulebook.yamlfiles import Document, Where
from engine.vocabulary.dates import day

_FIRST_YEAR, _LAST_YEAR = 2000, 2099


def roadmap_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of all roadmaps."""
    programme = pack.programme.content
    conventions = Conventions() if programme is None else programme.deadlines.conventions
    for roadmap_id, document in pack.roadmaps.items():
        written = document.value(("id",))
        if isinstance(written, str) and written != roadmap_id:
            yield document.problem(("id",), "misplaced", nearest=roadmap_id, name=written)
        if unsafe(roadmap_id):
            yield document.problem(("id",), "unsafe_id", name=roadmap_id)
        if document.content is not None:
            yield from _Judged(document, document.content, resolved(document.content, conventions)).problems(pack)


@dataclass(frozen=True)
class _Judged:
    """One roadmap: its file, what is written there, and what that comes to."""

    document: Document[WrittenRoadmap]
    written: WrittenRoadmap
    roadmap: Roadmap

    def problems(self, pack: Pack) -> Iterator[RulesProblem]:
        yield from self._empty()
        yield from self._repeated()
        yield from self._plan()
        for position, section in enumerate(self.written.sections):
            yield from self._reading(("sections", position, "reading"), section.reading)
        for position, activity in enumerate(self.roadmap.activities):
            where: Where = ("activities", position)
            yield from self._reading((*where, "reading"), self.written.activities[position].reading)
            yield from self._links(where, position)
            if activity.target is not None:
                yield from self._target(pack, (*where, "target"), activity, activity.target)

    def _empty(self) -> Iterator[RulesProblem]:
        if not self.written.activities:
            yield self.document.problem(("activities",), "empty")
        for position, activity in enumerate(self.written.activities):
            for key in ("number", "title", "reason"):
                if not getattr(activity, key).strip():
                    yield self.document.problem(("activities", position, key), "empty")

    def _repeated(self) -> Iterator[RulesProblem]:
        sections = [(("sections", at, "number"), each.number) for at, each in enumerate(self.written.sections)]
        yield from repeated_in_file(self.document, sections)
        first: dict[str, Where] = {}
        for position, activity in enumerate(self.roadmap.activities):
            where = self._where_key(position)
            keys = {activity.key: None} | {each.key: None for each in activity.occurrences}
            twice = next((key for key in keys if key in first), None)
            if twice is not None:
                yield self.document.problem(where, "repeated", name=twice, first=self.document.line(first[twice]))
            first = dict.fromkeys(keys, where) | first

    def _where_key(self, position: int) -> Where:
        written = self.written.activities[position]
        return ("activities", position, "number" if written.key is None else "key")

    def _plan(self) -> Iterator[RulesProblem]:
        begins, ends = self.written.plan_from, self.written.plan_to
        if begins is not None and ends is not None and ends < begins:
            yield self.document.problem(
                ("plan_to",), "date_too_early", key="plan_from", name=day(ends), other=day(begins)
            )
        if (begins is None) != (ends is None):
            given, lacking = ("plan_from", "plan_to") if ends is None else ("plan_to", "plan_from")
            yield self.document.problem((given,), "missing_key", name=lacking)

    def _reading(self, where: Where, reading: Reading | None) -> Iterator[RulesProblem]:
        if reading is None:
            return
        if not reading.reason.strip():
            yield self.document.problem((*where, "reason"), "empty")
        if reading.occurrences == ():
            yield self.document.problem((*where, "occurrences"), "empty")
        if reading.text is not None and reading.occurrences is not None:
            yield self.document.problem(where, "two_readings")
        if reading.text is not None and read_deadline(reading.text).confidence is Confidence.UNREADABLE:
            yield self.document.problem((*where, "text"), "unreadable_deadline", name=reading.text)
        at_keys = ((*where, "occurrences", at, "key") for at in range(len(reading.occurrences or ())))
        yield from repeated_in_file(
            self.document, [(at, each.key) for at, each in zip(at_keys, reading.occurrences or (), strict=True)]
        )
        for position, each in enumerate(reading.occurrences or ()):
            for key, day_given in (("starts_on", each.starts_on), ("due_on", each.due_on)):
                if day_given is not None and not _FIRST_YEAR <= day_given.year <= _LAST_YEAR:
                    at: Where = (*where, "occurrences", position, key)
                    yield self.document.problem(at, "strange_year", name=day_given.year)
            if each.starts_on is not None and each.due_on is not None and each.due_on < each.starts_on:
                facts = {"name": day(each.due_on), "other": day(each.starts_on)}
                yield self.document.problem(
                    (*where, "occurrences", position, "due_on"), "date_too_early", key="starts_on", **facts
                )

    def _links(self, where: Where, position: int) -> Iterator[RulesProblem]:
        activity, keys = self.written.activities[position], [each.key for each in self.roadmap.activities]
        sections = [section.number for section in self.written.sections]
        if activity.section is not None and activity.section not in sections:
            nearest = nearest_name(activity.section, sections)
            yield self.document.problem((*where, "section"), "unknown_section", nearest=nearest, name=activity.section)
        others = [key for at, key in enumerate(keys) if at != position]
        if activity.repeats is not None and activity.repeats not in others:
            nearest = nearest_name(activity.repeats, others)
            yield self.document.problem((*where, "repeats"), "unknown_activity", nearest=nearest, name=activity.repeats)

    def _target(self, pack: Pack, where: Where, activity: Activity, target: ActivityTarget) -> Iterator[RulesProblem]:
        known = known_items(pack.indicators, "indicators")
        yield from unknown_in_file(self.document, (*where, "indicator"), target.indicator, known, "unknown_indicator")
        indicator = _indicator(pack, target.indicator)
        if target.minimum < 0:
            yield self.document.problem((*where, "minimum"), "negative", value=target.minimum)
        elif indicator is not None and indicator.unit == "share" and target.minimum > 1:
            nearest = str(target.minimum / 100)
            yield self.document.problem((*where, "minimum"), "not_a_share", nearest=nearest, value=target.minimum)
        if any(occurrence.due_on is None for occurrence in activity.occurrences):
            yield self.document.problem(where, "target_undated", name=activity.deadline or "")
        yield from self._contradicted(pack, (*where, "minimum"), activity, target)

    def _contradicted(
        self, pack: Pack, where: Where, activity: Activity, target: ActivityTarget
    ) -> Iterator[RulesProblem]:
        """A place that follows the roadmap and has a target of its own for the same day must agree with it."""
        followers = {place.id for place in pack.registry.records if self.roadmap.id in place.roadmaps}
        due = {occurrence.due_on for occurrence in activity.occurrences}
        for row in pack.targets.rows:
            own = row.record
            if (
                own is not None
                and own.place_id in followers
                and own.indicator == target.indicator
                and own.effective_on in due
                and own.minimum != target.minimum
            ):
                there = f"{pack.targets.path}:{row.line}"
                yield self.document.problem(
                    where, "target_differs", name=target.minimum, other=own.minimum, there=there
                )


def _indicator(pack: Pack, indicator_id: str) -> Indicator | None:
    content = pack.indicators.content
    return None if content is None else next((each for each in content.indicators if each.id == indicator_id), None)
