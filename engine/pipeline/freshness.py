"""Whether the outputs of a period are still what was written, and what incoming/ and the rules give."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from engine.intake.listing import list_files
from engine.intake.refusal import Refused
from engine.intake.snapshot import take_snapshot
from engine.report.datapackage import FILE_NAME
from engine.report.tidy import FOLDER
from engine.report.tidytables import tidy_tables
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace
from engine.workspace.publication import CORRESPONDENCE, is_inside, sha256_if_there

#: Names that one sentence shows before «и ещё …».
_SHOWN = 8
_PASSING = {"F01", "F02"}  # what programs and systems leave behind comes and goes


@dataclass(frozen=True, slots=True)
class Staleness:
    """One reason why outputs cannot be relied on as they stand, in both languages."""

    ru: str
    en: str


@dataclass(frozen=True, slots=True)
class IncomingChanges:
    """Files of incoming/ against a register, as paths in incoming/, sorted."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


def outputs_touched(outputs: Path, contents: Mapping[str, Any]) -> Iterator[Staleness]:
    """Outputs that are no longer as run.json tells, and tables that could not be written under their own names.

    Letters and returns are sent on, and whoever sends them may reword or move them.
    """
    listed = {each["path"]: each["sha256"] for each in contents["outputs"] if each["kind"] not in CORRESPONDENCE}
    found = {path: sha256_if_there(outputs / path) if is_inside(path) else None for path in listed}
    if edited := [path for path in listed if found[path] not in (None, listed[path])]:
        yield Staleness(
            f"Эти файлы изменили после сборки свода: {_named(edited)}. Готовый свод не правят: исправление вносят в "
            "форму организации или записывают решением.",
            f"Edited after the consolidation: {_named(edited, 'en')}. Outputs are not edited: a correction belongs "
            "into the school's form or into a decision.",
        )
    if lost := [path for path in listed if found[path] is None]:
        yield Staleness(
            f"Этих файлов свода больше нет на месте: {_named(lost)}.",
            f"Outputs that are no longer in their place: {_named(lost, 'en')}.",
        )
    tables = [f"{FOLDER}/{each}" for each in (*(table.file_name for table in tidy_tables().values()), FILE_NAME)]
    if unwritten := [path for path in tables if path not in listed]:
        yield Staleness(
            f"Эти таблицы при сборке свода не записались под своим именем: {_named(unwritten)}. Вероятно, они были "
            "открыты: закройте их.",
            f"Tables that were not written under their own names: {_named(unwritten, 'en')}. They were probably "
            "open: close them.",
        )


def rules_changed(rulebook: Rulebook, contents: Mapping[str, Any]) -> Iterator[Staleness]:
    """Say that the rules are no longer those of the outputs."""
    if contents["rules_sha256"] != rulebook.sha256:
        yield Staleness(
            "Правила (папка rules) изменились после сборки свода.", "The rules changed after the consolidation."
        )


def past_changed(outputs: Path, rulebook: Rulebook) -> Iterator[Staleness]:
    """Say of which periods other versions count than when the outputs were made, which may rest on them."""
    described = json.loads((outputs / FOLDER / FILE_NAME).read_text(encoding="utf-8"))
    rested_on = described.get("closed", {})
    now = {each.period.id: each.version for each in rulebook.closed.periods}
    others = sorted(each for each in now.keys() | rested_on.keys() if now.get(each) != rested_on.get(each))
    if others:
        titles = ", ".join(rulebook.periods[each].title if each in rulebook.periods else each for each in others)
        yield Staleness(
            f"После сборки этого свода изменился список закрытых версий: {titles}.",
            f"Other closed versions count than at this consolidation: {titles}.",
        )


def incoming_changed(workspace: Workspace, contents: Mapping[str, Any]) -> Iterator[Staleness]:
    """Say what was added to incoming/, changed in it, or taken away since the outputs were made."""
    changes = incoming_changes(workspace.incoming, contents["files"])
    ru = ("новые файлы", "изменённые файлы", "исчезли файлы")
    en = ("new files", "changed files", "files gone")
    paths = (changes.new, changes.changed, changes.removed)
    if any(paths):
        yield Staleness(
            f"Папка incoming изменилась после сборки свода: {_parts(ru, paths, 'ru')}.",
            f"incoming/ changed after the consolidation: {_parts(en, paths, 'en')}.",
        )


def incoming_changes(incoming: Path, register: Iterable[Mapping[str, Any]]) -> IncomingChanges:
    """Compare incoming/ with the rows of a register, by paths and hashes; members of archives go with their archive."""
    rows = {row["path"]: row for row in register}
    archives = {path for path, row in rows.items() if row["sha256"]}
    before = {
        path: row["sha256"]
        for path, row in rows.items()
        if not _PASSING & {*row["codes"].split()} and not archives & {*map(str, PurePosixPath(path).parents)}
    }
    now = {each.path: _sha256(each.location, each.code) for each in list_files(incoming) if each.code not in _PASSING}
    return IncomingChanges(
        new=tuple(sorted(now.keys() - before.keys())),
        changed=tuple(sorted(path for path in now.keys() & before.keys() if now[path] != before[path])),
        removed=tuple(sorted(before.keys() - now.keys())),
    )


def _sha256(location: Path, code: str | None) -> str:
    """The hash as the register has it: none of what is not opened."""
    if code is not None:
        return ""
    try:
        return take_snapshot(location).sha256
    except Refused:
        return ""


def _parts(words: Iterable[str], paths: Iterable[tuple[str, ...]], lang: str) -> str:
    return "; ".join(
        f"{word} ({len(each)}) – {_named(each, lang)}" for word, each in zip(words, paths, strict=True) if each
    )


def _named(paths: Iterable[str], lang: str = "ru") -> str:
    names = list(paths)
    more = len(names) - _SHOWN
    shown = ", ".join(f"«{each}»" if lang == "ru" else repr(each) for each in names[:_SHOWN])
    return shown + ((f" и ещё {more}" if lang == "ru" else f" and {more} more") if more > 0 else "")
