"""What a demo holds, so that a test can redo every sum by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from engine.pipeline.demo.story import PUPILS, Mess
from engine.vocabulary.fields import Address, Value


@dataclass(frozen=True)
class DemoReport:
    """A demo workspace: its files, and what was planted in them.

    ``files`` are all paths in incoming/, relative to it, with forward slashes. ``planted`` names the places whose
    report is unusual. ``answers`` holds per place what was typed into the form that should count, a district's own form
    included; ``sent`` where that form lies (a member of an archive: ``archive.zip/member.xlsx``). Silent places are in
    neither.
    """

    workspace: Path
    files: tuple[str, ...]
    planted: Mapping[str, Mess]
    answers: Mapping[str, Mapping[Address, Value]]
    sent: Mapping[str, str]

    def with_mess(self, mess: Mess) -> tuple[str, ...]:
        """Places with this peculiarity, by id."""
        return tuple(place_id for place_id, planted in self.planted.items() if planted is mess)

    @property
    def counted(self) -> tuple[str, ...]:
        """Organisations whose numbers belong in the totals: all that sent a form without errors, by id."""
        organisations = {place_id for district in PUPILS.values() for place_id in district}
        return tuple(sorted(organisations & self.answers.keys() - {*self.with_mess(Mess.ERRORS)}))

    def expected_values(self, place_id: str) -> dict[Address, int]:
        """The exact counts that an organisation typed; what it left blank is absent.

        «12 чел.» stands here as 12; a count that cannot be read («70%») is absent.
        """
        return {address: value for address, value in self.answers[place_id].items() if type(value) is int}
