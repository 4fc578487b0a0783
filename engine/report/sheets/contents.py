"""The contents beside «Сводка»: a link to every other sheet that the workbook really has, and what stands on it."""

from __future__ import annotations

from engine.report import wording
from engine.report.book import Book, Page
from engine.report.scope import Scope
from engine.report.sheets.summarygrid import NAV, NAV_TEXT
from engine.vocabulary.language import tr

_LEAST = 14.0  # points that a link needs


def write(book: Book, scope: Scope) -> None:  # noqa: ARG001  the contents are what was written, of any scope
    """Write the contents onto the first sheet, when all the others are written; they are not printed.

    Links stand in rows that are high enough to read.
    """
    first, *others = book.pages
    what = {tr(sheet): tr(words) for sheet, words in wording.CONTENTS.items()}
    first.span(0, NAV, NAV_TEXT, tr("Содержание"), "bar")
    rows = (row for row in range(1, first.last_row + len(others)) if first.heights.get(row, _LEAST) >= _LEAST)
    for row, page in zip(rows, others, strict=False):
        _draw_entry(first, row, page.name, what.get(page.name))


def _draw_entry(page: Page, row: int, sheet: str, what: str | None) -> None:
    page.link(row, NAV, sheet, sheet, "link", "left")
    page.put(row, NAV_TEXT, what, "plain", "muted", "small")
