"""What stands above every sheet's content: its name, what it is about, the way back to «Сводка», the notice."""

from __future__ import annotations

from collections.abc import Sequence

from engine.report import wording
from engine.report.book import Page
from engine.report.paper import AS_OF
from engine.report.scope import Scope
from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr

#: First row below the top.
CONTENT_ROW = 4
#: Heights of the rows above the note, in points.
HEIGHTS = (24.0, 14.0, 17.0)
BACK, TO_SHEET = mark("◄ к сводке"), mark("► лист «{sheet}»")


def draw_top(
    page: Page, scope: Scope, title: str, last_column: int, note: str | None = None, links: Sequence[str] = ()
) -> None:
    """Write the top of a sheet whose first screen reaches to ``last_column``; ``note`` says how to read it.

    ``links`` are sheets, a column each, that show what is behind the numbers.
    """
    page.put(0, 0, title, "sheet_title")
    page.put(1, 0, subtitle(scope), "plain", "muted", "small")
    page.link(2, 0, tr(wording.SUMMARY), tr(BACK), "link", "small")
    for row, height in enumerate(HEIGHTS):
        page.height(row, height)
    for column, sheet in enumerate(links, start=1):
        page.link(2, column, sheet, tr(TO_SHEET).format(sheet=sheet), "link", "small", "left")
    if scope.programme.notice:
        first = 1 + len(links)
        page.span(2, first, max(first, last_column), scope.programme.notice, "notice", "small")
    if note:
        page.span(3, 0, last_column, note, "note")
        page.height(3, page.needed(note, 0, last_column, "note") + 3)
    else:
        page.height(3, 6)


def subtitle(scope: Scope) -> str:
    """What the workbook is and as of which day."""
    return f"{scope.title} · {tr(AS_OF).format(day=day(scope.as_of))}"
