"""Reads one file that came in, whatever is in it: a reading for the file and one for each member of an archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import PurePosixPath

from engine.intake.archives import Member, members_of
from engine.intake.container import Container
from engine.intake.limits import FILE_SIZE, MEBIBYTE
from engine.intake.listing import Listed
from engine.intake.oddities import oddities
from engine.intake.refusal import Refused, damaged
from engine.intake.snapshot import Snapshot, take_snapshot
from engine.intake.sniffing import SPREADSHEETS, FileFormat, refuse_unless_taken, sniff
from engine.intake.submissions import read_submission
from engine.intake.transmittal import read_output_workbook
from engine.intake.workbooks import read_workbook
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading
from engine.vocabulary.messages import found

_SKIPPED = {"F01", "F02"}  # lock and system files: listed, but nothing is wrong with them


def read_file(listed: Listed, rulebook: Rulebook) -> tuple[FileReading, ...]:
    """Read one listed file; an archive gives a reading for itself and one for each member.

    The function depends on nothing but its arguments, so that files can be read in any order and in other processes.
    """
    if listed.code is not None:
        return (_unopened(listed.path, Refused(listed.code), listed.received_on, listed.size),)
    try:
        snapshot = take_snapshot(listed.location)
    except Refused as refused:
        return (_unopened(listed.path, refused, listed.received_on, listed.size),)
    reading = _begun(listed.path, snapshot, listed.received_on, odd=listed.odd)
    return tuple(_opened(reading, snapshot, rulebook, enclosure=listed.enclosure))


def members_begun(listed: Listed) -> tuple[FileReading, ...]:
    """The members of an archive with their facts, none of them read; nothing where the file is no archive."""
    try:
        container = _archive(listed)
    except Refused:
        return ()
    return () if container is None else tuple(_member_begun(each) for each in members_of(listed.path, container))


def read_member(listed: Listed, path: str, rulebook: Rulebook) -> FileReading:
    """Read one member of a listed archive."""
    try:
        container = _archive(listed)
    except Refused as refused:
        return _unopened(path, refused, None)
    members = () if container is None else members_of(listed.path, container)
    member = next((each for each in members if each.path == path), None)
    return _unopened(path, Refused("F06"), None) if member is None else _member(member, rulebook)


def begun_again(listed: Listed) -> FileReading:
    """A listed file with its facts alone, nothing of it parsed."""
    try:
        snapshot = take_snapshot(listed.location)
    except Refused as refused:
        return _unopened(listed.path, refused, listed.received_on, listed.size)
    return _begun(listed.path, snapshot, listed.received_on, odd=listed.odd)


def refused_reading(reading: FileReading, refused: Refused) -> FileReading:
    """A file that cannot be used, and why."""
    finding = found(refused.code, reading.path, **refused.facts)
    return replace(reading, usable=False, findings=(*reading.findings, finding))


def archive_reading(reading: FileReading, members: int) -> FileReading:
    """An archive whose members have readings of their own."""
    said = found("F22", reading.path, count=members) if members else found("F23", reading.path)
    return replace(reading, format=FileFormat.ZIP.value, ignored=True, findings=(*reading.findings, said))


def _archive(listed: Listed) -> Container | None:
    file_format, container = _sniffed(take_snapshot(listed.location))
    return container if file_format is FileFormat.ZIP else None


def _opened(
    reading: FileReading, snapshot: Snapshot, rulebook: Rulebook, *, enclosure: bool, unfold: bool = True
) -> Iterator[FileReading]:
    """A file whose bytes are known, and the members of an archive; ``unfold`` is False inside an archive."""
    try:
        file_format, container = _sniffed(snapshot)
    except Refused as refused:
        yield _enclosed(reading) if enclosure else refused_reading(reading, refused)
        return
    reading = replace(reading, format=file_format.value)
    if _is_enclosure(reading.path, file_format, enclosure=enclosure):
        yield _enclosed(reading)
    elif file_format is not FileFormat.ZIP or container is None:
        yield _read_guarded(reading, snapshot, file_format, container, rulebook)
    elif unfold:
        said = oddities(reading.path, snapshot.content, file_format, container)
        yield from _unfolded(replace(reading, findings=(*reading.findings, *said)), container, rulebook)
    else:
        yield refused_reading(reading, Refused("F12", format="ZIP"))


def _sniffed(snapshot: Snapshot) -> tuple[FileFormat, Container | None]:
    if snapshot.size > FILE_SIZE:
        raise Refused("F15", limit=FILE_SIZE // MEBIBYTE)
    return sniff(snapshot.content)


def _is_enclosure(path: str, file_format: FileFormat, *, enclosure: bool) -> bool:
    """Scans, photographs and signatures: by name unless a form hides under it, by content unless the name says form."""
    if enclosure:
        return file_format not in SPREADSHEETS and file_format is not FileFormat.ZIP
    suffix = path.rpartition("/")[2].lower().rpartition(".")[2]
    return file_format in {FileFormat.PDF, FileFormat.PICTURE} and suffix not in {each.value for each in SPREADSHEETS}


def _unfolded(reading: FileReading, container: Container, rulebook: Rulebook) -> Iterator[FileReading]:
    inside = [_member(member, rulebook) for member in members_of(reading.path, container)]
    yield archive_reading(reading, len(inside))
    yield from inside


def _member(member: Member, rulebook: Rulebook) -> FileReading:
    reading = _member_begun(member)
    if member.snapshot is None:
        return reading
    (read,) = _opened(reading, member.snapshot, rulebook, enclosure=member.enclosure, unfold=False)
    return read


def _member_begun(member: Member) -> FileReading:
    if member.snapshot is None:
        return _unopened(member.path, member.refusal or damaged("contents"), member.received_on)
    return _begun(member.path, member.snapshot, member.received_on, odd=member.odd)


def _read_guarded(
    reading: FileReading,
    snapshot: Snapshot,
    file_format: FileFormat,
    container: Container | None,
    rulebook: Rulebook,
) -> FileReading:
    try:
        refuse_unless_taken(file_format)
        workbook = read_workbook(snapshot.content, file_format, container, with_workings=False)
        said = oddities(reading.path, snapshot.content, file_format, container)
        known = replace(reading, findings=(*reading.findings, *said))
        output = read_output_workbook(workbook, known, rulebook)
        return output or read_submission(workbook, known, snapshot, rulebook)
    except Refused as refused:
        return refused_reading(reading, refused)
    except MemoryError:  # the process is at its limit and ends; its parent tells why
        raise
    except Exception as fault:  # noqa: BLE001  no content of one file may end the run of all
        return refused_reading(reading, Refused("F27", fault=type(fault).__name__))


def _begun(path: str, snapshot: Snapshot, received_on: date | None, *, odd: bool) -> FileReading:
    return FileReading(
        path=path,
        size=snapshot.size,
        sha256=snapshot.sha256,
        format=_suffix(path),
        received_on=received_on,
        findings=(found("F17", path, path_shown=path),) if odd else (),
    )


def _unopened(path: str, refused: Refused, received_on: date | None, size: int = 0) -> FileReading:
    """A file that was not opened: its size is known at most."""
    skipped = refused.code in _SKIPPED
    return FileReading(
        path=path,
        size=size,
        sha256="",
        format=_suffix(path),
        usable=skipped,
        ignored=skipped,
        received_on=received_on,
        findings=(found(refused.code, path, **refused.facts),),
    )


def _enclosed(reading: FileReading) -> FileReading:
    return replace(reading, ignored=True, findings=(*reading.findings, found("F21", reading.path)))


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower().lstrip(".")
