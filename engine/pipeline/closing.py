"""The verb «close»: the current outputs of a period become a numbered version that never changes."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import engine
from engine.consolidation.result import CHANGES
from engine.pipeline.freshness import Staleness, incoming_changed, outputs_touched, past_changed, rules_changed
from engine.pipeline.lost import lost_when_consolidated
from engine.pipeline.tidyrows import table_rows
from engine.report.documents.files import DOCUMENT
from engine.report.tidy import FOLDER
from engine.report.tidytables import tidy_tables
from engine.report.transmittal import KIND
from engine.report.transmittalclosing import closed_transmittal
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.safetext import typed_text
from engine.workspace.closed import ClosedVersion, last_closed_versions
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import CLOSED, Workspace, require_incoming
from engine.workspace.ownhash import has_own_hash
from engine.workspace.publication import TABLE_OF_CONTENTS
from engine.workspace.sealing import Restated, seal_of, seal_outputs

#: Tables that make a version another one; workbooks, returns and letters follow from them.
_DECISIVE = ("register", "findings", "facts", "coverage", "activities", "completeness", "decisions")
_RELIED_ON = {"as_of", "engine_version", "rules_sha256", "outputs", "files"}
#: What the terminal calls the same where nothing else is told: values, the state of reports, that of activities.
_SAME = {
    "facts": ("place_id", "line", "column", "value"),
    "completeness": ("place_id", "form", "status"),
    "activities": ("place_id", "roadmap", "key", "status"),
}


@dataclass(frozen=True)
class Closing:
    """A closed version and what is in it; ``is_new`` is False where nothing had changed since it was closed.

    ``reports`` are (place, form, status) of every report expected; ``overdue`` counts activities; ``changes`` are the
    differences from the version before, as the columns of changes.csv, texts as they were typed. ``previous`` is the
    number of that version (None: there was none), and ``is_same`` tells whether values, reports and activities of a
    new version are its own. ``transmittals``, the ``documents`` of the same districts, ``region_workbook`` and
    ``region_memo`` are paths in ``folder``. ``other_engine`` is the version of the engine that consolidated, where it
    is not this one.
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
    previous: int | None
    is_same: bool
    transmittals: tuple[str, ...]
    documents: tuple[str, ...]
    region_workbook: str | None
    region_memo: str | None
    other_engine: str | None


