"""The rows of a table of places: the whole first, then each district with its organisations; and the sums over them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from engine.report import wording
from engine.report.book import Page, area
from engine.report.scope import Scope
from engine.vocabulary.places import Place

Role = Literal["total", "district", "school"]
LABEL, KIND, REPORT = 0, 1, 2  # the columns that every such table begins with
HEADS = ("Территория, организация", "Вид", "Отчёт")
WIDTHS = (38.0, 14.5, 11.0)


@dataclass(frozen=True, slots=True)
class Step:
    """One row: a place, its row on the sheet, and the rows it sums (None where it sums nothing)."""

    place: Place
    row: int
    role: Role
    rows: tuple[int, int] | None = None


@dataclass(frozen=True)
class Ladder:
    """Rows of a table of places, from ``first_row`` down; below a territory's ``below_territory`` rows stay free."""

    scope: Scope
    first_row: int
    below_territory: int = 0

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Rows in order: the workbook's own place is the whole; districts of the region are subtotals."""
        free, below = self.below_territory, []
        row = self.first_row + 1 + free
        for district in self.scope.districts:
            own = self._schools.get(district.id, [])
            if self.scope.is_region:
                summed = (row + 1 + free, row + free + len(own)) if own else None
                below.append(Step(district, row, "district", summed))
                row += 1 + free
            below += [Step(school, row + number, "school") for number, school in enumerate(own)]
            row += len(own)
        summed = (self.first_row + 1 + free, row - 1) if below else None
        return (Step(self.scope.place, self.first_row, "total", summed), *below)

    @cached_property
    def _schools(self) -> dict[str | None, list[Place]]:
        by_parent = sorted(self.scope.schools, key=lambda school: (school.parent_id or "", school.id))
        return {parent: list(group) for parent, group in groupby(by_parent, lambda school: school.parent_id)}

    @property
    def last_row(self) -> int:
        """The last row of the table."""
        last = self.steps[-1]
        return last.row + (0 if last.role == "school" else self.below_territory)

    @cached_property
    def row_of(self) -> dict[str, int]:
        """A place's row by its id."""
        return {step.place.id: step.row for step in self.steps}

    def sum_formula(self, step: Step, column: int) -> str:
        """The formula that adds up a column for a total row: blank where nothing below has a number."""
        if step.rows is None:
            return '=""'
        summed = area(*step.rows, column)
        if step.role == "total" and self.scope.is_region:  # districts are sums themselves
            kinds = area(*step.rows, KIND)
            return f'=IF(COUNT({summed})=0,"",SUMIF({kinds},"<>{wording.DISTRICT}",{summed}))'
        return f'=IF(COUNT({summed})=0,"",SUM({summed}))'

    def draw_labels(self, page: Page) -> None:
        """Write the first three columns of every row: the place, its kind, and whether it has reported."""
        page.sheet.outline_settings(visible=True, symbols_below=False, symbols_right=True)
        for step in self.steps:
            place, tone = step.place, row_look(step)
            label = f"Всего: {place.name}" if step.role == "total" else place.name
            page.put(step.row, LABEL, label, "cell", "wrap", _indent(self.scope, step), *tone)
            kind = wording.KIND[str(place.kind)] if place.kind else wording.DISTRICT if step.role == "district" else ""
            page.put(step.row, KIND, kind, "cell", "small", "left", *tone)
            text, look = self._report(step)
            page.put(step.row, REPORT, text, "cell", "small", "middle", *(look or tone))
            page.height(step.row, max(17.0, page.needed(label, LABEL, LABEL, "cell", "deep", *tone)))
            if step.role == "school" and self.scope.is_region:
                page.sheet.set_row(step.row, page.heights[step.row], None, {"level": 1})

    def _report(self, step: Step) -> tuple[str, tuple[str, ...]]:
        if step.role == "school":
            return report_words(self.scope, step.place)
        inside = self.scope.schools if step.role == "total" else self._schools.get(step.place.id, [])
        return f"{sum(map(self.scope.counted, inside))} из {len(inside)}", ()


def report_words(scope: Scope, school: Place) -> tuple[str, tuple[str, ...]]:
    """Whether an organisation's report is in the totals, as shown, and its tone."""
    report = scope.index.completeness.get((school.id, "school"))
    status = "silent" if report is None else str(report.status)
    if status in wording.COUNTED:
        return "√ учтён", ()
    return f"{wording.COMPLETENESS[status].sign} {wording.REPORT[status]}", (wording.COMPLETENESS[status].tone,)


def row_look(step: Step) -> tuple[str, ...]:
    """The look of a row by its role."""
    return {"total": ("total",), "district": ("subtotal",), "school": ()}[step.role]


def _indent(scope: Scope, step: Step) -> str:
    return "deep" if scope.is_region and step.role == "school" else "left"
