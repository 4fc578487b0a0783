"""Finds cells that hold printed line codes and column numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from engine.intake.explanations import has_explanations
from engine.intake.grids import CellContent, Sheet
from engine.rulebook.forms import Form, Section, SectionKind, lines_of

#: Rows where each code stands, by column: {column: {code: [row, …]}}.
Hits = Mapping[int, Mapping[str, Sequence[int]]]

_LONGEST = 9  # characters: a code with blanks around it


@dataclass(frozen=True)
class CodedSheet:
    """A sheet with the places of all line codes on it.

    ``short`` are places of codes that lost their leading zeros (1 instead of 001); they count only beside their labels.
    """

    sheet: Sheet
    hits: Hits
    short: Hits

    @cached_property
    def is_list(self) -> bool:
        """Tell whether the sheet lists control relations to explain; it may quote codes without being the form."""
        return has_explanations(self.sheet)

    @cached_property
    def rows_by_column(self) -> dict[int, tuple[int, ...]]:
        """Rows that hold a code of any section, by column."""
        return {
            column: tuple(sorted(row for rows in codes.values() for row in rows)) for column, codes in self.hits.items()
        }


class CodeBook:
    """The line codes of one form, in every way a cell may hold them."""

    def __init__(self, form: Form) -> None:
        self._exact, self._short = _spellings(tuple(line.line for each in form.sections for line in lines_of(each)))
        self._longest = max((_LONGEST, *(len(code) + 3 for code in self._exact.values())))  # "101.0" too
        roadmap = form.roadmap_section
        self._roadmap = None if roadmap is None or roadmap.first_line is None else roadmap.first_line

    def on(self, sheet: Sheet) -> CodedSheet:
        """Find all codes on a sheet."""
        hits: defaultdict[int, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        short: defaultdict[int, defaultdict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        exact, lost, longest = self._exact, self._short, self._longest
        for row, cells in enumerate(sheet.rows):
            for column, cell in enumerate(cells):
                if cell is None:
                    continue
                kind = cell.__class__
                if kind is not float and (kind is not str or len(cell) >= longest):  # type: ignore[arg-type]  # a str here
                    continue
                code = exact.get(cell)
                if code is None:
                    code = self._other(cell)
                    if code is None and cell in lost:
                        short[column][lost[cell]].append(row)
                if code is not None:
                    hits[column][code].append(row)
        return CodedSheet(sheet, hits, short)

    def _other(self, cell: CellContent) -> str | None:
        if isinstance(cell, str):
            stripped = cell.strip(" \u00a0\t\n'\u200b\ufeff")
            if not stripped[:1].isdecimal():
                return None
            if stripped in self._exact:
                return self._exact[stripped]
            return stripped if self._is_roadmap(stripped) else None
        return (
            str(int(cell))
            if isinstance(cell, float) and cell.is_integer() and self._is_roadmap(str(int(cell)))
            else None
        )

    def _is_roadmap(self, text: str) -> bool:
        first = self._roadmap
        return (
            first is not None
            and len(text) == len(first)
            and text.isdecimal()
            and text.isascii()
            and text[0] == first[0]
        )


@lru_cache(maxsize=16)
def _spellings(codes: tuple[str, ...]) -> tuple[Mapping[object, str], Mapping[object, str]]:
    """Codes by all that a cell may hold for them, whole, and without the zeros that they begin with."""
    exact: dict[object, str] = {}
    short: dict[object, str] = {}
    for code in codes:
        exact[code] = code
        whole = short if code.startswith("0") else exact
        whole[float(code)] = code
        whole[str(int(code))] = code
        whole[f"{int(code)}.0"] = code
    return exact, short


def column_number(cell: CellContent) -> str | None:
    """The printed column number in a cell: "1" from the text or the number 1; None for anything else."""
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, float | int):
        return str(int(cell)) if float(cell).is_integer() and 0 < cell < 100 else None
    if isinstance(cell, str) and len(cell) <= 6:
        text = cell.strip(" \u00a0\t'.()")
        return text if text.isascii() and text.isdecimal() and len(text) <= 2 and text[0] != "0" else None
    return None


def expected_codes(section: Section) -> tuple[str, ...]:
    """Codes of the lines that must stand in a section, in printed order; computed lines may be gone."""
    return tuple(line.line for line in lines_of(section) if line.computed is None)


def is_numbered(section: Section) -> bool:
    """Tell whether the section's lines are numbered as they come and not listed in the rules."""
    return section.kind is SectionKind.ROADMAP
