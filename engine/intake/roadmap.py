"""Tells which occurrence each line of a roadmap section stands for, by its key and not by its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.intake.dates import read_date
from engine.intake.located import LocatedSection
from engine.intake.positions import address_of
from engine.intake.stamp import plain
from engine.rulebook.forms import Field, Line, field_of
from engine.rulebook.model import Period
from engine.rulebook.owed import owed_in_form
from engine.rulebook.rulebook import Owed, Rulebook
from engine.template import words
from engine.vocabulary.fields import OccurrenceKey
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found
from engine.vocabulary.names import name_key
from engine.vocabulary.roadmap import STATUS, TypedStatus

_KEY_HEADS = ("roadmap", "key")
NO_KEY = OccurrenceKey("", "")


@dataclass(frozen=True)
class RoadmapLines:
    """The lines that ask something: their fields in printed order and the occurrence of each line code."""

    fields: tuple[Field, ...] = ()
    occurrences: Mapping[str, OccurrenceKey] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


def roadmap_lines(place: LocatedSection, place_id: str, period: Period, rulebook: Rulebook, path: str) -> RoadmapLines:
    """Name the occurrence of every line that the place answers for.

    Target rows, which measured coverage decides, ask nothing and are left out, and so is what was done in a closed
    period. A line without its hidden key is found by what is printed; one that the place does not answer for is left
    out with a finding, unless it is another school's line of a universal blank. Lines that the place is asked about
    and that the form lacks are told in one finding.
    """
    reading = _Reading(place, place_id, period, rulebook, path)
    for code, row in place.rows.items():
        reading.read(code, row)
    missing = [each for each in reading.asked if each.key not in reading.occurrences.values()]
    if missing:
        numbers = ", ".join(each.activity.number for each in missing)
        reading.findings.append(found("T41", path, sheet=place.sheet.name, titles=numbers, count=len(missing)))
    return RoadmapLines(tuple(reading.fields), reading.occurrences, tuple(reading.findings))


class _Reading:
    """Reads the lines of one roadmap section; collects what they stand for and what is wrong with them."""

    def __init__(self, place: LocatedSection, place_id: str, period: Period, rulebook: Rulebook, path: str) -> None:
        self.place, self.path = place, path
        self.owed = {each.key: each for each in rulebook.answers_for(place_id)}
        self.asked = [each for each in owed_in_form(rulebook, place_id, period) if each.activity.target is None]
        self.done = rulebook.closed.done(place_id, period)
        self.known = frozenset(
            OccurrenceKey(roadmap.id, key) for roadmap in rulebook.roadmaps.values() for key in roadmap.activity_of
        )
        self.columns = _key_columns(place)
        self.fields: list[Field] = []
        self.occurrences: dict[str, OccurrenceKey] = {}
        self.findings: list[Finding] = []

    def read(self, code: str, row: int) -> None:
        key = _key(self.place, row, self.columns)
        each = self.owed.get(key)
        by_number = each is None and key == NO_KEY
        if by_number:
            each = self._by_number(row)
        at = {"sheet": self.place.sheet.name, "cell": address_of(row, self.place.code_column), "line": code}
        if each is None:
            if self._is_strange(row, key):
                self.findings.append(found("T17", self.path, **at))
        elif each.activity.target is not None:
            return
        elif each.key in self.done:
            if _is_filled(self.place, row):
                self.findings.append(found("T40", self.path, **at, title=each.activity.number))
        elif each.key in self.occurrences.values():
            self.findings.append(found("T30", self.path, **at, title=each.activity.number))
        elif not by_number and (printed := self._printed_other(row, each)) is not None:
            self.findings.append(found("T42", self.path, **at, title=printed.activity.number))
        else:
            if by_number:
                self.findings.append(found("T18", self.path, **at, title=each.activity.number))
            self._take(code, each)

    def _take(self, code: str, each: Owed) -> None:
        self.occurrences[code] = each.key
        line = Line(line=code, label=each.activity.title)
        self.fields += [field_of(self.place.section, line, column) for column in self.place.section.columns]

    def _is_strange(self, row: int, key: OccurrenceKey) -> bool:
        """Tell whether a line that is not the place's own says something; «неприменимо» says that it is not."""
        if key not in self.known:
            return _is_filled(self.place, row)
        status = plain(self.place.sheet.at(row, self.place.columns[STATUS]))
        return status not in {"", TypedStatus.NOT_APPLICABLE} and status in {*TypedStatus}

    def _by_number(self, row: int) -> Owed | None:
        """The one occurrence that is printed in a line; None where there is none or several."""
        alike = _narrowed(_printed(self.place, row), list(self.owed.values()))
        asked = [each for each in alike if each in self.asked] or alike
        return asked[0] if len(asked) == 1 else None

    def _printed_other(self, row: int, keyed: Owed) -> Owed | None:
        """Another occurrence that the line's own print names beyond doubt; its key then belongs to another line."""
        printed = _printed(self.place, row)
        if printed.number in {"", keyed.activity.number} or name_key(keyed.activity.title) in printed.texts:
            return None
        named = [
            each
            for each in self.asked
            if each.activity.number == printed.number and name_key(each.activity.title) in printed.texts
        ]
        return named[0] if named else None


