"""Where each field stands in a blank form: the only module that knows rows and columns of our own sheets.

Rows and columns are zero-indexed here, as xlsxwriter counts them; `cell_of` gives the address that a person sees.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from xlsxwriter.utility import xl_rowcol_to_cell

from engine.rulebook.forms import Column, Line, Section, SectionKind
from engine.template.content import FormContent
from engine.template.textsize import text_width
from engine.vocabulary.fields import Address, FieldType

#: Widths of the sheets' columns, in units of Excel (digits of the default font).
NARROW = (36.0, 7.0, 42.0, 40.0)
WIDE_LABEL, WIDE_CODE, WIDE_VALUE, WIDE_HINT = 47.0, 7.0, 12.0, 36.0
ROADMAP = (8.0, 9.0, 50.0, 19.0, 12.5, 19.0, 14.0, 27.0, 31.0)
FREE = (5.0, 8.0)
FREE_VALUE = {FieldType.TEXT: 62.0, FieldType.LINK: 56.0}
FREE_OTHER = 30.0
HEAD_SIZE = 9.0  # of the font in column heads
CHECKS = (7.0, 17.0, 66.0, 44.0, 19.0, 36.0)

#: Rows above the first section, the same on every sheet whether they are used or not.
STRIP_ROW, NOTICE_ROW, TITLE_ROW = 0, 1, 2
_WIDE_TYPES = frozenset({FieldType.TEXT, FieldType.LINK})


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring columns of one row that are one cell on paper."""

    first: int
    last: int


@dataclass(frozen=True)
class SectionPlace:
    """Where a section stands on its sheet.

    ``note_row`` is None where the section has no note. ``values`` maps a column number to its cells. ``printed`` are
    the columns of a roadmap between code and values (number, title, deadline, due date); ``hidden`` the two that hold
    the roadmap id and the occurrence key.
    """

    section: Section
    lines: tuple[Line, ...]
    title_row: int
    note_row: int | None
    head_row: int
    number_row: int
    label: Span
    code: int
    values: dict[str, Span]
    hint: Span | None = None
    printed: tuple[int, ...] = ()
    hidden: tuple[int, ...] = ()

    @property
    def first_row(self) -> int:
        """Row of the first line."""
        return self.number_row + 1

    @property
    def end_row(self) -> int:
        """Row after the last line."""
        return self.first_row + len(self.lines)

    @property
    def last_row(self) -> int:
        """The last row that the section uses; one without lines is a bar and a sentence."""
        return self.end_row - 1 if self.lines else self.title_row + 1

    @cached_property
    def rows(self) -> dict[str, int]:
        """Row of each line code."""
        return {line.line: self.first_row + number for number, line in enumerate(self.lines)}

    def cell(self, address: Address) -> tuple[int, int]:
        """Row and column of a field."""
        return self.rows[address.line], self.values[address.column].first


@dataclass(frozen=True)
class SheetPlace:
    """A sheet of the form: its columns and the rows of what stands on it.

    ``intro_row`` is the first of the form's intro lines, ``signature_row`` the first row of the signatures; None: not
    here.
    """

    name: str
    widths: tuple[float, ...]
    sections: tuple[SectionPlace, ...]
    intro_row: int | None = None
    signature_row: int | None = None

    @property
    def last_column(self) -> int:
        """The last column that is printed."""
        return len(self.widths) - 1


@dataclass(frozen=True)
class FormLayout:
    """All sheets of a form in order; ``check_sheet`` is the name of «Проверка»."""

    sheets: tuple[SheetPlace, ...]
    check_sheet: str | None

    @cached_property
    def sections(self) -> dict[str, tuple[SheetPlace, SectionPlace]]:
        """Each section with its sheet, by section id."""
        return {place.section.id: (sheet, place) for sheet in self.sheets for place in sheet.sections}

    @cached_property
    def _cells(self) -> dict[Address, tuple[str, int, int]]:
        return {
            Address(line.line, column): (sheet.name, *place.cell(Address(line.line, column)))
            for sheet, place in self.sections.values()
            for line in place.lines
            for column in place.values
            if line.columns is None or column in line.columns
        }

    def position_of(self, address: Address) -> tuple[str, int, int]:
        """Sheet, row and column of a field.

        Raises:
            KeyError: the form has no such field.
        """
        return self._cells[address]

    def cell_of(self, address: Address) -> tuple[str, str]:
        """Sheet and cell of a field as a person sees them: ("Показатели", "C14").

        Raises:
            KeyError: the form has no such field.
        """
        sheet, row, column = self.position_of(address)
        return sheet, xl_rowcol_to_cell(row, column)

    def reference(self, address: Address) -> str:
        """Absolute reference to a field for formulas on any sheet: 'Показатели'!$C$14."""
        sheet, row, column = self.position_of(address)
        return f"'{sheet}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"


