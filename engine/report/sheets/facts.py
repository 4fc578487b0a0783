"""Sheet «Данные»: the facts behind the totals, each with its cell; in the region only counts and statuses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from engine.report import wording
from engine.report.book import Book, Page, area
from engine.report.factfields import is_forwarded, label_of, origin_of, sheet_of
from engine.report.factslayout import FILTERED_ROW, FIRST_ROW, HEAD_ROW, LAST_COLUMN, FactsLayout, FactsPart
from engine.report.index import Row
from engine.report.paper import first_page_end, print_setup
from engine.report.rangenames import range_name
from engine.report.scope import Scope
from engine.report.tables import FILTERED, MIDDLE, TEXT, WRAPPED, Column, draw_head, widths
from engine.report.texts import number_text, plural
from engine.report.top import draw_top
from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr

_PRINTED = 25  # rows that stand on the one page that is printed, as an example
_LOWEST, _HIGHEST = 17.0, 64.0  # points of a row; what is longer is read in the cell itself
_VALUE = ("left", "wrap")
_NUMBER = ("cell", "right", "count")
#: Columns of the place's id, the line and the column, as meanings name them.
_PUBLIC_CODES, _FULL_CODES = ("@A", "@D", "@E"), ("@A", "@C", "@D")
DISTRICT_COLUMNS = (
    Column(mark("Код"), 9, MIDDLE),
    Column(mark("Организация"), 32, WRAPPED),
    Column(mark("Строка"), 8, MIDDLE),
    Column(mark("Графа"), 7.5, MIDDLE),
    Column(mark("Показатель"), 50, WRAPPED),
    Column(mark("Значение"), 26, _VALUE),
    Column(mark("Файл"), 38, WRAPPED),
    Column(mark("Лист"), 14, TEXT),
    Column(mark("Ячейка"), 9, MIDDLE),
    Column(mark("Код файла"), 14, MIDDLE),
)
REGION_COLUMNS = (
    Column(mark("Код"), 10, MIDDLE),
    Column(mark("Муниципалитет"), 28, TEXT),
    Column(mark("Организация"), 38, TEXT),
    Column(mark("Строка"), 9, MIDDLE),
    Column(mark("Графа"), 8, MIDDLE),
    Column(mark("Показатель"), 58, TEXT),
    Column(mark("Значение"), 16, _VALUE),
    Column(mark("Код файла"), 16, MIDDLE),
    Column(mark("Лист формы"), 18, TEXT),
    Column(mark("Ячейка"), 10, MIDDLE),
)
DISTRICT_NOTE = mark(
    "Значения учтённых отчётов: из какого файла, с какого листа и из какой ячейки взято каждое. Код файла – то, чем "
    "региональный свод обозначает файл вместо имени."
)
REGION_NOTE = mark(
    "Числа и отметки учтённых отчётов: из каких организаций сложился каждый итог. Персональных данных, текстов и имён "
    "файлов здесь нет; по коду файла муниципалитет найдёт файл в своём своде."
)
ORDER_NOTE = mark(
    "Список идёт по строкам и графам формы: значения, из которых сложен итог, стоят подряд. Отберите строку и графу – "
    "сверху появится их сумма. В списке {rows}: он для экрана, печатается только его начало, на одной странице."
)
ONE_ROW, ROWS, ROWS_AND_SUM = mark("строка"), mark("строк"), mark("строк и сумма")
CHOOSE = mark("отберите строку и графу")
WHAT_TABLE = mark("весь список «Данные» с заголовком – например, для сводной таблицы")


def write(book: Book, scope: Scope) -> None:
    """Write the facts, on as many sheets as they need."""
    write_facts(book, book.once(FactsLayout, scope))


def write_facts(book: Book, layout: FactsLayout) -> None:
    """Write the sheets of a layout."""
    words = _Words(layout.scope)
    for part in layout.parts:
        _write_part(book, layout, words, part)


def _write_part(book: Book, layout: FactsLayout, words: _Words, part: FactsPart) -> None:
    scope = layout.scope
    columns = REGION_COLUMNS if scope.is_public else DISTRICT_COLUMNS
    page = book.add(part.sheet, *widths(columns))
    page.sheet.set_default_row(_LOWEST)
    last = len(columns) - 1
    note = f"{tr(REGION_NOTE if scope.is_public else DISTRICT_NOTE)} {_order_note(part)}"
    draw_top(page, scope, part.sheet, last, note)
    draw_head(page, HEAD_ROW, [tr(column.head) for column in columns])
    if part.stop == part.start:
        page.span(FIRST_ROW, 0, last, tr(wording.NOTHING), "cell", "left", "muted", "italic")
    else:
        _draw_filtered(page, layout, part)
        _draw_facts(page, layout, words, part)
        page.sheet.autofilter(HEAD_ROW, 0, part.last_row, last)
        book.name(range_name(part.sheet), page.range(HEAD_ROW, part.last_row, 0, last), tr(WHAT_TABLE))
    page.sheet.freeze_panes(FIRST_ROW, 0)
    print_setup(page, scope, last_row=first_page_end(page, min(page.last_row, FIRST_ROW + _PRINTED - 1)))


def _order_note(part: FactsPart) -> str:
    rows = part.stop - part.start
    counted = f"{number_text(rows)} {plural(rows, ONE_ROW, 'строки', ROWS)}"
    return tr(ORDER_NOTE).format(rows=counted) if rows else ""


def _draw_filtered(page: Page, layout: FactsLayout, part: FactsPart) -> None:
    """Write above the head how many rows the filter leaves, and the sum of their numbers once it leaves out any."""
    value, rows = layout.value_column, part.stop - part.start
    for column in range(LAST_COLUMN + 1):
        page.put(FILTERED_ROW, column, None, "cell", "filtered")
    page.span(FILTERED_ROW, 0, 1, f"{tr(FILTERED)}: {tr(ROWS_AND_SUM)}", "cell", "left", "filtered")
    visible = f"SUBTOTAL(103,{area(FIRST_ROW, part.last_row, 0)})"
    page.formula(FILTERED_ROW, 2, f"={visible}", rows, "cell", "left", "count", "filtered")
    summed = f"SUBTOTAL(9,{area(FIRST_ROW, part.last_row, value)})"
    choose = tr(CHOOSE)
    formula = f'=IF({visible}={rows},"{choose}",{summed})'
    look = ("cell", "right", "wrap", "count", "filtered")
    page.formula(FILTERED_ROW, value, formula, choose, *look)
    page.height(FILTERED_ROW, max(_LOWEST, page.needed(choose, value, value, *look)))
    for column in (2, value):
        page.means(FILTERED_ROW, column, "filtered:rows")


def _draw_facts(page: Page, layout: FactsLayout, words: _Words, part: FactsPart) -> None:
    """Write a row per fact; whatever repeats is worked out once."""
    scope, columns = layout.scope, REGION_COLUMNS if layout.scope.is_public else DISTRICT_COLUMNS
    record = words.public if scope.is_public else words.full
    looks = [("cell", *column.look) for column in columns]
    wrapped = [number for number, column in enumerate(columns) if column.wraps]
    heights: dict[tuple[int, str], float] = {}
    for row, fact in enumerate(layout.facts[part.start : part.stop], start=FIRST_ROW):
        values, height = record(fact), _LOWEST
        numbers = [isinstance(value, int | float) for value in values]
        page.put_row(row, values, looks if True not in numbers else _with_numbers(looks, numbers))
        for number in wrapped:
            value = values[number]
            if isinstance(value, str):
                needed = heights.get((number, value))
                if needed is None:
                    needed = heights[number, value] = page.needed(value, number, number, *looks[number])
                height = max(height, needed)
        if height > _LOWEST or row < FIRST_ROW + _PRINTED:
            page.height(row, min(height, _HIGHEST))
    place, line, column = _PUBLIC_CODES if scope.is_public else _FULL_CODES
    page.means(None, layout.value_column, f"place:{place}", f"fact:{line}.{column}")


def _with_numbers(looks: Sequence[tuple[str, ...]], numbers: Sequence[bool]) -> list[tuple[str, ...]]:
    return [_NUMBER if is_number else look for look, is_number in zip(looks, numbers, strict=True)]


class _Words:
    """The records of facts, with what many of them share worked out once."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._printed: dict[tuple[object, ...], tuple[str, str]] = {}
        self._names: dict[str, str] = {}

    def full(self, row: Row) -> tuple[object, ...]:
        """A record of the workbook that stays in the district."""
        label, _ = self._of(row)
        code = self._scope.index.file_codes.get(row.path)
        name = self._name(row.place_id)
        value = _shown(row.value)
        return row.place_id, name, row.line, row.column, label, value, row.path, row.sheet, row.cell, code

    def public(self, row: Row) -> tuple[object, ...]:
        """A record of a workbook that leaves the district."""
        label, sheet = self._of(row)
        if is_forwarded(self._scope, row):
            where = origin_of(self._scope, row)
        else:
            where = self._scope.index.file_codes.get(row.path), sheet, row.cell
        names = self._name(row.district_id), self._name(row.place_id)
        return row.place_id, *names, row.line, row.column, label, _shown(row.value), *where

    def _name(self, place_id: str) -> str:
        if place_id not in self._names:
            self._names[place_id] = self._scope.name_of(place_id)
        return self._names[place_id]

    def _of(self, row: Row) -> tuple[str, str]:
        forwarded = row.sheet if is_forwarded(self._scope, row) else None
        key = row.place_id == row.district_id, row.line, row.column, forwarded
        if key not in self._printed:
            self._printed[key] = label_of(self._scope, row), sheet_of(self._scope, row)
        return self._printed[key]


def _shown(value: object) -> object:
    """A value as listed: a date in words, so that nothing but counts adds up."""
    return day(value) if isinstance(value, date) else value
