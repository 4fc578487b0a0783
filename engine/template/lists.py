"""The hidden sheet of lists: choices of the drop-downs and the organisations of a universal blank."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from engine.rulebook.forms import Field
from engine.template.content import FormContent
from engine.template.formats import Formats
from engine.vocabulary.fields import FieldType

LISTS_SHEET = "_lists"
YES_NO = ("да", "нет")
#: Heads of the columns that describe the organisations of a universal blank, in order.
PLACE_HEADS = ("place_name", "place_id", "parent_name", "kind")


@dataclass(frozen=True)
class Lists:
    """Columns of the hidden sheet: each has a head in row 1 and its items below."""

    columns: tuple[tuple[str, tuple[str, ...]], ...]

    def range_of(self, head: str) -> str:
        """Absolute range of a column's items: '_lists'!$A$2:$A$6.

        Raises:
            KeyError: there is no such column.
        """
        for number, (each, items) in enumerate(self.columns):
            if each == head:
                letter = xl_col_to_name(number, col_abs=True)
                return f"'{LISTS_SHEET}'!{letter}$2:{letter}${1 + len(items)}"
        raise KeyError(head)


def lists_of(content: FormContent) -> Lists:
    """Collect the distinct choices of a form's fields, and the organisations that can be picked."""
    choices = {head_of(each): choices_of(each) for each in content.fields if choices_of(each)}
    columns = list(choices.items())
    if content.picks_place:
        places = content.choices
        columns += zip(
            PLACE_HEADS,
            (
                tuple(place.name for place in places),
                tuple(place.id for place in places),
                tuple(content.parents[place.parent_id].name if place.parent_id else "" for place in places),
                tuple(place.kind.value if place.kind else "" for place in places),
            ),
            strict=True,
        )
    return Lists(tuple(columns))


def choices_of(field: Field) -> tuple[str, ...]:
    """The words that a field offers; empty where it has no list."""
    return YES_NO if field.type is FieldType.YES_NO else field.choices


def head_of(field: Field) -> str:
    """Head of the list that a field uses: fields with the same choices share one."""
    return " | ".join(choices_of(field))


def write_lists(sheet: Worksheet, lists: Lists, formats: Formats) -> None:
    """Write the hidden sheet."""
    for number, (head, items) in enumerate(lists.columns):
        for row, text in enumerate((head, *items)):
            sheet.write_string(row, number, text, formats["plain"])
    sheet.hide()
    sheet.protect()
