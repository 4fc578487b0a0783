"""What earlier runs consolidated: a district of which nothing has changed is not consolidated again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from engine.consolidation.recorded import RecordedPart
from engine.intake.recorded import NoRecordError
from engine.pipeline.choices import Asked
from engine.pipeline.districts import Mail
from engine.pipeline.generation import generation
from engine.pipeline.store import Store, opened_store
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace

_FILE = "districts.sqlite"


@contextmanager
def part_cache(workspace: Workspace, rulebook: Rulebook, asked: Asked, *, keeping: bool = True) -> Iterator[PartCache]:
    """The districts that are kept for a workspace, under these rules, closed versions, dates and this program.

    Without ``keeping`` nothing is written.
    """
    closed = [(each.period.id, each.version, each.altered, each.added) for each in rulebook.closed.periods]
    told = {
        "program": generation(),
        "rules": [rulebook.sha256, repr(rulebook.decisions)],
        "closed": [closed, sorted(rulebook.closed.lost.items())],
        "asked": [asked.period.id, asked.as_of.isoformat(), asked.strict],
    }
    with opened_store(workspace.state / _FILE, keeping=keeping) as store:
        yield PartCache(store, asked.period.id, hashlib.sha256(json.dumps(told).encode()).hexdigest())


@dataclass(frozen=True)
class PartCache:
    """Recorded parts by period and district, each with a hash over everything that it was made of."""

    store: Store
    period_id: str
    made_by: str

    def find(self, mail: Mail) -> RecordedPart | None:
        """A district's part; None where it has to be consolidated."""
        kept = self.store.find(self._name(mail))
        if kept is None or kept[0] != self._key(mail):
            return None
        try:
            return RecordedPart.from_bytes(kept[1])
        except NoRecordError:
            return None

    def keep(self, mail: Mail, part: RecordedPart) -> None:
        """Keep a district's part."""
        self.store.keep(self._name(mail), self._key(mail), part.to_bytes())

    def _name(self, mail: Mail) -> str:
        return f"{self.period_id} {mail.district_id}"

    def _key(self, mail: Mail) -> str:
        hashed = hashlib.sha256(self.made_by.encode())
        for record in mail.records:
            hashed.update(hashlib.sha256(record).digest())
        # What a closed version says of a district hangs on whose its files are now, and on what else came in.
        files = () if mail.closed is None else sorted(mail.closed.files)
        return hashed.hexdigest() + hashlib.sha256("\n".join(files).encode()).hexdigest()
