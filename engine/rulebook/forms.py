"""The model of a form: sections of lines and columns with printed codes (rules/forms/)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from engine.vocabulary.fields import Address, FieldType
from engine.vocabulary.places import Kind

LineCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{3,4}$")]
ColumnCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,2}$")]

#: What a count may be at most where its line sets no limit.
LARGEST_COUNT = 999_999


class Frozen(BaseModel):
    """Base of all rules: immutable, unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class AddsUp(StrEnum):
    """What happens to a line when places are rolled up."""

    SUM = "sum"
    MAY_REPEAT = "may_repeat"  # summed, but the same person or organisation may be counted by several places
    NO = "no"  # not a number that can be added (texts, yes / no)


class SectionKind(StrEnum):
    """How the lines of a section come about."""

    LINES = "lines"  # as the rules list them
    ROADMAP = "roadmap"  # one per occurrence that the place owes, numbered from ``first_line``
    FREE = "free"  # ``first_line`` … ``last_line``, each filled or left blank as a whole


class Column(Frozen):
    """A column (графа) of a section, with what its cells may hold unless a line says otherwise."""

    column: ColumnCode
    label: str
    short: str | None = None
    type: FieldType = FieldType.COUNT
    required: bool = True
    hint: str | None = None
    choices: tuple[str, ...] = ()
    units: tuple[str, ...] = ()


class Line(Frozen):
    """A line (строка): its code, label, whom to count, and who fills it.

    ``kinds``: kinds of organisation that fill it (None: all). ``columns``: the columns it has (None: the section's).
    ``computed``: an expression of the control language, e.g. ``sum([201]..[208])``, applied column by column; such a
    line is a locked formula in the form and never judged. ``local``: never leaves the district.
    """

    line: LineCode
    label: str
    short: str | None = None
    hint: str | None = None
    type: FieldType | None = None
    required: bool | None = None
    filled_by: Literal["curator", "engine"] = "curator"
    kinds: tuple[Kind, ...] | None = None
    columns: tuple[ColumnCode, ...] | None = None
    computed: str | None = None
    blank: Literal["missing", "zero"] | None = None
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    adds_up: AddsUp | None = None
    local: bool = False
    source: str | None = None


class Section(Frozen):
    """A section of a form on one sheet.

    ``blank`` "zero": a line left wholly blank means zeros (the form of mentoring is not practised), a line partly
    filled must be filled. ``source``: where what is asked comes from, and what of it is not confirmed. ``zero_if``:
    address of the yes/no field whose «да» makes the whole section zeros.
    """

    id: str
    sheet: str
    title: str
    note: str | None = None
    source: str
    kind: SectionKind = SectionKind.LINES
    columns: tuple[Column, ...]
    lines: tuple[Line, ...] = ()
    first_line: LineCode | None = None
    last_line: LineCode | None = None
    blank: Literal["missing", "zero"] = "missing"
    zero_if: LineCode | None = None

    @cached_property
    def every_line(self) -> tuple[Line, ...]:
        """Lines as `lines_of` gives them."""
        if self.kind is not SectionKind.FREE or self.first_line is None or self.last_line is None:
            return self.lines
        first, last, width = int(self.first_line), int(self.last_line), len(self.first_line)
        return tuple(Line(line=f"{code:0{width}d}", label=str(code - first + 1)) for code in range(first, last + 1))


@dataclass(frozen=True, slots=True)
class Field:
    """One cell that a form asks for: a line and a column of a section, with everything that applies to it."""

    address: Address
    section_id: str
    sheet: str
    label: str
    short: str
    column_label: str
    type: FieldType
    required: bool
    filled_by: str
    kinds: frozenset[Kind] | None
    computed: str | None
    blank: str
    zero_if: str | None
    minimum: int | None
    maximum: int | None
    choices: tuple[str, ...]
    units: tuple[str, ...]
    adds_up: AddsUp
    local: bool
    hint: str | None

    def asked_of(self, kind: Kind | None) -> bool:
        """Tell whether organisations of ``kind`` fill this field (None, an unknown kind, fills all)."""
        return self.kinds is None or kind is None or kind in self.kinds


class Form(Frozen):
    """One version of one level's form."""

    form: Literal["school", "district"]
    version: str
    title: str
    subtitle: str | None = None
    intro: tuple[str, ...] = ()
    sheets: tuple[str, ...]
    sections: tuple[Section, ...]
    signatures: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Every field with a code fixed by the rules, in printed order; roadmap lines differ by place."""
        return tuple(_fields(self))

    @cached_property
    def by_address(self) -> dict[Address, Field]:
        """The fields of `fields` by address."""
        return {field.address: field for field in self.fields}

    @cached_property
    def counts(self) -> tuple[Field, ...]:
        """Fields that hold counts and are not computed, in printed order."""
        return tuple(each for each in self.fields if each.type is FieldType.COUNT and each.computed is None)

    def section(self, section_id: str) -> Section:
        """The section with this id.

        Raises:
            KeyError: the form has no such section.
        """
        for section in self.sections:
            if section.id == section_id:
                return section
        raise KeyError(section_id)

    @cached_property
    def roadmap_section(self) -> Section | None:
        """The section whose lines are the occurrences that a place owes."""
        return next((section for section in self.sections if section.kind is SectionKind.ROADMAP), None)


def lines_of(section: Section) -> tuple[Line, ...]:
    """Lines of a section; those of a free section are numbered from its first to its last code."""
    return section.every_line


def field_of(section: Section, line: Line, column: Column) -> Field:
    """The field at a line and a column: what the line says, else the column, else the section."""
    kind_of_value = line.type or column.type
    additive = AddsUp.SUM if kind_of_value is FieldType.COUNT else AddsUp.NO
    required = column.required if line.required is None else line.required
    return Field(
        address=Address(line.line, column.column),
        section_id=section.id,
        sheet=section.sheet,
        label=line.label,
        short=line.short or line.label,
        column_label=column.label,
        type=kind_of_value,
        required=required and line.computed is None and section.kind is SectionKind.LINES,
        filled_by=line.filled_by,
        kinds=None if line.kinds is None else frozenset(line.kinds),
        computed=line.computed,
        blank=line.blank or section.blank,
        zero_if=section.zero_if,
        minimum=line.minimum,
        maximum=line.maximum,
        choices=line.choices or column.choices,
        units=line.units or column.units,
        adds_up=line.adds_up or additive,
        local=line.local,
        hint=line.hint or column.hint,
    )


def count_limits(field: Field) -> tuple[int, int]:
    """Smallest and largest number that a count cell accepts."""
    return field.minimum or 0, LARGEST_COUNT if field.maximum is None else field.maximum


def _fields(form: Form) -> Iterator[Field]:
    for section in form.sections:
        for line in lines_of(section):
            for column in section.columns:
                if line.columns is None or column.column in line.columns:
                    yield field_of(section, line, column)
