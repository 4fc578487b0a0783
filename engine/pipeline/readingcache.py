"""What earlier runs read from the files in incoming/: the next run of the day reads only what is new or changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from engine.intake.incoming import Readings
from engine.intake.listing import Listed, facts_of
from engine.intake.recorded import NoRecordError, readings_of
from engine.intake.refusal import Refused
from engine.intake.snapshot import take_snapshot
from engine.pipeline.generation import generation
from engine.rulebook.parts import reading_hash
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace

_FILE = "readings.sqlite"
_TOGETHER = 64  # readings that are written to the disk at once
_TABLE = """
CREATE TABLE IF NOT EXISTS readings (
    path TEXT PRIMARY KEY, made_by TEXT NOT NULL, sha256 TEXT NOT NULL, modified_ns INTEGER NOT NULL,
    content BLOB NOT NULL
) WITHOUT ROWID
"""


@contextmanager
def reading_cache(workspace: Workspace, rulebook: Rulebook, *, keeping: bool = True) -> Iterator[ReadingCache]:
    """The readings that are kept for a workspace, under these rules and this program.

    Without ``keeping`` nothing is written, and no cache made. Leaving keeps what was read, also where the run ends in
    the middle. A cache that cannot be opened, read or written costs time and nothing else.
    """
    file = workspace.state / _FILE
    store = _opened(file) if keeping else _looked_into(file)
    cache = ReadingCache(store, f"{generation()} {reading_hash(rulebook)}", keeping)
    try:
        yield cache
    finally:
        cache.close()
        if cache.broken and keeping:
            with suppress(OSError):
                file.unlink(missing_ok=True)


@dataclass
class ReadingCache:
    """Readings by path, each with the hash and the time of the file that it was read from."""

    store: sqlite3.Connection | None
    made_by: str
    keeping: bool = True
    broken: bool = False
    _waiting: int = 0
    _met: set[str] = field(default_factory=set)

    def find(self, listed: Listed) -> Readings | None:
        """What was read from a file; None where the file, its name or its time are others, or the rules."""
        self._met.add(listed.path)
        row = self._run("SELECT made_by, sha256, modified_ns, content FROM readings WHERE path = ?", listed.path)
        if row is None or row[0] != self._key(listed):
            return None
        try:
            snapshot = take_snapshot(listed.location)
            found = readings_of(row[3]) if (snapshot.sha256, snapshot.modified_ns) == (row[1], row[2]) else None
        except (Refused, NoRecordError):
            return None
        return found

    def keep(self, listed: Listed, readings: Readings, content: bytes) -> None:
        """Keep what was read from a file, unless it could not be opened or is not what it was when it was listed."""
        sha256 = readings[0].sha256
        if not self.keeping or not sha256 or facts_of(listed.location) != (listed.size, listed.modified_ns):
            return
        row = (listed.path, self._key(listed), sha256, listed.modified_ns, content)
        self._run("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?, ?)", *row)
        self._waiting += 1
        if self._waiting >= _TOGETHER:
            self._commit()

    def forget_others(self) -> None:
        """Drop what was read from files that are not there any more: all that are there were looked for."""
        if self.store is None or not self.keeping:
            return
        try:
            known = {path for (path,) in self.store.execute("SELECT path FROM readings")}
            self.store.executemany("DELETE FROM readings WHERE path = ?", [(each,) for each in known - self._met])
        except sqlite3.Error as fault:
            self._give_up(fault)

    def close(self) -> None:
        """Write what waits to the disk."""
        self._commit()
        if self.store is not None:
            self.store.close()

    def _key(self, listed: Listed) -> str:
        return f"{self.made_by} {listed.enclosure} {listed.odd}"

    def _run(self, statement: str, *values: object) -> tuple[str, str, int, bytes] | None:
        if self.store is None:
            return None
        try:
            row: tuple[str, str, int, bytes] | None = self.store.execute(statement, values).fetchone()
        except (sqlite3.Error, UnicodeError) as fault:
            self._give_up(fault)
            return None
        return row

    def _commit(self) -> None:
        self._waiting = 0
        if self.store is not None:
            try:
                self.store.commit()
            except sqlite3.Error as fault:
                self._give_up(fault)

    def _give_up(self, fault: Exception) -> None:
        if self.store is not None:
            with suppress(sqlite3.Error):
                self.store.close()
        self.store = None
        # What is in use by another command, or finds no room, is whole.
        self.broken = isinstance(fault, sqlite3.DatabaseError) and not isinstance(fault, sqlite3.OperationalError)


def _looked_into(file: Path) -> sqlite3.Connection | None:
    """The store in a file, to read only; None where there is none."""
    try:
        return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=1)
    except sqlite3.Error:
        return None


def _opened(file: Path) -> sqlite3.Connection | None:
    """The store in a file, made where there is none; None where that cannot be."""
    for _ in range(2):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            store = sqlite3.connect(file, timeout=1)
            # What a loss of power spoils is noticed, and read again.
            store.execute("PRAGMA synchronous = OFF")
            store.execute(_TABLE)
        except (sqlite3.Error, OSError):
            with suppress(OSError):
                file.unlink(missing_ok=True)
        else:
            return store
    return None
