"""The quick worksheet against xlsxwriter's own: whatever is written, the same bytes."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from engine.template.quicksheet import QuickSheet

_MADE_ON = datetime(2024, 12, 31)  # noqa: DTZ001  as xlsxwriter takes it
_CELLS = st.one_of(
    st.tuples(st.just("text"), st.text(st.characters(exclude_categories=["Cs"]), max_size=20)),
    st.tuples(st.just("number"), st.integers(-(10**12), 10**12) | st.floats(allow_nan=False, allow_infinity=False)),
    st.tuples(st.just("day"), st.dates(date(1990, 1, 1), date(2100, 1, 1))),
    st.tuples(st.just("blank"), st.none()),
    st.tuples(st.just("formula"), st.sampled_from([7, 0.5, "", "да", "a<b", "#N/A", True, False])),
)
_SHEETS = st.dictionaries(st.tuples(st.integers(0, 60), st.integers(0, 30)), _CELLS, max_size=40)
_PLACE = {
    "text": lambda sheet, row, column, value, look: sheet.place_text(row, column, value, look),
    "number": lambda sheet, row, column, value, look: sheet.place_number(row, column, value, look),
    "day": lambda sheet, row, column, value, look: sheet.place_day(row, column, value, look),
    "blank": lambda sheet, row, column, _, look: sheet.place_blank(row, column, look),
    "formula": lambda sheet, row, column, value, look: sheet.place_formula(row, column, "=A1<B1&C1", look, value),
}
_WRITE = {
    "text": lambda sheet, row, column, value, look: sheet.write_string(row, column, value, look),
    "number": lambda sheet, row, column, value, look: sheet.write_number(row, column, value, look),
    "day": lambda sheet, row, column, value, look: sheet.write_datetime(row, column, value, look),
    "blank": lambda sheet, row, column, _, look: sheet.write_blank(row, column, None, look),
    "formula": lambda sheet, row, column, value, look: sheet.write_formula(row, column, "=A1<B1&C1", look, value),
}


def written(kind: type[Worksheet], ways: dict[str, Any], cells: dict[tuple[int, int], tuple[str, Any]]) -> bytes:
    """A workbook with these cells, and with all else that the engine's workbooks have."""
    stream = BytesIO()
    with Workbook(stream, {"default_row_height": 17}) as book:
        book.set_properties({"created": _MADE_ON})
        looks = [book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})]
        sheet = book.add_worksheet("Лист", kind)
        sheet.set_column(2, 3, 20, looks[0])
        sheet.set_row(3, 30, looks[1])
        sheet.set_row(4, None, None, {"level": 1, "hidden": True})
        sheet.write_string(5, 2, "без вида")
        sheet.write_url(6, 1, "internal:'Лист'!A1", looks[0], "дальше")
        sheet.merge_range(8, 0, 8, 3, "вместе", looks[0])
        sheet.write_comment(9, 9, "примечание")
        sheet.write_rich_string(10, 0, "одно ", looks[0], "слово")
        for at, (what, value) in cells.items():
            ways[what](sheet, *at, value, looks[sum(at) % 2])
    return stream.getvalue()


@settings(max_examples=60)
@given(_SHEETS)
def test_bytes_are_those_of_xlsxwriter(cells: dict[tuple[int, int], tuple[str, Any]]) -> None:
    assert written(QuickSheet, _PLACE, cells) == written(Worksheet, _WRITE, cells)


_VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.integers(-(10**12), 10**12),
    st.floats(allow_nan=False, allow_infinity=False),
    st.none(),
)
_ROWS = st.dictionaries(st.integers(20, 70), st.lists(_VALUES, min_size=1, max_size=6), max_size=20)


@settings(max_examples=60)
@given(_ROWS, _SHEETS)
def test_rows_of_a_list_are_those_of_xlsxwriter(
    rows: dict[int, list[str | float | None]], others: dict[tuple[int, int], tuple[str, Any]]
) -> None:
    """Beside cells that are put one by one, and rows with a height of their own."""
    cells = {at: cell for at, cell in others.items() if at[0] not in rows}

    def listed(kind: type[Worksheet], ways: dict[str, Any]) -> bytes:
        stream = BytesIO()
        with Workbook(stream) as book:
            book.set_properties({"created": _MADE_ON})
            looks = [book.add_format({"bold": True}), book.add_format({"num_format": "0.0"})]
            sheet = book.add_worksheet("Лист", kind)
            sheet.set_row(25, 40)
            for at, (what, value) in cells.items():
                ways[what](sheet, *at, value, looks[0])
            for row, values in rows.items():
                chosen = [looks[(row + column) % 2] for column in range(len(values))]
                if isinstance(sheet, QuickSheet):
                    sheet.place_row(row, values, chosen)
                    continue
                for column, (value, look) in enumerate(zip(values, chosen, strict=True)):
                    kind_of = "text" if isinstance(value, str) else "blank" if value is None else "number"
                    _WRITE[kind_of](sheet, row, column, value, look)
        return stream.getvalue()

    assert listed(QuickSheet, _PLACE) == listed(Worksheet, _WRITE)


def test_empty_sheet_is_that_of_xlsxwriter() -> None:
    streams = []
    for kind in (QuickSheet, Worksheet):
        stream = BytesIO()
        with Workbook(stream) as book:
            book.set_properties({"created": _MADE_ON})
            book.add_worksheet("Лист", kind)
        streams.append(stream.getvalue())
    assert streams[0] == streams[1]


@pytest.mark.parametrize("at", [(-1, 0), (0, -1), (1_048_576, 0), (0, 16_384)])
def test_cell_outside_of_a_sheet_is_refused(at: tuple[int, int]) -> None:
    with Workbook(BytesIO()) as book:
        sheet = book.add_worksheet("Лист", QuickSheet)
        with pytest.raises(ValueError, match="row"):
            sheet.place_text(*at, "текст", book.add_format())
