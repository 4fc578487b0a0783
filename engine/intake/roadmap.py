"""Tells which occurrence each line of a roadmap section stands for, by its key and not by its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from engine.intake.dates import read_date
from engine.intake.entries import is_typed
from engine.intake.located import LocatedSection
from engine.intake.positions import address_of
from engine.intake.stamp import plain
from engine.rulebook.forms import Field, Line, Section, field_of
from engine.rulebook.model import Period
from engine.rulebook.owed import owed_in_form
from engine.rulebook.rulebook import Owed, Rulebook
from engine.template import words
from engine.vocabulary.fields import OccurrenceKey
from engine.vocabulary.findings import Cell, Finding
from engine.vocabulary.messages import found
from engine.vocabulary.names import name_key
from engine.vocabulary.roadmap import NOTE, STATUS, TypedStatus

KEY_HEADS = ("roadmap", "key")  # of the hidden columns
NO_KEY = OccurrenceKey("", "")


@dataclass(frozen=True)
class RoadmapLines:
    """The lines that ask something: their fields in printed order and the occurrence of each line code.

    ``passed`` are cells (sheet and address) that say that a line of a universal blank is another organisation's.
    """

    fields: tuple[Field, ...] = ()
    occurrences: Mapping[str, OccurrenceKey] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    passed: frozenset[tuple[str, str]] = frozenset()


def roadmap_lines(
    place: LocatedSection,
    place_id: str,
    period: Period,
    rulebook: Rulebook,
    path: str,
    *,
    section: Section | None = None,
) -> RoadmapLines:
    """Name the occurrence of every line that the place answers for.

    Target rows, which measured coverage decides, ask nothing and are left out, and so is what was done in a closed
    period. A line without its hidden key is found by what is printed; one that the place does not answer for is left
    out with a finding, unless it is another school's line of a universal blank. Lines that the place is asked about
    and that the form lacks are told in one finding. ``section`` is what is asked for where the form is an older one.
    """
    reading = _Reading(place, section or place.section, place_id, period, rulebook, path)
    for code, row in place.rows.items():
        reading.read(code, row)
    missing = [each for each in reading.asked if each.key not in reading.occurrences.values()]
    if missing:
        numbers = ", ".join(each.activity.number for each in missing)
        reading.findings.append(found("T41", path, sheet=place.sheet.name, titles=numbers, count=len(missing)))
    passed = frozenset(reading.passed)
    return RoadmapLines(tuple(reading.fields), reading.occurrences, tuple(reading.findings), passed)


class _Reading:
    """Reads the lines of one roadmap section; collects what they stand for and what is wrong with them."""

    def __init__(
        self,
        place: LocatedSection,
        section: Section,
        place_id: str,
        period: Period,
        rulebook: Rulebook,
        path: str,
    ) -> None:
        self.place, self.section, self.path = place, section, path
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
        self.passed: set[tuple[str, str]] = set()

    def read(self, code: str, row: int) -> None:
        key = _key(self.place, row, self.columns)
        each = self.owed.get(key)
        by_number = each is None and key == NO_KEY
        if by_number:
            each = self._by_number(row)
        if each is None:
            if self._is_strange(row, key):
                self._say("T17", code, row)
        elif each.activity.target is not None:
            return
        elif each.key in self.done:
            if self._typed(row):
                self._say("T40", code, row, title=each.activity.number)
        elif each.key in self.occurrences.values():
            self._say("T30", code, row, title=each.activity.number)
        elif not by_number and (printed := self._printed_other(row, each)) is not None:
            self._say("T42", code, row, title=printed.activity.number)
        else:
            if by_number:
                self._say("T18", code, row, title=each.activity.number)
            self._take(code, each)

    def _say(self, said: str, code: str, row: int, **facts: str) -> None:
        """Say something about a line; of one that is not taken the cells that were typed in are named too."""
        sheet, cell = self.place.sheet.name, address_of(row, self.place.code_column)
        also = () if said == "T18" else tuple(Cell(sheet, address_of(row, at)) for at in self._typed(row).values())
        self.findings.append(found(said, self.path, sheet=sheet, cell=cell, line=code, also=also, **facts))

    def _typed(self, row: int) -> dict[str, int]:
        """The columns of a line, by number, in which something was typed."""
        return {
            number: column
            for number, column in self.place.columns.items()
            if is_typed(self.place.sheet.at(row, column))
        }

    def _take(self, code: str, each: Owed) -> None:
        self.occurrences[code] = each.key
        line = Line(line=code, label=each.activity.title)
        types = {column.column: column.type for column in self.place.section.columns}
        self.fields += [
            field_of(self.section, line, column)
            for column in self.section.columns
            if types.get(column.column) is column.type
        ]

    def _is_strange(self, row: int, key: OccurrenceKey) -> bool:
        """Tell whether a line that is not the place's own says something else than «неприменимо» and why."""
        typed = self._typed(row)
        status = plain(self.place.sheet.at(row, typed[STATUS])) if STATUS in typed else ""
        if key in self.known and name_key(status) in {
            name_key(TypedStatus.NOT_APPLICABLE),
            name_key(words.BY_COVERAGE),
        }:
            said = {number: typed.pop(number) for number in (STATUS, NOTE) if number in typed}
            self.passed |= {(self.place.sheet.name, address_of(row, column)) for column in said.values()}
        return bool(typed)

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
        if all(head in heads for head in KEY_HEADS):
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
