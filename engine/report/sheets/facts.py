"""Sheet «Данные»: the facts behind the totals, each with its cell; in the region only counts and statuses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from engine.report import wording
from engine.report.book import Book
from engine.report.paper import print_setup
from engine.report.scope import Row, Scope
from engine.report.tables import MIDDLE, TEXT, WRAPPED, Column, draw_table, widths
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.forms import Field, Form, SectionKind
from engine.vocabulary.fields import Address, FieldType

#: Rows of one sheet of Excel, less the top and the head.
ROWS_PER_SHEET = 1_048_000
_VALUE = ("left", "wrap")
DISTRICT_COLUMNS = (
    Column("Код", 8, MIDDLE),
    Column("Организация", 32, WRAPPED),
    Column("Строка", 8, MIDDLE),
    Column("Графа", 7.5, MIDDLE),
    Column("Показатель", 50, WRAPPED),
    Column("Значение", 26, _VALUE),
    Column("Файл", 38, WRAPPED),
    Column("Лист", 14, TEXT),
    Column("Ячейка", 9, MIDDLE),
    Column("Код файла", 14, MIDDLE),
)
REGION_COLUMNS = (
    Column("Код", 10, MIDDLE),
    Column("Муниципалитет", 28, TEXT),
    Column("Организация", 38, TEXT),
    Column("Строка", 9, MIDDLE),
    Column("Графа", 8, MIDDLE),
    Column("Показатель", 58, TEXT),
    Column("Значение", 16, _VALUE),
    Column("Код файла", 16, MIDDLE),
    Column("Лист формы", 18, TEXT),
    Column("Ячейка", 10, MIDDLE),
)
DISTRICT_NOTE = (
    "Значения учтённых отчётов: из какого файла, с какого листа и из какой ячейки взято каждое. Код файла – то, чем "
    "региональный свод обозначает файл вместо имени."
)
REGION_NOTE = (
    "Числа и отметки учтённых отчётов: отберите строку и графу – увидите, из каких организаций сложился итог. "
    "Персональных данных, текстов и имён файлов здесь нет; по коду файла муниципалитет найдёт файл в своём своде."
)


def write(book: Book, scope: Scope) -> None:
    """Write the facts, on as many sheets as they need."""
    records = _region_records(scope) if scope.is_public else _district_records(scope)
    columns = REGION_COLUMNS if scope.is_public else DISTRICT_COLUMNS
    number = 1
    while (part := list(islice(records, ROWS_PER_SHEET))) or number == 1:
        _write_part(book, scope, columns, part, wording.FACTS if number == 1 else f"{wording.FACTS} {number}")
        number += 1


def _write_part(book: Book, scope: Scope, columns: Sequence[Column], part: list[tuple[object, ...]], name: str) -> None:
    page = book.add(name, *widths(columns))
    draw_top(page, scope, name, len(columns) - 1, REGION_NOTE if scope.is_public else DISTRICT_NOTE)
    draw_table(page, CONTENT_ROW, columns, part)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
    print_setup(page, scope)
    page.sheet.repeat_rows(CONTENT_ROW)


def _district_records(scope: Scope) -> Iterator[tuple[object, ...]]:
    for row in scope.facts:
        yield (
            row.place_id,
            scope.name_of(row.place_id),
            row.line,
            row.column,
            label_of(scope, row),
            row.value,
            row.path,
            row.sheet,
            row.cell,
            scope.index.file_codes.get(row.path),
        )


def _region_records(scope: Scope) -> Iterator[tuple[object, ...]]:
    for row in scope.facts:
        if leaves_district(scope, row):
            yield (
                row.place_id,
                scope.name_of(row.district_id),
                scope.name_of(row.place_id),
                row.line,
                row.column,
                label_of(scope, row),
                row.value,
                scope.index.file_codes.get(row.path),
                sheet_of(scope, row),
                row.cell,
            )


def leaves_district(scope: Scope, row: Row) -> bool:
    """Tell whether the region may see a fact: counts that are not local, yes/no marks, roadmap statuses and dates."""
    field = _field(scope, row)
    if field is None:
        return _roadmap_value(scope, row)
    kinds = {FieldType.COUNT: int, FieldType.YES_NO: str}
    expected = kinds.get(field.type)
    return expected is not None and isinstance(row.value, expected) and not field.local


def label_of(scope: Scope, row: Row) -> str:
    """A fact's label in the rules' words."""
    field = _field(scope, row)
    if field is not None:
        return field.short if len(_columns(scope, row, field)) == 1 else f"{field.short}: {field.column_label}"
    form = _form(scope, row)
    section = form.roadmap_section
    columns = {} if section is None else {each.column: each.label for each in section.columns}
    return f"Дорожная карта: {columns.get(row.column, '')}".rstrip(": ")


def sheet_of(scope: Scope, row: Row) -> str:
    """The sheet of the form on which a fact's line is printed, whatever the sender calls it."""
    field = _field(scope, row)
    if field is not None:
        return field.sheet
    section = _form(scope, row).roadmap_section
    return section.sheet if section is not None else ""


def _roadmap_value(scope: Scope, row: Row) -> bool:
    section = _form(scope, row).roadmap_section
    if section is None or section.kind is not SectionKind.ROADMAP:
        return False
    column = next((each for each in section.columns if each.column == row.column), None)
    if column is None:
        return False
    return (column.type is FieldType.DATE and not isinstance(row.value, str)) or row.value in column.choices


def _columns(scope: Scope, row: Row, field: Field) -> tuple[object, ...]:
    return next(each.columns for each in _form(scope, row).sections if each.id == field.section_id)


def _form(scope: Scope, row: Row) -> Form:
    is_district = row.place_id == row.district_id
    return scope.rulebook.form("district" if is_district else "school", scope.period)


def _field(scope: Scope, row: Row) -> Field | None:
    return _form(scope, row).by_address.get(Address(row.line, row.column))
