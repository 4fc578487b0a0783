"""Moves what a submission holds into the form that goes back: by printed codes, roadmap lines by their occurrence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from engine.rulebook.forms import Field, Section, SectionKind
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
    """The cells that a blank would answer, though nobody knows what was meant there.

    These are cells that hold something unread which cannot be shown, such as a formula without a value, the first lost
    cell of each line that is wholly blank only because the file did not have all of its cells, and one cell of each
    section that may be left blank and whose answers stood there in several ways.
    """
    none = values.get(NO_MENTORING) == "да"
    known, unread = crossing.submission.cells, _unread(crossing)
    lines: dict[str, list[Address]] = {}
    for address, field in crossing.inputs.items():
        if (field.blank == "zero" or (none and field.zero_if)) and field.type is FieldType.COUNT:
            lines.setdefault(address.line, []).append(address)
    asked: list[Address] = []
    for line in lines.values():
        if none or not {*line} & values.keys():
            own = [address for address in line if address in unread and address not in values]
            asked += own or ([] if none else _lost(line, known)[:1])
    asked += [each for section in crossing.content.form.sections for each in _undecided(section, crossing)]
    order = {address: number for number, address in enumerate(crossing.inputs)}
    return tuple(sorted(dict.fromkeys(asked), key=lambda address: order[address]))


def _undecided(section: Section, crossing: Crossing) -> list[Address]:
    """A cell for the question mark in a section without a place in the file, where nothing would show that it is blank.

    No cell for free text, where a question mark would be an answer; on «Титул» only line 013 decides anything.
    """
    submission, fields = crossing.submission, crossing.content.fields_of(section)
    inputs = [each for each in fields if each.address in crossing.inputs]
    codes = {line.line for line in crossing.content.lines(section)}
    there = {each.address.line for each in submission.unplaced if each.address is not None}
    is_there = any(line in codes or is_numbered(section, line) for line in there)
    if not is_there or any(each.address in submission.cells for each in fields):
        return []
    if any(each.required and each.type is FieldType.COUNT and each.blank != "zero" for each in inputs):
        return []
    switches = {each.zero_if for each in crossing.content.form.sections}
    closed = [
        each.address
        for each in inputs
        if (each.type not in _FREE_TEXT or each.choices) and each.type is not FieldType.DATE and each.blank != "zero"
        if not each.address.line.startswith("0") or each.address.line in switches
    ]
    return closed[:1]


def is_numbered(section: Section, line: str) -> bool:
    """Tell whether a line code is one of a roadmap section, whose lines are numbered as they come."""
    first = section.first_line or ""
    return section.kind is SectionKind.ROADMAP and len(line) == len(first) and line[:1] == first[:1]


def _unread(crossing: Crossing) -> frozenset[Address]:
    """Addresses in the form of cells that hold something which could not be read."""
    submission = crossing.submission
    there = (crossing.address(address) for address in submission.unreadable if address in submission.cells)
    return frozenset(address for address in there if address is not None)


def _lost(line: Iterable[Address], known: Mapping[Address, object]) -> list[Address]:
    return [address for address in line if address not in known]
