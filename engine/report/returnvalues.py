"""Moves what a submission holds into the form that goes back: by printed codes, roadmap lines by their occurrence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.rulebook.forms import Field
from engine.template.content import NO_MENTORING, FormContent
from engine.vocabulary.celltext import cell_text
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Address, FieldType, FieldValue, Source, Submission, Unplaced, Value

#: The date of filling in says which of two files is newer, so the curator gives it anew.
FILLED_ON = Address("011")
#: Stands in a line that a blank would turn into zeros, though nobody knows what was meant there.
QUESTION = "?"
_FREE_TEXT = {FieldType.TEXT, FieldType.LINK}
LONGEST_TYPED = 200  # of what could not be read, in its cell; the list of problems shows the whole


@dataclass(frozen=True)
class Carried:
    """What became of a submission's content in a form.

    ``values`` by address of the form; ``homeless`` is what has no cell there; ``questions`` are cells with a question
    mark, in printed order.
    """

    values: Mapping[Address, Value]
    homeless: tuple[Unplaced, ...]
    questions: tuple[Address, ...]


@dataclass(frozen=True)
class Crossing:
    """Tells where a cell of a submission stands in a form: roadmap lines differ in code, nothing else does."""

    submission: Submission
    content: FormContent

    def address(self, there: Address) -> Address | None:
        """Address in the form of the submission's address; None where the form asks nothing there."""
        line = self.line(there.line)
        here = None if line is None else Address(line, there.column)
        return here if here in self.inputs else None

    def line(self, code: str) -> str | None:
        """Line code in the form of the submission's line code; None for a roadmap line that the form has not."""
        key = self.submission.occurrences.get(code)
        if key is not None:
            return self._roadmap.get(key)
        return None if code in self._roadmap.values() else code

    def at_cell(self, sheet: str | None, cell: str | None) -> Address | None:
        """Address in the form of what stood in a cell of the file."""
        there = self._by_cell.get((sheet or "", cell or ""))
        return None if there is None else self.address(there)

    @cached_property
    def inputs(self) -> Mapping[Address, Field]:
        """Fields of the form that the curator fills, by address, in printed order."""
        return {each.address: each for each in self.content.fields if self.content.is_input(each)}

    @cached_property
    def _roadmap(self) -> Mapping[object, str]:
        return {owed.key: line.line for line, owed in self.content.roadmap_lines}

    @cached_property
    def _by_cell(self) -> Mapping[tuple[str, str], Address]:
        return {cell: address for address, cell in self.submission.cells.items()}


def carried(submission: Submission, content: FormContent) -> Carried:
    """Move a submission into a form: typed values, and what could not be read as the text that it was.

    A zero that the form implied stays a blank; a text stands where it was typed, so that the mistake is seen in its
    place and is still one when nobody corrects it. Line 011 and what the engine prints are left out.
    """
    crossing = Crossing(submission, content)
    typed = [each for each in submission.values if each.source is Source.TYPED and _is_carried(each, crossing)]
    placed = {address: each for each in typed if (address := crossing.address(each.address)) is not None}
    values: dict[Address, Value] = {address: _written(each.value) for address, each in placed.items()}
    homeless = [_homeless(each) for each in typed if crossing.address(each.address) is None]
    for each in submission.unplaced:
        address = None if each.address is None else crossing.address(each.address)
        if address is None:
            homeless.append(each)
        elif _stays_wrong(each, crossing.inputs[address], submission):
            values[address] = _shown(each.raw)
    questions = _questions(crossing, values)
    return Carried(values | dict.fromkeys(questions, QUESTION), tuple(homeless), questions)


def _is_carried(each: FieldValue, crossing: Crossing) -> bool:
    printed = crossing.content.form.by_address.get(each.address)
    return each.address != FILLED_ON and (printed is None or printed.filled_by == "curator")


def _stays_wrong(each: Unplaced, field: Field, submission: Submission) -> bool:
    """Tell whether content can stand in its cell as text and is still no answer there.

    Not in a cell for free text, and not one of several that claim the same field: which of them is meant is not known.
    """
    if field.address == FILLED_ON or (field.type in _FREE_TEXT and not field.choices):
        return False
    there = each.address
    return there in submission.unreadable and submission.cells.get(there) == (each.sheet, each.cell)


def _shown(raw: str) -> str:
    return cell_text(raw if len(raw) <= LONGEST_TYPED else f"{raw[: LONGEST_TYPED - 1]}…")


def _written(value: Value) -> Value:
    return cell_text(value) if isinstance(value, str) else value


def _homeless(each: FieldValue) -> Unplaced:
    """A value that was read, as content without a place in the form."""
    text = day(each.value) if not isinstance(each.value, str | int | float | None) else str(each.value)
    return Unplaced(each.address, each.raw or text, each.sheet, each.cell)


def _questions(crossing: Crossing, values: Mapping[Address, Value]) -> tuple[Address, ...]:
    """The first lost cell of each line that is wholly blank only because the file did not have all of its cells."""
    if values.get(NO_MENTORING) == "да":
        return ()
    known = crossing.submission.cells
    lines: dict[str, list[Address]] = {}
    for address, field in crossing.inputs.items():
        if field.blank == "zero":
            lines.setdefault(address.line, []).append(address)
    return tuple(_lost(line, known)[0] for line in lines.values() if _lost(line, known) and not {*line} & values.keys())


def _lost(line: Iterable[Address], known: Mapping[Address, object]) -> list[Address]:
    return [address for address in line if address not in known]
