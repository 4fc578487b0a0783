"""The verb «close»: the current outputs of a period become a numbered version that never changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import engine
from engine.consolidation.result import CHANGES
from engine.pipeline.freshness import Staleness, incoming_changed, outputs_touched, past_changed, rules_changed
from engine.pipeline.tidyrows import table_rows
from engine.report.tidy import FOLDER
from engine.report.tidytables import tidy_tables
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.workspace.closed import ClosedVersion, last_closed_versions
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace, require_incoming
from engine.workspace.publication import TABLE_OF_CONTENTS
from engine.workspace.sealing import seal_of, seal_outputs

#: Tables that make a version another one; workbooks, returns and letters follow from them.
_DECISIVE = ("register", "findings", "facts", "coverage", "activities", "completeness")
_RELIED_ON = {"as_of", "engine_version", "rules_sha256", "outputs", "files"}


@dataclass(frozen=True)
class Closing:
    """A closed version and what is in it; ``is_new`` is False where nothing had changed since it was closed.

    ``reports`` are (place, form, status) of every report expected; ``overdue`` counts activities; ``changes`` are the
    differences from the version before, as the columns of changes.csv. ``other_engine`` is the version of the engine
    that consolidated, where it is not this one.
    """

    period: Period
    version: int
    is_new: bool
    closed_on: date
    as_of: date
    folder: Path
    reports: tuple[tuple[str, ...], ...]
    overdue: int
    changes: tuple[dict[str, str], ...]
    other_engine: str | None


def close_period(workspace: Workspace, rulebook: Rulebook, period: Period, closed_on: date) -> Closing:
    """Seal the current outputs of a period as its next version, unless nothing changed since the last one.

    Raises:
        WorkspaceError: the period was not consolidated, or its outputs, the rules or incoming/ changed since; nothing
            is written then.
    """
    require_incoming(workspace)
    outputs = workspace.outgoing / period.id
    contents = _contents(outputs, period)
    _refuse(
        [
            *outputs_touched(outputs, contents),
            *rules_changed(rulebook, contents),
            *incoming_changed(workspace, contents),
        ],
        period,
    )
    last = next((each for each in last_closed_versions(workspace) if each.period_id == period.id), None)
    if last is not None and _unchanged(last, contents):
        return _closing(period, last, contents, is_new=False)
    _refuse(past_changed(outputs, rulebook), period)
    version = seal_outputs(workspace, period.id, closed_on, engine.__version__)
    return _closing(period, version, contents, is_new=True)


def _contents(outputs: Path, period: Period) -> dict[str, Any]:
    try:
        contents = json.loads((outputs / TABLE_OF_CONTENTS).read_text(encoding="utf-8"))
        if not isinstance(contents, dict) or not contents.keys() >= _RELIED_ON:
            raise ValueError(TABLE_OF_CONTENTS)  # noqa: TRY301  told below, as every other damage
    except FileNotFoundError as fault:
        raise WorkspaceError(
            f"Свод за период «{period.title}» ещё не собран, закрывать нечего. Запустите "
            f"svod consolidate --period {period.id}, проверьте свод и закройте период.",
            f"The period {period.id} was not consolidated yet. Run svod consolidate --period {period.id}, look at the "
            "workbooks and close the period.",
        ) from fault
    except ValueError as fault:
        raise WorkspaceError(
            f"Файл «{outputs / TABLE_OF_CONTENTS}» повреждён. Запустите svod consolidate --period {period.id} и "
            "закройте период снова.",
            f"{outputs / TABLE_OF_CONTENTS} is damaged. Run svod consolidate --period {period.id} and close again.",
        ) from fault
    return contents


def _refuse(reasons: Iterable[Staleness], period: Period) -> None:
    """Raise all reasons at once, with what to do."""
    found = list(reasons)
    if found:
        raise WorkspaceError(
            "\n".join(
                [
                    f"Период «{period.title}» не закрыт, ничего не записано.",
                    *(each.ru for each in found),
                    f"Запустите svod consolidate --period {period.id}, проверьте свод и закройте период снова.",
                ]
            ),
            "\n".join(
                [
                    f"The period {period.id} was not closed, nothing was written.",
                    *(each.en for each in found),
                    f"Run svod consolidate --period {period.id}, look at the workbooks and close again.",
                ]
            ),
        )


def _unchanged(last: ClosedVersion, contents: Mapping[str, Any]) -> bool:
    sealed, now = seal_of(last).files, {each["path"]: each["sha256"] for each in contents["outputs"]}
    decisive = [f"{FOLDER}/{tidy_tables()[name].file_name}" for name in _DECISIVE]
    return all(sealed.get(path) == now[path] for path in decisive)


def _closing(period: Period, version: ClosedVersion, contents: Mapping[str, Any], *, is_new: bool) -> Closing:
    seal = seal_of(version)
    by = str(contents["engine_version"])
    changes = table_rows(version.folder, "changes", *CHANGES)
    return Closing(
        period=period,
        version=version.version,
        is_new=is_new,
        closed_on=seal.closed_on,
        as_of=seal.as_of,
        folder=version.folder,
        reports=tuple(table_rows(version.folder, "completeness", "place_id", "form", "status")),
        overdue=sum(status == "overdue" for (status,) in table_rows(version.folder, "activities", "status")),
        changes=tuple(dict(zip(CHANGES, row, strict=True)) for row in changes),
        other_engine=None if by == engine.__version__ else by,
    )
