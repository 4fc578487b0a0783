"""Who is expected to report in a period, on which form and by when, exemptions and extended due dates included."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from engine.rulebook.model import Decision, Period
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


def owes_report(rulebook: Rulebook, place_id: str, period: Period) -> bool:
    """Tell whether a place would owe its form without any exemption.

    An open school does, and a district whose form has something to fill in.
    """
    place = rulebook.registry[place_id]
    if place.level is Level.SCHOOL:
        return place.open_at(period.ends_on)
    if place.level is not Level.DISTRICT or place not in open_districts(rulebook, period):
        return False
    return _is_asked(place, rulebook, period)


def _is_asked(district: Place, rulebook: Rulebook, period: Period) -> bool:
    """Tell whether a district's form has anything to fill in."""
    return any(owed.activity.target is None for owed in owed_in_form(rulebook, district.id, period))


def exempt_places(rulebook: Rulebook, period: Period) -> frozenset[str]:
    """Ids of the places that would owe a form which is not expected by decision.

    A district's exemption is not its schools'; who owes nothing cannot be exempted.
    """
    exempt = (each.place_id for each in decisions_of(rulebook, period) if each.decision == "exempt")
    return frozenset(each for each in exempt if owes_report(rulebook, each, period))


def reporting_schools(rulebook: Rulebook, period: Period) -> tuple[Place, ...]:
    """Open organisations that are not exempt from reporting, by id."""
    exempt = exempt_places(rulebook, period)
    return tuple(place for place in open_schools(rulebook, period) if place.id not in exempt)


def owed_reports(rulebook: Rulebook, period: Period) -> tuple[ExpectedReport, ...]:
    """What would be expected without any exemption, by place id.

    One report per open school, and one per district whose form has something to fill in. Where a decision extends the
    due date, its new date is the due date.
    """
    schools = [ExpectedReport(place, "school", period.due_schools) for place in open_schools(rulebook, period)]
    districts = [
        ExpectedReport(place, "district", period.due_districts)
        for place in open_districts(rulebook, period)
        if _is_asked(place, rulebook, period)
    ]
    until = {each.place_id: each.until for each in decisions_of(rulebook, period) if each.decision == "extend"}
    reports = (replace(each, due_on=until.get(each.place.id) or each.due_on) for each in (*schools, *districts))
    return tuple(sorted(reports, key=lambda each: each.place.id))


def expected_reports(rulebook: Rulebook, period: Period) -> tuple[ExpectedReport, ...]:
    """The reports owed, without those of exempt places, by place id."""
    exempt = exempt_places(rulebook, period)
    return tuple(each for each in owed_reports(rulebook, period) if each.place.id not in exempt)


def decisions_of(rulebook: Rulebook, period: Period) -> tuple[Decision, ...]:
    """What district staff decided about a period, in the order of rules/decisions.csv."""
    return tuple(each for each in rulebook.decisions if each.period == period.id)


def form_of(place: Place) -> str | None:
    """The form that places of this level fill; None for the region."""
    return {Level.SCHOOL: "school", Level.DISTRICT: "district"}.get(place.level)
