"""What a cell to fill in accepts: its validation, the prompt beside it and the refusal, in Russian."""

from __future__ import annotations

from datetime import date
from typing import Any

from engine.rulebook.forms import Field, count_limits
from engine.rulebook.roadmaps.roadmap import EARLIEST, Roadmap
from engine.template import words
from engine.template.content import PLACE_NAME, FormContent
from engine.template.lists import Lists, choices_of, head_of
from engine.vocabulary.dates import day
from engine.vocabulary.fields import FieldType

LONGEST_TITLE, LONGEST_TEXT = 32, 255  # limits of Excel
LONGEST_ANSWER = 500

_Rule = dict[str, Any]


def validation_of(field: Field, content: FormContent, lists: Lists) -> _Rule:
    """The validation of an input cell as options of xlsxwriter's ``data_validation``."""
    facts = _facts(field, content)
    kind = "choice" if choices_of(field) and field.type is FieldType.TEXT else field.type.value
    rule: _Rule = {
        "input_title": _title(field, content),
        "input_message": _prompt(field, kind, facts, content.previous.get(field.address)),
        "error_title": words.REFUSAL_TITLE[kind],
        "error_message": words.REFUSAL[kind].format(**facts)[:LONGEST_TEXT],
        "ignore_blank": True,
        **_limits(field, content, lists),
    }
    if kind == "choice" and field.type is FieldType.TEXT:
        # The rules call it a text: other words than the listed ones are allowed after a reminder.
        rule |= {"error_type": "warning", "error_title": words.REMINDER_TITLE, "error_message": words.REMINDER}
    return rule


def _limits(field: Field, content: FormContent, lists: Lists) -> _Rule:
    if content.picks_place and field.address == PLACE_NAME:
        return {"validate": "list", "source": "=" + lists.range_of("place_name"), "error_type": "stop"}
    if choices_of(field):
        return {"validate": "list", "source": "=" + lists.range_of(head_of(field))}
    if field.type is FieldType.COUNT:
        minimum, maximum = count_limits(field)
        return {"validate": "integer", "criteria": "between", "minimum": minimum, "maximum": maximum}
    if field.type is FieldType.DATE:
        first, last = date_limits(field, content)
        return {"validate": "date", "criteria": "between", "minimum": first, "maximum": last}
    return {"validate": "length", "criteria": "<=", "value": LONGEST_ANSWER}


def date_limits(field: Field, content: FormContent) -> tuple[date, date]:
    """First and last day that a date cell accepts: no work is done after the as-of date.

    What was done before a plan began is only warned about on «Проверка», so the cell takes earlier days too.
    """
    as_of = content.period.as_of
    owed = {line.line: each for line, each in content.roadmap_lines}
    if (known := owed.get(field.address.line)) is None:
        return content.period.starts_on, date(as_of.year + 2, 12, 31)
    return min(begins_on(known.roadmap), EARLIEST), as_of


def begins_on(roadmap: Roadmap) -> date:
    """The day before which nothing of a roadmap can have been done."""
    return roadmap.begins_on or EARLIEST


def _facts(field: Field, content: FormContent) -> dict[str, str]:
    facts = {"line": field.address.line, "column": field.address.column, "longest": str(LONGEST_ANSWER)}
    if field.type is FieldType.COUNT:
        minimum, maximum = count_limits(field)
        return {**facts, "minimum": str(minimum), "maximum": str(maximum)}
    if field.type is FieldType.DATE:
        first, last = date_limits(field, content)
        return {**facts, "minimum": day(first), "maximum": day(last), "example": day(content.period.as_of)}
    return facts


def _title(field: Field, content: FormContent) -> str:
    single = len(content.form.section(field.section_id).columns) == 1
    template = words.PROMPT_TITLE if single else words.PROMPT_TITLE_COLUMN
    return template.format(line=field.address.line, column=field.address.column)[:LONGEST_TITLE]


def _prompt(field: Field, kind: str, facts: dict[str, str], previous: int | None) -> str:
    general = words.PROMPT[kind].format(**facts)
    if previous is not None:
        general = f"{words.BEFORE_PROMPT.format(previous=previous)} {general}"
    parts = [field.hint, general] if field.hint else [general]
    if field.hint and kind == "text":
        parts = [field.hint]  # what the line says is all there is to say
    text = "\n".join(parts)
    return text if len(text) <= LONGEST_TEXT else parts[-1]
