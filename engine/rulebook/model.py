"""The model of the rules pack beside the forms: programme, periods, indicators, controls, roadmaps, tables."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import Field as Limits

from engine.rulebook.deadlines.deadline import Conventions
from engine.rulebook.forms import Frozen
from engine.vocabulary.findings import Severity
from engine.vocabulary.places import Kind, Level


class Thresholds(Frozen):
    """Numbers that decide how results are shown; every one is a choice of the region, not a constant of the engine."""

    small_denominator: int = Limits(5, ge=0)  # a share with fewer people below the line is «мало данных»
    due_soon_days: int = Limits(30, ge=0)
    calendar_days: int = Limits(90, ge=1)  # how far ahead «Календарь» looks
    attention_places: int = Limits(5, ge=1)  # rows of «Зона внимания»
    filled_after_days: int = Limits(31, ge=0)  # line 011 later than the as-of date by more is a finding
    denominator_change: int = Limits(20, ge=0)  # percent: beyond it a change since the year before is told with care


class DeadlineChoices(Frozen):
    """How deadlines of roadmaps are read where their words leave a choice.

    ``horizon`` is the last day up to which a recurrence without an end («далее – ежегодно») is asked about. With
    ``strict_until`` «до 1 ноября» means 31 October. ``school_year_ends`` is the last day of a school year.
    """

    horizon: date | None = None
    strict_until: bool = False
    school_year_ends: Literal["31.08", "31.05"] = "31.08"

    @property
    def conventions(self) -> Conventions:
        """The choices as the reading of deadlines takes them."""
        day, month = self.school_year_ends.split(".")
        return Conventions(self.horizon, strict_until=self.strict_until, school_year_ends=(int(month), int(day)))


class Signatures(Frozen):
    """Positions of those who sign a level's workbook and documents, a line each; an empty list leaves no place to sign.

    Positions only: a name would stand in every workbook, also in one that goes to others.
    """

    district: tuple[str, ...] = ("Руководитель органа управления образованием",)
    region: tuple[str, ...] = ("Руководитель",)

    def of(self, level: Level) -> tuple[str, ...]:
        """Who signs what a level writes; an organisation's form has signers of its own."""
        return {Level.DISTRICT: self.district, Level.REGION: self.region}.get(level, ())


class Programme(Frozen):
    """rules/programme.yaml: what is monitored, for whom, and which period is current.

    ``notice`` is printed on top of every workbook and form, e.g. «ДЕМО: …»; absent for real work. ``signatures`` are
    the signature lines at the end of workbooks and documents.
    """

    title: str
    short_title: str
    organisation: str
    language: Literal["ru", "en"] = "ru"
    time_zone: str = "Europe/Moscow"
    current_period: str
    notice: str | None = None
    thresholds: Thresholds = Thresholds()
    deadlines: DeadlineChoices = DeadlineChoices()
    signatures: Signatures = Signatures()


class PeriodKind(StrEnum):
    """What span a period covers."""

    CALENDAR_YEAR = "calendar_year"
    SCHOOL_YEAR = "school_year"
    SNAPSHOT = "snapshot"


class PeriodForms(Frozen):
    """Version of each level's form that a period uses."""

    school: str
    district: str


class Period(Frozen):
    """One reporting period of rules/periods.yaml; ``target_year`` says with which year's targets it is compared."""

    id: str
    kind: PeriodKind
    title: str
    starts_on: date
    ends_on: date
    as_of: date
    due_schools: date
    due_districts: date
    forms: PeriodForms
    target_year: int
    previous: str | None = None


class PersonNoun(Frozen):
    """Genitive of whom the numerator counts: «не хватает 1 обучающегося», «2 обучающихся», «5 обучающихся»."""

    one: str
    few: str
    many: str


class Indicator(Frozen):
    """A share (numerator over denominator) or a count, with the kinds of organisation that it counts.

    ``persons`` is set where the numerator counts persons, so that the whole persons missing to the target can be told.
    """

    id: str
    title: str
    short: str
    unit: Literal["share", "count"]
    numerator: str
    denominator: str | None = None
    kinds: tuple[Kind, ...]
    persons: PersonNoun | None = None
    source: str


class SwitchedOff(Frozen):
    """A control relation that is not judged in a period, and why."""

    period: str
    reason: str


Builtin = Literal[
    "coverage_at_target",
    "same_as_before",
    "roadmap_status",
    "roadmap_done_on",
    "roadmap_too_late",
    "roadmap_before_plan",
    "roadmap_not_started",
    "roadmap_basis",
]


class Control(Frozen):
    """A control relation; ``rule`` is written in the language of rulebook.relations.

    ``missing`` says what a blank operand means: "skip" leaves the relation unjudged, "zero" counts it as zero.
    ``look_at`` is the address of the cell to look at first (default: the first one of what must hold). ``tolerance``
    loosens every comparison of the rule by that much. ``builtin`` names a check that is not a relation between counts;
    it has no ``rule``, and those of the roadmap judge every form that has one.
    """

    id: str = Limits(pattern=r"^K[0-9]{2}[a-z]?$")
    level: Severity
    title: str
    rule: str | None = None
    builtin: Builtin | None = None
    message: str
    missing: Literal["skip", "zero"] = "skip"
    tolerance: Decimal = Decimal(0)
    look_at: str | None = None
    explanation_allowed: bool = False
    form: Literal["school", "district"] = "school"
    valid_from: date | None = None
    valid_to: date | None = None
    off: tuple[SwitchedOff, ...] = ()
    source: str

    def applies(self, period: Period) -> bool:
        """Tell whether the relation is judged in a period."""
        in_force = (self.valid_from is None or self.valid_from <= period.ends_on) and (
            self.valid_to is None or self.valid_to >= period.ends_on
        )
        return in_force and all(each.period != period.id for each in self.off)


class Target(Frozen):
    """One row of rules/targets.csv; ``place_id`` None is for every place without a row of its own."""

    indicator: str
    place_id: str | None
    year: int
    minimum: Decimal
    effective_on: date
    source: str
    confirmed: bool


class HistoryRow(Frozen):
    """One row of rules/history.csv: a result known from before the engine, at a date."""

    as_of: date
    place_id: str
    indicator: str
    numerator: Decimal
    denominator: Decimal | None
    source: str


class Denominator(Frozen):
    """One row of rules/denominators.csv: an external denominator for a territory."""

    indicator: str
    place_id: str
    period: str
    value: int
    source: str


class Decision(Frozen):
    """One row of rules/decisions.csv: what district staff settled by hand, with its basis.

    ``revision`` None is for every revision of the place's form; ``until`` is the new due date of an ``extend``.
    """

    place_id: str
    period: str
    decision: Literal["accept", "entered_by_district", "exempt", "extend", "signed_copy"]
    revision: int | None
    basis: str
    decided_by: str
    decided_on: date
    until: date | None = None
