"""Earlier results, care and pace in words: «чтобы дойти до 60 % (цель 2023 года), не хватает 118 обучающихся».

A row is one of PROGRESS with its columns as attributes and None for what is missing (`Index.progress`).
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from engine.report.index import Row
from engine.report.scope import Scope
from engine.report.shares import percent_text, target_text
from engine.report.texts import number_text, shortfall
from engine.rulebook.model import Indicator
from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Place

_MORE = mark("знаменатель вырос на {percent}: сравнивать осторожно")
_LESS = mark("знаменатель уменьшился на {percent}: сравнивать осторожно")
_TARGET = mark("цель {year} года")
_UNCONFIRMED_TARGET = mark("цель {year} года, не подтверждена")


def previous_words(row: Row) -> str | None:
    """The result before and its day: «61,4 % на 31.12.2023»; None where there is none."""
    if row.previous_value is None:
        return None
    value = _result(row.unit, row.previous_numerator, row.previous_denominator)
    return tr("{value} на {day}").format(value=value, day=day(row.previous_as_of))


def basis_words(row: Row) -> str | None:
    """Why a change is to be taken with care; None where what the share rests on is about the same as before."""
    if not row.basis_changed:
        return None
    if row.denominator_change is None:
        return tr("число отчитавшихся организаций сильно изменилось: сравнивать осторожно")
    changed = _MORE if row.denominator_change > 0 else _LESS
    share = Fraction(abs(row.denominator_change)).limit_denominator(10_000)
    return tr(changed).format(percent=percent_text(share, 0))


@dataclass(frozen=True, slots=True)
class Ahead:
    """A target that is not reached yet, and the whole persons who are missing to it (None: it counts no persons).

    ``is_later`` tells a later year's from that of the period itself.
    """

    indicator: Indicator
    target: float
    year: int
    confirmed: bool
    people: int | None
    is_later: bool

    @property
    def words(self) -> str:
        """«чтобы дойти до 60 % (цель 2023 года), не хватает 118 обучающихся»."""
        goal = target_text(self.target) if self.indicator.unit == "share" else f"{self.target:g}"
        named = tr(_TARGET if self.confirmed else _UNCONFIRMED_TARGET).format(year=self.year)
        if self.people is None or self.indicator.persons is None:
            return tr("впереди {goal} ({target})").format(goal=goal, target=named)
        people = shortfall(self.people, self.indicator.persons)
        return tr("чтобы дойти до {goal} ({target}), {people}").format(goal=goal, target=named, people=people)


def ahead_of(scope: Scope, place: Place, indicator: Indicator) -> Ahead | None:
    """The next target of a later year that a place has not reached; without one that of the period, if not reached.

    None where nothing is measured, and where every target that is set is reached.
    """
    row = scope.index.progress.get((place.id, indicator.id))
    if row is not None and row.next_target is not None:
        return _later(indicator, row)
    measured = scope.coverage(place, indicator)
    if measured.status != "below" or measured.target is None:
        return None
    year, people = scope.period.target_year, measured.people_short
    return Ahead(indicator, measured.target, year, measured.confirmed, people, is_later=False)


def _later(indicator: Indicator, row: Row) -> Ahead:
    people = None if row.pace_people is None else int(row.pace_people)
    confirmed = row.next_confirmed is not False
    return Ahead(indicator, row.next_target, int(row.next_year), confirmed, people, is_later=True)


def _result(unit: str, numerator: int, denominator: int | None) -> str:
    if unit == "count":
        return number_text(int(numerator))
    return percent_text(Fraction(int(numerator), int(denominator or 1)))
