"""What the form prints about a fact: its label and its sheet; and whether the fact may leave the district."""

from __future__ import annotations

from engine.report import wording
from engine.report.index import Origin, Row
from engine.report.scope import Scope
from engine.rulebook.forms import Field, Form, SectionKind
from engine.vocabulary.fields import Address, FieldType
from engine.vocabulary.language import tr


def leaves_district(scope: Scope, row: Row) -> bool:
    """Tell whether the region may see a fact: counts that are not local, yes/no marks, roadmap statuses and dates."""
    field = _field(scope, row)
    if field is None:
        return _roadmap_value(scope, row)
    kinds = {FieldType.COUNT: int, FieldType.YES_NO: str}
    expected = kinds.get(field.type)
    return expected is not None and isinstance(row.value, expected) and not field.local


def stays_below(scope: Scope, line: str | None) -> bool:
    """Tell whether a line of the organisations' form never leaves the district."""
    return any(field.local for field in scope.form.fields if field.address.line == line)


def local_lines(scope: Scope) -> list[str]:
    """Lines of the organisations' form that never leave the district."""
    return list(dict.fromkeys(field.address.line for field in scope.form.fields if field.local))


def label_of(scope: Scope, row: Row) -> str:
    """A fact's label in the rules' words."""
    field = _field(scope, row)
    if field is not None:
        return field.short if len(_columns(scope, row, field)) == 1 else f"{field.short}: {field.column_label}"
    form = _form(scope, row)
    section = form.roadmap_section
    columns = {} if section is None else {each.column: each.label for each in section.columns}
    return f"{tr(wording.ROADMAP)}: {columns.get(row.column, '')}".rstrip(": ")


def sheet_of(scope: Scope, row: Row) -> str:
    """The sheet of the form on which a fact's line is printed, whatever the sender calls it.

    Of a fact that came in a district's transmittal, the sheet of the transmittal: its cell is one of that sheet.
    """
    if is_forwarded(scope, row):
        return str(row.sheet)
    field = _field(scope, row)
    if field is not None:
        return field.sheet
    section = _form(scope, row).roadmap_section
    return section.sheet if section is not None else ""


def origin_of(scope: Scope, row: Row) -> Origin:
    """Where a fact stands in the organisation's own file, also where it came in its district's transmittal."""
    index = scope.index
    told = index.origins.get((row.path, row.place_id, row.line, row.column))
    return told or (index.file_codes.get(row.path), sheet_of(scope, row), row.cell)


def is_forwarded(scope: Scope, row: Row) -> bool:
    """Tell whether a fact came in a district's transmittal and not in a school's file."""
    return row.path in scope.index.forwarding


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
