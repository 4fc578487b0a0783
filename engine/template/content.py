"""What goes into one form: whom it is for, what it asks, and the values that already stand in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from engine.rulebook.forms import Field, Form, Line, Section, SectionKind, field_of, lines_of
from engine.rulebook.model import Control, Indicator, Period, Programme
from engine.rulebook.owed import owed_in_form
from engine.rulebook.roadmaps.roadmap import Roadmap
from engine.rulebook.rulebook import Owed, Rulebook
from engine.template import words
from engine.template.returned import Returned
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.filenames import file_safe, named
from engine.vocabulary.places import Kind, Place

#: File names of the blank forms in workbook_templates/.
SCHOOL_BLANK = "Форма образовательной организации.xlsx"
UNIVERSAL_BLANK = "Универсальный бланк.xlsx"
DISTRICT_BLANK = "Форма муниципалитета.xlsx"

PLACE_ID, PLACE_NAME, PARENT_NAME, PERIOD, AS_OF = (Address(line) for line in ("001", "002", "003", "004", "005"))
FILLED_ON, NO_MENTORING = Address("011"), Address("013")


@dataclass(frozen=True)
class FormContent:
    """Everything that decides how one form looks.

    ``place`` is whom the form is for. It is None in the universal blank, where one of ``choices`` is picked in line
    002, and in an empty blank, where the organisation types its code and name. ``above`` is the district of a school's
    form or blank and the region of a district's. ``values`` are those already filled in, ``previous`` the counts of the
    last closed period, ``revision`` the number of the return; ``returned`` says what is to be put right in a return.
    """

    form: Form
    period: Period
    programme: Programme
    place: Place | None = None
    above: Place | None = None
    choices: tuple[Place, ...] = ()
    parents: Mapping[str, Place] = field(default_factory=dict)
    owed: tuple[Owed, ...] = ()
    controls: tuple[Control, ...] = ()
    indicators: Mapping[str, Indicator] = field(default_factory=dict)
    values: Mapping[Address, Value] = field(default_factory=dict)
    previous: Mapping[Address, int] = field(default_factory=dict)
    revision: int = 0
    returned: Returned | None = None

    @property
    def kind(self) -> Kind | None:
        """Kind of the organisation; None where the form is not for one organisation."""
        return None if self.place is None else self.place.kind

    @property
    def picks_place(self) -> bool:
        """Tell whether line 002 is picked from a list."""
        return self.place is None and bool(self.choices)

    @property
    def types_place(self) -> bool:
        """Tell whether lines 001–003 are typed."""
        return self.place is None and not self.choices

    def lines(self, section: Section) -> tuple[Line, ...]:
        """Lines of a section as this form prints them; those of the roadmap are numbered in the order of ``owed``."""
        if section.kind is not SectionKind.ROADMAP:
            return lines_of(section)
        codes = _roadmap_codes(section, len(self.owed))
        return tuple(Line(line=code, label=each.activity.title) for code, each in zip(codes, self.owed, strict=True))

    def fields_of(self, section: Section) -> tuple[Field, ...]:
        """Fields of a section as this form prints them, line by line; a target row of the roadmap asks nothing."""
        return self._fields_by_section[section.id]

    @cached_property
    def _fields_by_section(self) -> dict[str, tuple[Field, ...]]:
        return {section.id: self._fields_of(section) for section in self.form.sections}

    def _fields_of(self, section: Section) -> tuple[Field, ...]:
        targets = {line.line for line, each in self.roadmap_lines if each.activity.target is not None}
        return tuple(
            field_of(section, line, column)
            for line in self.lines(section)
            for column in section.columns
            if (line.columns is None or column.column in line.columns)
            and not (section.kind is SectionKind.ROADMAP and line.line in targets)
        )

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """All fields in printed order, those of the roadmap included."""
        return tuple(each for section in self.form.sections for each in self.fields_of(section))

    @cached_property
    def roadmap_lines(self) -> tuple[tuple[Line, Owed], ...]:
        """The roadmap's lines with the occurrence that each stands for."""
        section = self.form.roadmap_section
        return () if section is None else tuple(zip(self.lines(section), self.owed, strict=True))

    @cached_property
    def plans(self) -> tuple[Roadmap, ...]:
        """The roadmaps that the lines come from, by id."""
        found = {each.roadmap.id: each.roadmap for each in self.owed}
        return tuple(found[roadmap_id] for roadmap_id in sorted(found))

    def value_of(self, address: Address) -> Value:
        """What stands in a field: the value given, else what the engine prints there; a return is to be dated anew."""
        if self.returned is not None and address == FILLED_ON:
            return None
        return self.values.get(address, self.printed.get(address))

    @cached_property
    def printed(self) -> dict[Address, Value]:
        """Values of lines 001–005 as far as the engine knows them."""
        known: dict[Address, Value] = {PERIOD: period_text(self.period), AS_OF: self.period.as_of}
        if self.place is not None:
            known |= {PLACE_ID: self.place.id, PLACE_NAME: self.place.name}
        if self.above is not None and not self.picks_place:
            known |= {PARENT_NAME: self.above.name}
        return known

    def is_input(self, each: Field) -> bool:
        """Tell whether a curator fills this cell: it is asked of the organisation and neither printed nor computed."""
        if each.computed is not None or not each.asked_of(self.kind):
            return False
        if each.filled_by == "curator":
            return True
        if self.types_place:
            return each.address in {PLACE_ID, PLACE_NAME, PARENT_NAME}
        return self.picks_place and each.address == PLACE_NAME


