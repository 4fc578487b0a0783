"""Whose form this is: the stamp, the code in line 001, the name in line 002, and what to say when they disagree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz import fuzz, process

from engine.intake.stamp import Stamp
from engine.rulebook.model import Period
from engine.vocabulary.dates import day
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found
from engine.vocabulary.names import name_key, organisation_key
from engine.vocabulary.places import Level, Place, Registry

_NEAREST = 3  # names of the registry that a finding offers
_LONGEST = 60  # characters of what was typed that a finding repeats


@dataclass(frozen=True, slots=True)
class Printed:
    """What «Титул» says about the place, as text, with the cells of 001 and 002 (None: not located)."""

    code: str = ""
    name: str = ""
    above: str = ""
    code_cell: tuple[str, str] | None = None
    name_cell: tuple[str, str] | None = None


@dataclass(frozen=True)
class Identity:
    """The place of a form, None where it is not known or not admitted, and what there is to say about it."""

    place: Place | None = None
    findings: tuple[Finding, ...] = field(default=())


@dataclass(frozen=True)
class _Question:
    """Whose form is this? Everything that the answer rests on."""

    printed: Printed
    stamp: Stamp | None
    level: Level
    period: Period
    registry: Registry
    path: str


def identify(
    printed: Printed, stamp: Stamp | None, form: str, period: Period, registry: Registry, path: str
) -> Identity:
    """Find the place of a form.

    Args:
        printed: lines 001–003 of «Титул».
        stamp: the form's stamp, None when it is lost.
        form: "school" or "district".
        period: the period of the form, at whose end the place must be open.
        registry: all places.
        path: the file, for findings.
    """
    level = Level.DISTRICT if form == "district" else Level.SCHOOL
    asked = _Question(printed, stamp, level, period, registry, path)
    by_name = _by_name(asked)
    claimed = _claimed(asked, by_name)
    if isinstance(claimed, Finding):
        return Identity(None, (claimed,))
    refusal = _not_admitted(asked, claimed)
    if refusal is not None:
        return Identity(None, (refusal,))
    said = [*_stamped_for_nobody(asked, claimed), *_zeros_lost(asked, claimed), *_name_differs(asked, claimed)]
    return Identity(claimed, tuple(each.with_(place_id=claimed.id) for each in said))


def _claimed(asked: _Question, by_name: tuple[Place, ...]) -> Place | Finding:
    """The place that the stamp names, else line 001, else line 002; a finding where they disagree or name nobody."""
    printed, registry = asked.printed, asked.registry
    by_code = registry.places.get(_full_id(printed.code, registry))
    stamped = "" if asked.stamp is None else asked.stamp.place_id
    # In a universal blank line 001 is a formula over the name, and programs keep odd results for formulas.
    is_formula = asked.stamp is not None and not stamped and bool(asked.stamp.district_id)
    if is_formula and len(by_name) == 1 and (by_code is None or by_code.level is not asked.level):
        return by_name[0]
    if not stamped and not printed.code:
        return by_name[0] if len(by_name) == 1 else _nobody(asked, by_name)
    place = registry.places.get(_full_id(stamped, registry)) if stamped else by_code
    if place is None and by_code in by_name:
        place = by_code  # the stamp names a code that was given up; «Титул» was put right
    if place is None:
        return _unknown(asked, stamped or printed.code)
    if printed.code and by_code is not place:
        return _contradiction("T16", asked, place, by_code, printed.code)
    if by_name and place not in by_name:
        return _contradiction("T36" if stamped else "T35", asked, place, by_name[0], printed.name)
    return place


def _not_admitted(asked: _Question, place: Place) -> Finding | None:
    """Why the place cannot report on this form; None where it can."""
    at = _cell(asked.printed.code_cell or asked.printed.name_cell)
    if place.level is not asked.level:
        return found("T27", asked.path, **at, place=place.name, place_code=place.id)
    district = asked.registry.district_of(place.id)
    form_district = "" if asked.stamp is None else asked.stamp.district_id
    if form_district and district is not None and form_district != district.id:
        known = asked.registry.places.get(form_district)
        of_form = form_district if known is None else known.name
        return found("T03", asked.path, **at, place=place.name, district=district.name, form_district=of_form)
    if not place.open_at(asked.period.ends_on):
        return _not_open(asked, place, at)
    return None


def _not_open(asked: _Question, place: Place, at: Mapping[str, str]) -> Finding:
    told = {"place": place.name, "ends_on": day(asked.period.ends_on), **at}
    if place.successor_id in asked.registry:
        successor = asked.registry[str(place.successor_id)]
        return found("T48", asked.path, place_id=place.id, successor=f"{successor.id} «{successor.name}»", **told)
    return found("T19", asked.path, place_id=place.id, **told)


def _stamped_for_nobody(asked: _Question, place: Place) -> list[Finding]:
    stamped = "" if asked.stamp is None else asked.stamp.place_id
    if not stamped or _full_id(stamped, asked.registry) == place.id:
        return []
    at = _cell(asked.printed.code_cell)
    return [found("T49", asked.path, **at, line="001", stamped=stamped, place=f"{place.id} «{place.name}»")]


def _zeros_lost(asked: _Question, place: Place) -> list[Finding]:
    code = asked.printed.code
    if code in ("", place.id) or _full_id(code, asked.registry) != place.id:
        return []
    return [found("T23", asked.path, **_cell(asked.printed.code_cell), line="001", value=code, place_code=place.id)]


def _full_id(code: str, registry: Registry) -> str:
    """The id with the leading zeros that a spreadsheet took from it; the code itself where no place has it."""
    if code in registry or not (code.isascii() and code.isdecimal()):
        return code
    widths = sorted({len(place_id) for place_id in registry.places if len(place_id) > len(code)})
    padded = [code.zfill(width) for width in widths if code.zfill(width) in registry]
    return padded[0] if len(padded) == 1 else code


def _by_name(asked: _Question) -> tuple[Place, ...]:
    """Places of this name; where several districts have one, those of the form's own district.

    Where nobody has the very name, legal forms and ways of shortening make no difference.
    """
    name = asked.printed.name
    if not name_key(name):
        return ()
    return _called(asked, name_key) or _called(asked, organisation_key)


def _called(asked: _Question, key: Callable[[str], str]) -> tuple[Place, ...]:
    registry = asked.registry
    same = _names(_Held(registry), asked.level, key).get(key(asked.printed.name), ())
    if asked.stamp is not None and asked.stamp.district_id:
        near = tuple(place for place in same if place.parent_id == asked.stamp.district_id)
    else:
        above = name_key(asked.printed.above)
        near = tuple(place for place in same if place.parent_id and name_key(registry[place.parent_id].name) == above)
    return near or same


@dataclass(frozen=True, eq=False)
class _Held:
    """One registry and no other like it: its places do not change, so their names need to be keyed only once."""

    registry: Registry

    def __hash__(self) -> int:
        return id(self.registry)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and other.registry is self.registry


@lru_cache(maxsize=8)
def _names(held: _Held, level: Level, key: Callable[[str], str]) -> Mapping[str, tuple[Place, ...]]:
    """The places of a level by the key of their name, in the registry's order."""
    names: defaultdict[str, list[Place]] = defaultdict(list)
    for place in held.registry.places.values():
        if place.level is level:
            names[key(place.name)].append(place)
    return {name: tuple(places) for name, places in names.items()}


