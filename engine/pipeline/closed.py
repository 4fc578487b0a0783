"""Reads what closed periods settled, and joins it to the rules that every verb works with."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction

from engine.consolidation.closed import ClosedData, ClosedFile
from engine.consolidation.decisions import decision_key
from engine.pipeline.lost import lost_versions
from engine.pipeline.tidyrows import table_rows
from engine.report.tidy import FOLDER
from engine.rulebook.closed import ClosedMeasure, ClosedPeriod, ClosedPeriods
from engine.rulebook.forms import Form
from engine.rulebook.loading import load_rulebook
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, OccurrenceKey
from engine.vocabulary.files import FileStatus
from engine.vocabulary.roadmap import RoadmapAnswer, TypedStatus
from engine.vocabulary.safetext import typed_text
from engine.vocabulary.transmittal import TRANSMITTAL
from engine.workspace.closed import SEAL, ClosedVersion, closed_versions
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace
from engine.workspace.publication import TABLE_OF_CONTENTS
from engine.workspace.sealing import Alterations, seal_of, verify


def rules_of(workspace: Workspace) -> Rulebook:
    """The workspace's rules together with what its closed periods settled.

    Raises:
        RulesError: the rules have mistakes.
        WorkspaceError: the data of a closed period were altered or cannot be read.
    """
    return with_closed(load_rulebook(workspace.rules), workspace)


def with_closed(rulebook: Rulebook, workspace: Workspace) -> Rulebook:
    """The same rules together with what the closed periods of a workspace settled.

    Raises:
        WorkspaceError: the data of a closed period were altered or cannot be read.
    """
    versions = closed_versions(workspace)
    known = sorted({each.period_id for each in versions} & rulebook.periods.keys())
    periods = [rulebook.periods[period_id] for period_id in known]
    closed = [
        _closed(workspace, [each for each in versions if each.period_id == period.id], period, form)
        for period in periods
        for form in (rulebook.form("school", period),)
    ]
    lost = {each: version for each, version in lost_versions(workspace).items() if each in rulebook.periods}
    return replace(rulebook, closed=ClosedPeriods(tuple(closed), lost))


def closed_data(workspace: Workspace, rulebook: Rulebook, period: Period) -> ClosedData | None:
    """What the last closed version of a period says; None where it was never closed.

    ``rulebook`` is that of `rules_of`, whose reading found the version's data as they were sealed.

    Raises:
        WorkspaceError: the data cannot be read.
    """
    settled = next((each for each in rulebook.closed.periods if each.period.id == period.id), None)
    if settled is None:
        return None
    versions = [each for each in closed_versions(workspace) if each.period_id == period.id]
    version = versions[-1]
    try:
        return ClosedData(
            version=settled.version,
            closed_on=seal_of(version).closed_on,
            facts=dict(_facts(version)),
            answers=settled.answers,
            statuses=dict(_statuses(version)),
            reports=dict(_reports(version)),
            coverage=settled.coverage,
            files=dict(_files(version)),
            decisions=_decisions(version),
            sent_up=_sent_up(version),
            altered=settled.altered,
            added=settled.added,
        )
    except (OSError, ValueError, KeyError) as fault:
        raise _unreadable(versions) from fault


def _closed(workspace: Workspace, versions: Sequence[ClosedVersion], period: Period, form: Form) -> ClosedPeriod:
    """The last of a period's versions; the earlier ones are only looked over. ``form`` is the one with counts."""
    version = versions[-1]
    found = [(each, verify(each)) for each in versions]
    _require_data(versions, found[-1][1])
    try:
        contents = json.loads((version.folder / TABLE_OF_CONTENTS).read_text(encoding="utf-8"))
        return ClosedPeriod(
            period=period,
            version=version.version,
            as_of=date.fromisoformat(contents["as_of"]),
            answers=dict(_answers(version)),
            coverage=dict(_coverage(version)),
            measures=dict(_measures(version)),
            counts=_counts(version, form),
            altered=_in_workspace(workspace, ((each, (*said.altered, *said.missing)) for each, said in found)),
            added=_in_workspace(workspace, ((each, said.added) for each, said in found)),
        )
    except (OSError, ValueError, KeyError) as fault:
        raise _unreadable(versions) from fault


