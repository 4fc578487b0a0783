"""Section 2 of the справка, by places: the main indicator at every district or organisation, the lowest first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.report import wording
from engine.report.documents.content import PlaceStanding
from engine.report.documents.grammar import DISTRICT, ORGANISATION, REACHED, Gender, Noun, listing, quoted
from engine.report.documents.naming import brief_name
from engine.report.documents.standings import NONE, gap_text, value_text, verdict
from engine.report.measured import Coverage
from engine.report.scope import Scope
from engine.report.texts import number_text
from engine.rulebook.model import Indicator
from engine.vocabulary.places import Place

_SHOWN = 25
_NAMES_SHOWN = 5


def compared_places(scope: Scope) -> tuple[Place, ...]:
    """The places of which the main indicator has something to count, the lowest value first, those without one last."""
    indicator = scope.main_indicator
    asked = [place for place in scope.below if scope.coverage(place, indicator).expected]

    def key(place: Place) -> tuple[int, object, str]:
        measured = scope.coverage(place, indicator)
        if measured.value is None:
            return 2, 0, place.id
        return int(scope.is_small(place, measured)), measured.value, place.id

    return tuple(sorted(asked, key=key))


def places_words(scope: Scope) -> Iterator[str]:
    """How many places reached the target, which has most and least, where people are missing; nothing for one place."""
    asked = compared_places(scope)
    if len(asked) < 2:
        return
    indicator = scope.main_indicator
    judged = [
        (place, measured)
        for place in asked
        if (measured := scope.coverage(place, indicator)).value is not None and not scope.is_small(place, measured)
    ]
    parts = [*_reached(scope, judged, len(asked)), *_extremes(scope, judged), *_without(scope, asked)]
    if parts:
        yield " ".join(parts)
    short = [(place, each.people_short) for place, each in judged if each.people_short]
    if short and indicator.persons is not None:
        short.sort(key=lambda each: (-each[1], each[0].id))
        names = listing(
            [f"{brief_name(scope, place.id)} – {number_text(people)}" for place, people in short],
            _NAMES_SHOWN,
            noun_of(scope),
        )
        yield f"До цели не хватает {indicator.persons.many}: {names}."


def places_title(scope: Scope) -> str:
    """The heading of the table; what is left out is said."""
    number = len(compared_places(scope))
    what = "муниципалитетам" if scope.is_region else "организациям"
    least = f" ({_SHOWN} наименьших из {number_text(number)})" if number > _SHOWN else ""
    return f"{scope.main_indicator.short} по {what}{least}"


def place_standings(scope: Scope) -> tuple[PlaceStanding, ...]:
    """A row per place, the lowest value first; none where there is one place only."""
    asked = compared_places(scope)
    return tuple(_row(scope, place) for place in asked[:_SHOWN]) if len(asked) > 1 else ()


def _row(scope: Scope, place: Place) -> PlaceStanding:
    indicator = scope.main_indicator
    measured = scope.coverage(place, indicator)
    small = scope.is_small(place, measured)
    return PlaceStanding(
        name=scope.name_of(place.id),
        numerator=_count(measured.numerator),
        denominator=_count(measured.denominator),
        value=NONE if small else value_text(indicator, measured),
        gap=NONE if small else gap_text(indicator, measured),
        short=NONE if small else _count(measured.people_short or None),
        verdict=wording.SMALL.word if small else verdict(measured),
    )


def _count(number: int | None) -> str:
    return NONE if number is None else number_text(number)


def noun_of(scope: Scope) -> Noun:
    """What the places of the document are: districts in the region's, organisations in a district's."""
    return DISTRICT if scope.is_region else ORGANISATION


def _reached(scope: Scope, judged: Sequence[tuple[Place, Coverage]], asked: int) -> Iterator[str]:
    with_target = [measured for _, measured in judged if measured.target is not None]
    if not with_target:
        return
    reached, whole = sum(each.status == "met" for each in with_target), len(with_target)
    gender: Gender = "masculine" if scope.is_region else "feminine"
    goal = f"Цели по показателю {quoted(scope.main_indicator.short)}"
    about = "котором" if scope.is_region else "которой"
    known = f", о {about if whole == 1 else 'которых'} есть данные" if whole < asked else ""
    if reached == 0:
        nobody = "ни один муниципалитет" if scope.is_region else "ни одна организация"
        yield f"{goal} не {REACHED.after(gender)} {nobody} из {number_text(whole)}{known}."
    elif reached == whole > 1:
        everybody = "все муниципалитеты" if scope.is_region else "все организации"
        yield f"{goal} достигли {everybody}{known}: {number_text(whole)}."
    else:
        verb = REACHED.counting(reached, gender)
        yield f"{goal} {verb} {noun_of(scope).counted(reached)} из {number_text(whole)}{known}."


def _extremes(scope: Scope, judged: Sequence[tuple[Place, Coverage]]) -> Iterator[str]:
    if len(judged) < 2:
        return
    indicator: Indicator = scope.main_indicator
    (lowest, least), (highest, most) = judged[0], judged[-1]
    if least.value == most.value:
        return
    yield (
        f"Наибольшее значение – {value_text(indicator, most)} ({brief_name(scope, highest.id)}), "
        f"наименьшее – {value_text(indicator, least)} ({brief_name(scope, lowest.id)})."
    )


def _without(scope: Scope, asked: Sequence[Place]) -> Iterator[str]:
    silent = [place for place in asked if scope.coverage(place, scope.main_indicator).value is None]
    if silent:
        names = listing([brief_name(scope, place.id) for place in silent], _NAMES_SHOWN, noun_of(scope))
        yield f"Данных нет: {names}."
    small = [place for place in asked if scope.is_small(place, scope.coverage(place, scope.main_indicator))]
    if small and (names := listing([brief_name(scope, place.id) for place in small], _NAMES_SHOWN, noun_of(scope))):
        few = scope.programme.thresholds.small_denominator
        yield f"Не оценивались (в знаменателе меньше {number_text(few)}): {names}."