def _name_differs(asked: _Question, place: Place) -> list[Finding]:
    if not asked.printed.name or name_key(asked.printed.name) == name_key(place.name):
        return []
    return [found("V17", asked.path, **_cell(asked.printed.name_cell), line="002", place=place.name)]


def _contradiction(code: str, asked: _Question, first: Place, second: Place | None, typed: str) -> Finding:
    other = f"«{typed[:_LONGEST]}»" if second is None else f"{second.id} «{second.name}»"
    line, at = ("001", asked.printed.code_cell) if code == "T16" else ("002", asked.printed.name_cell)
    return found(code, asked.path, **_cell(at), line=line, first=f"{first.id} «{first.name}»", second=other)


def _nobody(asked: _Question, several: tuple[Place, ...]) -> Finding:
    printed = asked.printed
    if several:
        places = "; ".join(f"{place.id} «{place.name}»" for place in several[:_NEAREST])
        return found("T37", asked.path, **_cell(printed.name_cell), line="002", places=places)
    if printed.name:
        return _unknown(asked, printed.name)
    return found("T25", asked.path, **_cell(printed.name_cell or printed.code_cell), line="002")


def _unknown(asked: _Question, typed: str) -> Finding:
    """«Not in the registry», with the three places nearest by name, or by code where no name stands there."""
    printed, registry = asked.printed, asked.registry
    among = {place.id: place.name for place in registry.places.values() if place.level is asked.level}
    if printed.name:
        keys = {place_id: name_key(name) for place_id, name in among.items()}
        nearest = process.extract(name_key(printed.name), keys, scorer=fuzz.token_sort_ratio, limit=_NEAREST)
    else:
        nearest = process.extract(typed, {each: each for each in among}, scorer=fuzz.ratio, limit=_NEAREST)
    places = "; ".join(f"{place_id} «{among[place_id]}»" for _, _, place_id in nearest)
    line, at = ("002", printed.name_cell) if typed == printed.name else ("001", printed.code_cell)
    return found("T04", asked.path, **_cell(at), line=line, typed=typed[:_LONGEST], nearest=places)


def _cell(at: tuple[str, str] | None) -> dict[str, str]:
    return {} if at is None else {"sheet": at[0], "cell": at[1]}
