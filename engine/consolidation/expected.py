"""Who is expected to report in a period, on which form and by when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from engine.rulebook.model import Period
from engine.rulebook.owed import owed_in_form
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Level, Place


@dataclass(frozen=True, slots=True)
class ExpectedReport:
    """One form that one place owes for a period."""

    place: Place
    form: str
    due_on: date


def open_schools(rulebook: Rulebook, period: Period) -> tuple[Place, ...]:
    """Reporting organisations that are open when the period ends, by id."""
    return tuple(place for place in rulebook.registry.schools() if place.open_at(period.ends_on))


def open_districts(rulebook: Rulebook, period: Period) -> tuple[Place, ...]:
    """Districts that exist when the period ends, or still have an open school, by id."""
    with_schools = {school.parent_id for school in open_schools(rulebook, period)}
    return tuple(
        place for place in rulebook.registry.districts if place.open_at(period.ends_on) or place.id in with_schools
    )


def expected_reports(rulebook: Rulebook, period: Period) -> tuple[ExpectedReport, ...]:
    """One report per open school, and one per district whose form has something to fill in, by place id."""
    schools = [ExpectedReport(place, "school", period.due_schools) for place in open_schools(rulebook, period)]
    districts = [
        ExpectedReport(place, "district", period.due_districts)
        for place in open_districts(rulebook, period)
        if any(owed.activity.target is None for owed in owed_in_form(rulebook, place.id, period))
    ]
    return tuple(sorted([*schools, *districts], key=lambda each: each.place.id))


def form_of(place: Place) -> str | None:
    """The form that places of this level fill; None for the region."""
    return {Level.SCHOOL: "school", Level.DISTRICT: "district"}.get(place.level)