def period_text(period: Period) -> str:
    """The period in words: «с 01.01.2024 по 31.12.2024»."""
    return words.PERIOD.format(starts=day(period.starts_on), ends=day(period.ends_on))


def school_content(rulebook: Rulebook, period: Period, place_id: str) -> FormContent:
    """What the prefilled form of one organisation holds."""
    place = rulebook.registry[place_id]
    return _content(
        rulebook,
        period,
        "school",
        place=place,
        above=rulebook.registry.district_of(place_id),
        previous=rulebook.closed.counts(place_id, period),
        **_roadmap(rulebook, period, place_id, "school"),
    )


def universal_content(rulebook: Rulebook, period: Period, district_id: str | None) -> FormContent:
    """What the universal blank of a district (None: of the whole region) holds.

    The roadmap lines are those of any organisation that can be picked: with several roadmaps in one district the
    curator marks what is not hers as «неприменимо».
    """
    registry = rulebook.registry
    choices = tuple(place for place in registry.schools(district_id) if place.open_at(period.ends_on))
    owed = {each.key: each for place in choices for each in owed_in_form(rulebook, place.id, period)}
    return _content(
        rulebook,
        period,
        "school",
        above=registry.region if district_id is None else registry[district_id],
        choices=choices,
        parents={place.id: place for place in registry.districts},
        owed=() if district_id is None else tuple(sorted(owed.values(), key=_earlier_first)),
    )


def _earlier_first(owed: Owed) -> tuple[date, str]:
    return owed.occurrence.due_on or date.max, owed.roadmap.id


def district_content(rulebook: Rulebook, period: Period, district_id: str) -> FormContent:
    """What the district's own form holds."""
    return _content(
        rulebook,
        period,
        "district",
        place=rulebook.registry[district_id],
        above=rulebook.registry.region,
        previous=rulebook.closed.counts(district_id, period),
        **_roadmap(rulebook, period, district_id, "district"),
    )


def blank_contents(rulebook: Rulebook) -> dict[str, FormContent]:
    """The forms of workbook_templates/ by file name, for the current period and nobody in particular."""
    period = rulebook.periods[rulebook.programme.current_period]
    return {
        SCHOOL_BLANK: _content(rulebook, period, "school"),
        UNIVERSAL_BLANK: universal_content(rulebook, period, None),
        DISTRICT_BLANK: _content(rulebook, period, "district"),
    }


def form_file_name(content: FormContent) -> str:
    """Name of a form's file: safe on Windows, under 80 characters, made of registry names and ids only.

    «0101 Ручейская СОШ – отчёт 2024.xlsx», «01 Ручейский район – универсальный бланк 2024.xlsx»; that of a return has
    its number: «0101 Ручейская СОШ – исправить 2024 (1).xlsx».
    """
    owner = content.above if content.picks_place else content.place
    what = words.FILE_NAME[form_name(content)] if content.returned is None else words.RETURN_FILE_NAME
    number = "" if content.returned is None else f" ({content.revision})"
    tail = f"{what} {file_safe(content.period.id)[:20]}".rstrip(" .") + number + ".xlsx"
    return tail.capitalize() if owner is None else named(file_safe(f"{owner.id} {owner.name}"), tail)


def form_name(content: FormContent) -> str:
    """Which of the ways out a form is: "school", "universal" or "district"."""
    return "universal" if content.picks_place else content.form.form


def _judges(control: Control, form: str) -> bool:
    """Tell whether a control judges a form: those of the roadmap judge both."""
    return control.form == form or (control.builtin or "").startswith("roadmap_")


def _roadmap(rulebook: Rulebook, period: Period, place_id: str, form: str) -> dict[str, Any]:
    """What a place owes, and what it said about it in the last closed period."""
    owed = owed_in_form(rulebook, place_id, period)
    answers = rulebook.closed.answers(place_id, period)
    section = rulebook.form(form, period).roadmap_section
    codes = () if section is None else _roadmap_codes(section, len(owed))
    values = {
        Address(code, column): value
        for code, each in zip(codes, owed, strict=bool(codes))
        if (answer := answers.get(each.key)) is not None and each.activity.target is None
        for column, value in answer.cells.items()
        if value is not None
    }
    return {"owed": owed, "values": values}


def _roadmap_codes(section: Section, number: int) -> tuple[str, ...]:
    """Codes of a roadmap's lines: consecutive, from the section's first one."""
    first = int(section.first_line or "7001")
    return tuple(str(code) for code in range(first, first + number))


def _content(rulebook: Rulebook, period: Period, form: str, **parts: Any) -> FormContent:  # noqa: ANN401  fields of FormContent
    controls = tuple(each for each in rulebook.controls if _judges(each, form) and each.applies(period))
    return FormContent(
        form=rulebook.form(form, period),
        period=period,
        programme=rulebook.programme,
        controls=controls,
        indicators={each.id: each for each in rulebook.indicators},
        **parts,
    )
