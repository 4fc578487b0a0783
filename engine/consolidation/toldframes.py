"""Frames of a consolidation with what transmittals tell: their districts' own rows in place of those worked out here.

What a district saw is taken as it saw it: days of arrival, faults and earlier closed periods are known only there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from engine.consolidation.frames import frame_of
from engine.consolidation.result import ACTIVITIES, ANSWERS, COMPLETENESS
from engine.consolidation.transmitted import Row, Told, day_of

_REPORT = ("place_id", "form")
_ACTIVITY = ("place_id", "roadmap", "key")
#: Columns of ACTIVITIES that the district decided; the others are our rules' own.
_SEEN = ("starts_on", "due_on", "done_on", "status", "days_overdue")


def completeness_with(completeness: pd.DataFrame, told: Iterable[Told]) -> pd.DataFrame:
    """The frame with the rows of transmitted places as their district has them; of others nothing changes.

    A report that we expect and the district does not know of keeps its own row.
    """
    rows = {_key(row, _REPORT): row for each in told for row in each.rows("completeness")}
    return frame_of((_reported(own, rows.get(_key(own, _REPORT))) for own in _rows(completeness)), COMPLETENESS)


def activities_with(activities: pd.DataFrame, told: Iterable[Told]) -> pd.DataFrame:
    """The frame with statuses and dates of transmitted places as their district has them; of others nothing changes."""
    rows = {_key(row, _ACTIVITY): row for each in told for row in each.rows("activities")}
    return frame_of((_judged(own, rows.get(_key(own, _ACTIVITY))) for own in _rows(activities)), ACTIVITIES)


def answers_with(answers: pd.DataFrame, told: Sequence[Told]) -> pd.DataFrame:
    """The frame with the answers of transmitted places as their district has them, without documents and notes."""
    places = {place_id for each in told for place_id in each.place_ids}
    kept: list[tuple[Any, ...]] = [tuple(own.values()) for own in _rows(answers) if own["place_id"] not in places]
    added: list[tuple[Any, ...]] = [
        (
            each.transmittal.district_id,
            row["place_id"],
            row["roadmap"],
            row["key"],
            row["status"],
            day_of(row["done_on"]),
            None,
            None,
        )
        for each in told
        for row in each.rows("answers")
        if each.knows_occurrence(row)
    ]
    ordered: list[tuple[Any, ...]] = sorted([*kept, *added], key=_order)
    return frame_of(ordered, ANSWERS)


def _order(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return row[1:4]


def _reported(own: dict[str, Any], told: Row | None) -> tuple[object, ...]:
    if told is None:
        return tuple(own.values())
    days = {name: day_of(told[name]) for name in ("received_on", "due_on")}
    return tuple((own | {name: told[name] for name in COMPLETENESS if name in told} | days).values())


def _judged(own: dict[str, Any], told: Row | None) -> tuple[object, ...]:
    if told is None:
        return tuple(own.values())
    days = {name: day_of(told[name]) for name in ("starts_on", "due_on", "done_on")}
    return tuple((own | {name: told[name] for name in _SEEN} | days).values())


def _key(row: Row, names: Sequence[str]) -> tuple[object, ...]:
    return tuple(row[name] for name in names)


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    columns = [frame[name].tolist() for name in frame.columns]
    return [dict(zip(frame.columns, values, strict=True)) for values in zip(*columns, strict=True)]
