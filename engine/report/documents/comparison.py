"""Section 3 of the справка: what changed since the last result before, and how far the next target is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from engine.report.documents.content import Comparison
from engine.report.documents.grammar import (
    DISTRICT,
    FALLEN,
    GROWN,
    ORGANISATION,
    UNCHANGED,
    Verb,
    decimal_text,
    points,
    quoted,
    rounded,
    subject_of,
)
from engine.report.documents.naming import brief_name
from engine.report.documents.places import compared_places
from engine.report.documents.standings import summed_over, target_text
from engine.report.index import Row
from engine.report.scope import Scope
from engine.report.shares import FEWEST, MOST, percent_text
from engine.report.texts import number_text, shortfall
from engine.rulebook.model import Indicator
from engine.vocabulary.dates import day
from engine.vocabulary.places import Place

_NAMES_SHOWN = 4
_UNITS = {"share": "\u00a0п.\u00a0п.", "count": ""}
UNROUNDED = "Изменение посчитано по неокруглённым долям"
NOTHING = "Данных прошлых лет нет, сравнивать не с чем."


@dataclass(frozen=True, slots=True)
class Change:
    """An indicator of a place now and before; both exact, ``row`` is the place's row of the progress."""

    place: Place
    indicator: Indicator
    now: Fraction
    before: Fraction
    row: Row

    @property
    def difference(self) -> Decimal:
        """The exact change as «Динамика» shows it, at least one digit of it: percentage points, else a number."""
        change = self.now - self.before
        if self.indicator.unit != "share":
            return rounded(Decimal(change.numerator) / Decimal(change.denominator), 0)
        exact = Decimal(change.numerator * 100) / Decimal(change.denominator)
        shown = (rounded(exact, places) for places in range(FEWEST, MOST))
        return next((each for each in shown if each), rounded(exact, MOST))

    @property
    def verb(self) -> Verb:
        """Grown, fallen or unchanged as written."""
        return UNCHANGED if not self.difference else GROWN if self.difference > 0 else FALLEN


def change_of(scope: Scope, place: Place, indicator: Indicator) -> Change | None:
    """How an indicator of a place compares with the last result before; None where there is nothing to compare."""
    row = scope.index.progress.get((place.id, indicator.id))
    now = scope.coverage(place, indicator).value
    if row is None or row.previous_value is None or now is None:
        return None
    return Change(place, indicator, now, _before(indicator, row), row)


def changes(scope: Scope) -> list[Change]:
    """The document's own indicators that have an earlier result, in the order of the rules."""
    found = (change_of(scope, scope.place, each) for each in scope.rulebook.indicators)
    return [each for each in found if each is not None]


def comparison_words(scope: Scope) -> Iterator[str]:
    """A sentence per indicator, then how many places rose and fell, then how far the next targets are."""
    found = changes(scope)
    if found:
        for before, each in zip([None, *found], found, strict=False):
            yield _change_words(
                scope, each, dated=before is None or before.row.previous_as_of != each.row.previous_as_of
            )
        if any(each.indicator.unit == "share" and each.difference for each in found):
            yield f"{UNROUNDED}."
        without = len(scope.rulebook.indicators) - len(found)
        if without:
            yield f"По остальным показателям ({number_text(without)}) прошлых данных нет."
    else:
        yield NOTHING
    yield from _places_words(scope)
    yield from _ahead_words(scope)


def comparisons(scope: Scope) -> tuple[Comparison, ...]:
    """A row per indicator that has an earlier result."""
    return tuple(
        Comparison(
            title=each.indicator.title,
            before=_value_text(each.indicator, each.before),
            before_on=day(each.row.previous_as_of),
            now=_value_text(each.indicator, each.now),
            change=_signed(each.difference) + _UNITS[each.indicator.unit],
            note=care_of(scope, each) or "–",
        )
        for each in changes(scope)
    )


def _change_words(scope: Scope, change: Change, *, dated: bool) -> str:
    """What changed; ``dated`` says since when, which the sentence before may have said already."""
    indicator = change.indicator
    head = subject_of(indicator.title).with_verb(change.verb)
    if dated:
        head = f"По сравнению с {day(change.row.previous_as_of)} {head[:1].lower()}{head[1:]}"
    before, now = _value_text(indicator, change.before), _value_text(indicator, change.now)
    said = f"{head}: {now}."
    if change.difference:
        distance = abs(change.difference)
        by = points(distance) if indicator.unit == "share" else decimal_text(distance)
        said = f"{head} на {by}: с {before} до {now}."
    care = care_of(scope, change)
    return f"{said} Сравнивать следует с осторожностью: {care}." if care else said


