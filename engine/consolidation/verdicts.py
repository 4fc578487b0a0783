"""What became of one file: its status, what is said about it, and the file that counts in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from engine.vocabulary.files import FileReading, FileStatus
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.messages import found


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a file; ``findings`` are those that still matter, ``superseded_by`` is a path."""

    status: FileStatus
    findings: tuple[Finding, ...]
    superseded_by: str | None = None


def accepted_status(findings: Iterable[Finding]) -> FileStatus:
    """Accepted with warnings where one is open, or errors were waived; what is explained asks for nothing any more."""
    warned = any(each.severity is not Severity.INFO and each.state is not FindingState.EXPLAINED for each in findings)
    return FileStatus.WARNED if warned else FileStatus.ACCEPTED


def copies(files: Iterable[FileReading]) -> dict[str, Verdict]:
    """Usable files with the bytes of another one that comes first, by path."""
    first: dict[str, FileReading] = {}
    verdicts = {}
    for reading in files:
        if reading.usable and (used := first.setdefault(reading.sha256, reading)) is not reading:
            why = found("F13", reading.path, place_id=reading.place_id, used=used.path)
            verdicts[reading.path] = Verdict(FileStatus.DUPLICATE, (why,), superseded_by=used.path)
    return verdicts
