"""Forms: codes given once, every column, sheet and line that is named exists, computed lines can be computed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.rulebook.checks.ids import repeated_in_file, unknown_in_file, unsafe
from engine.rulebook.checks.wording import relation_problem
from engine.rulebook.errors import RulesProblem
from engine.rulebook.forms import Form, Line, Section, SectionKind
from engine.rulebook.names import nearest_name
from engine.rulebook.pack import Pack
from engine.rulebook.relations.errors import RelationError
from engine.rulebook.relations.expansion import computed_expression
from engine.rulebook.yamlfiles import Document, Where
from engine.vocabulary.fields import Address, FieldType
from engine.vocabulary.roadmap import DOCUMENT, DONE_ON, NOTE, STATUS, TypedStatus

_LEVELS = ("school", "district")
#: Excel takes no more than 31 characters, none of these, and no apostrophe at either end.
_SHEET_NAME = re.compile(r"(?!')[^\[\]:*?/\\]{1,31}(?<!')")


def form_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of all forms."""
    for (form, version), document in pack.forms.items():
        yield from _file_name(document, form, version)
        if document.content is not None:
            yield from _sheets(document, document.content)
            yield from _codes(document, document.content)
            yield from _computed(document, document.content)
            for number, section in enumerate(document.content.sections):
                yield from _section(document, ("sections", number), section, document.content)


def computes(form: Form) -> bool:
    """Tell whether every computed line of a form can be computed."""
    return all(
        line.computed is None or _computing_error(form, section, line) is None
        for section in form.sections
        for line in section.lines
    )


def _file_name(document: Document[Form], form: str, version: str) -> Iterator[RulesProblem]:
    if form not in _LEVELS:
        yield document.problem((), "unknown_folder", nearest=nearest_name(form, _LEVELS), name=form)
        return
    for key, named in (("form", form), ("version", version)):
        written = document.value((key,))
        if isinstance(written, str) and written != named:
            yield document.problem((key,), "misplaced", nearest=named, name=written)
    if unsafe(version):
        yield document.problem(("version",), "unsafe_id", name=version)


def _sheets(document: Document[Form], form: Form) -> Iterator[RulesProblem]:
    wheres = [(("sheets", number), sheet.casefold()) for number, sheet in enumerate(form.sheets)]
    yield from repeated_in_file(document, wheres)
    for number, sheet in enumerate(form.sheets):
        if _SHEET_NAME.fullmatch(sheet) is None:
            yield document.problem(("sheets", number), "bad_sheet_name", name=sheet)


def _codes(document: Document[Form], form: Form) -> Iterator[RulesProblem]:
    sections = list(enumerate(form.sections))
    yield from repeated_in_file(document, [(("sections", number, "id"), section.id) for number, section in sections])
    yield from repeated_in_file(
        document,
        [(("sections", number, *where), code) for number, section in sections for where, code in _line_codes(section)],
    )


def _line_codes(section: Section) -> Iterator[tuple[Where, str]]:
    """Codes of a section with the key that gives each; the codes of a free section are given by its first and last."""
    match section.kind, section.first_line, section.last_line:
        case SectionKind.FREE, str(first), str(last) if int(first) <= int(last):
            yield from ((("first_line",), f"{code:0{len(first)}d}") for code in range(int(first), int(last) + 1))
        case SectionKind.ROADMAP, str(first), _:
            yield ("first_line",), first
    yield from ((("lines", number, "line"), line.line) for number, line in enumerate(section.lines))


def _section(document: Document[Form], where: Where, section: Section, form: Form) -> Iterator[RulesProblem]:
    yield from unknown_in_file(document, (*where, "sheet"), section.sheet, frozenset(form.sheets), "unknown_sheet")
    columns = [((*where, "columns", number, "column"), column.column) for number, column in enumerate(section.columns)]
    yield from repeated_in_file(document, columns)
    if not section.columns:
        yield document.problem((*where, "columns"), "missing_key", name="columns")
    yield from _kind(document, where, section)
    yield from _lines(document, where, section)
    for number, column in enumerate(section.columns):
        if column.type is FieldType.CHOICE and not column.choices:
            yield document.problem((*where, "columns", number), "missing_key", name="choices")
    if section.zero_if is not None:
        switches = {each.address.line for each in form.fields if each.type is FieldType.YES_NO}
        yield from unknown_in_file(document, (*where, "zero_if"), section.zero_if, frozenset(switches), "not_a_switch")


def _kind(document: Document[Form], where: Where, section: Section) -> Iterator[RulesProblem]:
    needed = {
        SectionKind.LINES: ("lines",),
        SectionKind.ROADMAP: ("first_line",),
        SectionKind.FREE: ("first_line", "last_line"),
    }
    for key in needed[section.kind]:
        if not getattr(section, key):
            yield document.problem(where, "missing_key", name=key)
    if section.kind is SectionKind.ROADMAP:
        yield from _roadmap(document, where, section)
    if (
        section.first_line is not None
        and section.last_line is not None
        and int(section.last_line) < int(section.first_line)
    ):
        yield document.problem((*where, "last_line"), "out_of_order", name=section.last_line, other=section.first_line)


def _roadmap(document: Document[Form], where: Where, section: Section) -> Iterator[RulesProblem]:
    """The engine decides by these columns and words: without one of them nothing would ever count as done."""
    given = {column.column: (number, column) for number, column in enumerate(section.columns)}
    for code in (STATUS, DONE_ON, DOCUMENT, NOTE):
        if code not in given:
            yield document.problem((*where, "columns"), "missing_column_code", name=code)
    if STATUS not in given:
        return
    number, column = given[STATUS]
    for status in TypedStatus:
        if column.choices and status not in column.choices:
            yield document.problem((*where, "columns", number, "choices"), "missing_choice", name=str(status))


def _lines(document: Document[Form], where: Where, section: Section) -> Iterator[RulesProblem]:
    columns = frozenset(column.column for column in section.columns)
    for number, line in enumerate(section.lines):
        at: Where = (*where, "lines", number)
        for position, column in enumerate(line.columns or ()):
            yield from unknown_in_file(document, (*at, "columns", position), column, columns, "unknown_column_code")
        if line.minimum is not None and line.maximum is not None and line.maximum < line.minimum:
            yield document.problem((*at, "maximum"), "out_of_order", name=line.maximum, other=line.minimum)
        if line.type is FieldType.CHOICE and not line.choices:
            yield document.problem(at, "missing_key", name="choices")


def _computed(document: Document[Form], form: Form) -> Iterator[RulesProblem]:
    for number, section in enumerate(form.sections):
        for position, line in enumerate(section.lines):
            if line.computed is not None and (error := _computing_error(form, section, line)) is not None:
                yield relation_problem(document, ("sections", number, "lines", position, "computed"), error)


def _computing_error(form: Form, section: Section, line: Line) -> RelationError | None:
    columns = line.columns or tuple(column.column for column in section.columns)
    try:
        for column in columns:
            if (address := Address(line.line, column)) in form.by_address:
                computed_expression(form, address)
    except RelationError as error:
        return error
    except KeyError:  # another line has the same code, which is told as such
        return None
    return None