def layout_of(content: FormContent) -> FormLayout:
    """Place every section of a form."""
    by_sheet = {
        name: tuple(section for section in content.form.sections if section.sheet == name)
        for name in content.form.sheets
    }
    data_sheets = [name for name, sections in by_sheet.items() if sections]
    title_sheet, intro_sheet = data_sheets[0], data_sheets[min(1, len(data_sheets) - 1)]
    lined = [name for name in data_sheets[1:] if any(each.kind is SectionKind.LINES for each in by_sheet[name])]
    signed_sheet = (lined or data_sheets)[-1]
    sheets = tuple(
        _sheet(
            content,
            name,
            sections,
            head_rows=title_head_rows(content) if name == title_sheet else TITLE_ROW + 1,
            intro=len(content.form.intro) if name == intro_sheet else 0,
            signed=name == signed_sheet,
        )
        for name, sections in by_sheet.items()
        if sections
    )
    return FormLayout(sheets, next((name for name, sections in by_sheet.items() if not sections), None))


def title_head_rows(content: FormContent) -> int:
    """How many rows «Титул» has above its section: frame, title, period, the steps and the state of readiness.

    A return has one more, which says that it is one.
    """
    steps = 3 if content.place is not None else 4
    return TITLE_ROW + 4 + steps + 3 + (content.returned is not None)


def _sheet(
    content: FormContent, name: str, sections: tuple[Section, ...], *, head_rows: int, intro: int, signed: bool
) -> SheetPlace:
    widest = max(len(section.columns) for section in sections)
    places, row = [], head_rows + (intro + 1 if intro else 0)
    for section in sections:
        place = _section(content, section, row, widest)
        places.append(place)
        row = place.last_row + 2
    return SheetPlace(
        name=name,
        widths=_widths(sections, widest),
        sections=tuple(places),
        intro_row=head_rows if intro else None,
        signature_row=row if signed else None,
    )


def _widths(sections: tuple[Section, ...], widest: int) -> tuple[float, ...]:
    section = sections[0]
    if section.kind is SectionKind.ROADMAP:
        return ROADMAP
    if section.kind is SectionKind.FREE:
        return FREE + tuple(FREE_VALUE.get(column.type, FREE_OTHER) for column in section.columns)
    if widest == 1:
        return NARROW
    longest = [WIDE_VALUE] * widest
    for section in sections:
        for number, span in enumerate(_value_spans(section, widest)[0].values()):
            if span.first == span.last:
                words = section.columns[number].label.split()
                needed = max(text_width(word, HEAD_SIZE, bold=True) for word in words) + 1
                longest[span.first - 2] = max(longest[span.first - 2], round(needed, 1))
    return (WIDE_LABEL, WIDE_CODE, *longest, WIDE_HINT)


def _section(content: FormContent, section: Section, row: int, widest: int) -> SectionPlace:
    head_row = row + (2 if section.note else 1)
    frame = SectionPlace(
        section=section,
        lines=content.lines(section),
        title_row=row,
        note_row=row + 1 if section.note else None,
        head_row=head_row,
        number_row=head_row + 1,
        label=Span(0, 0),
        code=1,
        values={},
    )
    if section.kind is SectionKind.ROADMAP:
        first, end = len(ROADMAP) - len(section.columns), len(ROADMAP)
        values = _one_each(section, first)
        printed = tuple(range(1, first))
        return replace(frame, label=Span(2, 2), code=0, values=values, printed=printed, hidden=(end, end + 1))
    if section.kind is SectionKind.FREE:
        return replace(frame, values=_one_each(section, len(FREE)))
    values, hint = _value_spans(section, widest)
    return replace(frame, values=values, hint=hint)


def _one_each(section: Section, first: int) -> dict[str, Span]:
    return {column.column: Span(at, at) for at, column in enumerate(section.columns, start=first)}


def _value_spans(section: Section, widest: int) -> tuple[dict[str, Span], Span | None]:
    """Spread a section's columns over the sheet's grid: numbers take one column each, texts share what is left."""
    last = 2 + widest
    texts = [column for column in section.columns if column.type in _WIDE_TYPES and len(section.columns) > 1]
    hinted = not texts
    room = last + 1 - 2 - (len(section.columns) - len(texts)) if texts else 0
    values, at = {}, 2
    for column in section.columns:
        taken = _share(texts, column, room) if column in texts else 1
        values[column.column] = Span(at, at + taken - 1)
        at += taken
    return values, Span(at, last) if hinted and at <= last else None


def _share(texts: list[Column], column: Column, room: int) -> int:
    number = texts.index(column)
    return room * (number + 1) // len(texts) - room * number // len(texts)
