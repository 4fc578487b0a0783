"""Reads everything that came in, each file in a process with limits: one record for every file found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Protocol

from engine.intake.limits import MEBIBYTE, MEMORY, SECONDS
from engine.intake.listing import Listed, facts_of, list_files, list_paths
from engine.intake.reading import (
    archive_reading,
    begun_again,
    members_begun,
    read_file,
    read_member,
    refused_reading,
)
from engine.intake.recorded import Record, readings_of, record_of, recorded
from engine.intake.refusal import Refused
from engine.intake.settling import has_changed, looks_unfinished, wait_for
from engine.intake.workerprocess import Cause, Limits
from engine.intake.workers import WorkerLost, Workers
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading
from engine.vocabulary.ticking import Tick, in_silence

Readings = tuple[FileReading, ...]

LIMITS = Limits(SECONDS, MEMORY)


class KeptReadings(Protocol):
    """What earlier runs read: a file with the same name, content and time is not read again under the same rules."""

    def find(self, listed: Listed) -> Record | None:
        """What was read from a file, archives with their members; None where it has to be read."""

    def keep(self, listed: Listed, record: Record) -> None:
        """Keep what was read from a file."""


class NothingKept:
    """Where every file is read."""

    def find(self, _listed: Listed) -> None:
        """Give nothing."""

    def keep(self, _listed: Listed, _record: Record) -> None:
        """Keep nothing."""


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one file; it is ``lasting`` unless it may have been the machine's fault."""

    record: Record
    lasting: bool = True


class Reader(Protocol):
    """Reads files, however many at once."""

    def read(self, listed: Sequence[Listed]) -> Iterable[tuple[Listed, Read]]:
        """What came of each of the files, in any order; no content of a file raises."""


@dataclass(frozen=True)
class Processes:
    """Reads files in processes of this machine, each file within ``limits``; to be made by `processes`."""

    workers: Workers
    limits: Limits = LIMITS

    def read(self, listed: Sequence[Listed]) -> Iterator[tuple[Listed, Read]]:
        """What came of each of the files, in their order."""
        asked = [(each, self.workers.submit(_read_file, each)) for each in listed]
        return ((each, _outcome(self.workers, each, future, self.limits)) for each, future in asked)


@contextmanager
def processes(rulebook: Rulebook, jobs: int = 1, limits: Limits = LIMITS) -> Iterator[Processes]:
    """``jobs`` processes that read; leaving ends them, also in the middle of a file."""
    with Workers(rulebook, jobs, limits) as workers:
        yield Processes(workers, limits)


def read_incoming(
    folder: Path,
    rulebook: Rulebook,
    jobs: int = 1,
    limits: Limits = LIMITS,
    patience: float = 0,
    kept: KeptReadings = NothingKept(),  # noqa: B008  it has no state
    tick: Tick = in_silence,
) -> Readings:
    """Read every file of a folder at any depth, as `read_records` does, in ``jobs`` processes; return the readings.

    One per file found, members of archives included, sorted by path.
    """
    with processes(rulebook, jobs, limits) as reader:
        return readings_in(read_records(folder, rulebook, reader, patience, kept, tick))


def read_records(
    folder: Path,
    rulebook: Rulebook,
    reader: Reader,
    patience: float = 0,
    kept: KeptReadings = NothingKept(),  # noqa: B008  it has no state
    tick: Tick = in_silence,
) -> tuple[Record, ...]:
    """Read every file of a folder at any depth.

    Args:
        folder: usually incoming/; nothing in it is changed.
        rulebook: the rules.
        reader: who reads; the result does not depend on it.
        patience: seconds to wait, once in all, where files that cannot be used were changed a moment ago: they may
            still be on their way.
        kept: what earlier runs read; the result does not depend on it.
        tick: told how many files of how many are read.

    Returns:
        One record per file found, archives with their members, sorted by path. No content of a file raises.
    """
    return _read_all(list_files(folder), rulebook, reader, patience, kept, tick)


def readings_in(records: Iterable[Record]) -> Readings:
    """One reading per file found, members of archives included, sorted by path."""
    return tuple(sorted(chain.from_iterable(each.readings for each in records), key=lambda each: each.path))


def read_paths(paths: Sequence[Path], rulebook: Rulebook, patience: float = 0) -> Readings:
    """Read the files named and those in the folders named; their paths begin as they were given."""
    with processes(rulebook) as reader:
        return readings_in(_read_all(list_paths(paths), rulebook, reader, patience, NothingKept(), in_silence))


