"""What earlier runs read from the files in incoming/: the next run of the day reads only what is new or changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from engine.intake.listing import Listed, facts_of
from engine.intake.recorded import NoRecordError, Record, record_of
from engine.intake.refusal import Refused
from engine.intake.snapshot import take_snapshot
from engine.pipeline.generation import generation
from engine.pipeline.store import Store, opened_store
from engine.rulebook.parts import reading_hash
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace

_FILE = "readings.sqlite"


@contextmanager
def reading_cache(workspace: Workspace, rulebook: Rulebook, *, keeping: bool = True) -> Iterator[ReadingCache]:
    """The readings that are kept for a workspace, under these rules and this program.

    Without ``keeping`` nothing is written. What was read is kept also where the run ends in the middle.
    """
    with opened_store(workspace.state / _FILE, keeping=keeping) as store:
        yield ReadingCache(store, f"{generation()} {reading_hash(rulebook)}")


@dataclass(frozen=True)
class ReadingCache:
    """Records of readings by path, each with the hash and the time of the file that it was read from."""

    store: Store
    made_by: str

    def find(self, listed: Listed) -> Record | None:
        """What was read from a file; None where the file, its name or its time are others, or the rules."""
        kept = self.store.find(listed.path)
        if kept is None or not kept[0].startswith(self._how(listed)):
            return None
        try:
            snapshot = take_snapshot(listed.location)
            if kept[0] == self._key(listed, snapshot.sha256, snapshot.modified_ns):
                return record_of(kept[1])
        except (Refused, NoRecordError):
            pass
        return None

    def keep(self, listed: Listed, record: Record) -> None:
        """Keep what was read from a file, unless it could not be opened or is not what it was when it was listed."""
        sha256 = record.heads[0].sha256
        if sha256 and facts_of(listed.location) == (listed.size, listed.modified_ns):
            self.store.keep(listed.path, self._key(listed, sha256, listed.modified_ns), record.content)

    def forget_others(self) -> None:
        """Drop what was read from files that are not there any more: all that are there were looked for."""
        self.store.forget_others()

    def _how(self, listed: Listed) -> str:
        return f"{self.made_by} {listed.enclosure} {listed.odd} "

    def _key(self, listed: Listed, sha256: str, modified_ns: int) -> str:
        return f"{self._how(listed)}{sha256} {modified_ns}"
