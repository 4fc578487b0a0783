"""Collects what a person typed into a form and could not become a value, word for word, so that nothing is lost."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from engine.intake.areas import AreaCell, line_cells, stray_cells
from engine.intake.cells import raw_of
from engine.intake.entries import Entry, is_typed
from engine.intake.located import LocatedSection, Location
from engine.intake.positions import address_of
from engine.rulebook.forms import Form, SectionKind
from engine.template import words
from engine.vocabulary.fields import Address, Unplaced
from engine.vocabulary.findings import Cell, Finding
from engine.vocabulary.messages import found
from engine.vocabulary.names import name_key

#: A cell as a finding names it: sheet and address.
Where = tuple[str, str]

_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # nothing that a person can see
_LISTED = 10  # cells that a text names


def find_unplaced(
    location: Location, made_on: Form, entries: Sequence[Entry], passed: Collection[Where] = ()
) -> tuple[Unplaced, ...]:
    """Find everything typed in the form's areas that is no value.

    That is: content that could not be read; what stands in lines that are not asked, not known, repeated or added by
    hand, and in columns between the form's own. Signs for nothing («-», «нет» in a count), what the form prints and
    computes itself and formulas without a value are left out. Of a section that stands in several places and is not the
    same in all of them, all that was typed in each is unplaced.

    Args:
        location: where the form's sections stand in the workbook.
        made_on: the version of the form that they were located by.
        entries: the fields that were read.
        passed: cells that need no place, such as «неприменимо» beside another organisation's activity.

    Returns:
        Each cell once, section by section in printed order; ``raw`` is never empty.
    """
    read = {(each.sheet, each.cell): each.parsed.readable or each.asked.filled_by == "engine" for each in entries}
    unplaced: dict[Where, Unplaced] = {}
    for place, cell in _cells(location, made_on):
        where = place.sheet.name, address_of(cell.row, cell.column)
        is_read = read.get(where)
        if is_read or where in passed or (is_read is None and _is_ours(place, cell, made_on)):
            continue
        raw = raw_of(cell.content, percent=(cell.row, cell.column) in place.sheet.percents)
        if text := _shown(raw):
            unplaced.setdefault(where, Unplaced(cell.address, text, *where))
    return tuple(unplaced.values())


def taken_cells(location: Location, made_on: Form) -> Mapping[str, frozenset[tuple[int, int]]]:
    """Cells of the form's sections, zero-indexed, by their sheet's name: those that `find_unplaced` looks at."""
    taken: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    for place, cell in _cells(location, made_on):
        taken[place.sheet.name].add((cell.row, cell.column))
    for place in location.twins:
        taken[place.sheet.name] |= {(cell.row, cell.column) for cell in line_cells(place)}
    return {sheet: frozenset(cells) for sheet, cells in taken.items()}


def said_of_strays(
    unplaced: Sequence[Unplaced], findings: Sequence[Finding], path: str, more: Mapping[str, int]
) -> list[Finding]:
    """One warning per sheet about what was typed where the form asks nothing and what no finding names yet.

    Args:
        unplaced: what was typed.
        findings: what is said of the file otherwise.
        path: the file.
        more: how many further cells there are, by sheet.
    """
    named = {(each.sheet, each.cell) for each in findings} | {
        (each.sheet, each.address) for finding in findings for each in finding.also
    }
    strays: defaultdict[str, list[Unplaced]] = defaultdict(list)
    for each in unplaced:
        if (each.sheet, each.cell) not in named:
            strays[each.sheet].append(each)
    return [_stray(cells, path, more.get(sheet, 0)) for sheet, cells in strays.items()]


def _cells(location: Location, made_on: Form) -> Iterator[tuple[LocatedSection, AreaCell]]:
    """Cells of lines first, so that what one section calls its own is not taken for a stray cell of another."""
    places = [*location.sections.values(), *location.copies]
    endings = {name_key(each) for each in (*made_on.signatures, words.SIGNATURE)}
    for place in places:
        for cell in line_cells(place):
            yield place, cell
    for place in places:
        for cell in stray_cells(place, places, endings):
            yield place, cell


def _is_ours(place: LocatedSection, cell: AreaCell, made_on: Form) -> bool:
    """Tell whether a cell that is no field says nothing, or only what the form itself prints or computes."""
    asked = None if cell.address is None else made_on.by_address.get(cell.address)
    if not is_typed(cell.content):
        return True
    if asked is not None and (asked.computed is not None or asked.filled_by == "engine"):
        return True
    if place.section.kind is not SectionKind.ROADMAP:
        return False
    if not isinstance(cell.content, str):
        return cell.content == 0  # what programs keep in .xls for the formula of a target row
    share = words.OWN_SHARE.partition(":")[0]
    return name_key(cell.content) == name_key(words.BY_COVERAGE) or cell.content.startswith(share)


def _shown(raw: str) -> str:
    text = _NO_TEXT.sub("", raw)
    return text if text.strip() else ""


def _stray(cells: Sequence[Unplaced], path: str, more: int) -> Finding:
    first, *others = cells
    listed = ", ".join(each.cell for each in cells[:_LISTED]) + (" …" if len(cells) > _LISTED else "")
    return found(
        "V23",
        path,
        sheet=first.sheet,
        cell=first.cell,
        also=tuple(Cell(each.sheet, each.cell) for each in others),
        **_at(first.address),
        cells=listed,
        count=len(cells) + more,
    )


def _at(address: Address | None) -> Mapping[str, str]:
    return {} if address is None else {"line": address.line, "column": address.column}