def _read_all(
    listed: Sequence[Listed], rulebook: Rulebook, reader: Reader, patience: float, kept: KeptReadings, tick: Tick
) -> tuple[Record, ...]:
    closed = [_record(read_file(each, rulebook)) for each in listed if each.code is not None]
    opened = [replace(each, location=each.location.absolute()) for each in listed if each.code is None]
    read = {each: found for each in opened if (found := kept.find(each)) is not None}
    waiting = [each for each in opened if each not in read]
    for each, record in _read_each(reader, waiting, kept):
        read[each] = record
        tick(len(read), len(opened))
    unfinished = [each for each in opened if looks_unfinished(read[each].heads[0])]
    if unfinished:
        wait_for(unfinished, patience)
        read |= _read_changed(reader, unfinished, rulebook, kept)
    return tuple(sorted((*closed, *read.values()), key=lambda each: each.heads[0].path))


def _record(readings: Iterable[FileReading]) -> Record:
    return record_of(recorded(readings))


def _read_each(reader: Reader, listed: Sequence[Listed], kept: KeptReadings) -> Iterator[tuple[Listed, Record]]:
    for each, read in reader.read(listed):
        if read.lasting:
            kept.keep(each, read.record)
        yield each, read.record


def _read_changed(
    reader: Reader, unfinished: Sequence[Listed], rulebook: Rulebook, kept: KeptReadings
) -> dict[Listed, Record]:
    """Read files again that have changed since they were listed; what still cannot be used is still being copied."""
    changed = [each for each in unfinished if has_changed(each)]
    read = dict(_read_each(reader, changed, kept))
    for each in changed:
        if looks_unfinished(read[each].heads[0]):
            read[each] = _record(read_file(replace(each, code="F06", size=facts_of(each.location)[0]), rulebook))
    return read


def _outcome(workers: Workers, listed: Listed, future: Future[bytes], limits: Limits) -> Read:
    try:
        return Read(record_of(future.result()))
    except WorkerLost as lost:
        return Read(_record(_recovered(workers, listed, lost, limits)), lasting=False)


def _recovered(workers: Workers, listed: Listed, lost: WorkerLost, limits: Limits) -> Iterator[FileReading]:
    """What is told of a file that brought its process down: the reason, or an archive's members one by one."""
    begun = begun_again(listed)
    try:
        members = readings_of(workers.submit(_members_begun, listed, fresh=True).result())
    except WorkerLost as worse:
        yield _stopped(begun, worse, limits)
        return
    if not members:
        yield from _once_more(workers, begun, lost, limits, _read_file, listed)
        return
    yield archive_reading(begun, len(members))
    for each in members:
        try:
            yield from readings_of(workers.submit(_read_member, listed, each.path).result())
        except WorkerLost as lost_again:
            yield from _once_more(workers, each, lost_again, limits, _read_member, listed, each.path)


def _once_more(
    workers: Workers,
    begun: FileReading,
    lost: WorkerLost,
    limits: Limits,
    function: Callable[..., bytes],
    *arguments: object,
) -> Readings:
    """Read in a fresh process: what earlier files left in the other one decides nothing. Time does not come back."""
    if lost.cause is not Cause.TIME:
        try:
            return readings_of(workers.submit(function, *arguments, fresh=True).result())
        except WorkerLost as again:
            lost = again
    return (_stopped(begun, lost, limits),)


def _stopped(begun: FileReading, lost: WorkerLost, limits: Limits) -> FileReading:
    if lost.cause is Cause.TIME:
        return refused_reading(begun, Refused("S07", limit=round(limits.seconds)))
    if lost.cause is Cause.MEMORY:
        return refused_reading(begun, Refused("S08", limit=limits.memory // MEBIBYTE))
    return refused_reading(begun, Refused("F27", fault=lost.exit_code))


# What the processes run: the rules stand first, since each process has them already.


def _read_file(rulebook: Rulebook, listed: Listed) -> bytes:
    return recorded(read_file(listed, rulebook))


def _read_member(rulebook: Rulebook, listed: Listed, path: str) -> bytes:
    return recorded([read_member(listed, path, rulebook)])


def _members_begun(_: Rulebook, listed: Listed) -> bytes:
    return recorded(members_begun(listed))
