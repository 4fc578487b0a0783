"""Finds the row of a transmittal's visible list of facts that prints a value, wherever somebody moved it to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from engine.intake.positions import address_of, position_of
from engine.pipeline.explaining.opened import Meaning, Opened
from engine.vocabulary.fields import Address

#: Where a value stands: the sheet and the address of its cell.
Where = tuple[str, str]
_OF_ANY_ROW = "fact:@"


@dataclass(frozen=True)
class PrintedFacts:
    """The rows of the list as they stand now; each says itself what it is about."""

    book: Opened

    def where(self, written: Where, place_id: str, address: Address) -> Where | None:
        """The cell with a value of a place: that where it was written, or where its row is now; None: there is none."""
        name, cell = written
        sheet = self.book.workbook.sheet(name) if name in self.book.workbook.names else None
        if sheet is not None and _key(self.book.meaning(sheet, *position_of(cell))) == (place_id, str(address)):
            return written
        return self._now.get((place_id, str(address)))

    @cached_property
    def _now(self) -> dict[tuple[str, str], Where]:
        found: dict[tuple[str, str], Where] = {}
        for key, where in self._listed():
            found.setdefault(key, where)
        return found

    def _listed(self) -> Iterator[tuple[tuple[str, str], Where]]:
        for (name, row, column), parts in self.book.noted.items():
            if row is None and column is not None and any(each.startswith(_OF_ANY_ROW) for each in parts):
                sheet = self.book.workbook.sheet(name)
                for number in range(0 if sheet is None else len(sheet.rows)):
                    key = None if sheet is None else _key(self.book.meaning(sheet, number, column))
                    if key is not None:
                        yield key, (name, address_of(number, column))


def _key(meaning: Meaning) -> tuple[str, str] | None:
    """The place and the address of the form that a row is about; None of a row that does not say so."""
    place_id, address = meaning.one("place"), meaning.one("fact")
    return None if place_id is None or address is None else (place_id, str(Address.parse(address)))
