"""The rows of a table of places: the whole first, then each district with its organisations; and the sums over them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Literal

from xlsxwriter.utility import xl_rowcol_to_cell

from engine.report import wording
from engine.report.book import Page, area
from engine.report.rangenames import range_name
from engine.report.scope import Scope
from engine.report.tables import FILTERED
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Place

Role = Literal["total", "district", "school"]
LABEL, KIND, REPORT = 0, 1, 2  # the columns that every such table begins with
HEADS = (mark("Территория, организация"), mark("Вид"), mark("Отчёт"))
WIDTHS = (38.0, 14.5, 11.0)
WHOLE = mark("Всего: {place}")
FILTER_HEADS = (mark("отбор по названию"), mark("по виду"), mark("по отчёту"))
COUNTED = mark("√ учтён")
#: What the region's sheets say about their rows, and in a few words.
FOLDED = mark(
    "Организации свёрнуты под своими муниципалитетами: «+» слева раскрывает один, «2» над ними – все (перед отбором "
    "организаций раскройте все)."
)
FOLDED_SHORT = mark("«+» слева раскрывает организации муниципалитета.")
PLACES, KINDS = mark("места"), mark("виды")
WHAT_PLACES = mark("территории и организации листа «{sheet}», по строкам под итогом")
WHAT_KINDS = mark("виды этих территорий и организаций (муниципалитет, школа и другие)")
FILTERED_LOOK = ("filtered",)
FILTER_LOOK = ("code", "tiny")
LONGEST_FORMULA = 8_000  # letters; Excel takes 8,192
MOST_ARGUMENTS = 250  # of one call; Excel takes 255


@dataclass(frozen=True, slots=True)
class Step:
    """One row: a place, its row on the sheet, and the rows it sums (None where it sums nothing)."""

    place: Place
    row: int
    role: Role
    rows: tuple[int, int] | None = None


@dataclass(frozen=True)
class Ladder:
    """Rows of a table of places, from ``first_row`` down; below a territory's ``below_territory`` rows stay free.

    Below the whole stand the total that follows the filter and the row that the filter's buttons are in.
    """

    scope: Scope
    first_row: int
    below_territory: int = 0

    @property
    def filtered_row(self) -> int:
        """The row of the total that follows the filter."""
        return self.first_row + 1 + self.below_territory

    @property
    def filter_row(self) -> int:
        """The row of the filter's buttons and of the links to what the numbers are made of."""
        return self.filtered_row + 1

    @property
    def first_below(self) -> int:
        """The first of the rows that can be filtered."""
        return self.filtered_row + 2

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """Rows in order: the workbook's own place is the whole; districts of the region are subtotals."""
        free, below = self.below_territory, []
        row = self.first_below
        for district in self.scope.districts:
            own = self._schools.get(district.id, [])
            if self.scope.is_region:
                summed = (row + 1 + free, row + free + len(own)) if own else None
                below.append(Step(district, row, "district", summed))
                row += 1 + free
            below += [Step(school, row + number, "school") for number, school in enumerate(own)]
            row += len(own)
        summed = (self.first_below, row - 1) if below else None
        return (Step(self.scope.place, self.first_row, "total", summed), *below)

    @cached_property
    def _schools(self) -> dict[str | None, list[Place]]:
        by_parent = sorted(self.scope.schools, key=lambda school: (school.parent_id or "", school.id))
        return {parent: list(group) for parent, group in groupby(by_parent, lambda school: school.parent_id)}

    @cached_property
    def last_row(self) -> int:
        """The last row of the table."""
        last = self.steps[-1]
        if last.role == "total":
            return self.filter_row
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
            return f'=IF(COUNT({summed})=0,"",SUMIF({kinds},"<>{tr(wording.DISTRICT)}",{summed}))'
        return f'=IF(COUNT({summed})=0,"",SUM({summed}))'

    def draw_filtered(self, page: Page, column: int, value: float | None, *look: str) -> None:
        """Write the total of a column that follows the filter; nothing else refers to it.

        ``value`` is what the organisations of the whole add up to. Where a filter leaves districts only, they are
        added up; otherwise their rows are no numbers of their own. A formula too long for a cell gives way to «–».
        """
        if self.follows_filter(column):
            formula = self._filtered_formula(column)
            page.formula(self.filtered_row, column, formula, value, "cell", *look, *FILTERED_LOOK)
        else:
            page.put(self.filtered_row, column, "–", "cell", "middle", *FILTERED_LOOK)

    def follows_filter(self, column: int) -> bool:
        """Tell whether the total that follows the filter fits a cell."""
        return len(self._filtered_formula(column)) <= LONGEST_FORMULA

    def _filtered_formula(self, column: int) -> str:
        if self.steps[0].rows is None:
            return '=""'
        visible = area(*self.steps[0].rows, column)
        summed = f"SUBTOTAL(9,{visible})"
        own = [xl_rowcol_to_cell(step.row, column) for step in self.steps if step.role == "district"]
        if own:
            counted, added = (_over(function, own) for function in (2, 9))
            summed = f"{summed}-IF(SUBTOTAL(2,{visible})={counted},0,{added})"
        return f'=IF(SUBTOTAL(2,{visible})=0,"",{summed})'

    def draw_labels(self, page: Page) -> None:
        """Write the first three columns of every row: the place, its kind, and whether it has reported."""
        page.sheet.outline_settings(visible=True, symbols_below=False, symbols_right=True)
        for step in self.steps:
            place, tone = step.place, row_look(step)
            label = tr(WHOLE).format(place=place.name) if step.role == "total" else place.name
            page.put(step.row, LABEL, label, "cell", "wrap", _indent(self.scope, step), *tone)
            district = tr(wording.DISTRICT) if step.role == "district" else ""
            kind = tr(wording.KIND[str(place.kind)]) if place.kind else district
            page.put(step.row, KIND, kind, "cell", "small", "left", *tone)
            text, look = self._report(step)
            page.put(step.row, REPORT, text, "cell", "small", "middle", *(look or tone))
            if step.role != "school":
                page.means(step.row, REPORT, "reports:counted", "reports:expected", "form:school")
            page.height(step.row, max(17.0, page.needed(label, LABEL, LABEL, "cell", "deep", *tone)))
            page.means(step.row, None, f"place:{place.id}")
        self._draw_filter(page)

    def _draw_filter(self, page: Page) -> None:
        page.put(self.filtered_row, LABEL, tr(FILTERED), "cell", "left", *FILTERED_LOOK)
        page.means(self.filtered_row, None, f"place:{self.scope.place.id}", "filtered:rows")
        for column in (KIND, REPORT):
            page.put(self.filtered_row, column, None, "cell", *FILTERED_LOOK)
        for column, head in enumerate(FILTER_HEADS):
            page.put(self.filter_row, column, tr(head), "cell", "left", *FILTER_LOOK)
        page.height(self.filtered_row, 17)
        page.height(self.filter_row, 17)
        if self.steps[0].rows is not None:
            page.sheet.autofilter(self.filter_row, LABEL, self.last_row, REPORT)

    def name_places(self, page: Page) -> None:
        """Name the columns of places and kinds below the totals; names of numbers go with them row by row."""
        rows = self.first_below, self.last_row
        for column, word, what in ((LABEL, PLACES, WHAT_PLACES), (KIND, KINDS, WHAT_KINDS)):
            page.book.name(range_name(page.name, tr(word)), page.range(*rows, column), tr(what).format(sheet=page.name))

    def fold(self, page: Page) -> None:
        """Fold the region's organisations under their districts; to be called when all rows have their height."""
        for step in self.steps:
            if step.role == "district" and step.rows is not None:
                page.fold(step.rows[0] - 1, *step.rows)

    def _report(self, step: Step) -> tuple[str, tuple[str, ...]]:
        if step.role == "school":
            return report_words(self.scope, step.place)
        inside = self.scope.schools if step.role == "total" else self._schools.get(step.place.id, [])
        return count_of(sum(map(self.scope.counted, inside)), len(inside)), ()


