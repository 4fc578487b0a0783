"""What is overdue and where, as «Сводка» compares it: the table of counts by place and the chart of its rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engine.report import wording
from engine.report.book import Page
from engine.report.chartlooks import Fill, Spot, category_axis, fill_of, gap_of, insert, labels, value_axis
from engine.report.index import Row
from engine.report.plans import by_key
from engine.report.scope import Scope
from engine.report.sheets.indicators import MORE_HEAD, OPEN
from engine.report.sheets.overdue import first_rows, overdue, unknown
from engine.report.sheets.summarygrid import (
    BASIS,
    GAP,
    MORE,
    NAME,
    NAME_LAST,
    SHORT,
    TARGET,
    VALUE,
    WHOLE,
    draw_bar,
)
from engine.report.texts import short_name
from engine.rulebook.roadmaps.instances import number_words
from engine.rulebook.rulebook import Owed
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Level, Place

#: Every occurrence by its roadmap and key.
Known: TypeAlias = Mapping[tuple[str, str], Owed]
#: Places that the table and the chart show at most, the worst first.
MOST_BARS = 8
OVERDUE, UNKNOWN = mark("▼ просрочено"), mark("□ нет сведений")
DESCRIPTION = mark("Диаграмма: сколько мероприятий просрочено и о скольких нет сведений")


@dataclass(frozen=True, slots=True)
class OverdueCounts:
    """Of a place: how many activities are overdue, of how many nothing is known, and the longest overdue (or None)."""

    place: Place
    overdue: int
    unknown: int
    longest: Row | None

    @property
    def badness(self) -> tuple[int, int, int]:
        """How many are overdue, for how long the longest, and how many are unknown."""
        return self.overdue, int(self.longest.days_overdue) if self.longest else 0, self.unknown


def overdue_counts(scope: Scope) -> list[OverdueCounts]:
    """Places with overdue and unknown activities, the worst first: districts in the region, else whoever answers.

    None where nothing is overdue anywhere.
    """
    late, silent = _by_place(scope, overdue(scope)), _by_place(scope, unknown(scope))
    found = [
        OverdueCounts(scope.rulebook.registry[each], len(late[each]), len(silent[each]), next(iter(late[each]), None))
        for each in {**late, **silent}
    ]
    found.sort(key=lambda each: (*(-number for number in each.badness), each.place.id))
    return found if found and found[0].overdue else []


def draw_overdue_counts(page: Page, scope: Scope, counts: Sequence[OverdueCounts], row: int) -> int:
    """Write the table with its bar from ``row`` on; return its first row of numbers."""
    draw_bar(page, row, WHOLE, tr("Что просрочено и где, начиная с худших"))
    page.span(row + 1, NAME, NAME_LAST, tr("Муниципалитет") if scope.is_region else tr("Кто отвечает"), "head")
    heads = {VALUE: tr(OVERDUE), TARGET: tr(UNKNOWN), GAP: tr("Дольше всего, дней"), MORE: tr(MORE_HEAD)}
    for column, head in heads.items():
        page.put(row + 1, column, head, "head", "small")
    page.span(row + 1, SHORT, BASIS, tr("Что просрочено дольше всего"), "head")
    page.height(row + 1, 26)
    known, rows = by_key(scope), first_rows(scope)
    for number, each in enumerate(counts[:MOST_BARS], start=row + 2):
        _draw_row(page, scope, number, each, known)
        where = each.longest and ((each.place.id,) if scope.is_region else (each.longest.district_id, each.place.id))
        link = ("cell", "middle", "small", "link")
        page.link(number, MORE, tr(wording.OVERDUE), tr(OPEN), *link, to=f"A{rows[where] + 1}" if where else "A1")
    return row + 2


def left_out(counts: Sequence[OverdueCounts]) -> str | None:
    """What the table and the chart leave out, in words; None where they show everything."""
    if len(counts) <= MOST_BARS:
        return None
    return tr("{shown} худших из {places}").format(shown=MOST_BARS, places=len(counts))


def insert_overdue_chart(page: Page, counts: Sequence[OverdueCounts], first_row: int, spot: Spot) -> None:
    """Insert the chart of the rows from ``first_row``, which hold ``counts``; there is at least one."""
    shown = counts[:MOST_BARS]
    last_row = first_row + len(shown) - 1
    chart = page.book.chart({"type": "bar", "subtype": "stacked"})
    columns: list[tuple[int, str, Fill]] = [(VALUE, OVERDUE, "bad")]
    if any(each.unknown for each in shown):
        columns.append((TARGET, UNKNOWN, "empty"))
    for column, name, fill in columns:
        chart.add_series(
            {
                "name": tr(name),
                "categories": [page.name, first_row, NAME, last_row, NAME],
                "values": [page.name, first_row, column, last_row, column],
                **fill_of(fill),
                "gap": gap_of(len(shown)),
                "data_labels": labels(fill, "center"),
            }
        )
    chart.set_y_axis(category_axis(reverse=True, size=7 if last_row - first_row > 5 else 8))
    chart.set_x_axis(value_axis("0", shown=False))
    insert(page, chart, spot, tr(DESCRIPTION))


def _by_place(scope: Scope, rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Rows by the place that is compared, in their order."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.district_id if scope.is_region else row.place_id].append(row)
    return found


def _draw_row(page: Page, scope: Scope, row: int, counts: OverdueCounts, known: Known) -> None:
    page.means(row, None, f"place:{counts.place.id}", *(() if scope.is_region else ("own:place",)))
    name = _name(counts.place)
    page.span(row, NAME, NAME_LAST, name, "cell", "left", "wrap")
    page.put(row, VALUE, counts.overdue, "cell", "middle", "count", "strong")
    page.put(row, TARGET, counts.unknown, "cell", "middle", "count")
    page.put(row, GAP, counts.longest and counts.longest.days_overdue, "cell", "middle", "count")
    for column, meant in ((VALUE, "overdue"), (TARGET, "unaccounted"), (GAP, "longest")):
        page.means(row, column, f"activities:{meant}")
    what = _what(scope, counts.longest, known) if counts.longest else None
    page.span(row, SHORT, BASIS, what, "cell", "left", "wrap", "small")
    page.height(
        row,
        max(
            17.0,
            page.needed(name, NAME, NAME_LAST, "cell", "left"),
            page.needed(what or "", SHORT, BASIS, "cell", "left", "small"),
        ),
    )


def _what(scope: Scope, row: Row, known: Known) -> str:
    """«Степнобалковская СОШ: № 3. Провести встречи»; in a district the place stands beside it."""
    owed = known[row.roadmap, row.key]
    what = tr("№ {number}. {title}").format(number=number_words(owed.activity, owed.occurrence), title=row.title)
    return f"{_name(scope.rulebook.registry[row.place_id])}: {what}" if scope.is_region else what


def _name(place: Place) -> str:
    return short_name(place.name) if place.level is Level.SCHOOL else place.name
