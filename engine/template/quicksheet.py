"""A worksheet that is written several times faster than xlsxwriter's own, to the same bytes.

Most of what xlsxwriter does for a cell is for callers who may give it anything: addresses as text, numbers as text,
functions that only the newest programs know. Here every cell is known to be what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

_ROWS, _COLUMNS = 1_048_576, 16_384
_SPAN = 16  # rows whose columns are described together
_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


class QuickSheet(Worksheet):  # type: ignore[misc]  # xlsxwriter has no types
    """A worksheet without constant memory, whose formulas hold no function newer than Excel 2010 and fill no arrays.

    The ``place_*`` methods take cells as they are; all of them raise ValueError outside of a sheet's bounds.
    """

    # xlsxwriter's own; None as long as the sheet is empty.
    dim_rowmin: int | None
    dim_rowmax: int | None
    dim_colmin: int | None
    dim_colmax: int | None

    def place_text(self, row: int, column: int, text: str, look: Format) -> None:
        """Put a text that a cell can hold: see `vocabulary.celltext`."""
        self._widen(row, column)
        self.table[row][column] = CellStringTuple(self.str_table._get_shared_string_index(text), look)  # noqa: SLF001

    def place_number(self, row: int, column: int, number: float, look: Format) -> None:
        """Put a number that is one and is finite."""
        self._widen(row, column)
        self.table[row][column] = CellNumberTuple(number, look)

    def place_day(self, row: int, column: int, day: date, look: Format) -> None:
        """Put a date, or a moment without a time zone."""
        self._widen(row, column)
        self.table[row][column] = CellDatetimeTuple(self._convert_date_time(day), look)

    def place_blank(self, row: int, column: int, look: Format) -> None:
        """Put the look of a cell that holds nothing."""
        self._widen(row, column)
        self.table[row][column] = CellBlankTuple(look)

    def place_formula(self, row: int, column: int, formula: str, look: Format, result: float | str) -> None:
        """Put a formula, with its sign «=» or without, and the result that it gives."""
        self._widen(row, column)
        self.table[row][column] = CellFormulaTuple(formula.removeprefix("="), look, result)

    def place_row(self, row: int, values: Sequence[str | float | None], looks: Sequence[Format]) -> None:
        """Put a row of a list from the first column on: texts, finite numbers, None for what is blank.

        Nothing else may be put into the row; that many rows of a list are alike makes them quicker than their cells.
        """
        self._widen(row, 0)
        self._widen(row, len(values) - 1)
        number_of = self.str_table._get_shared_string_index  # noqa: SLF001  as in place_text
        kinds = "".join(["s" if isinstance(each, str) else "b" if each is None else "n" for each in values])
        written = tuple([number_of(each) if isinstance(each, str) else each for each in values])
        # Rows are many and their kinds few: each row only names its own.
        kind = kinds, tuple(looks)
        self.lists[row] = ListRow(self._kinds.setdefault(kind, kind), written)

    @cached_property
    def _kinds(self) -> dict[RowKind, RowKind]:
        return {}

    @cached_property
    def lists(self) -> dict[int, ListRow]:
        """The rows of lists."""
        return {}

    def _widen(self, row: int, column: int) -> None:
        if not (0 <= row < _ROWS and 0 <= column < _COLUMNS):
            raise ValueError(f"row {row}, column {column}")
        if self.dim_rowmin is None or row < self.dim_rowmin:
            self.dim_rowmin = row
        if self.dim_rowmax is None or row > self.dim_rowmax:
            self.dim_rowmax = row
        if self.dim_colmin is None or column < self.dim_colmin:
            self.dim_colmin = column
        if self.dim_colmax is None or column > self.dim_colmax:
            self.dim_colmax = column

    # From here on the names and signatures are xlsxwriter's.

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:  # noqa: FBT001, FBT002, ARG002
        """Leave a formula as it is: xlsxwriter looks through each for thirty functions of later Excels."""
        return formula.removeprefix("=")

    def _calculate_spans(self) -> None:
        """Note which columns each sixteen rows reach over."""
        reached: dict[int, tuple[int, int]] = {}
        for rows in (self.table, self.comments):
            for row, cells in rows.items():
                if cells:
                    first, last = reached.get(row // _SPAN, (_COLUMNS, -1))
                    reached[row // _SPAN] = min(first, *cells), max(last, *cells)
        for row, each in self.lists.items():
            _, last = reached.get(row // _SPAN, (_COLUMNS, -1))
            reached[row // _SPAN] = 0, max(last, len(each.values) - 1)
        self.row_spans = {block: f"{first + 1}:{last + 1}" for block, (first, last) in reached.items()}

    def _write_rows(self) -> None:
        self._calculate_spans()
        looks, templates = _Looks(), dict[RowKind, str]()
        letters = [xl_col_to_name(column) for column in range((self.dim_colmax or 0) + 1)]
        written = {row for row, cells in self.table.items() if cells}
        first, last = self.dim_rowmin or 0, self.dim_rowmax or 0
        every = written.union(self.lists, self.row_info, self.comments)
        for row in sorted(row for row in every if first <= row <= last):
            span, info = self.row_spans.get(row // _SPAN), self.row_info.get(row)
            if (listed := self.lists.get(row)) is not None:
                self._write_row(row, span, info)
                if listed.kind not in templates:
                    templates[listed.kind] = _template(listed.kind, letters, looks)
                self.fh.write(templates[listed.kind].format(row + 1, *listed.values))
                continue
            if row not in written:
                self._write_empty_row(row, span, info)
                continue
            self._write_row(row, span, info)
            self._write_cells(row, sorted(self.table[row].items()), letters, looks)
            self._xml_end_tag("row")

    def _write_cells(self, row: int, cells: Iterable[tuple[int, Any]], letters: list[str], looks: _Looks) -> None:
        number = str(row + 1)
        parts: list[str] = []
        for column, cell in cells:
            kind = cell.__class__
            if cell.format is None or kind not in _KINDS:
                self.fh.write("".join(parts))
                parts.clear()
                self._write_cell(row, column, cell)
                continue
            head = f'<c r="{letters[column]}{number}"{looks[cell.format]}'
            if kind is CellStringTuple:
                parts.append(f'{head} t="s"><v>{cell.string}</v></c>')
            elif kind is CellBlankTuple:
                parts.append(f"{head}/>")
            elif kind is CellFormulaTuple:
                parts.append(f"{head}{_kind_of(cell.value)}>{self._formula(cell)}</c>")
            else:
                parts.append(f"{head}><v>{cell.number:.16G}</v></c>")
        self.fh.write("".join(parts))

    def _formula(self, cell: Any) -> str:  # noqa: ANN401  a tuple of xlsxwriter's
        value = int(cell.value) if cell.value.__class__ is bool else self._escape_data(cell.value)
        return f"<f>{self._escape_data(cell.formula)}</f><v>{value}</v>"


#: Of each cell of a row whether it is a text (s), a number (n) or blank (b), and its look.
RowKind: TypeAlias = tuple[str, tuple[Format, ...]]


class ListRow(NamedTuple):
    """A row of a list: its kind, and its content, of texts the numbers that they have in the workbook."""

    kind: RowKind
    values: Sequence[Any]

    @property
    def kinds(self) -> str:
        """Of each cell whether it is a text (s), a number (n) or blank (b)."""
        return self.kind[0]


def _template(kind: RowKind, letters: Sequence[str], looks: _Looks) -> str:
    """What rows of one kind look like; field 0 is the number of the row, then come the values."""
    cells = []
    for column, (sort, look) in enumerate(zip(*kind, strict=True)):
        head = f'<c r="{letters[column]}{{0}}"{looks[look]}'
        field = f"{{{column + 1}:.16G}}" if sort == "n" else f"{{{column + 1}}}"
        cells.append(f"{head}/>" if sort == "b" else f"{head}{_TEXT if sort == 's' else ''}><v>{field}</v></c>")
    return "".join([*cells, "</row>"])


_TEXT = ' t="s"'
_KINDS = frozenset({CellStringTuple, CellBlankTuple, CellFormulaTuple, CellNumberTuple, CellDatetimeTuple})


class _Looks(dict[Format, str]):
    """How cells name their formats."""

    def __missing__(self, look: Format) -> str:
        self[look] = f' s="{look._get_xf_index()}"'  # noqa: SLF001  xlsxwriter's worksheets call it as well
        return self[look]


def _kind_of(result: float | str) -> str:
    """The kind of a formula's result, as an attribute of its cell."""
    if result.__class__ is bool:
        return ' t="b"'
    if isinstance(result, str) and result:
        return ' t="e"' if result in _ERRORS else ' t="str"'
    return ""
