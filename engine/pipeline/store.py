"""A store of bytes by name in .svod/: what it holds saves time; deleting or spoiling it costs time and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

_TOGETHER = 64  # what is written to the disk at once
_TABLE = (
    "CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, key TEXT NOT NULL, content BLOB NOT NULL) WITHOUT ROWID"
)


@contextmanager
def opened_store(file: Path, *, keeping: bool = True) -> Iterator[Store]:
    """The store in a file, made where there is none.

    Without ``keeping`` nothing is written, and no store made. Leaving keeps what came, also where a run ends in the
    middle. A store that cannot be opened, read or written is empty and takes nothing.
    """
    store = Store(_opened(file) if keeping else _looked_into(file), keeping)
    try:
        yield store
    finally:
        store.close()
        if store.broken and keeping:
            with suppress(OSError):
                file.unlink(missing_ok=True)


@dataclass
class Store:
    """Bytes by name, each with the key under which they hold."""

    connection: sqlite3.Connection | None
    keeping: bool = True
    broken: bool = False
    _waiting: int = 0
    _met: set[str] = field(default_factory=set)

    def find(self, name: str) -> tuple[str, bytes] | None:
        """The key and the bytes of a name; None where there are none."""
        self._met.add(name)
        return self._run("SELECT key, content FROM kept WHERE name = ?", name)

    def keep(self, name: str, key: str, content: bytes) -> None:
        """Keep bytes under a name in place of what it had."""
        if not self.keeping:
            return
        self._run("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", name, key, content)
        self._waiting += 1
        if self._waiting >= _TOGETHER:
            self._commit()

    def forget_others(self) -> None:
        """Drop the names that nobody has looked for."""
        if self.connection is None or not self.keeping:
            return
        try:
            known = {name for (name,) in self.connection.execute("SELECT name FROM kept")}
            self.connection.executemany("DELETE FROM kept WHERE name = ?", [(each,) for each in known - self._met])
        except sqlite3.Error as fault:
            self._give_up(fault)

    def close(self) -> None:
        """Write what waits to the disk."""
        self._commit()
        if self.connection is not None:
            self.connection.close()

    def _run(self, statement: str, *values: object) -> tuple[str, bytes] | None:
        if self.connection is None:
            return None
        try:
            row: tuple[str, bytes] | None = self.connection.execute(statement, values).fetchone()
        except (sqlite3.Error, UnicodeError) as fault:
            self._give_up(fault)
            return None
        return row

    def _commit(self) -> None:
        self._waiting = 0
        if self.connection is not None:
            try:
                self.connection.commit()
            except sqlite3.Error as fault:
                self._give_up(fault)

    def _give_up(self, fault: Exception) -> None:
        if self.connection is not None:
            with suppress(sqlite3.Error):
                self.connection.close()
        self.connection = None
        # What is in use by another command, or finds no room, is whole.
        self.broken = isinstance(fault, sqlite3.DatabaseError) and not isinstance(fault, sqlite3.OperationalError)


def _looked_into(file: Path) -> sqlite3.Connection | None:
    """The database in a file, to read only; None where there is none."""
    try:
        return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True, timeout=1)
    except sqlite3.Error:
        return None


def _opened(file: Path) -> sqlite3.Connection | None:
    """The database in a file, made where there is none; None where that cannot be."""
    for _ in range(2):
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(file, timeout=1)
            # What a loss of power spoils is noticed, and made anew.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(_TABLE)
        except (sqlite3.OperationalError, OSError):  # another command is at it, or the disk takes nothing
            return None
        except sqlite3.Error:
            with suppress(OSError):
                file.unlink(missing_ok=True)
        else:
            return connection
    return None
