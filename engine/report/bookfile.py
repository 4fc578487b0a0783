"""The file that a book becomes: whole or not at all, and the same bytes every time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from engine.report.book import Book
from engine.template import style
from engine.vocabulary.celltext import line_text

_OPTIONS: dict[str, Any] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_row_height": 17,
}
_DEFAULT_FONT = {"font_name": style.FONT, "font_size": 10, "font_scheme": False}


class _Whole(BytesIO):
    """A workbook in memory, open as long as anything knows it: a zip that was given up may still write its end."""

    def close(self) -> None:
        """Stay open."""


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: cells are hundreds of thousands of objects that are all in use until the end."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@contextmanager
def open_book(path: Path, title: str, organisation: str, as_of: date, subject: str = "") -> Iterator[Book]:
    """Write a workbook to ``path``; it is dated as of ``as_of``, so that a repeated run gives the same bytes.

    Its author, and who saved it last, is the organisation and never a person. Its parts are written beside ``path`` for
    the time being, where whoever clears away an unfinished set finds them too.

    Raises:
        OSError: the system refuses to write.
    """
    whole = _Whole()
    with _uncollected(), TemporaryDirectory(prefix="parts-", dir=path.parent, ignore_cleanup_errors=True) as parts:
        # xlsxwriter writes into the properties it is given: every workbook gets its own.
        fonts = {"default_format_properties": dict(_DEFAULT_FONT)}
        workbook = Workbook(whole, _OPTIONS | fonts | {"tmpdir": parts})
        told = {"title": title, "subject": subject, "author": organisation, "company": organisation}
        workbook.set_properties(
            {name: line_text(text)[:255] for name, text in told.items()} | {"created": datetime.combine(as_of, time())}
        )
        workbook.set_size(2200, 1400)
        yield Book(workbook, as_of)
        try:
            workbook.close()
        except FileCreateError as refused:
            raise refused.args[0] from None
        finally:
            for sheet in workbook.worksheets():
                sheet.table.clear()  # a workbook refers to itself, so its cells would outlive it
                sheet.lists.clear()
    path.write_bytes(whole.getvalue())
