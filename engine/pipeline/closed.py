"""Reads what closed periods settled, and joins it to the rules that every verb works with."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

from engine.report.safetext import typed_text
from engine.report.tidy import FOLDER
from engine.report.tidytables import tidy_tables
from engine.rulebook.closed import ClosedPeriod, ClosedPeriods
from engine.rulebook.loading import load_rulebook
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import OccurrenceKey
from engine.vocabulary.roadmap import RoadmapAnswer, TypedStatus
from engine.workspace.closed import ClosedVersion, last_closed_versions
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace
from engine.workspace.publication import TABLE_OF_CONTENTS


def rules_of(workspace: Workspace) -> Rulebook:
    """The workspace's rules together with what its closed periods settled.

    Raises:
        RulesError: the rules have mistakes.
        WorkspaceError: the data of a closed period cannot be read.
    """
    rulebook = load_rulebook(workspace.rules)
    versions = last_closed_versions(workspace)
    known = [(each, rulebook.periods[each.period_id]) for each in versions if each.period_id in rulebook.periods]
    return replace(rulebook, closed=ClosedPeriods(tuple(_closed(each, period) for each, period in known)))


def _closed(version: ClosedVersion, period: Period) -> ClosedPeriod:
    try:
        contents = json.loads((version.folder / TABLE_OF_CONTENTS).read_text(encoding="utf-8"))
        return ClosedPeriod(
            period=period,
            version=version.version,
            as_of=date.fromisoformat(contents["as_of"]),
            answers=dict(_answers(version.folder / FOLDER)),
            coverage=dict(_coverage(version.folder / FOLDER)),
        )
    except (OSError, ValueError, KeyError) as fault:
        raise WorkspaceError(
            f"Закрытый период {version.period_id} (версия {version.version}) не читается: папка «{version.folder}» "
            "повреждена. Закрытые версии не изменяют: восстановите папку из резервной копии.",
            f"Closed period {version.period_id} (version {version.version}) cannot be read: {version.folder} is "
            "damaged. Closed versions are never changed: restore the folder from a backup.",
        ) from fault


def _answers(folder: Path) -> Iterator[tuple[tuple[str, OccurrenceKey], RoadmapAnswer]]:
    for row in _rows(folder, "answers"):
        yield (
            (row["place_id"], OccurrenceKey(row["roadmap"], row["key"])),
            RoadmapAnswer(
                status=TypedStatus(row["status"]),
                done_on=date.fromisoformat(row["done_on"]) if row["done_on"] else None,
                document=typed_text(row["document"]) or None,
                note=typed_text(row["note"]) or None,
            ),
        )


def _coverage(folder: Path) -> Iterator[tuple[tuple[str, str], Fraction]]:
    for row in _rows(folder, "coverage"):
        if not row["value"]:
            continue
        numerator = Fraction(row["numerator"])
        exact = numerator / Fraction(row["denominator"]) if row["unit"] == "share" else numerator
        yield (row["place_id"], row["indicator"]), exact


def _rows(folder: Path, table: str) -> Iterator[dict[str, str]]:
    described = tidy_tables()[table]
    with (folder / described.file_name).open(encoding="utf-8", newline="") as source:
        rows = csv.DictReader(source)
        if lacking := {*described.names} - {*(rows.fieldnames or ())}:
            raise KeyError(table, lacking)
        yield from rows
