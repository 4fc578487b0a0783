"""The parts of the rules that a district's numbers rest on, each with a hash, so that packs are told apart by part."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from pydantic import BaseModel

from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Place

#: The parts, in the order in which they are told.
PARTS = ("period", "forms", "indicators", "targets", "controls", "thresholds", "roadmaps", "registry")


def part_hashes(rulebook: Rulebook, district_id: str, period: Period) -> dict[str, str]:
    """SHA-256 by part of the rules that a district and its organisations are consolidated with in a period.

    What is written about other districts, other periods and other years' targets does not count, nor do the names and
    addresses of places; external denominators and decisions do not either: a transmittal carries those itself.
    """
    registry, thresholds = rulebook.registry, rulebook.programme.thresholds
    places = [registry[district_id], *registry.schools(district_id)]
    concerned = {None, *(each.id for each in (*places, *registry.chain(district_id)))}
    roadmaps = sorted({each for place in places for each in registry.roadmaps_of(place.id)})
    targets = [each for each in rulebook.targets if each.year == period.target_year and each.place_id in concerned]
    parts: dict[str, object] = {
        "period": period,
        "forms": [rulebook.form(level, period) for level in ("school", "district")],
        "indicators": rulebook.indicators,
        "targets": sorted(targets, key=lambda each: (each.indicator, each.place_id or "")),
        "controls": [each.model_copy(update={"off": ()}) for each in rulebook.controls if each.applies(period)],
        "thresholds": (thresholds.due_soon_days, thresholds.filled_after_days),  # the others decide what is shown only
        "roadmaps": [rulebook.roadmaps[each] for each in roadmaps],
        "registry": [_standing(each) for each in places],
    }
    return {part: _hash(parts[part]) for part in PARTS}


def reading_hash(rulebook: Rulebook) -> str:
    """SHA-256 over the rules by which files are read: all but what is decided, aimed at or known from elsewhere.

    Of closed periods, which never change, their versions stand for what they settled.
    """
    rules = rulebook
    closed = [(each.period.id, each.version) for each in rules.closed.periods]
    forms = {"/".join(key): form for key, form in rules.forms.items()}
    read_by = (rules.programme, rules.registry.places, forms, rules.periods, rules.indicators, rules.controls)
    return _hash([*read_by, rules.targets, rules.roadmaps, closed])


def _standing(place: Place) -> tuple[object, ...]:
    """What of a place decides who is asked for what."""
    opened_on, closed_on = place.opened_on, place.closed_on
    return place.id, place.level, place.parent_id, place.kind, place.roadmaps, opened_on, closed_on, place.successor_id


def _hash(value: object) -> str:
    text = json.dumps(_plain(value), ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain(value: object) -> object:
    """A value of the rules as JSON keeps it, the same wherever and in whatever order it was read."""
    plain: object = value
    match value:
        case BaseModel():
            plain = {name: _plain(getattr(value, name)) for name in type(value).model_fields}
        case Enum():
            plain = value.value
        case Decimal():
            plain = str(value.normalize())
        case date():
            plain = value.isoformat()
        case Mapping():
            plain = {str(key): _plain(each) for key, each in value.items()}
        case frozenset():
            plain = sorted(str(_plain(each)) for each in value)
        case tuple() | list():
            plain = [_plain(each) for each in value]
        case _ if is_dataclass(value):
            plain = {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    return plain
