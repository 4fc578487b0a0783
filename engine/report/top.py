"""What stands above every sheet's content: its name, what it is about, the way back to «Сводка», the notice."""

from __future__ import annotations

from engine.report import wording
from engine.report.book import Page
from engine.report.scope import Scope
from engine.vocabulary.dates import day

#: First row below the top.
CONTENT_ROW = 4


def draw_top(page: Page, scope: Scope, title: str, last_column: int, note: str | None = None) -> None:
    """Write the top of a sheet whose first screen reaches to ``last_column``; ``note`` says how to read it."""
    page.put(0, 0, title, "sheet_title")
    page.height(0, 24)
    page.put(1, 0, subtitle(scope), "plain", "muted", "small")
    page.height(1, 14)
    page.link(2, 0, wording.SUMMARY, "◄ к сводке", "link", "small")
    page.height(2, 17)
    if scope.programme.notice:
        page.span(2, 1, max(1, last_column), scope.programme.notice, "notice", "small")
    if note:
        page.span(3, 0, last_column, note, "note")
        page.height(3, page.needed(note, 0, last_column, "note") + 3)
    else:
        page.height(3, 6)


def subtitle(scope: Scope) -> str:
    """What the workbook is and as of which day."""
    return f"{scope.title} · по состоянию на {day(scope.as_of)}"
