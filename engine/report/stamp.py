"""The hidden sheet of a workbook: which run it belongs to, and what its cells stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import engine
from engine.report.book import Book
from engine.report.meanings import MEANINGS_COLUMN, MEANINGS_HEAD, SEPARATOR, text_mark
from engine.report.scope import Scope
from engine.template.stamp import STAMP_SHEET


def stamp_of(scope: Scope, kind: str, data_sha256: str) -> dict[str, str]:
    """What the stamp of every workbook says."""
    return {
        "form": kind,
        "period": scope.period.id,
        "place_id": scope.place.id,
        "as_of": scope.as_of.isoformat(),
        "engine_version": engine.__version__,
        "data_sha256": data_sha256,
    }


def write_stamp(book: Book, scope: Scope, kind: str, data_sha256: str, others: Mapping[str, str] | None = None) -> None:
    """Write the stamp in columns A and B as the forms do, and the meanings beside it; the last sheet of a workbook.

    Rows and columns of meanings are counted from 1; one of them is blank where a whole column or row is meant.
    ``others`` are further rows of the stamp.
    """
    marks_of = _row_marks(book)
    page = book.add(STAMP_SHEET, 18, 40, 3, 20, 8, 8, 60, 60)
    stamp = {**stamp_of(scope, kind, data_sha256), **(others or {})}
    for row, (key, value) in enumerate(stamp.items()):
        page.put(row, 0, key, "plain")
        page.put(row, 1, value, "plain", "text")
    for column, head in enumerate(MEANINGS_HEAD, start=MEANINGS_COLUMN):
        page.put(0, column, head, "plain")
    for number, ((sheet, row_of, column_of), parts) in enumerate(book.meanings.parts.items(), start=1):
        page.put(number, MEANINGS_COLUMN, sheet, "plain", "text")
        page.put(number, MEANINGS_COLUMN + 1, None if row_of is None else row_of + 1, "plain")
        page.put(number, MEANINGS_COLUMN + 2, None if column_of is None else column_of + 1, "plain")
        page.put(number, MEANINGS_COLUMN + 3, SEPARATOR.join(parts), "plain", "text")
        if row_of is not None and column_of is None and (marks := marks_of(sheet, row_of)):
            page.put(number, MEANINGS_COLUMN + 4, " ".join(marks), "plain", "text")
    page.sheet.hide()


def _row_marks(book: Book) -> Callable[[str, int], list[str]]:
    """What the rows of the workbook are known by: marks of their texts, but for cells that mean something of their own.

    Formulas give texts too; what they say may change by itself, so they are left out.
    """
    texts = book.pages[0].sheet.every_text() if book.pages else []
    pages, noted = {page.name: page for page in book.pages}, book.meanings.parts

    def marks(sheet: str, row: int) -> list[str]:
        own = (
            texts[number]
            for column, number in pages[sheet].sheet.texts(row)
            if (sheet, row, column) not in noted and (sheet, None, column) not in noted
        )
        return sorted({text_mark(text) for text in own if text.strip()})

    return marks