def care_of(scope: Scope, change: Change) -> str:
    """What the comparison suffers from; empty where it stands on the same ground."""
    return "; ".join(filter(None, (_other_basis(change), _incomplete(scope, change))))


def _other_basis(change: Change) -> str:
    if not change.row.basis_changed:
        return ""
    if change.indicator.unit == "share" and change.row.denominator_change is not None:
        exact = Decimal(str(change.row.denominator_change)) * 100
        more = "больше" if exact > 0 else "меньше"
        return f"знаменатель стал {more} на {decimal_text(abs(rounded(exact, 0)))}\u00a0%"
    return "изменилось число организаций, по которым посчитан показатель"


def _incomplete(scope: Scope, change: Change) -> str:
    """Which of two counts not every place has given: it is too small, now or then."""
    now = summed_over(change.indicator, scope.coverage(change.place, change.indicator))
    points = scope.index.trends.get((change.place.id, change.indicator.id), ())
    then = next((each for each in points if each.as_of == change.row.previous_as_of), None)
    before = then is not None and change.indicator.unit == "count" and (then.reported or 0) < (then.expected or 0)
    said = [f"сейчас это {now}"] if now else []
    return "; ".join([*said, *(["прежнее число тоже неполное" if now else "прежнее число неполное"] if before else [])])


def _places_words(scope: Scope) -> Iterator[str]:
    """How many places of the document rose and fell by the main indicator, and which of them most."""
    indicator = scope.main_indicator
    found = [
        each
        for place in compared_places(scope)
        if not scope.is_small(place, scope.coverage(place, indicator))
        and (each := change_of(scope, place, indicator)) is not None
    ]
    if len(found) < 2:
        return
    up, down = _by_size(found, 1), _by_size(found, -1)
    same = len(found) - len(up) - len(down)
    counts = (
        f"у {number_text(len(up))} значение выросло" if up else "",
        f"у {number_text(len(down))} снизилось" if down else "",
        f"у {number_text(same)} не изменилось" if same else "",
    )
    whose = (DISTRICT if scope.is_region else ORGANISATION).of(len(found))
    parts = [
        f"По показателю {quoted(indicator.short)} прошлые данные есть у {whose}: {', '.join(filter(None, counts))}."
    ]
    parts += [f"Наибольший рост: {_named(scope, up)}."] if up else []
    parts += [f"Наибольшее снижение: {_named(scope, down)}."] if down else []
    yield " ".join(parts)


def _by_size(found: Sequence[Change], sign: int) -> list[Change]:
    """The changes in one direction, the largest first."""
    same = [each for each in found if each.difference * sign > 0]
    return sorted(same, key=lambda each: (-abs(each.difference), each.place.id))


def _named(scope: Scope, found: Sequence[Change]) -> str:
    unit = _UNITS[found[0].indicator.unit]
    shown = found[:_NAMES_SHOWN]
    return ", ".join(f"{brief_name(scope, each.place.id)} ({_signed(each.difference)}{unit})" for each in shown)


def _ahead_words(scope: Scope) -> Iterator[str]:
    """How many people are missing to the next year's target."""
    for indicator in scope.rulebook.indicators:
        row = scope.index.progress.get((scope.place.id, indicator.id))
        if row is None or row.next_target is None:
            continue
        unsure = "" if row.next_confirmed is not False else ", документом не подтверждена"
        goal = f"цели {int(row.next_year)} года ({target_text(indicator, row.next_target)}{unsure})"
        if row.pace_people and indicator.persons is not None:
            short = shortfall(int(row.pace_people), indicator.persons)
            yield f"До {goal} по показателю {quoted(indicator.short)} {short}."


def _before(indicator: Indicator, row: Row) -> Fraction:
    numerator, denominator = row.previous_numerator, row.previous_denominator
    if indicator.unit == "share" and numerator is not None and denominator:
        return Fraction(str(numerator)) / Fraction(str(denominator))
    return Fraction(str(row.previous_value))


def _value_text(indicator: Indicator, value: Fraction) -> str:
    if indicator.unit == "share":
        return percent_text(value)
    return number_text(int(rounded(Decimal(value.numerator) / Decimal(value.denominator), 0)))


def _signed(difference: Decimal) -> str:
    return f"+{decimal_text(difference)}" if difference > 0 else decimal_text(difference)
