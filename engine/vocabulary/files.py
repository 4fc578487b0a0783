"""Files found in incoming/: what they are and what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from engine.vocabulary.fields import Submission
from engine.vocabulary.findings import Finding
from engine.vocabulary.transmittal import Transmittal


class FileStatus(StrEnum):
    """What became of a file; every file found has exactly one."""

    ACCEPTED = "accepted"
    WARNED = "warned"  # accepted with warnings
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    DUPLICATE = "duplicate"
    IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class FileReading:
    """One file as intake leaves it: its facts, its findings, and its submission where it is one of our forms.

    ``path`` is relative to the folder that was read, with forward slashes; a member of an archive is
    ``archive.zip/member.xlsx``. ``usable`` is False when the file could not be used as a file (damaged, unsafe, unknown
    format). ``ignored`` is True for enclosures, system files and files that do not belong to the period asked for.
    ``place_id``, ``period_id``, ``form``, ``form_version``, ``revision`` are what is known even where there is no
    submission. ``transmittal`` is set where the file is what a district sent up; ``form`` is "transmittal" then, also
    where its data could not be believed, ``place_id`` the district and ``revision`` the closed version (0: not closed).
    """

    path: str
    size: int
    sha256: str
    format: str
    usable: bool = True
    ignored: bool = False
    findings: tuple[Finding, ...] = ()
    submission: Submission | None = None
    place_id: str | None = None
    period_id: str | None = None
    form: str | None = None
    form_version: str | None = None
    revision: int | None = None
    received_on: date | None = None
    transmittal: Transmittal | None = None


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One row of register.csv: one file found, its status and the codes of its findings."""

    path: str
    size: int
    sha256: str
    format: str
    status: FileStatus
    codes: tuple[str, ...] = field(default=())
    place_id: str | None = None
    district_id: str | None = None
    period: str | None = None
    form_version: str | None = None
    revision: int | None = None
    superseded_by: str | None = None
    control_number: str | None = None
