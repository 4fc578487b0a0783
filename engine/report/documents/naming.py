"""How the documents name places."""

from __future__ import annotations

from engine.report.index import Row
from engine.report.scope import Scope
from engine.report.texts import short_name
from engine.vocabulary.places import Level


def full_name(scope: Scope, place_id: str | None) -> str:
    """A place by its name in the registry; in the region's document an organisation's district stands behind it."""
    name = scope.name_of(place_id)
    district = _district_of(scope, place_id)
    return f"{name} ({district})" if district else name


def brief_name(scope: Scope, place_id: str) -> str:
    """A place without its legal form, for lists in sentences; in the region's document with its district."""
    name, district = short_name(scope.name_of(place_id)), _district_of(scope, place_id)
    return f"{name} ({district})" if district else name


def reporter_name(scope: Scope, report: Row) -> str:
    """Who owes a report; a district's own form is said to be one."""
    name = full_name(scope, report.place_id)
    return f"{name} (форма муниципалитета)" if report.form == "district" else name


def _district_of(scope: Scope, place_id: str | None) -> str | None:
    registry = scope.rulebook.registry
    if not scope.is_region or place_id is None or place_id not in registry:
        return None
    place = registry[place_id]
    return scope.name_of(place.parent_id) if place.level is Level.SCHOOL else None
