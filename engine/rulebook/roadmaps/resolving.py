"""From a roadmap as written to one with occurrences: printed deadlines are read, decided readings go before them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.rulebook.deadlines.deadline import Confidence, Conventions, Deadline, Surroundings, Window
from engine.rulebook.deadlines.reading import read_deadline
from engine.rulebook.roadmaps.roadmap import Activity, Occurrence, Roadmap, Section
from engine.rulebook.roadmaps.written import Reading, WrittenActivity, WrittenRoadmap, WrittenSection


@dataclass(frozen=True)
class _Reader:
    """Reads the deadlines of one roadmap in the surroundings that its document gives."""

    roadmap: WrittenRoadmap
    conventions: Conventions

    def read(self, text: str | None, section: str | None = None) -> Deadline:
        surroundings = Surroundings(
            plan_from=self.roadmap.plan_from,
            plan_to=self.roadmap.plan_to,
            document_date=self.roadmap.document.signed_on,
            section=section,
        )
        return read_deadline(text, surroundings, self.conventions)


def resolved(roadmap: WrittenRoadmap, conventions: Conventions) -> Roadmap:
    """Read every deadline of a roadmap.

    Dates come from the reading that stands beside a deadline, else from the printed words. They are confirmed where
    the reading says so, or where there is none and the words leave no doubt.
    """
    reader = _Reader(roadmap, conventions)
    sections = {section.number: _section(section, reader) for section in roadmap.sections}
    return Roadmap(
        id=roadmap.id,
        title=roadmap.title,
        document=roadmap.document,
        plan_stated=roadmap.plan_stated,
        plan_from=roadmap.plan_from,
        plan_to=roadmap.plan_to,
        tracked_from=roadmap.tracked_from,
        sections=tuple(sections.values()),
        activities=tuple(_activity(each, sections, reader) for each in roadmap.activities),
    )


def _section(section: WrittenSection, reader: _Reader) -> Section:
    windows = (
        () if section.deadline is None else _occurrences(section.number, section.deadline, section.reading, reader)
    )
    return Section(
        number=section.number,
        title=section.title,
        deadline=section.deadline,
        decided=None if section.reading is None else section.reading.text,
        responsible=section.responsible,
        windows=windows,
    )


def _activity(activity: WrittenActivity, sections: dict[str, Section], reader: _Reader) -> Activity:
    section = sections.get(activity.section or "")
    key = activity.key or activity.number
    around = None if section is None else section.decided or section.deadline
    return Activity(
        number=activity.number,
        key=key,
        title=activity.title,
        section=section,
        deadline=activity.deadline,
        kind=reader.read(_decided(activity.reading) or activity.deadline, around).kind,
        responsible=activity.responsible,
        result=activity.result,
        document=activity.document,
        reported_by=activity.reported_by,
        reporter_confirmed=activity.confirmed,
        reporter_reason=activity.reason,
        target=activity.target,
        repeats=activity.repeats,
        occurrences=()
        if activity.repeats is not None
        else _occurrences(key, activity.deadline, activity.reading, reader, around),
    )


def _occurrences(
    key: str, printed: str | None, reading: Reading | None, reader: _Reader, section: str | None = None
) -> tuple[Occurrence, ...]:
    as_printed = reader.read(printed, section)
    decided = _decided(reading)
    understood = as_printed if decided is None else reader.read(decided, section)
    return tuple(
        Occurrence(
            key=each_key,
            starts_on=window.starts_on,
            due_on=window.due_on,
            confidence=as_printed.confidence,
            confirmed=understood.confidence is Confidence.EXACT if reading is None else reading.confirmed,
            reason=None if reading is None else reading.reason,
            notes=as_printed.notes,
        )
        for each_key, window in _windows(key, understood, reading)
    )


def _windows(key: str, understood: Deadline, reading: Reading | None) -> list[tuple[str, Window]]:
    if reading is not None and reading.occurrences is not None:
        return [(each.key, Window(each.starts_on, each.due_on)) for each in reading.occurrences]
    return [(f"{key}{window.suffix or ''}", window) for window in understood.windows]


def _decided(reading: Reading | None) -> str | None:
    return None if reading is None else reading.text


def outside_section(activity: Activity) -> tuple[Occurrence, ...]:
    """Occurrences of an activity that its section's own printed window does not hold."""
    windows = () if activity.section is None else activity.section.windows
    if not windows or activity.deadline is None:
        return ()
    begins, ends = _earliest(windows), max((each.due_on for each in windows if each.due_on), default=None)
    return tuple(
        each
        for each in activity.occurrences
        if (ends is not None and each.due_on is not None and each.due_on > ends)
        or (begins is not None and (first := each.starts_on or each.due_on) is not None and first < begins)
    )


def _earliest(windows: tuple[Occurrence, ...]) -> date | None:
    return min((each.starts_on for each in windows if each.starts_on), default=None)
