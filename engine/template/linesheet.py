"""Writes the sheets whose lines the rules list: «Титул» and «Показатели»."""

from __future__ import annotations

from engine.rulebook.forms import Field, Line
from engine.template import words
from engine.template.calculation import asked_formula, computed_formula
from engine.template.cellmarks import mark_cells
from engine.template.content import NO_MENTORING, PARENT_NAME, PLACE_ID, PLACE_NAME
from engine.template.drawing import Pen, draw_bar, draw_heads, fit_row, put, put_formula
from engine.template.formulas import literal
from engine.template.inputs import validation_of
from engine.template.layout import SectionPlace, Span
from engine.template.lists import Lists
from engine.vocabulary.celltext import cell_text
from engine.vocabulary.fields import Address, FieldType

LINE, TITLE_LINE, TEXT_LINE = 17.0, 25.0, 30.0  # least heights of a line in points; the last holds two lines of text
_TEXTS = {FieldType.TEXT, FieldType.LINK}
_PARTS = ("из ", "в том числе")


def draw_section(pen: Pen, section: SectionPlace) -> None:
    """Draw a section: title bar, note, heads, printed column numbers, lines."""
    draw_bar(pen, section.title_row, section.section.title)
    if section.note_row is not None:
        _draw_note(pen, section, section.note_row)
    _draw_heads(pen, section)
    fields = {field.address: field for field in pen.page.content.fields_of(section.section)}
    for line in section.lines:
        _draw_line(pen, section, line, fields)
    mark_cells(pen, section)


def draw_field(pen: Pen, section: SectionPlace, field: Field) -> None:
    """Draw the cell of one field: an input with its validation, a printed value, or grey where nothing is asked."""
    row, span = section.rows[field.address.line], section.values[field.address.column]
    content = pen.page.content
    if content.is_input(field):
        put(pen, row, span, content.value_of(field.address), look_of(field, section))
        rule = validation_of(field, content, pen.page.lists)
        if pen.sheet.data_validation(row, span.first, row, span.first, rule) != 0:
            raise ValueError(f"{field.address}: xlsxwriter refused the validation {rule}")
    elif field.computed is not None:
        formula, value = computed_formula(field, content, pen.page.layout)
        put_formula(pen, row, span, formula, value, "computed")
    elif content.picks_place and field.address in {PLACE_ID, PARENT_NAME}:
        head = "place_id" if field.address == PLACE_ID else "parent_name"
        put_formula(pen, row, span, picked(pen.page.layout.reference(PLACE_NAME), pen.page.lists, head), "", "printed")
    elif field.filled_by == "engine":
        look = "printed_title_date" if field.type is FieldType.DATE else "printed_text"
        put(pen, row, span, content.value_of(field.address), look)
    else:
        put(pen, row, span, None, "not_asked")


def picked(name: str, lists: Lists, head: str) -> str:
    """The formula that looks up a property of the organisation picked in a universal blank."""
    return f'=IF({name}="","",IFERROR(INDEX({lists.range_of(head)},MATCH({name},{lists.range_of("place_name")},0)),""))'


def typed_texts(pen: Pen, section: SectionPlace, line: Line) -> list[tuple[str, Span, str]]:
    """The texts that stand in the cells to fill in of a line, for the row's height."""
    content = pen.page.content
    fields = [each for each in content.fields_of(section.section) if each.address.line == line.line]
    values = [(content.value_of(field.address), field) for field in fields]
    return [
        (cell_text(value), section.values[field.address.column], look_of(field, section))
        for value, field in values
        if isinstance(value, str)
    ]


def look_of(field: Field, section: SectionPlace) -> str:
    """Name of the look of an input cell."""
    on_title = len(section.values) == 1 and field.type is not FieldType.COUNT
    if field.type is FieldType.COUNT:
        return "count"
    if field.type is FieldType.DATE:
        return "title_date" if on_title else "date"
    if field.type in {FieldType.CHOICE, FieldType.YES_NO}:
        return "title_choice" if on_title else "choice"
    return "text"


def _draw_note(pen: Pen, section: SectionPlace, row: int) -> None:
    note, whole = section.section.note or "", pen.whole
    if section.section.zero_if is None:
        put(pen, row, whole, note, "note")
    else:
        answer = pen.page.layout.reference(Address(section.section.zero_if))
        is_zero = pen.page.content.value_of(NO_MENTORING) == "да"
        formula = f'=IF({answer}="да",{literal(words.ZERO_BY_013)},{literal(note)})'
        put_formula(pen, row, whole, formula, words.ZERO_BY_013 if is_zero else note, "note")
    fit_row(pen, row, [(note, whole, "note")], 15)


def _draw_heads(pen: Pen, section: SectionPlace) -> None:
    columns = {column.column: column for column in section.section.columns}
    on_title = pen.place is pen.page.layout.sheets[0]
    heads = [
        (words.HEADS["title_label" if on_title else "label"], section.label, words.LETTERS[0]),
        (words.HEADS["code"], Span(section.code, section.code), words.LETTERS[1]),
        *((columns[number].label, span, number) for number, span in section.values.items()),
    ]
    if section.hint is not None:
        heads.append((words.HEADS["title_hint" if on_title else "hint"], section.hint, ""))
    draw_heads(pen, section.head_row, section.number_row, heads)


def _draw_line(pen: Pen, section: SectionPlace, line: Line, fields: dict[Address, Field]) -> None:
    row = section.rows[line.line]
    look = "label_total" if line.computed else "label_part" if line.label.startswith(_PARTS) else "label"
    put(pen, row, section.label, line.label, look)
    put(pen, row, Span(section.code, section.code), line.line, "code")
    for number, span in section.values.items():
        if (field := fields.get(Address(line.line, number))) is None:
            put(pen, row, span, None, "not_asked")
        else:
            draw_field(pen, section, field)
    texts = [(line.label, section.label, look), *typed_texts(pen, section, line)]
    if section.hint is not None:
        asked = [field for field in fields.values() if field.address.line == line.line]
        texts.append((_draw_hint(pen, row, section.hint, line, asked), section.hint, "hint"))
    fit_row(pen, row, texts, _least(pen, section))


def _least(pen: Pen, section: SectionPlace) -> float:
    if pen.place is pen.page.layout.sheets[0]:
        return TITLE_LINE
    return TEXT_LINE if any(column.type in _TEXTS for column in section.section.columns) else LINE


def _draw_hint(pen: Pen, row: int, span: Span, line: Line, fields: list[Field]) -> str:
    """Draw whom to count, or that nothing is asked; return the text as long as it can get."""
    content = pen.page.content
    # What is printed already needs no word on how to fill it in.
    is_printed = all(field.filled_by == "engine" and not content.is_input(field) for field in fields)
    hint = "" if is_printed else line.hint or ""
    if not all(field.asked_of(content.kind) for field in fields):
        put(pen, row, span, words.NOT_ASKED, "not_asked_text")
    elif line.kinds is not None and content.picks_place:
        is_asked = asked_formula(line.kinds, pen.page.layout.reference(PLACE_NAME), pen.page.lists)
        formula = f"=IF({is_asked},{literal(hint)},{literal(words.NOT_ASKED)})"
        put_formula(pen, row, span, formula, hint, "hint")
    else:
        put(pen, row, span, hint or None, "hint")
    return hint