def close_period(workspace: Workspace, rulebook: Rulebook, period: Period, closed_on: date) -> Closing:
    """Seal the current outputs of a period as its next version, unless nothing changed since the last one.

    Raises:
        WorkspaceError: the period was not consolidated, or its outputs, the rules or incoming/ changed since, or its
            last version is not there any more, or ``closed_on`` is before the as-of date or the last closing; nothing
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
    _refuse_lost(outputs, rulebook, period)
    last = next((each for each in last_closed_versions(workspace) if each.period_id == period.id), None)
    _require_day(closed_on, date.fromisoformat(contents["as_of"]), last)
    if last is not None and _unchanged(last, contents):
        return _closing(period, last, contents, is_new=False)
    _refuse(past_changed(outputs, rulebook), period)
    lost = rulebook.closed.lost.get(period.id, 0)
    version = seal_outputs(
        workspace, period.id, closed_on, engine.__version__, lost=lost, restated=_restated(closed_on)
    )
    return _closing(period, version, contents, is_new=True)


def require_seen(period: Period, finished: Collection[str]) -> None:
    """Make sure that nobody closes outputs which an interrupted run left and nobody has looked at.

    Args:
        period: the period to close.
        finished: the periods whose publication was only now brought to its end.

    Raises:
        WorkspaceError: the period is one of them.
    """
    if period.id in finished:
        raise WorkspaceError(
            f"Период «{period.title}» не закрыт: прошлая сборка свода была прервана, её результаты выложены только "
            "сейчас. Посмотрите их и закройте период снова.",
            f"The period {period.id} was not closed: the last consolidation was interrupted and its outputs were put "
            "in place only now. Look at them and close again.",
        )


def _restated(closed_on: date) -> dict[str, Restated]:
    """What says in a closed version which one it is: the transmittals, which are sent up."""

    def restated(content: bytes, version: int) -> bytes:
        try:
            return closed_transmittal(content, version, closed_on)
        except ValueError as fault:
            raise WorkspaceError(
                "Передаточный свод записан другой версией программы, отметить в нём закрытие нельзя. Запустите svod "
                "consolidate и закройте период снова.",
                "A transmittal was written by another version of the engine, so its closing cannot be noted in it. "
                "Run svod consolidate and close the period again.",
            ) from fault

    return {KIND: restated}


def _contents(outputs: Path, period: Period) -> dict[str, Any]:
    try:
        contents = json.loads((outputs / TABLE_OF_CONTENTS).read_text(encoding="utf-8"))
        if not isinstance(contents, dict) or not contents.keys() >= _RELIED_ON or not has_own_hash(contents):
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
            f"Файл «{outputs / TABLE_OF_CONTENTS}» повреждён или изменён после сборки свода. Запустите "
            f"svod consolidate --period {period.id} и закройте период снова.",
            f"{outputs / TABLE_OF_CONTENTS} is damaged or was edited after the consolidation. Run "
            f"svod consolidate --period {period.id} and close again.",
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


def _refuse_lost(outputs: Path, rulebook: Rulebook, period: Period) -> None:
    """Refuse where a version is gone that the outputs do not know to be gone: they may have been compared with it."""
    lost = rulebook.closed.lost.get(period.id)
    if lost is None or lost_when_consolidated(outputs).get(period.id) == lost:
        return
    folder = f"outgoing/{period.id}/{CLOSED}/{lost}"
    raise WorkspaceError(
        f"Период «{period.title}» не закрыт, ничего не записано.\n"
        f"Последней закрытой версии ({lost}) больше нет на месте: {folder}. Верните её папку из резервной копии и "
        f"закройте период снова. Если вернуть её неоткуда, запустите svod consolidate --period {period.id}: свод "
        "сравнится с тем, что есть. Проверьте его и закройте период; номер этой версии второй раз не выдаётся.",
        f"The period {period.id} was not closed, nothing was written.\n"
        f"The version closed last ({lost}) is not in its place any more: {folder}. Restore its folder from a backup "
        f"and close again. Without a backup run svod consolidate --period {period.id}, which compares with what is "
        "there, look at the workbooks and close; the number of that version is not given again.",
    )


def _require_day(closed_on: date, as_of: date, last: ClosedVersion | None) -> None:
    """Refuse a day of closing before what is closed was known."""
    before = None if last is None else seal_of(last)
    if closed_on < as_of:
        raise WorkspaceError(
            f"Период не может быть закрыт {day(closed_on)}: свод составлен по состоянию на {day(as_of)}. Укажите "
            "другую дату: --on.",
            f"The period cannot be closed on {closed_on}: it was consolidated as of {as_of}. Give another --on.",
        )
    if before is not None and closed_on < before.closed_on:
        raise WorkspaceError(
            f"Период не может быть закрыт {day(closed_on)}: версия {before.version} закрыта позже, "
            f"{day(before.closed_on)}. Укажите другую дату: --on.",
            f"The period cannot be closed on {closed_on}: version {before.version} was closed later, on "
            f"{before.closed_on}. Give another --on.",
        )


def _unchanged(last: ClosedVersion, contents: Mapping[str, Any]) -> bool:
    sealed, now = seal_of(last).files, {each["path"]: each["sha256"] for each in contents["outputs"]}
    decisive = [f"{FOLDER}/{tidy_tables()[name].file_name}" for name in _DECISIVE]
    return all(sealed.get(path) == now[path] for path in decisive)


def _closing(period: Period, version: ClosedVersion, contents: Mapping[str, Any], *, is_new: bool) -> Closing:
    seal = seal_of(version)
    by = str(contents["engine_version"])
    changes = (map(typed_text, row) for row in table_rows(version.folder, "changes", *CHANGES))
    previous = None if seal.previous_version is None else version.folder.parent / str(seal.previous_version)
    sent, documents = dict(_outputs(version, KIND)), list(_outputs(version, DOCUMENT))
    region_id, region_workbook = next(_outputs(version, "region_workbook"), (None, None))
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
        previous=seal.previous_version,
        is_same=is_new and previous is not None and _are_same(previous, version.folder),
        transmittals=tuple(sent.values()),
        documents=tuple(path for place_id, path in documents if place_id in sent),
        region_workbook=region_workbook,
        region_memo=next((path for place_id, path in documents if place_id == region_id), None),
        other_engine=None if by == engine.__version__ else by,
    )


def _outputs(version: ClosedVersion, kind: str) -> Iterator[tuple[str | None, str]]:
    """Place and path of the outputs of a kind."""
    contents = json.loads((version.folder / TABLE_OF_CONTENTS).read_text(encoding="utf-8"))
    yield from ((each["place_id"], each["path"]) for each in contents["outputs"] if each["kind"] == kind)


def _are_same(before: Path, now: Path) -> bool:
    """Tell whether two versions say the same; one that was damaged since says nothing."""
    try:
        return _told_of(before) == _told_of(now)
    except (OSError, ValueError, KeyError):
        return False


def _told_of(outputs: Path) -> dict[str, list[tuple[str, ...]]]:
    return {table: sorted(table_rows(outputs, table, *names)) for table, names in _SAME.items()}
