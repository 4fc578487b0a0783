"""Sheet «Что изменилось»: this consolidation against the period's last closed version; only where there is one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from engine.consolidation.closed import ClosedData
from engine.report import wording
from engine.report.book import Book, Page, at
from engine.report.coveragelayout import CoverageLayout
from engine.report.coveragewords import tone_of
from engine.report.factfields import origin_of
from engine.report.index import Row
from engine.report.paper import print_blocks
from engine.report.plans import by_key
from engine.report.scope import Scope
from engine.report.shares import MOST, decimals, rounded, share_format
from engine.report.sheets.changewords import (
    KIND,
    label_words,
    listed_one_by_one,
    summary_lines,
    value_words,
    version_words,
)
from engine.report.sheets.indicators import status_words
from engine.report.tables import MIDDLE, TEXT, WRAPPED, Column, draw_table, fitted, widths
from engine.report.texts import number_text
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.model import Indicator
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Place

_VALUE = ("left", "wrap")
_WHAT = (
    Column(mark("Что изменилось"), 25, WRAPPED),
    Column(mark("Строка"), 9, MIDDLE),
    Column(mark("Графа"), 8, MIDDLE),
    Column(mark("О чём"), 42, WRAPPED),
    Column(mark("Было"), 19, _VALUE),
    Column(mark("Стало"), 19, _VALUE),
)
DISTRICT_COLUMNS = (
    Column(mark("Организация"), 36, WRAPPED),
    *_WHAT,
    Column(mark("Файл"), 32, WRAPPED),
    Column(mark("Лист"), 17, TEXT),
    Column(mark("Ячейка"), 9, MIDDLE),
)
REGION_COLUMNS = (
    Column(mark("Муниципалитет"), 26, WRAPPED),
    Column(mark("Организация"), 31, WRAPPED),
    *_WHAT,
    Column(mark("Код файла"), 14, MIDDLE),
    Column(mark("Лист формы"), 17, TEXT),
    Column(mark("Ячейка"), 9, MIDDLE),
)
DISTRICT_NOTE = mark(
    "Сравнение с закрытой версией: {version}. Сама она не меняется; что пришло после неё, вошло в этот свод. Файл, "
    "лист и ячейка – где стоит новое значение."
)
REGION_NOTE = mark(
    "Сравнение с закрытой версией: {version}. Сама она не меняется; что пришло после неё, вошло в этот свод. Тексты "
    "организаций и имена файлов в региональный свод не передаются; по коду файла муниципалитет найдёт файл."
)
#: Rows that a person can still look through.
MOST_ROWS = 5_000
CUT = mark("Показаны первые {most} изменений из {number}; все они – в таблице data/changes.csv.")
ALL, IN_SHORT = mark("Все изменения"), mark("Коротко")
INDICATORS = mark("Показатели: в версии {version} и сейчас")
NOT_MOVED = mark("Показатели не изменились.")
NO_DATA = wording.COVERAGE["no_data"].word
TERRITORY, INDICATOR, WAS, BECAME = mark("Территория"), mark("Показатель"), mark("Было"), mark("Стало")
CHANGE, NOW = mark("Изменение"), mark("Сейчас")
POINTS = mark("п.\u00a0п.")
#: The least widths of columns that the table of indicators stands in too, by their heads.
_LEAST = {"Муниципалитет": 26.0, "Организация": 26.0, "О чём": 30.0, "Было": 14.0, "Стало": 14.0}


@dataclass(frozen=True, slots=True)
class Moved:
    """An indicator of a place that is not what it was when the period was closed; None is unknown, shares are exact."""

    place: Place
    indicator: Indicator
    old: Fraction | None
    new: Fraction | None


def write(book: Book, scope: Scope) -> None:
    """Write the sheet: in a few words, the indicators that moved, then every change; nothing without a version.

    Where nothing changed, that is all it says.
    """
    if scope.closed is None:
        return
    rows, indicators = listed_one_by_one(scope), list(moved(scope, scope.closed))
    known = by_key(scope)
    records = [_record(scope, each, label_words(scope, each, known)) for each in rows[:MOST_ROWS]]
    columns = _columns(scope, records)
    page = book.add(tr(wording.CHANGES_SHEET), *widths(columns))
    note = tr(REGION_NOTE if scope.is_public else DISTRICT_NOTE).format(version=version_words(scope))
    draw_top(page, scope, tr(wording.CHANGES_SHEET), len(columns) - 1, note)
    lines = [*summary_lines(scope), *([_cut_words(rows)] if len(rows) > MOST_ROWS else [])]
    row = _draw_lines(page, CONTENT_ROW, lines, len(columns) - 1)
    blocks = [(each, each) for each in range(CONTENT_ROW, row)]
    if rows or indicators:
        title, first = tr(INDICATORS).format(version=scope.closed.version), row + 1
        row = _draw_moved(page, scope, first, title, indicators)
        blocks += [(first, first + 2), *((each, each) for each in range(first + 3, row - 1))]
    if rows:
        _draw_bar(page, row, tr(ALL), len(columns) - 1)
        after = draw_table(page, row + 1, columns, records)
        _note_meanings(page, rows[:MOST_ROWS], row + 2)
        blocks += [(row, row + 2), *((each, each) for each in range(row + 3, after))]
    print_blocks(page, scope, blocks, row + 1 if rows else None)


def _columns(scope: Scope, records: Sequence[Sequence[object]]) -> tuple[Column, ...]:
    columns = fitted(REGION_COLUMNS if scope.is_public else DISTRICT_COLUMNS, records)
    return tuple(replace(each, width=max(each.width, _LEAST.get(each.head, 0.0))) for each in columns)


def _note_meanings(page: Page, rows: Sequence[Row], first: int) -> None:
    """Note whose value each change is about, and which column shows it before and after."""
    was = len(page.widths) - 5
    for number, row in enumerate(rows, start=first):
        if row.line is not None and row.place_id is not None:
            page.means(number, None, f"place:{row.place_id}", f"fact:{row.line}.{row.column}")
        page.means(number, was, "column:old")
        page.means(number, was + 1, "column:new")


def moved(scope: Scope, closed: ClosedData) -> Iterator[Moved]:
    """The indicators that moved: of the district, or of the region and each of its districts."""
    for place in (scope.place, *scope.districts) if scope.is_region else (scope.place,):
        for indicator in scope.rulebook.indicators:
            old, new = closed.coverage.get((place.id, indicator.id)), scope.coverage(place, indicator).value
            if old != new:
                yield Moved(place, indicator, old, new)


def places_that_tell_apart(old: Fraction, new: Fraction, target: Decimal | None) -> int:
    """Decimals with which two different shares never look the same, their distance never zero, none on the target."""
    least = max(decimals(old, target), decimals(new, target))
    return next((each for each in range(least, MOST) if _differ(old, new, each)), MOST)


def _differ(old: Fraction, new: Fraction, places: int) -> bool:
    return rounded(old, places) != rounded(new, places) and rounded(new - old, places) != 0


def _cut_words(rows: list[Row]) -> str:
    return tr(CUT).format(most=number_text(MOST_ROWS), number=number_text(len(rows)))


def _draw_bar(page: Page, row: int, title: str, last: int) -> None:
    page.span(row, 0, last, title, "bar")
    page.height(row, 20)


def _draw_lines(page: Page, row: int, lines: list[str], last: int) -> int:
    _draw_bar(page, row, tr(IN_SHORT), last)
    for number, line in enumerate(lines, start=row + 1):
        page.span(number, 0, last, line, "paragraph")
        page.height(number, page.needed(line, 0, last, "paragraph"))
    return row + 1 + len(lines)


def _draw_moved(page: Page, scope: Scope, row: int, title: str, found: list[Moved]) -> int:
    """Write the indicators that moved, under the columns «Было» and «Стало» of the table below; return the next row."""
    last = len(page.widths) - 1
    was = last - 4
    _draw_bar(page, row, title, last)
    if not found:
        page.span(row + 1, 0, last, tr(NOT_MOVED), "cell", "left", "muted", "italic")
        return row + 3
    heads = ((0, 0, TERRITORY), (1, was - 1, INDICATOR), (was, was, WAS), (was + 1, was + 1, BECAME))
    for first, end, head in (*heads, (was + 2, was + 2, CHANGE), (was + 3, last, NOW)):
        page.span(row + 1, first, end, tr(head), "head")
    page.height(row + 1, 17)
    layout = CoverageLayout(scope)
    for number, each in enumerate(found, start=row + 2):
        _draw_indicator(page, layout, number, each)
    return row + 3 + len(found)


def _draw_indicator(page: Page, layout: CoverageLayout, row: int, each: Moved) -> None:
    measured = layout.scope.coverage(each.place, each.indicator)
    last = len(page.widths) - 1
    was = last - 4
    strong = ("strong",) if each.place.id == layout.scope.place.id else ()
    page.put(row, 0, each.place.name, "cell", "left", "wrap", *strong)
    page.span(row, 1, was - 1, each.indicator.title, "cell", "left", "wrap")
    look, change = _looks(each, measured.target)
    page.means(row, None, f"place:{each.place.id}", f"coverage:{each.indicator.id}:value")
    page.means(row, was, "column:old")
    page.means(row, was + 1, "column:new")
    page.means(row, was + 2, "column:change")
    _draw_value(page, row, was, each.old, look)
    reference = layout.value_reference(each.place.id, each.indicator)
    if each.new is None:
        _draw_value(page, row, was + 1, None, look)
    else:
        page.formula(row, was + 1, f"={reference}", float(each.new), "cell", "middle", "strong", look)
    if each.old is not None and each.new is not None:
        points, times = (100, "*100") if each.indicator.unit == "share" else (1, "")
        formula = f"=({at(row, was + 1)}-{at(row, was)}){times}"
        page.formula(row, was + 2, formula, float((each.new - each.old) * points), "cell", "middle", change)
    else:
        page.put(row, was + 2, None, "cell")
    status = status_words(measured)
    page.span(row, was + 3, last, status, "cell", "left", "wrap", "small", *(tone_of(measured) or ("neutral",)))
    name, title = each.place.name, each.indicator.title
    needed = (
        page.needed(name, 0, 0, "cell", "left", *strong),
        page.needed(title, 1, was - 1, "cell", "left"),
        page.needed(status, was + 3, last, "cell", "left", "small"),
    )
    page.height(row, max(17.0, *needed))


def _looks(each: Moved, target: float | None) -> tuple[str, str]:
    """Number formats of a value and of how it moved."""
    if each.indicator.unit == "count":
        return "count", '"+"0;"−"0;0'
    places = 1
    if each.old is not None and each.new is not None:
        places = places_that_tell_apart(each.old, each.new, None if target is None else Decimal(str(target)))
    digits = f"0.{'0' * places}"
    return share_format(places), f'"+"{digits}" {tr(POINTS)}";"−"{digits}" {tr(POINTS)}";{digits}" {tr(POINTS)}"'


def _draw_value(page: Page, row: int, column: int, value: Fraction | None, look: str) -> None:
    if value is None:
        page.put(row, column, tr(NO_DATA), "cell", "middle", "muted")
    else:
        page.put(row, column, float(value), "cell", "middle", look)


def _record(scope: Scope, row: Row, label: str | None) -> tuple[object, ...]:
    if scope.is_public:
        where: tuple[object, ...] = (
            origin_of(scope, row) if row.cell else (scope.index.file_codes.get(row.path), None, None)
        )
    else:
        where = (row.path, row.sheet, row.cell)
    district = (scope.name_of(row.district_id) if row.district_id else None,) if scope.is_public else ()
    return (
        *district,
        scope.name_of(row.place_id),
        KIND[row.change],
        row.line,
        row.column,
        label,
        value_words(row, row.old),
        value_words(row, row.new),
        *where,
    )