def _require_data(versions: Sequence[ClosedVersion], alterations: Alterations) -> None:
    """Refuse to count on data of a period's last version that are not what was sealed.

    Raises:
        WorkspaceError: names the files and the remedy.
    """
    altered, missing = (
        ", ".join(path for path in paths if path in (SEAL, TABLE_OF_CONTENTS) or path.startswith(f"{FOLDER}/"))
        for paths in (alterations.altered, alterations.missing)
    )
    if not altered and not missing:
        return
    ru = [*([f"изменено: {altered}"] if altered else []), *([f"нет: {missing}"] if missing else [])]
    en = [*([f"altered: {altered}"] if altered else []), *([f"missing: {missing}"] if missing else [])]
    version, remedy_ru, remedy_en = versions[-1], *_remedies(versions)
    raise WorkspaceError(
        f"Закрытый период {version.period_id} (версия {version.version}) уже не такой, каким его закрыли; "
        f"{'; '.join(ru)}. От этих данных зависят следующие своды, поэтому ничего не записано.\n{remedy_ru}",
        f"Closed period {version.period_id} (version {version.version}) is no longer as it was closed; "
        f"{'; '.join(en)}. Later consolidations rest on these data, so nothing was written.\n{remedy_en}",
    )


def _unreadable(versions: Sequence[ClosedVersion]) -> WorkspaceError:
    version, remedy_ru, remedy_en = versions[-1], *_remedies(versions)
    return WorkspaceError(
        f"Закрытый период {version.period_id} (версия {version.version}) не читается: папка повреждена.\n{remedy_ru}",
        f"Closed period {version.period_id} (version {version.version}) cannot be read: it is damaged.\n{remedy_en}",
    )


def _remedies(versions: Sequence[ClosedVersion]) -> tuple[str, str]:
    """What to do about a damaged last version, with and without a backup, in Russian and in English.

    A folder whose name is not a number alone is no version, so that the one before becomes the last.
    """
    version = versions[-1]
    period, number = version.period_id, version.version
    before = versions[-2].version if versions[1:] else None
    ru = f"сравнивать будут с версией {before}" if before else "сравнивать будет не с чем"
    en = f"version {before} is compared with then" if before else "there is nothing to compare with then"
    remedy_ru = (
        f"Закрытые версии не изменяют: восстановите папку «{version.folder}» из резервной копии. Если копии нет, "
        f"переименуйте эту папку в «{number} (повреждена)»: {ru}. Затем запустите svod consolidate "
        f"--period {period}, проверьте свод и закройте период снова."
    )
    remedy_en = (
        f"Closed versions are never changed: restore {version.folder} from a backup. Without one rename this folder "
        f"to {f'{number} (damaged)'!r}: {en}. Then run svod consolidate --period {period}, look at the workbooks and "
        "close the period again."
    )
    return remedy_ru, remedy_en


def _in_workspace(workspace: Workspace, found: Iterable[tuple[ClosedVersion, Iterable[str]]]) -> tuple[str, ...]:
    """Paths in versions' folders as paths in the workspace, each once."""
    paths = {
        posixpath.normpath(f"{workspace.relative(version.folder)}/{path}") for version, each in found for path in each
    }
    return tuple(sorted(paths))


def _answers(version: ClosedVersion) -> Iterator[tuple[tuple[str, OccurrenceKey], RoadmapAnswer]]:
    names = ("place_id", "roadmap", "key", "status", "done_on", "document", "note")
    for place_id, roadmap, key, status, done_on, document, note in table_rows(version.folder, "answers", *names):
        answer = RoadmapAnswer(
            status=TypedStatus(status),
            done_on=date.fromisoformat(done_on) if done_on else None,
            document=typed_text(document) or None,
            note=typed_text(note) or None,
        )
        yield (place_id, OccurrenceKey(roadmap, key)), answer


