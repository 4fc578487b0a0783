"""Who reported, as «Сводка» compares it: the table of counts by territory and the chart of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from engine.report import wording
from engine.report.book import Page
from engine.report.chartlooks import Fill, Spot, category_axis, fill_of, gap_of, insert, labels, value_axis
from engine.report.index import Row
from engine.report.scope import Scope
from engine.report.sheets.indicators import MORE_HEAD, OPEN, of_words
from engine.report.sheets.summarygrid import BASIS, MORE, NAME, NAME_LAST, SHORT, STATUS, VALUE, WHOLE, draw_bar
from engine.report.texts import listed, short_name
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Place

#: Districts that the table and the chart show at most, the worst first.
MOST_BARS = 10
_NAMES_SHOWN = 3
#: What becomes of a report, in the columns from the value on: the head, its statuses, its look in the chart.
_COLUMNS: tuple[tuple[str, tuple[str, ...], Fill], ...] = (
    (mark("√ учтён"), ("on_time", "reported", "by_decision"), "good"),
    (mark("► учтён, с опозданием"), ("late",), "fair"),
    (mark("▼ с ошибками"), ("with_errors",), "bad"),
    (mark("□ нет отчёта"), ("silent",), "empty"),
)
LATE = mark("► с опозданием")  # in the legend, where there is little room
DESCRIPTION = mark("Диаграмма: сколько отчётов учтено, сдано с опозданием, не принято из-за ошибок и не сдано")


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """The reports of a territory: how many stand in each column, and of whom none counts."""

    place: Place
    numbers: tuple[int, ...]
    missing: tuple[str, ...]

    @property
    def expected(self) -> int:
        """All of them."""
        return sum(self.numbers)

    @property
    def badness(self) -> tuple[float, float]:
        """Share of those that do not count, then of those that came late."""
        _, late, *not_counted = self.numbers
        return sum(not_counted) / max(1, self.expected), late / max(1, self.expected)


def report_counts(scope: Scope) -> list[ReportCounts]:
    """Reports by district, the worst first; in a district of all its places together. None where none is expected."""
    if not scope.is_region:
        found = [_counts(scope, scope.place, scope.completeness)]
    else:
        by_district: dict[str, list[Row]] = {}
        for row in scope.completeness:
            by_district.setdefault(row.district_id, []).append(row)
        found = [_counts(scope, district, by_district.get(district.id, [])) for district in scope.districts]
    found.sort(key=lambda each: (-each.badness[0], -each.badness[1], each.place.id))
    return [each for each in found if each.expected]


def draw_report_counts(page: Page, scope: Scope, counts: Sequence[ReportCounts], row: int) -> int:
    """Write the table with its bar from ``row`` on; return its first row of numbers."""
    draw_bar(page, row, WHOLE, tr("Сдача отчётов, начиная с худших") if scope.is_region else tr("Сдача отчётов"))
    page.span(row + 1, NAME, NAME_LAST, tr("Муниципалитет"), "head")
    for column, (head, _, _) in enumerate(_COLUMNS, start=VALUE):
        page.put(row + 1, column, tr(head), "head", *(("small",) if column < SHORT else ()))
    for column, head in ((BASIS, tr("Учтено отчётов")), (STATUS, tr("Чьих отчётов нет в итогах"))):
        page.put(row + 1, column, head, "head")
    page.put(row + 1, MORE, tr(MORE_HEAD), "head")
    page.height(row + 1, 26)
    for number, each in enumerate(shown(counts), start=row + 2):
        _draw_row(page, number, each)
    return row + 2


def shown(counts: Sequence[ReportCounts]) -> Sequence[ReportCounts]:
    """The rows that the table and the chart show."""
    return counts[:MOST_BARS]


def left_out(counts: Sequence[ReportCounts]) -> str | None:
    """What the table and the chart leave out, in words; None where they show everything."""
    if len(counts) <= MOST_BARS:
        return None
    return tr("{shown} худших из {places}").format(shown=MOST_BARS, places=len(counts))


def insert_report_chart(page: Page, counts: Sequence[ReportCounts], first_row: int, spot: Spot) -> None:
    """Insert the chart of the rows from ``first_row``, which hold ``counts``; there is at least one."""
    if len(counts) == 1:
        _insert_statuses(page, first_row, spot)
        return
    last_row = first_row + len(shown(counts)) - 1
    chart = page.book.chart({"type": "bar", "subtype": "stacked"})
    for column, (head, _, fill) in enumerate(_COLUMNS, start=VALUE):
        name = LATE if fill == "fair" else head
        chart.add_series(
            {
                "name": tr(name),
                "categories": [page.name, first_row, NAME, last_row, NAME],
                "values": [page.name, first_row, column, last_row, column],
                **fill_of(fill),
                "gap": gap_of(last_row - first_row + 1),
                "data_labels": labels(fill, "center"),
            }
        )
    chart.set_y_axis(category_axis(reverse=True, size=7 if last_row - first_row > 5 else 8))
    chart.set_x_axis(value_axis("0", shown=False))
    insert(page, chart, spot, tr(DESCRIPTION))


def _insert_statuses(page: Page, row: int, spot: Spot) -> None:
    """Insert the chart of one territory: a bar per status, its words beside it."""
    chart = page.book.chart({"type": "bar"})
    last = VALUE + len(_COLUMNS) - 1
    chart.add_series(
        {
            "name": tr("отчётов"),
            "categories": [page.name, row - 1, VALUE, row - 1, last],
            "values": [page.name, row, VALUE, row, last],
            "points": [fill_of(fill) for _, _, fill in _COLUMNS],
            "gap": gap_of(len(_COLUMNS)),
            "data_labels": labels("fair", "outside_end", "0"),
        }
    )
    chart.set_y_axis(category_axis(reverse=True))
    chart.set_x_axis(value_axis("0", shown=False))
    insert(page, chart, spot, tr(DESCRIPTION), legend=False)


def _counts(scope: Scope, place: Place, reports: Sequence[Row]) -> ReportCounts:
    found = Counter(_status(scope, each) for each in reports)
    not_counted = [each for each in reports if each.status not in wording.COUNTED]
    return ReportCounts(
        place,
        tuple(sum(found[status] for status in statuses) for _, statuses, _ in _COLUMNS),
        tuple(short_name(scope.name_of(each.place_id)) for each in not_counted),
    )


def _status(scope: Scope, row: Row) -> str:
    return "by_decision" if row.status in wording.COUNTED and scope.index.waived.get(row.place_id) else str(row.status)


def _draw_row(page: Page, row: int, counts: ReportCounts) -> None:
    page.means(row, None, f"place:{counts.place.id}")
    page.span(row, NAME, NAME_LAST, counts.place.name, "cell", "left", "wrap")
    for column, ((_, statuses, _), number) in enumerate(zip(_COLUMNS, counts.numbers, strict=True), start=VALUE):
        page.put(row, column, number, "cell", "middle", "count")
        page.means(row, column, *(f"reports:{status}" for status in statuses))
    page.put(row, BASIS, of_words(sum(counts.numbers[:2]), counts.expected), "cell", "middle")
    page.means(row, BASIS, "reports:counted", "reports:expected")
    names = listed(counts.missing, _NAMES_SHOWN)
    page.put(row, STATUS, names or None, "cell", "left", "wrap", "small")
    page.link(row, MORE, tr(wording.REPORTING), tr(OPEN), "cell", "middle", "small", "link")
    page.height(
        row,
        max(
            17.0,
            page.needed(counts.place.name, NAME, NAME_LAST, "cell", "left"),
            page.needed(names, STATUS, STATUS, "cell", "left", "small"),
        ),
    )
