"""Tells which occurrence each line of a roadmap section stands for, by its key and not by its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.intake.dates import read_date
from engine.intake.located import LocatedSection
from engine.intake.positions import address_of
from engine.intake.stamp import plain
from engine.rulebook.forms import Field, Line, field_of
from engine.rulebook.rulebook import Owed, Rulebook
from engine.vocabulary.fields import OccurrenceKey
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found
from engine.vocabulary.names import name_key

_KEY_HEADS = ("roadmap", "key")


@dataclass(frozen=True)
class RoadmapLines:
    """The lines that ask something: their fields in printed order and the occurrence of each line code."""

    fields: tuple[Field, ...] = ()
    occurrences: Mapping[str, OccurrenceKey] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def roadmap_lines(place: LocatedSection, place_id: str, rulebook: Rulebook, path: str) -> RoadmapLines:
    """Name the occurrence of every line that the place answers for.

    Target rows, which measured coverage decides, ask nothing and are left out. A line without its hidden key is found
    by activity number and due date; one that the place does not answer for is left out with a finding.
    """
    owed = {each.key: each for each in rulebook.answers_for(place_id)}
    columns = _key_columns(place)
    fields: list[Field] = []
    occurrences: dict[str, OccurrenceKey] = {}
    findings: list[Finding] = []
    for code, row in place.rows.items():
        each = owed.get(_key(place, row, columns))
        by_number = each is None and not _has_key(place, row, columns)
        if by_number:
            each = _by_number(place, row, owed)
        at = {"sheet": place.sheet.name, "cell": address_of(row, place.code_column), "line": code}
        if each is None:
            if _is_filled(place, row):
                findings.append(found("T17", path, **at))
            continue
        if each.activity.target is not None:
            continue
        if each.key in occurrences.values():
            findings.append(found("T30", path, **at, title=each.activity.number))
            continue
        if by_number:
            findings.append(found("T18", path, **at, title=each.activity.number))
        occurrences[code] = each.key
        line = Line(line=code, label=each.activity.title)
        fields += [field_of(place.section, line, column) for column in place.section.columns]
    return RoadmapLines(tuple(fields), occurrences, tuple(findings))


def _key_columns(place: LocatedSection) -> tuple[int, int] | None:
    for row in reversed(place.head_rows):
        heads = [cell.strip().lower() if isinstance(cell, str) else None for cell in place.sheet.rows[row]]
        if all(head in heads for head in _KEY_HEADS):
            return heads.index("roadmap"), heads.index("key")
    return None


def _key(place: LocatedSection, row: int, columns: tuple[int, int] | None) -> OccurrenceKey:
    if columns is None:
        return OccurrenceKey("", "")
    roadmap, key = (plain(place.sheet.at(row, column)) for column in columns)
    return OccurrenceKey(roadmap, key)


def _has_key(place: LocatedSection, row: int, columns: tuple[int, int] | None) -> bool:
    return _key(place, row, columns) != OccurrenceKey("", "")


def _by_number(place: LocatedSection, row: int, owed: Mapping[OccurrenceKey, Owed]) -> Owed | None:
    """The one occurrence with the printed number, title and due date; None where there is none or several.

    Two roadmaps may number alike, so the title decides between them; a recurring activity is told by its due date.
    """
    printed = [
        cell
        for column in range(place.code_column + 1, min(place.columns.values()))
        if (cell := place.sheet.at(row, column)) is not None
    ]
    # Below the number stands of which plan it is, where a place follows several.
    number = plain(printed[0]).partition("\n")[0].strip() if printed else ""
    due_on = next((found_date for cell in reversed(printed[1:]) if (found_date := _date(cell)) is not None), None)
    alike = [each for each in owed.values() if each.activity.number == number]
    titles = {name_key(cell) for cell in printed[1:] if isinstance(cell, str)}
    alike = [each for each in alike if name_key(each.activity.title) in titles] or alike
    dated = [each for each in alike if each.occurrence.due_on == due_on]
    chosen = dated if due_on is not None else alike
    return chosen[0] if len(chosen) == 1 else None


def _date(cell: object) -> date | None:
    if not isinstance(cell, str | date | datetime):
        return None
    # A date that nobody has confirmed is printed as «31.07.2020? …».
    read = read_date(cell.partition("?")[0].strip() if isinstance(cell, str) else cell).value
    return read if isinstance(read, date) else None


def _is_filled(place: LocatedSection, row: int) -> bool:
    return any(place.sheet.at(row, column) is not None for column in place.columns.values())
