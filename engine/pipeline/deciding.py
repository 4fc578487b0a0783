"""The verb «decide»: one more row in rules/decisions.csv, or nothing at all where the rules would refuse it."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from engine.consolidation.expected import owes_report
from engine.pipeline.choices import ChoiceError
from engine.report.texts import short_name
from engine.rulebook.checks.numbers import decision_problems
from engine.rulebook.csvrows import with_row
from engine.rulebook.errors import RulesError, RulesProblem
from engine.rulebook.model import Decision
from engine.rulebook.pack import read_pack
from engine.rulebook.rulebook import Rulebook
from engine.rulebook.tables import DECISIONS, read_table
from engine.vocabulary.files import FileStatus
from engine.vocabulary.names import name_key
from engine.vocabulary.places import Level, Place
from engine.vocabulary.safetext import safe_text
from engine.vocabulary.transmittal import TRANSMITTAL
from engine.workspace.durable import flush
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace
from engine.workspace.publication import TABLE_OF_CONTENTS, replaced

#: Files that are no report of their own.
_SET_ASIDE = {FileStatus.DUPLICATE, FileStatus.IGNORED}
_COUNTED = {FileStatus.ACCEPTED, FileStatus.WARNED}


class DecisionRefusedError(RulesError):
    """A decision that the rules would not accept; nothing was written."""

    def text(self, lang: str = "ru") -> str:
        """That nothing was written, and every reason, one a line."""
        refused = "Решение не записано." if lang == "ru" else "The decision was not written."
        return f"{refused}\n{super().text(lang)}"


class SeveralPlacesError(ChoiceError):
    """A name that several places have; ``ru`` and ``en`` give their ids."""

    def __init__(self, given: str, places: tuple[str, ...]) -> None:
        super().__init__("", "", given, places)
        self.ru = f"Название «{given}» носят несколько организаций: {'; '.join(places)}. Укажите код нужной."
        self.en = f"Several places are called {given!r}: {'; '.join(places)}. Give the id of the one that is meant."


class Doubt(StrEnum):
    """Why a decision may apply to nothing as things stood when the period was last consolidated."""

    CLOSED = "closed"  # the place does not exist any more
    NOT_OPEN = "not_open"  # nor does it yet
    NOTHING_OWED = "nothing_owed"
    NO_REPORT = "no_report"
    NO_REVISION = "no_revision"
    SENT_UP = "sent_up"  # its district sent a transmittal, which holds the district's own decisions


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a decision will meet: what speaks against it, and the revisions of the place's reports that came.

    Both are as the register of the last consolidation has them; ``revisions`` None: there was none.
    """

    doubt: Doubt | None
    revisions: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class WrittenDecision:
    """A decision as it was written: its file, relative to the workspace, and the line in it where its row begins."""

    decision: Decision
    path: str
    line: int


def place_of(rulebook: Rulebook, given: str) -> Place:
    """The school or district with this id, or with this name, in full or without its legal form.

    Raises:
        ChoiceError: there is none; the error names the nearest ones.
        SeveralPlacesError: several have this name.
    """
    registry = rulebook.registry
    if given.strip() in registry:
        return registry[given.strip()]
    places = [each for each in registry.places.values() if each.level is not Level.REGION]
    wanted = name_key(given)
    named = [each for each in places if wanted in {name_key(each.name), name_key(short_name(each.name))}]
    if len(named) == 1:
        return named[0]
    if named:
        raise SeveralPlacesError(given, tuple(_shown(rulebook, each) for each in named))
    known = tuple(f"{each.id} {each.name}" for each in places)
    raise ChoiceError("организации или муниципалитета", "school or district", given, known)


def outlook(workspace: Workspace, rulebook: Rulebook, decision: Decision) -> Outlook:
    """Tell what a decision will meet, without reading incoming/ again."""
    files = _files(workspace, decision)
    revisions = None if files is None else _revisions(files, decision)
    sent_up = files is not None and _is_sent_up(files, rulebook, decision)
    return Outlook(Doubt.SENT_UP if sent_up else _doubt(rulebook, decision, revisions), revisions)


def _doubt(rulebook: Rulebook, decision: Decision, revisions: tuple[int, ...] | None) -> Doubt | None:
    place, period = rulebook.registry[decision.place_id], rulebook.periods[decision.period]
    if place.closed_on is not None and place.closed_on < period.ends_on:
        return Doubt.CLOSED
    if place.opened_on is not None and place.opened_on > period.ends_on:
        return Doubt.NOT_OPEN
    if not owes_report(rulebook, place.id, period):
        return Doubt.NOTHING_OWED
    if decision.decision in {"exempt", "extend"} or revisions is None:
        return None
    if not revisions:
        return Doubt.NO_REPORT
    return Doubt.NO_REVISION if decision.revision is not None and decision.revision not in revisions else None


