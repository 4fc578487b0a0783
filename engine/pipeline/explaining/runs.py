"""Finds the run that a workbook belongs to: the one that wrote it from the same numbers, by the hash in its stamp."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from engine.pipeline.explaining.errors import ExplainError
from engine.pipeline.explaining.opened import Stamp
from engine.pipeline.tidyrows import tables_sha256
from engine.report.tidy import FOLDER
from engine.vocabulary.dates import day
from engine.workspace.closed import ClosedVersion, closed_versions
from engine.workspace.folders import Workspace
from engine.workspace.publication import TABLE_OF_CONTENTS, sha256_if_there


@dataclass(frozen=True)
class KnownRun:
    """A set of outputs: the current one of a period, or a closed version of it (``version`` None: not closed).

    ``hashes`` are those of its tidy tables by path in ``folder``, as its run.json lists them; ``workbooks`` the hashes
    of what its workbooks were written from, each with the workbook's place.
    """

    folder: Path
    period_id: str
    as_of: date
    rules_sha256: str
    version: int | None
    hashes: Mapping[str, str]
    workbooks: frozenset[tuple[str, str]] = frozenset()

    @property
    def data_sha256(self) -> str:
        """The hash over its tidy tables."""
        return tables_sha256(self.hashes)

    def wrote(self, stamp: Stamp) -> bool:
        """Tell whether a workbook is this run's, or was written from the very same numbers.

        Workbooks of districts, too, carried the hash over the tables of the whole run once.
        """
        return bool(stamp.data_sha256) and (
            (stamp.place_id, stamp.data_sha256) in self.workbooks or stamp.data_sha256 == self.data_sha256
        )


def run_of(workspace: Workspace, stamp: Stamp, location: Path) -> KnownRun:
    """The run that a workbook was written by: of alike ones that in whose folder it lies, else the current one.

    Raises:
        ExplainError: no run of the workspace is it, or its tables are not what they were.
    """
    runs = list(known_runs(workspace))
    own = [each for each in runs if each.wrote(stamp)]
    if not own:
        raise _unknown(workspace, stamp, [each for each in runs if each.period_id == stamp.period_id])
    folder = location.resolve().parent
    beside = [each for each in own if each.folder.resolve() == folder]
    run = (beside or own)[0]
    _require_tables(workspace, run)
    return run


def closed_run(version: ClosedVersion) -> KnownRun | None:
    """The run that a closed version is; None where its table of contents cannot be read."""
    return _read(version.folder, version.version)


def known_runs(workspace: Workspace) -> Iterator[KnownRun]:
    """Every run of the workspace: the current ones by period, then closed versions, the last of a period first."""
    current = sorted(workspace.outgoing.glob(f"*/{TABLE_OF_CONTENTS}"))
    versions: list[ClosedVersion] = sorted(closed_versions(workspace), key=lambda each: (each.period_id, -each.version))
    found = [(file.parent, None) for file in current] + [(each.folder, each.version) for each in versions]
    for folder, version in found:
        run = _read(folder, version)
        if run is not None:
            yield run


def _read(folder: Path, version: int | None) -> KnownRun | None:
    """The run in a folder; None where its table of contents cannot be read."""
    try:
        contents = json.loads((folder / TABLE_OF_CONTENTS).read_text(encoding="utf-8"))
        outputs = contents["outputs"]
        return KnownRun(
            folder=folder,
            period_id=str(contents["period"]),
            as_of=date.fromisoformat(contents["as_of"]),
            rules_sha256=str(contents["rules_sha256"]),
            version=version,
            hashes={str(each["path"]): str(each["sha256"]) for each in outputs if each["kind"] == "data"},
            workbooks=frozenset(
                (str(each["place_id"]), str(each["data_sha256"])) for each in outputs if "data_sha256" in each
            ),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _require_tables(workspace: Workspace, run: KnownRun) -> None:
    other = [path for path, sha256 in run.hashes.items() if sha256_if_there(run.folder / path) != sha256]
    if other:
        folder, names = workspace.relative(run.folder), ", ".join(sorted(other))
        raise ExplainError(
            f"Данные этого свода в папке «{folder}» изменены или удалены после сборки: {names}. Объяснять по ним "
            f"нельзя. Соберите свод заново (svod consolidate --period {run.period_id}) или верните папку {FOLDER} из "
            "копии.",
            f"The data of this run in {folder} were altered or removed since: {names}. Consolidate again (svod "
            f"consolidate --period {run.period_id}) or restore {FOLDER}/ from a copy.",
        )


def _unknown(workspace: Workspace, stamp: Stamp, of_period: list[KnownRun]) -> ExplainError:
    about = f"период {stamp.period_id}, по состоянию на {_day(stamp.as_of)}"
    about_en = f"period {stamp.period_id}, as of {stamp.as_of}"
    if not of_period:
        return ExplainError(
            f"Свода, из которого эта книга ({about}), в рабочей папке нет: её сделали в другой папке. Укажите "
            "ту папку: --workspace ПАПКА.",
            f"The workspace has no run that this workbook ({about_en}) belongs to: it was made in another one. Name "
            "that one: --workspace DIR.",
        )
    there = ", ".join(f"«{workspace.relative(each.folder)}»" for each in of_period)
    return ExplainError(
        f"Эта книга ({about}) – не из нынешнего свода: после неё свод собрали заново, и данные стали другими, или её "
        f"сделали в другой рабочей папке. Возьмите такую же книгу из папки {there} или укажите папку, где сделана "
        "эта: --workspace ПАПКА.",
        f"This workbook ({about_en}) belongs to no run of this workspace: the period was consolidated again since, "
        f"with other data, or it was made in another workspace. Take the workbook from {there}, or name the workspace "
        "that it was made in: --workspace DIR.",
    )


def _day(text: str) -> str:
    try:
        return day(date.fromisoformat(text))
    except ValueError:
        return text or "–"
