"""The tree of a deadline: moments as printed, and the clauses that say something about them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

#: «последнее число», «конец месяца»: the last day of whatever month is meant.
LAST_DAY = -1


class NotUnderstoodError(Exception):
    """The words are no deadline that the grammar knows."""


class Unit(StrEnum):
    """Stretches of time that come again and again."""

    YEAR = "year"
    SCHOOL_YEAR = "school year"
    HALF = "half"
    QUARTER = "quarter"
    TERM = "term"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class Part(StrEnum):
    """A piece of a month or a year."""

    DECADE = "decade"
    WEEK = "week"
    HALF = "half"
    BEGINNING = "beginning"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Years:
    """«2022», «2021-2024 гг.», «2022/2023 учебный год», «текущего года», «года».

    ``first`` is None where no year is printed. ``shift`` counts from the year of the document: 0 for «текущий», 1 for
    «следующий». ``plural`` is what «гг.» says, ``slash`` what «2022/2023» shows.
    """

    first: int | None = None
    last: int | None = None
    school: bool = False
    plural: bool = False
    slash: bool = False
    shift: int | None = None

    @property
    def printed(self) -> bool:
        """Whether the text says which year."""
        return self.first is not None or self.shift is not None


NO_YEAR = Years()


@dataclass(frozen=True, slots=True)
class Day:
    """«15 октября 2021 г.»."""

    day: int
    month: int
    years: Years = NO_YEAR


@dataclass(frozen=True, slots=True)
class Month:
    """«октябрь 2021»."""

    month: int
    years: Years = NO_YEAR


@dataclass(frozen=True, slots=True)
class MonthPart:
    """«первая декада мая», «конец мая», «последняя неделя мая»; ``number`` 0 is the last one."""

    part: Part
    number: int
    month: int
    years: Years = NO_YEAR


@dataclass(frozen=True, slots=True)
class YearPart:
    """«конец 2022 года», «начало учебного года»."""

    part: Part
    years: Years = NO_YEAR


@dataclass(frozen=True, slots=True)
class Piece:
    """«II квартал 2022», «первое полугодие 2021/2022 учебного года», «III четверть»."""

    unit: Unit
    number: int
    years: Years = NO_YEAR


@dataclass(frozen=True, slots=True)
class Season:
    """«осень 2022»: three months from ``month`` on."""

    month: int
    years: Years = NO_YEAR


@dataclass(frozen=True, slots=True)
class NamedDay:
    """«День учителя»; ``key`` is that of named_days.toml."""

    key: str
    years: Years = NO_YEAR


@dataclass(frozen=True, slots=True)
class MonthDay:
    """«5 числа»: a day of whatever month is meant."""

    day: int
    years: Years = NO_YEAR


@dataclass(frozen=True, slots=True)
class UnitEnd:
    """«до конца квартала»: the end of whatever stretch is meant."""

    unit: Unit
    years: Years = NO_YEAR


Moment: TypeAlias = Years | Day | Month | MonthPart | YearPart | Piece | Season | NamedDay | MonthDay | UnitEnd


@dataclass(frozen=True, slots=True)
class Span:
    """A moment, or from one moment to another; ``joined`` are the words between («-» or «по»)."""

    first: Moment
    last: Moment | None = None
    joined: str = "-"


@dataclass(frozen=True, slots=True)
class When:
    """Stretches of time; ``lead`` is the preposition before them («в», «на», «течение») or empty."""

    spans: tuple[Span, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Until:
    """«до 1 июня», «не позднее …», «к …», «по …»: only an end."""

    span: Span
    word: str
    inclusive: bool = False


@dataclass(frozen=True, slots=True)
class From:
    """«с 1 сентября 2021 года»: only a start."""

    span: Span
    word: str = "с"


@dataclass(frozen=True, slots=True)
class Every:
    """«ежегодно», «2 раза в год»."""

    unit: Unit
    times: int = 1


@dataclass(frozen=True, slots=True)
class Following:
    """«месяца, следующего за отчётным»: the end counts from the end of the unit; ``unit`` None if none is named.

    ``last_month``: «последнего месяца квартала», the end lies within the unit. ``of_month``: «месяца, следующего за
    отчётным», which is a month's where no other rhythm is named.
    """

    unit: Unit | None = None
    last_month: bool = False
    of_month: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """«после издания приказа»: bound to something that has no date."""

    text: str


class Remark(StrEnum):
    """Clauses that are one word."""

    WHOLE = "whole"  # «постоянно», «в течение всего периода»
    ONWARD = "onward"  # «далее»
    SUMMARY = "summary"  # «с подведением итогов за год»
    ABOUT = "about"  # «ориентировочно»
    REFERENCE = "reference"  # «на 20.09.ГГГГ»
    EVENT = "event"  # some clause is bound to an event
    UNSEPARATED = "unseparated"  # «октябрь декабрь 2021»
    NOTHING = "nothing"  # «не определён»
    ASIDE = "aside"  # «(»
    ASIDE_ENDS = "aside ends"  # «)»
    OPEN = "open"  # «2021 год - постоянно»: the year is only the beginning


@dataclass(frozen=True, slots=True)
class Said:
    """A note that the words themselves call for; ``code`` is that of notes.toml."""

    code: str


Clause: TypeAlias = When | Until | From | Every | Following | Event | Remark | Said
