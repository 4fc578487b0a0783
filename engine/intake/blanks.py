"""What a blank cell means: nothing, or zero where the form says so; never zero otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from engine.intake.answers import YES
from engine.intake.entries import Entry
from engine.intake.parsed import Parsed
from engine.vocabulary.fields import Address, FieldType, Source
from engine.vocabulary.findings import Cell, Finding
from engine.vocabulary.messages import found

_MOST_CELLS = 20


def is_blank_form(entries: Sequence[Entry]) -> bool:
    """Tell whether nothing was filled in beyond the sheet that names the place; line 013 = да is an answer."""
    switches = {each.asked.zero_if for each in entries}
    title_section = next((each.asked.section_id for each in entries if each.asked.address == Address("001")), None)
    return all(
        each.is_blank and not each.parsed.dash for each in entries if each.asked.section_id != title_section
    ) and not any(each.parsed.value == YES for each in entries if each.asked.address.line in switches)


def imply_zeros(entries: Sequence[Entry], path: str) -> tuple[list[Entry], list[Finding]]:
    """Fill the zeros that the form implies.

    A line left wholly blank in a section with ``blank: zero`` is zeros, unless a merged cell covers part of it; so are
    the blank counts of sections with ``zero_if`` whose field says «да». A number other than zero beside that «да» is a
    contradiction.

    Returns:
        The entries in the same order, and the contradictions.
    """
    yes = {each.asked.address.line: each for each in entries if each.parsed.value == YES}
    lines: defaultdict[str, list[Entry]] = defaultdict(list)
    for each in entries:
        lines[each.asked.address.line].append(each)
    blank_lines = {
        line for line, cells in lines.items() if all(each.is_blank and each.swallowed_by is None for each in cells)
    }
    filled = [
        _zero(each)
        if each.asked.type is FieldType.COUNT
        and each.is_blank
        and (each.asked.zero_if in yes or (each.asked.blank == "zero" and each.asked.address.line in blank_lines))
        else each
        for each in entries
    ]
    return filled, [_contradiction(yes[line], against, path) for line, against in _against(entries, yes).items()]


def _zero(entry: Entry) -> Entry:
    return replace(entry, parsed=Parsed(value=0, code=entry.parsed.code, dash=entry.parsed.dash), source=Source.IMPLIED)


def _against(entries: Sequence[Entry], yes: dict[str, Entry]) -> dict[str, list[Entry]]:
    against: defaultdict[str, list[Entry]] = defaultdict(list)
    for each in entries:
        switch = each.asked.zero_if
        if switch in yes and isinstance(each.parsed.value, int) and each.parsed.value != 0:
            against[switch].append(each)
    return against


def _contradiction(switch: Entry, against: list[Entry], path: str) -> Finding:
    first = against[0]
    return found(
        "T21",
        path,
        sheet=switch.sheet,
        cell=switch.cell,
        line=switch.asked.address.line,
        column=switch.asked.address.column,
        also=tuple(Cell(each.sheet, each.cell) for each in against[:_MOST_CELLS]),
        example=f"{first.asked.address.line}",
        number=str(first.parsed.value),
        count=len(against),
    )
