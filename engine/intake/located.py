"""Where the sections of a form stand in a workbook: the result of locating, and what was said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.intake.grids import Sheet
from engine.intake.positions import address_of
from engine.rulebook.forms import Field, Section
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Finding


@dataclass(frozen=True)
class LocatedSection:
    """One section on its sheet: rows by line code, columns by column number, zero-indexed.

    ``head_rows`` are the rows of heads and numbers above the lines; ``lost`` fields of the section that have no cell;
    ``repeated`` the rows of codes that stand there more than once, so that nobody knows which is the line.
    """

    section: Section
    sheet: Sheet
    code_column: int
    number_row: int
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    head_rows: range
    lost: frozenset[Address] = frozenset()
    repeated: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def position(self, address: Address) -> tuple[int, int] | None:
        """Row and column of a field, None where it has no cell."""
        if address in self.lost or address.line not in self.rows or address.column not in self.columns:
            return None
        return self.rows[address.line], self.columns[address.column]

    def cell(self, address: Address) -> tuple[str, str] | None:
        """Sheet and cell of a field as a person sees them."""
        at = self.position(address)
        return None if at is None else (self.sheet.name, address_of(*at))


@dataclass(frozen=True)
class Location:
    """All sections found in a workbook, by section id.

    ``missing`` are ids of sections without a place; ``findings`` say what was moved, repaired, lost or ambiguous. In a
    workbook that was made on another version of the form ``homes`` names the section that each field stands in there;
    a field without one has no cell. None: every field stands in its own section. ``copies`` are all places of the
    sections that stand several times and differ, so that they are missing; ``twins`` the spare places of those that
    stand several times and say the same everywhere.
    """

    sections: Mapping[str, LocatedSection]
    missing: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = field(default=())
    homes: Mapping[Address, str] | None = None
    copies: tuple[LocatedSection, ...] = ()
    twins: tuple[LocatedSection, ...] = ()

    def place_of(self, asked: Field) -> LocatedSection | None:
        """The section of the workbook in which a field stands, None where it has none there."""
        home = asked.section_id if self.homes is None else self.homes.get(asked.address)
        return None if home is None else self.sections.get(home)