@dataclass(frozen=True)
class _Printed:
    """What a line prints beside its code: the activity's number and plan, its texts (as keys), its due date."""

    number: str
    plan: str
    texts: frozenset[str]
    due_on: date | None


def _printed(place: LocatedSection, row: int) -> _Printed:
    cells = [
        cell
        for column in range(place.code_column + 1, min(place.columns.values()))
        if (cell := place.sheet.at(row, column)) is not None
    ]
    # Below the number stands which instance is meant, and of which plan it is, where a place follows several.
    number, *below = [line.strip() for line in (plain(cells[0]) if cells else "").split("\n")]
    return _Printed(
        number=number,
        plan=below[-1] if below else "",
        texts=frozenset(name_key(cell) for cell in cells[1:] if isinstance(cell, str)),
        due_on=next((day for cell in reversed(cells[1:]) if (day := _date(cell)) is not None), None),
    )


def _narrowed(printed: _Printed, owed: Sequence[Owed]) -> list[Owed]:
    """The occurrences with the printed number; of several those with the title, deadline, plan and date as well."""
    plans = sorted({each.roadmap.id for each in owed})
    numbered = {words.PLAN.format(number=number): roadmap_id for number, roadmap_id in enumerate(plans, 1)}
    alike = [each for each in owed if each.activity.number == printed.number]
    for same in (
        lambda each: name_key(each.activity.title) in printed.texts,
        lambda each: name_key(each.activity.deadline or "") in printed.texts,
        lambda each: numbered.get(printed.plan) == each.roadmap.id,
    ):
        alike = list(filter(same, alike)) or alike
    return alike if printed.due_on is None else [each for each in alike if each.occurrence.due_on == printed.due_on]


def _key_columns(place: LocatedSection) -> tuple[int, int] | None:
    for row in reversed(place.head_rows):
        heads = [cell.strip().lower() if isinstance(cell, str) else None for cell in place.sheet.rows[row]]
        if all(head in heads for head in _KEY_HEADS):
            return heads.index("roadmap"), heads.index("key")
    return None


def _key(place: LocatedSection, row: int, columns: tuple[int, int] | None) -> OccurrenceKey:
    if columns is None:
        return NO_KEY
    roadmap, key = (plain(place.sheet.at(row, column)) for column in columns)
    return OccurrenceKey(roadmap, key)


def _date(cell: object) -> date | None:
    if not isinstance(cell, str | date | datetime):
        return None
    # A date that nobody has confirmed is printed as «31.07.2020? …».
    read = read_date(cell.partition("?")[0].strip() if isinstance(cell, str) else cell).value
    return read if isinstance(read, date) else None


def _is_filled(place: LocatedSection, row: int) -> bool:
    return any(place.sheet.at(row, column) is not None for column in place.columns.values())
