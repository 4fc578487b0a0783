"""The transmittal: the workbook that a district sends up, which carries in hidden sheets what the region consolidates.

What is visible are the sheets of the region's workbook for one district, so that nothing that stays in the district is
in it. Hidden are three sheets, every cell of them text:

- ``_svod``, the stamp (keys in column A, values in B): ``form`` = transmittal, ``period``, ``place_id`` (the district),
  ``as_of``, ``engine_version``, ``data_sha256`` (of what it was written from); ``version`` (0: not closed) and
  ``closed_on`` (blank then); ``transmittal_sha256`` over the rows of ``_data`` and the rest of the stamp;
  ``cells_sha256`` over the rows of ``_cells``;
  ``facts_sheet`` and ``facts_column``, where the values of facts are printed; ``rules.<part>``, the hashes of
  `rulebook.parts.part_hashes`;
- ``_data`` (goes on in ``_data2`` where it is full): in column A one row of `vocabulary.transmittal.TABLES` per cell,
  as `vocabulary.transmittalrows.data_row` writes it;
- ``_cells`` (``_cells2``): in column A every visible cell with content as it was written, as
  `vocabulary.transmittalrows.mirror_rows` writes it.

Closing a period changes the version, the day, the hashes and the words about them, see `report.transmittalclosing`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path

from engine.report.book import Book
from engine.report.bookfile import open_book
from engine.report.factslayout import FactsLayout
from engine.report.mirror import Mirror
from engine.report.names import transmittal_name
from engine.report.scope import Scope
from engine.report.stamp import stamp_of, write_stamp
from engine.report.transmittaltables import tables
from engine.rulebook.parts import part_hashes
from engine.vocabulary.transmittal import TRANSMITTAL
from engine.vocabulary.transmittalrows import (
    CELLS_KEY,
    CLOSED_ON_KEY,
    DATA_SHEET,
    FACTS_COLUMN_KEY,
    FACTS_SHEET_KEY,
    HASH_KEY,
    MIRROR_SHEET,
    NOT_CLOSED,
    RULES_KEY,
    VERSION_KEY,
    data_row,
    rows_hash,
    sealed_hash,
)

#: Kind of the output.
KIND = "district_transmittal"
ROWS_PER_SHEET = 1_048_576


def write_transmittal(
    folder: Path,
    scope: Scope,
    sheets: Sequence[Callable[[Book, Scope], None]],
    data_sha256: str,
    rows_per_sheet: int = ROWS_PER_SHEET,
) -> str:
    """Write a district's transmittal, not closed yet, into ``folder``; return its name.

    ``scope`` is that of the district as it leaves, ``sheets`` are those of the region's workbook.
    """
    name = transmittal_name(scope.place, scope.period)
    organisation, subject = scope.programme.organisation, scope.programme.title
    with open_book(folder / name, scope.title, organisation, scope.as_of, subject) as book:
        book.mirror = Mirror()
        for write in sheets:
            write(book, scope)
        shown, book.mirror = book.mirror, None
        facts = book.once(FactsLayout, scope)
        rows = [data_row(table, record) for table, record in tables(scope, facts.row_numbers)]
        _write_hidden(book, DATA_SHEET, rows, rows_per_sheet)
        cells = list(shown.rows(book.meanings))
        _write_hidden(book, MIRROR_SHEET, cells, rows_per_sheet)
        write_stamp(book, scope, TRANSMITTAL, data_sha256, _stamp(scope, facts, (rows, cells), data_sha256))
    return name


def _stamp(
    scope: Scope, facts: FactsLayout, hidden: tuple[Iterable[str], Iterable[str]], data_sha256: str
) -> dict[str, str]:
    """What a transmittal's stamp says beside that of every workbook, with the hash over the whole of it.

    ``hidden`` are the rows of data and those of the mirror.
    """
    rows, cells = hidden
    hashes = part_hashes(scope.rulebook, scope.place.id, scope.period)
    others = {
        VERSION_KEY: NOT_CLOSED,
        CLOSED_ON_KEY: "",
        CELLS_KEY: rows_hash(cells),
        FACTS_SHEET_KEY: facts.parts[0].sheet,
        FACTS_COLUMN_KEY: facts.value_letter,
        **{f"{RULES_KEY}{part}": sha256 for part, sha256 in hashes.items()},
    }
    return others | {HASH_KEY: sealed_hash(rows, stamp_of(scope, TRANSMITTAL, data_sha256) | others)}


def _write_hidden(book: Book, name: str, rows: Iterable[str], rows_per_sheet: int) -> None:
    """Write rows of text into column A of a hidden sheet, and of as many more as they need."""
    rest, number = iter(rows), 1
    while (part := list(islice(rest, rows_per_sheet))) or number == 1:
        page = book.add(name if number == 1 else f"{name}{number}", 100)
        for row, text in enumerate(part):
            page.put(row, 0, text, "plain", "text")
        page.sheet.hide()
        number += 1
