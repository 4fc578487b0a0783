"""Reads the calendars that stand in these tests as tables, and puts a loaded roadmap into the same shape."""

from __future__ import annotations

from datetime import date, datetime

from engine.rulebook.roadmaps.roadmap import Roadmap

#: Key, first day, last day («–» is none) and confidence of one occurrence.
Row = tuple[str, date | None, date | None, str]


def calendar(table: str) -> list[Row]:
    """Rows of a table with a line per occurrence: ``1.1  01.04.2022  30.04.2022  exact``; «–» where there is no day."""
    rows = [line.split() for line in table.strip().splitlines()]
    return [(key, _day(starts_on), _day(due_on), confidence) for key, starts_on, due_on, confidence in rows]


def calendar_of(roadmap: Roadmap) -> list[Row]:
    """The same rows of a loaded roadmap, in its own order."""
    return [
        (each.key, each.starts_on, each.due_on, each.confidence.value)
        for activity in roadmap.activities
        for each in activity.occurrences
    ]


def section_calendar_of(roadmap: Roadmap) -> list[Row]:
    """The same rows of the headings' own deadlines; the key is the heading's number."""
    return [
        (each.key, each.starts_on, each.due_on, each.confidence.value)
        for section in roadmap.sections
        for each in section.windows
    ]


def _day(text: str) -> date | None:
    return None if text == "–" else datetime.strptime(text, "%d.%m.%Y").date()  # noqa: DTZ007  a day has no time zone
