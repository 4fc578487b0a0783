"""Finds files again that an earlier run read, by their path in the register and their hash."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from engine.intake.archives import members_of
from engine.intake.container import open_container
from engine.intake.limits import FILE_SIZE
from engine.intake.listing import Listed, list_files
from engine.intake.reading import read_file
from engine.intake.refusal import Refused
from engine.intake.snapshot import Snapshot, take_snapshot
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading


@dataclass(frozen=True)
class Incoming:
    """A folder of files that were read before; nothing in it is changed."""

    folder: Path

    def find(self, path: str, sha256: str) -> Snapshot | None:
        """The bytes of a file, ``archive.zip/member.xlsx`` too; None where it is not there or not the same any more."""
        for listed, is_whole in self._candidates(path):
            snapshot = _taken(listed.location)
            if snapshot is None:
                continue
            found = snapshot if is_whole else _member(listed.path, snapshot, path)
            if found is not None and found.sha256 == sha256:
                return found
        return None

    def read(self, path: str, sha256: str, rulebook: Rulebook) -> FileReading | None:
        """What intake makes of the file, by rules of today; None where it is not there or not the same any more."""
        for listed, _ in self._candidates(path):
            for reading in read_file(listed, rulebook):
                if (reading.path, reading.sha256) == (path, sha256):
                    return reading
        return None

    def _candidates(self, path: str) -> list[tuple[Listed, bool]]:
        """Files that a path may mean, and whether it means the whole file or a member of it."""
        found = []
        for each in (path, *(str(parent) for parent in PurePosixPath(path).parents)):
            listed = self._plain(each) or (self._listed.get(each) if _is_odd(each) else None)
            if listed is not None:
                found.append((listed, each == path))
        return found

    def _plain(self, path: str) -> Listed | None:
        """The file at a path that is shown as it is on the disk, as nearly every one is."""
        location = self.folder.joinpath(*PurePosixPath(path).parts)
        inside = ".." not in PurePosixPath(path).parts and not path.startswith("/")
        return Listed(path, location) if inside and location.is_file() and not location.is_symlink() else None

    @cached_property
    def _listed(self) -> dict[str, Listed]:
        return {each.path: each for each in list_files(self.folder)}


def _is_odd(path: str) -> bool:
    """Tell whether a path may be shown otherwise than it is on the disk."""
    return "\\" in path or path.endswith("~")


def _taken(location: Path) -> Snapshot | None:
    try:
        return take_snapshot(location)
    except Refused:
        return None


def _member(archive_path: str, archive: Snapshot, path: str) -> Snapshot | None:
    if archive.size > FILE_SIZE:
        return None
    try:
        members = list(members_of(archive_path, open_container(archive.content)))
    except Refused:
        return None
    return next((each.snapshot for each in members if each.path == path), None)
