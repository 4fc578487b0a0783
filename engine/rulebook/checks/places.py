"""The registry: one region, every parent one level up, ids and names that cannot be mistaken for each other."""

from __future__ import annotations

from collections.abc import Iterator

from engine.rulebook.checks.ids import known_places, meant_ids, repeated_in_table, unknown_in_table, unsafe
from engine.rulebook.csvfiles import Row
from engine.rulebook.errors import RulesProblem
from engine.rulebook.names import nearest_name
from engine.rulebook.pack import Pack
from engine.vocabulary.dates import day
from engine.vocabulary.names import name_key
from engine.vocabulary.places import Level, Place

_ABOVE = {Level.SCHOOL: Level.DISTRICT, Level.DISTRICT: Level.REGION}


def place_problems(pack: Pack) -> Iterator[RulesProblem]:
    """Problems of registry.csv."""
    registry = pack.registry
    if "id" not in registry.columns:
        return
    yield from repeated_in_table(registry, ("id",), "id")
    yield from _regions(pack)
    yield from _lost_zeros(pack)
    known = known_places(pack)
    levels = {row.cells.get("id", ""): row.cells.get("level", "").casefold() for row in registry.rows}
    for row in registry.rows:
        if unsafe(row.cells.get("id", "")) and row.cells.get("id"):
            yield registry.problem(row, "id", "unsafe_id", name=row.cells["id"])
        yield from unknown_in_table(registry, row, "parent_id", known, "unknown_place")
        yield from unknown_in_table(registry, row, "successor_id", known, "unknown_place")
        if row.record is not None:
            yield from _parent(pack, row, row.record, levels)
            yield from _school(pack, row, row.record)
            yield from _life(pack, row, row.record, levels)
            yield from _roadmaps(pack, row, row.record)
    yield from _same_names(pack)


def _regions(pack: Pack) -> Iterator[RulesProblem]:
    regions = [row for row in pack.registry.rows if row.cells.get("level", "").casefold() == Level.REGION]
    if pack.registry.rows and not regions:
        yield RulesProblem(pack.registry.path, None, "level", "no_region")
    for row in regions[1:]:
        yield pack.registry.problem(row, "level", "second_region", first=regions[0].line)


def _lost_zeros(pack: Pack) -> Iterator[RulesProblem]:
    for row, meant in zip(pack.registry.rows, meant_ids(pack.registry), strict=True):
        if meant != row.cells.get("id", ""):
            yield pack.registry.problem(row, "id", "lost_zeros", nearest=meant)


def _parent(pack: Pack, row: Row[Place], place: Place, levels: dict[str, str]) -> Iterator[RulesProblem]:
    above = _ABOVE.get(place.level)
    if above is None and place.parent_id is not None:
        yield pack.registry.problem(row, "parent_id", "parent_of_region")
    elif above is not None and place.parent_id is None:
        yield pack.registry.problem(row, "parent_id", "blank_cell")
    elif above is not None and place.parent_id in levels and levels[place.parent_id] != above:
        valid = [other for other, level in levels.items() if level == above]
        nearest = nearest_name(str(place.parent_id), valid)
        yield pack.registry.problem(row, "parent_id", "parent_level", nearest=nearest, level=place.level, above=above)


def _school(pack: Pack, row: Row[Place], place: Place) -> Iterator[RulesProblem]:
    if place.level is Level.SCHOOL and place.kind is None:
        yield pack.registry.problem(row, "kind", "blank_cell")
    if place.level is not Level.SCHOOL and place.kind is not None:
        yield pack.registry.problem(row, "kind", "kind_above_school")
    if place.email is not None and place.email.count("@") != 1:
        yield pack.registry.problem(row, "email", "not_email")


def _life(pack: Pack, row: Row[Place], place: Place, levels: dict[str, str]) -> Iterator[RulesProblem]:
    if place.opened_on is not None and place.closed_on is not None and place.closed_on < place.opened_on:
        facts = {"name": day(place.closed_on), "other": day(place.opened_on)}
        yield pack.registry.problem(row, "closed_on", "date_too_early", key="opened_on", **facts)
    if place.successor_id is None:
        return
    if place.closed_on is None:
        yield pack.registry.problem(row, "successor_id", "successor_of_open")
    if place.successor_id == place.id or levels.get(place.successor_id, place.level) != place.level:
        yield pack.registry.problem(row, "successor_id", "bad_successor")


def _roadmaps(pack: Pack, row: Row[Place], place: Place) -> Iterator[RulesProblem]:
    for roadmap in dict.fromkeys(place.roadmaps):
        if place.roadmaps.count(roadmap) > 1:
            yield pack.registry.problem(row, "roadmaps", "named_twice", name=roadmap)
        if roadmap not in pack.roadmaps:
            nearest = nearest_name(roadmap, pack.roadmaps)
            yield pack.registry.problem(row, "roadmaps", "unknown_roadmap", nearest=nearest, name=roadmap)


def _same_names(pack: Pack) -> Iterator[RulesProblem]:
    """A universal blank is known by the name picked in it: within a district names must differ as intake reads them."""
    first: dict[tuple[str | None, str], int] = {}
    for row in pack.registry.rows:
        if row.record is None:
            continue
        name = row.record.parent_id, name_key(row.record.name)
        if name in first:
            yield pack.registry.problem(row, "name", "same_name", name=row.record.name, first=first[name])
        else:
            first[name] = row.line
