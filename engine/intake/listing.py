"""Lists every file of a folder at any depth, each exactly once, without opening any."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from engine.vocabulary.filenames import LOCK_FILE, SYSTEM_FILE

_DATED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL = re.compile(r".*\.(part|partial|crdownload|download|tmp)", re.IGNORECASE | re.DOTALL)
_ENCLOSURE = re.compile(r".*\.(pdf|jpe?g|png|tiff?|gif|bmp|webp|heic|sig|p7s|sgn)", re.IGNORECASE | re.DOTALL)
_JUNCTION = 0xA0000003
_BOOK = re.compile(r".*\.(xlsx|xlsm|xls|ods|zip)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Listed:
    """A name found: ``path`` as shown (relative, forward slashes), ``location`` on the disk.

    ``code`` says why it is not opened (None: it is). ``enclosure`` marks scans and signatures by name; ``odd`` a name
    that is shown escaped. ``received_on`` is the date of the nearest dated folder, None when there is none; ``size``
    and ``modified_ns`` are 0 where they are not known.
    """

    path: str
    location: Path
    received_on: date | None = None
    code: str | None = None
    enclosure: bool = False
    odd: bool = False
    size: int = 0
    modified_ns: int = 0


def list_files(folder: Path) -> tuple[Listed, ...]:
    """Every name under a folder that is not itself a plain folder, sorted by path."""
    return _each_its_path(_under(folder, ()))


def list_paths(paths: Sequence[Path]) -> tuple[Listed, ...]:
    """The files named and those in the folders named, each once, with the path that was given in front."""
    found: dict[Path, Listed] = {}
    for given in paths:
        parts = tuple(part for part in given.as_posix().split("/") if part not in ("", "."))
        base = ("", *parts) if given.is_absolute() and not given.drive else parts
        listed = _under(given, base) if given.is_dir() and not given.is_symlink() else (_listed(given, base),)
        for each in listed:
            found.setdefault(each.location.absolute(), each)
    return _each_its_path(found.values())


def _each_its_path(listed: Iterable[Listed]) -> tuple[Listed, ...]:
    """Sort by path; of names that are shown alike, the later ones get a mark, since each file has a row of its own.

    So does a file that is shown like a folder: were it an archive, its members would have the paths of other files.
    """
    taken: set[str] = set()
    apart = []
    files = sorted(listed, key=lambda each: (each.path, os.fsencode(each.location)))
    folders = {str(folder) for each in files for folder in PurePosixPath(each.path).parents}
    for each in files:
        path = each.path
        while path in taken or (path in folders and each.code is None):
            path += "~"
        taken.add(path)
        apart.append(replace(each, path=path, odd=each.odd or path != each.path))
    return tuple(apart)


def received_on(path: str) -> date | None:
    """The date of the nearest folder named YYYY-MM-DD on a file's path."""
    for folder in reversed(PurePosixPath(path).parts[:-1]):
        if _DATED.fullmatch(folder):
            try:
                return date.fromisoformat(folder)
            except ValueError:
                continue
    return None


def facts_of(location: Path) -> tuple[int, int]:
    """Size and time of modification of a regular file; zeros for anything else."""
    try:
        facts = location.lstat()
    except OSError:
        return 0, 0
    return (facts.st_size, facts.st_mtime_ns) if stat.S_ISREG(facts.st_mode) else (0, 0)


def shown(name: str) -> tuple[str, bool]:
    """A name safe to show anywhere, and whether it had to be changed for that.

    Letters that a Mac takes apart («и» and a breve) are put together again: nobody can see the difference.
    """
    try:
        name = unicodedata.normalize("NFC", os.fsencode(name).decode("utf-8"))
    except UnicodeDecodeError:
        name = os.fsencode(name).decode("utf-8", "backslashreplace")
        return _escaped(name), True
    escaped = _escaped(name)
    return escaped, escaped != name


def name_code(name: str) -> str | None:
    """The code of a file that is not opened because of its name alone: lock, system, or still being copied."""
    if LOCK_FILE.fullmatch(name):
        return "F01"
    if SYSTEM_FILE.fullmatch(name):
        return "F02"
    return "F06" if _PARTIAL.fullmatch(name) else None


def is_enclosure(name: str) -> bool:
    """Tell whether a name is that of a scan, a photograph or a signature."""
    return _ENCLOSURE.fullmatch(name) is not None


def _under(folder: Path, base: tuple[str, ...]) -> Iterator[Listed]:
    waiting = [(folder, base)]  # no recursion: folders may lie in one another a thousand deep
    while waiting:
        inside, parts = waiting.pop()
        try:
            with os.scandir(inside) as entries:
                names = [entry.name for entry in entries]
        except OSError:
            yield _listed(inside, parts, code="F07")
            continue
        for name in names:
            location, path = inside / name, (*parts, name)
            if _is_folder(location):
                waiting.append((location, path))
                if _BOOK.fullmatch(name):
                    yield _listed(location, path, code="F03")
            else:
                yield _listed(location, path)


def _listed(location: Path, parts: tuple[str, ...], code: str | None = None) -> Listed:
    names = [shown(part) for part in parts]
    path = "/".join(name for name, _ in names) or "."
    own = location.name
    size, modified_ns = facts_of(location)
    return Listed(
        path=path,
        location=location,
        received_on=received_on(path),
        code=code or name_code(own) or _kind_code(location),
        enclosure=is_enclosure(own),
        odd=any(odd for _, odd in names),
        size=size,
        modified_ns=modified_ns,
    )


def _is_folder(location: Path) -> bool:
    try:
        facts = location.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(facts.st_mode) and not _is_junction(facts)


def _is_junction(facts: os.stat_result) -> bool:
    """Windows' links to folders count as folders there, and may lead round in a circle."""
    return getattr(facts, "st_reparse_tag", 0) == _JUNCTION


def _kind_code(location: Path) -> str | None:
    try:
        facts = location.lstat()
    except OSError:
        return "F07"
    mode = facts.st_mode
    if stat.S_ISLNK(mode) or _is_junction(facts):
        return "F04"
    return None if stat.S_ISREG(mode) or stat.S_ISDIR(mode) else "F03"


def _escaped(name: str) -> str:
    return "".join(
        letter
        if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        else f"\\u{ord(letter):04x}"
        for letter in name
    )