def _files(workspace: Workspace, decision: Decision) -> list[dict[str, Any]] | None:
    """The files of the period that the last consolidation took up; None where there was none."""
    try:
        contents = json.loads((workspace.outgoing / decision.period / TABLE_OF_CONTENTS).read_text(encoding="utf-8"))
        return [
            row
            for row in contents["files"]
            if row["period"] == decision.period
            and row["status"] not in _SET_ASIDE
            and {"place_id", "revision"} <= row.keys()
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _revisions(files: Iterable[Mapping[str, Any]], decision: Decision) -> tuple[int, ...]:
    own = (row for row in files if row["place_id"] == decision.place_id and not _is_transmittal(row))
    return tuple(sorted({row["revision"] or 0 for row in own}))


def _is_sent_up(files: Iterable[Mapping[str, Any]], rulebook: Rulebook, decision: Decision) -> bool:
    district = rulebook.registry.district_of(decision.place_id)
    return district is not None and any(
        _is_transmittal(row) and row["place_id"] == district.id and row["status"] in _COUNTED for row in files
    )


def _is_transmittal(row: Mapping[str, Any]) -> bool:
    return row.get("form_version") == TRANSMITTAL


def decide(workspace: Workspace, decision: Decision) -> WrittenDecision:
    """Append a decision to rules/decisions.csv, which keeps its encoding, separator, line ends and other rows.

    The new file is written beside and put in the old one's place in one step.

    Raises:
        DecisionRefusedError: the rules check would refuse the decision; nothing is written.
        WorkspaceError: the file is open in another program.
    """
    file = (workspace.rules / DECISIONS.name).resolve()
    path = f"{workspace.rules.name}/{DECISIONS.name}"
    row = {name: _cell(getattr(decision, name)) for name in DECISIONS.columns}
    if unsafe := list(_unsafe(row, path)):
        raise DecisionRefusedError(unsafe)
    beside = file.with_name(f"{file.name}.new")
    try:
        beside.write_bytes(_with_row(file.read_bytes(), row, path))
        written = _accepted(workspace.rules, beside, path)
        flush(beside)
        shutil.copymode(file, beside)
        if not replaced(beside, file, time.sleep):
            raise _open_elsewhere(path)
    finally:
        beside.unlink(missing_ok=True)
    return written


def _shown(rulebook: Rulebook, place: Place) -> str:
    above = None if place.parent_id is None else rulebook.registry.places.get(place.parent_id)
    return f"{place.id} {place.name}" + (f" ({above.name})" if above is not None else "")


def _cell(value: object) -> str:
    """A value as a cell; spaces and line breaks of a text become single spaces."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else " ".join(str(value).split())


def _unsafe(row: dict[str, str], path: str) -> Iterator[RulesProblem]:
    for name, cell in row.items():
        if safe_text(cell) != cell:
            yield RulesProblem(path, None, name, "formula_text")


def _with_row(content: bytes, row: dict[str, str], path: str) -> bytes:
    try:
        return with_row(content, list(DECISIONS.columns), row)
    except UnicodeEncodeError as lacking:
        facts = {"name": lacking.object[lacking.start], "encoding": lacking.encoding}
        raise DecisionRefusedError([RulesProblem(path, None, "", "not_in_encoding", facts=facts)]) from None


def _accepted(rules: Path, beside: Path, path: str) -> WrittenDecision:
    """The new row, which is the last one, as it reads once the rules check has nothing against it."""
    decisions, problems = read_table(beside, path, DECISIONS)
    pack, _ = read_pack(rules)
    problems += decision_problems(replace(pack, decisions=decisions))
    added = decisions.rows[-1]
    if problems or added.record is None:
        # The row is not there, so its line would only mislead.
        raise DecisionRefusedError(replace(each, line=None) for each in problems)
    return WrittenDecision(added.record, path, added.line)


def _open_elsewhere(path: str) -> WorkspaceError:
    return WorkspaceError(
        f"Решение не записано: файл {path} открыт в другой программе. Закройте его и запустите ещё раз.",
        f"The decision was not written: {path} is open in another program. Close it and run again.",
    )
