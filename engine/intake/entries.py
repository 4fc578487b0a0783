"""Reads every located field of a form into an entry: its cell, what stood there, and what it was read as."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from engine.intake.cells import raw_of, read_cell
from engine.intake.grids import CellContent
from engine.intake.located import LocatedSection, Location
from engine.intake.parsed import BLANK, Parsed, cleaned, nothing
from engine.intake.positions import address_of
from engine.rulebook.forms import Field, Form
from engine.template.words import NOT_ASKED
from engine.vocabulary.fields import Address, FieldType, Source
from engine.vocabulary.findings import Cell, Finding, Severity
from engine.vocabulary.messages import found
from engine.vocabulary.names import name_key
from engine.vocabulary.places import Kind

_FREE_TEXT = {FieldType.TEXT, FieldType.LINK}
_LIKE_A_NAME = re.compile(r"[А-ЯЁA-Z][а-яёa-z]{2,}|[^\W\d_]{9,}")
_LONGEST_QUOTE = 40


@dataclass(frozen=True, slots=True)
class Entry:
    """One located field of one form.

    ``raw`` is the cell's content as text; ``from_formula`` says that a formula calculated it, ``as_text`` that the cell
    holds text and no number or date.
    """

    asked: Field
    sheet: str
    cell: str
    parsed: Parsed
    raw: str
    source: Source = Source.TYPED
    from_formula: bool = False
    swallowed_by: str | None = None
    as_text: bool = False

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing stands in the cell, or only a sign for nothing."""
        return self.parsed.value is None and self.parsed.readable


def read_entry(asked: Field, place: LocatedSection, at: tuple[int, int]) -> Entry:
    """Read one field from its cell."""
    sheet = place.sheet
    cell, percent = sheet.at(*at), at in sheet.percents
    return Entry(
        asked=asked,
        sheet=sheet.name,
        cell=address_of(*at),
        parsed=BLANK if cell is None else read_cell(cell, asked, percent=percent),
        raw="" if cell is None else raw_of(cell, percent=percent),
        from_formula=at in sheet.formulas,
        swallowed_by=sheet.swallowed_by(*at) if sheet.merges else None,
        as_text=isinstance(cell, str),
    )


def read_entries(location: Location, form: Form, kind: Kind | None, path: str) -> tuple[list[Entry], list[Finding]]:
    """Read all fields of the rules that are asked of a kind of organisation, in printed order.

    Returns:
        An entry for each field that has a cell, and warnings about what was typed where nothing is asked.
    """
    entries: list[Entry] = []
    not_asked: dict[str, Finding] = {}
    for asked in form.fields:
        place = location.place_of(asked)
        at = None if place is None or asked.computed is not None else place.position(asked.address)
        if place is None or at is None:
            continue
        if asked.asked_of(kind):
            entries.append(read_entry(asked, place, at))
        elif is_typed(cell := place.sheet.at(*at)):
            finding = _not_asked(asked, place.sheet.name, address_of(*at), cell, path)
            line = asked.address.line
            not_asked[line] = _joined(not_asked[line], finding) if line in not_asked else finding
    return entries, list(not_asked.values())


def fields_without_cell(location: Location, fields: Iterable[Field], kind: Kind | None) -> frozenset[Address]:
    """Addresses of fields that were asked but have no cell in the workbook."""
    return frozenset(
        asked.address
        for asked in fields
        if asked.computed is None
        and asked.asked_of(kind)
        and ((place := location.place_of(asked)) is None or place.position(asked.address) is None)
    )


def finding_of(entry: Entry, path: str, severity: Severity | None = None) -> Finding | None:
    """What there is to say about an entry; None when it was read without a word."""
    parsed, asked = entry.parsed, entry.asked
    code = parsed.code
    if code is None and entry.from_formula and parsed.value is not None and asked.type is FieldType.COUNT:
        code = "V18"
    if code is None:
        return None
    line, column = asked.address.line, asked.address.column
    given = {} if severity is None else {"severity": severity}
    return found(
        code,
        path,
        sheet=entry.sheet,
        cell=entry.cell,
        line=line,
        column=column,
        value=_quoted(entry),
        label=asked.short,
        **{**parsed.facts, **given},
    )


def said_of_merges(entries: Iterable[Entry], path: str) -> list[Finding]:
    """What a merged cell covers: typed there it is gone, or nobody sees it; an error where a number must stand."""
    return [
        found(
            "T14",
            path,
            severity=Severity.ERROR if each.asked.type is FieldType.COUNT and is_lost(each) else Severity.WARNING,
            sheet=each.sheet,
            cell=each.cell,
            line=each.asked.address.line,
            column=each.asked.address.column,
            merged=each.swallowed_by,
        )
        for each in entries
        if each.swallowed_by is not None
    ]


def is_lost(entry: Entry) -> bool:
    """Tell whether a merged cell covers a field that must be filled, or an answer that nobody sees."""
    if entry.swallowed_by is None or entry.source is Source.IMPLIED:
        return False
    return entry.asked.required or entry.parsed.value is not None


def is_typed(cell: CellContent) -> bool:
    """Tell whether a person put something into a cell where nothing is asked: no sign for nothing, no printed word."""
    if not isinstance(cell, str):
        return cell is not None
    return nothing(cleaned(cell)) is None and name_key(cell) != name_key(NOT_ASKED)


def _not_asked(asked: Field, sheet: str, cell: str, content: CellContent, path: str) -> Finding:
    severity = Severity.INFO if content == 0 else Severity.WARNING
    address = asked.address
    return found(
        "V22",
        path,
        severity=severity,
        sheet=sheet,
        cell=cell,
        line=address.line,
        column=address.column,
        label=asked.short,
    )


def _joined(first: Finding, other: Finding) -> Finding:
    """One finding for a line: at its first cell that holds a number other than 0, if there is one."""
    lead, rest = (
        (other, first) if other.severity is Severity.WARNING and first.severity is Severity.INFO else (first, other)
    )
    cells = (*first.also, *other.also, Cell(rest.sheet or "", rest.cell or ""))
    return lead.with_(also=cells)


def _quoted(entry: Entry) -> str | None:
    """The cell's content where it may be quoted: never free text, never what may be a person's name."""
    parsed, raw = entry.parsed, cleaned(entry.raw)
    free = entry.asked.type in _FREE_TEXT and not entry.asked.choices
    if free or not raw or len(raw) > _LONGEST_QUOTE:
        return None
    understood = parsed.value is not None or parsed.dash
    return raw if understood or not _LIKE_A_NAME.search(raw) else None