def _coverage(version: ClosedVersion) -> Iterator[tuple[tuple[str, str], Fraction]]:
    names = ("place_id", "indicator", "unit", "numerator", "denominator", "value")
    for place_id, indicator, unit, numerator, denominator, value in table_rows(version.folder, "coverage", *names):
        if value:
            exact = Fraction(numerator) / Fraction(denominator) if unit == "share" else Fraction(numerator)
            yield (place_id, indicator), exact


def _measures(version: ClosedVersion) -> Iterator[tuple[tuple[str, str], ClosedMeasure]]:
    names = ("place_id", "indicator", "numerator", "denominator", "reported", "expected")
    for place_id, indicator, *counts in table_rows(version.folder, "coverage", *names):
        numerator, denominator, reported, expected = (int(count) if count else None for count in counts)
        if expected:
            yield (place_id, indicator), ClosedMeasure(numerator, denominator, reported or 0, expected)


def _counts(version: ClosedVersion, form: Form) -> dict[str, dict[Address, int]]:
    """Counts by place and field; what the form of the period has no count for is left out."""
    known = {(field.address.line, field.address.column): field.address for field in form.counts}
    counts: dict[str, dict[Address, int]] = {}
    for place_id, line, column, value in table_rows(version.folder, "facts", "place_id", "line", "column", "value"):
        address = known.get((line, column))
        if address is not None and value.isdecimal():
            counts.setdefault(place_id, {})[address] = int(value)
    return counts


def _facts(version: ClosedVersion) -> Iterator[tuple[tuple[str, Address], str]]:
    for place_id, line, column, value in table_rows(version.folder, "facts", "place_id", "line", "column", "value"):
        yield (place_id, Address(line, column)), typed_text(value)


def _statuses(version: ClosedVersion) -> Iterator[tuple[tuple[str, OccurrenceKey], str]]:
    for place_id, roadmap, key, status in table_rows(
        version.folder, "activities", "place_id", "roadmap", "key", "status"
    ):
        yield (place_id, OccurrenceKey(roadmap, key)), status


def _decisions(version: ClosedVersion) -> dict[tuple[str, str], str] | None:
    """Bases of decisions by place and decision; None where the version is older than their table."""
    try:
        rows = list(table_rows(version.folder, "decisions", "place_id", "decision", "revision", "until", "basis"))
    except FileNotFoundError:
        return None
    return {
        (place_id, _decision_key(decision, revision, until)): typed_text(basis)
        for place_id, decision, revision, until, basis in rows
    }


def _files(version: ClosedVersion) -> Iterator[tuple[str, ClosedFile]]:
    """Every file by its hash; of several alike, the one that was no copy."""
    names = ("sha256", "path", "format", "place_id", "status")
    rows = list(table_rows(version.folder, "register", *names))
    for sha256, path, kind, place_id, status in sorted(rows, key=lambda row: row[4] != FileStatus.DUPLICATE):
        if sha256:
            yield sha256, ClosedFile(typed_text(path), kind, place_id or None, status)


def _decision_key(decision: str, revision: str, until: str) -> str:
    return decision_key(decision, int(revision) if revision else None, date.fromisoformat(until) if until else None)


def _sent_up(version: ClosedVersion) -> frozenset[str]:
    """Places whose values a district's transmittal told."""
    register = table_rows(version.folder, "register", "path", "form_version")
    transmittals = {path for path, form_version in register if form_version == TRANSMITTAL}
    facts = table_rows(version.folder, "facts", "place_id", "path")
    return frozenset(place_id for place_id, path in facts if path in transmittals)


def _reports(version: ClosedVersion) -> Iterator[tuple[tuple[str, str], str]]:
    for place_id, form, status in table_rows(version.folder, "completeness", "place_id", "form", "status"):
        yield (place_id, form), status