def count_of(reported: int, expected: int) -> str:
    """«64 из 67»."""
    return tr("{reported} из {expected}").format(reported=reported, expected=expected)


def _over(function: int, cells: list[str]) -> str:
    """A SUBTOTAL over single cells, as many as one call takes at a time."""
    groups = [cells[first : first + MOST_ARGUMENTS] for first in range(0, len(cells), MOST_ARGUMENTS)]
    calls = [f"SUBTOTAL({function},{','.join(group)})" for group in groups]
    return calls[0] if len(calls) == 1 else f"({'+'.join(calls)})"


def report_words(scope: Scope, school: Place) -> tuple[str, tuple[str, ...]]:
    """Whether an organisation's report is in the totals, as shown, and its tone."""
    report = scope.index.completeness.get((school.id, "school"))
    status = "silent" if report is None else str(report.status)
    if status in wording.COUNTED:
        return tr(COUNTED), ()
    return f"{wording.COMPLETENESS[status].sign} {tr(wording.REPORT[status])}", (wording.COMPLETENESS[status].tone,)


def row_look(step: Step) -> tuple[str, ...]:
    """The look of a row by its role."""
    return {"total": ("total",), "district": ("subtotal",), "school": ()}[step.role]


def _indent(scope: Scope, step: Step) -> str:
    return "deep" if scope.is_region and step.role == "school" else "left"
