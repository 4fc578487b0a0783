"""«Сводка» as written: its cells, charts, rows and what its numbers stand for."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from support.consolidations import (
    PLACES,
    activity_rows,
    consolidated,
    sample_rulebook,
    school_submission,
)
from support.workbook_text import Shown, read

from engine.consolidation.frames import frame_of
from engine.consolidation.result import PROGRESS, TRENDS
from engine.report.book import Page
from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import summary
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Kind, Level, Place

LONG_NAME = "Муниципальное образование с названием, которого никто не сокращает, " * 3


@dataclass(frozen=True)
class Drawn:
    """The sheet: its cells by address, its charts as XML, the page that was drawn and the meanings of its cells."""

    cells: dict[str, Shown]
    charts: tuple[str, ...]
    page: Page
    means: dict[tuple[int | None, int | None], tuple[str, ...]]

    @property
    def texts(self) -> list[str]:
        """Every text, in reading order."""
        return [cell.value for cell in self.cells.values() if isinstance(cell.value, str)]

    def row_of(self, text: str, columns: str = "A-Z") -> int:
        """The number of the first row that has a cell with exactly this text, in these columns."""
        return next(
            int(re.sub("[A-Z]", "", address))
            for address, cell in self.cells.items()
            if cell.value == text and re.match(f"[{columns}]", address)
        )

    def row(self, number: int) -> dict[str, object]:
        """The values of a row by column."""
        return {
            address.rstrip("0123456789"): cell.value
            for address, cell in self.cells.items()
            if address.lstrip("ABCDEFGHIJKL") == str(number)
        }

    @property
    def first_break(self) -> int:
        """The first row of the second printed page, zero-indexed."""
        return int(self.page.sheet.hbreaks[0])


def drawn(scope: Scope, folder: Path) -> Drawn:
    """Write «Сводка» alone and read it back."""
    path = folder / "summary.xlsx"
    with open_book(path, "Проба", "Проба", scope.as_of) as book:
        summary.write(book, scope)
        page, means = book.pages[0], {(row, column): parts for (_, row, column), parts in book.meanings.parts.items()}
    with zipfile.ZipFile(path) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("xl/charts/chart"))
        charts = tuple(archive.read(name).decode() for name in names)
    return Drawn(read(path)[page.name], charts, page, means)


def with_history(scope: Scope, *points: tuple[date, int, int], next_target: float | None = None) -> Scope:
    """The same with earlier results of the main indicator of the workbook's place: a day, numerator, denominator."""
    place, indicator = scope.place, scope.main_indicator
    trends = [
        (str(place.level), place.id, indicator.id, "share", on, None, "history", top, bottom, top / bottom, None, None)
        for on, top, bottom in points
    ]
    on, top, bottom = points[-1]
    value = float(scope.coverage(place, indicator).value or 0)
    row = (
        *(str(place.level), place.id, indicator.id, "share", value, on, None, top, bottom, top / bottom),
        *(value - top / bottom, 0.0, False, 2025 if next_target else None, next_target, True, 118),
    )
    made = scope.index.consolidation
    made = replace(made, trends=frame_of(trends, TRENDS), progress=frame_of([row], PROGRESS))
    return replace(scope, index=Index(made, scope.rulebook))


def many_districts(rulebook: Rulebook, number: int = 300) -> Scope:
    """A region of so many districts with a school each: every seventh is silent, forty have something overdue."""
    districts = [
        Place(
            f"{n:03d}",
            Level.DISTRICT,
            "00",
            f"{LONG_NAME[:190]} {n}" if n == 8 else f"Район {n}",
            roadmaps=("aksaysky",),
        )
        for n in range(1, number + 1)
    ]
    schools = [Place(f"{each.id}1", Level.SCHOOL, each.id, f"Школа {each.id}", Kind.SCHOOL) for each in districts]
    many = sample_rulebook(rulebook, [PLACES[0], *districts, *schools])
    submissions = tuple(
        school_submission(many, many.periods["2024"], each.id, 100, 40 + n % 45)
        for n, each in enumerate(schools)
        if n % 7
    )
    activities = activity_rows(many, {(each.id, "aksaysky", "3"): ("overdue", None) for each in schools[:40]})
    activities = activities.assign(district_id=[place_id[:3] for place_id in activities.place_id])
    return Scope(Index(consolidated(many, submissions, activities=activities), many), many.registry.region)


def one_school(rulebook: Rulebook) -> Scope:
    """A district of one school, both with the longest of names."""
    places = [
        PLACES[0],
        Place("01", Level.DISTRICT, "00", LONG_NAME[:200]),
        Place("0101", Level.SCHOOL, "01", f"МБОУ «{LONG_NAME[:190]}»", Kind.SCHOOL),
    ]
    small = sample_rulebook(rulebook, places)
    sent = school_submission(small, small.periods["2024"], "0101", 100, 40)
    return Scope(Index(consolidated(small, (sent,)), small), small.registry["01"])


def nobody(rulebook: Rulebook, place_id: str) -> Scope:
    """The sample's places, none of which reported."""
    small = sample_rulebook(rulebook)
    return Scope(Index(consolidated(small, ()), small), small.registry[place_id])


def nothing_to_divide_by(rulebook: Rulebook) -> Scope:
    """A district where everybody reported zeros."""
    small = sample_rulebook(rulebook)
    sent = tuple(school_submission(small, small.periods["2024"], each, 0, 0) for each in ("0101", "0102", "0103"))
    return Scope(Index(consolidated(small, sent), small), small.registry["01"])
