"""How far each field of a form is filled in; the hidden sheet `_calc` works out the same live."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from engine.rulebook.forms import Field, SectionKind, count_limits
from engine.template.content import FormContent
from engine.template.lists import choices_of
from engine.vocabulary.fields import Address, FieldType, Value


class Content(IntEnum):
    """What stands in a cell."""

    BLANK = 0
    GOOD = 1
    WRONG = 2


@dataclass(frozen=True, slots=True)
class FieldState:
    """A field's state; ``is_zero`` where a blank means zero by rule, ``amount`` is the count that relations judge."""

    field: Field
    asked: bool
    is_zero: bool
    content: Content
    required: bool
    amount: int | None

    @property
    def is_open(self) -> bool:
        """Tell whether the cell has still to be filled in."""
        return self.required and self.content is not Content.GOOD


@dataclass(frozen=True)
class FieldStates:
    """States of the fields that a curator of any kind of organisation fills, in printed order."""

    states: tuple[FieldState, ...]

    @cached_property
    def by_address(self) -> dict[Address, FieldState]:
        """The states by address."""
        return {state.field.address: state for state in self.states}

    @cached_property
    def amounts(self) -> dict[Address, Value]:
        """Known counts by address."""
        return {state.field.address: state.amount for state in self.states if state.amount is not None}

    def of_section(self, section_id: str) -> tuple[FieldState, ...]:
        """The states of one section."""
        return tuple(state for state in self.states if state.field.section_id == section_id)


def field_states(content: FormContent) -> FieldStates:
    """Work out the state of every field that is typed by a curator of some kind of organisation."""
    fields = [each for each in content.fields if each.filled_by == "curator" or content.is_input(each)]
    return FieldStates(tuple(_state(each, content) for each in fields if each.computed is None))


def is_obligatory(field: Field, content: FormContent) -> bool:
    """Tell whether a form is incomplete without this field; that of a roadmap is its status."""
    section = content.form.section(field.section_id)
    if section.kind is SectionKind.ROADMAP:
        return next(column for column in section.columns if column.column == field.address.column).required
    return field.required


def line_addresses(field: Field, content: FormContent) -> tuple[Address, ...]:
    """The fields of the same line, for the rule that a line wholly blank means zeros."""
    section = content.form.section(field.section_id)
    return tuple(each.address for each in content.fields_of(section) if each.address.line == field.address.line)


def _state(field: Field, content: FormContent) -> FieldState:
    value = content.value_of(field.address)
    asked, is_zero, standing = field.asked_of(content.kind), _is_zero(field, content), content_of(field, value)
    amount = value if standing is Content.GOOD else 0 if standing is Content.BLANK and is_zero else None
    return FieldState(
        field=field,
        asked=asked,
        is_zero=is_zero,
        content=standing,
        required=is_obligatory(field, content) and asked and not is_zero,
        amount=amount if field.type is FieldType.COUNT and isinstance(amount, int) else None,
    )


def content_of(field: Field, value: Value) -> Content:
    """Judge a value against what its cell accepts."""
    if value is None:
        return Content.BLANK
    if field.type is FieldType.COUNT:
        minimum, maximum = count_limits(field)
        good = isinstance(value, int) and minimum <= value <= maximum
    elif field.type in {FieldType.CHOICE, FieldType.YES_NO}:
        good = value in choices_of(field)
    else:
        good = field.type is not FieldType.DATE or not isinstance(value, str | int | float)
    return Content.GOOD if good else Content.WRONG


def _is_zero(field: Field, content: FormContent) -> bool:
    if field.type is not FieldType.COUNT:
        return False
    if field.zero_if is not None and content.value_of(Address(field.zero_if)) == "да":
        return True
    return field.blank == "zero" and all(content.value_of(each) is None for each in line_addresses(field, content))
