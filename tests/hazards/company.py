"""Good forms that arrive together with bad ones, and what is known of them afterwards."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from hazards.case import PERIOD, Case, Good

from engine.consolidation.selection import Selection
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import RegisterRow
from engine.vocabulary.places import Kind

#: Districts whose organisations send good forms; cases send those of other districts, and of the organisations named.
_DISTRICTS = ("03", "04", "02", "01")
_OF_CASES = ("0101", "0115", "0410")
ARRIVED = 1_736_500_000

Known = tuple[object, ...]


def good_places(good: Good, most: int) -> list[str]:
    """Organisations whose forms come with the cases."""
    schools = [each for each in good.rulebook.registry.schools(None) if each.kind is not Kind.KINDERGARTEN]
    free = [each for each in schools if each.parent_id in _DISTRICTS and each.id not in _OF_CASES]
    return sorted(each.id for each in sorted(free, key=lambda each: _DISTRICTS.index(each.parent_id or ""))[:most])


def send_good(folder: Path, good: Good, places: Iterable[str]) -> None:
    """Put good forms into a folder of their own."""
    (folder / "хорошие").mkdir(parents=True)
    for place_id in places:
        path = folder / "хорошие" / f"{place_id}.xlsx"
        path.write_bytes(_form(good, place_id))
        os.utime(path, (ARRIVED, ARRIVED))


#: Good forms written so far, each with the rules that it belongs to: hundreds of cases send the same ones.
_WRITTEN: dict[str, tuple[Rulebook, bytes]] = {}


def _form(good: Good, place_id: str) -> bytes:
    known = _WRITTEN.get(place_id)
    if known is None or known[0] is not good.rulebook:
        known = _WRITTEN[place_id] = good.rulebook, good.form(place_id)
    return known[1]


def send_cases(folder: Path, good: Good, cases: Iterable[Case]) -> dict[str, Case]:
    """Put each case into a folder of its own; the cases by these folders' names."""
    sent = {f"случай {number:03}": case for number, case in enumerate(cases)}
    for name, case in sent.items():
        (folder / name).mkdir(parents=True)
        case.put(folder / name, good)
    return sent


def known_of(selection: Selection, places: Iterable[str]) -> dict[str, Known]:
    """All that a run knows of places: their rows of the register, what was found, every value that counts."""
    wanted = set(places)
    counted = {each.place_id: each for each in selection.submissions}
    rows = {row.place_id: row for row in selection.register if row.path.startswith("хорошие/")}
    return {
        place_id: (
            _row(rows[place_id]),
            counted[place_id],
            tuple(each for each in selection.findings if each.place_id == place_id),
        )
        for place_id in wanted
    }


def _row(row: RegisterRow) -> RegisterRow:
    assert row.period == PERIOD
    return row
