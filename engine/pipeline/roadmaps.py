"""The verb «roadmap»: what every roadmap asks for and when, and how each place stands on the day asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from engine.pipeline.choices import Asked, ChoiceError
from engine.pipeline.consolidation import read_and_consolidate
from engine.pipeline.progress import Progress
from engine.rulebook.roadmaps.roadmap import Activity, Occurrence, Roadmap
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace


@dataclass(frozen=True, slots=True)
class PlaceStatus:
    """How one place stands with one occurrence; ``status`` as in activities.csv."""

    place_id: str
    status: str
    done_on: date | None
    days_overdue: int | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One occurrence of one roadmap; ``places`` is None without data, empty where nobody is asked about it."""

    roadmap: Roadmap
    activity: Activity
    occurrence: Occurrence
    places: tuple[PlaceStatus, ...] | None


def chosen_roadmaps(rulebook: Rulebook, roadmap_id: str | None) -> tuple[Roadmap, ...]:
    """The roadmap asked for, else all of them, by id.

    Raises:
        ChoiceError: the rules have no such roadmap.
    """
    if roadmap_id is None:
        return tuple(rulebook.roadmaps[each] for each in sorted(rulebook.roadmaps))
    if roadmap_id not in rulebook.roadmaps:
        raise ChoiceError("дорожной карты", "roadmap", roadmap_id, tuple(sorted(rulebook.roadmaps)))
    return (rulebook.roadmaps[roadmap_id],)


def activities_in(workspace: Workspace, rulebook: Rulebook, asked: Asked, progress: Progress) -> pd.DataFrame | None:
    """How places stand by the files in incoming/ now (columns of activities.csv); None where there are none."""
    if not workspace.incoming.is_dir() or not any(_visible(workspace)):
        return None
    _, result = read_and_consolidate(workspace, rulebook, asked, progress)
    return result.activities


def _visible(workspace: Workspace) -> Iterator[bool]:
    return (not entry.name.startswith(".") for entry in workspace.incoming.iterdir())


def listed(roadmaps: Sequence[Roadmap], activities: pd.DataFrame | None) -> tuple[Listed, ...]:
    """One row per occurrence, in the documents' own order; what repeats another row is left out, not counted twice."""
    statuses = None if activities is None else _statuses(activities)
    return tuple(
        Listed(
            roadmap,
            activity,
            occurrence,
            None if statuses is None else tuple(statuses.get((roadmap.id, occurrence.key), ())),
        )
        for roadmap in roadmaps
        for activity in roadmap.activities
        for occurrence in activity.occurrences
    )


def _statuses(activities: pd.DataFrame) -> dict[tuple[str, str], list[PlaceStatus]]:
    statuses: dict[tuple[str, str], list[PlaceStatus]] = {}
    for row in activities.itertuples(index=False):
        days = None if row.days_overdue is None or row.days_overdue is pd.NA else int(str(row.days_overdue))
        status = PlaceStatus(str(row.place_id), str(row.status), _date(row.done_on), days)
        statuses.setdefault((str(row.roadmap), str(row.key)), []).append(status)
    return statuses


def _date(value: object) -> date | None:
    return value if isinstance(value, date) else None
