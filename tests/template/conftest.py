"""The contents of forms that the tests of this package look at."""

from __future__ import annotations

import pytest

from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, blank_contents, district_content, school_content, universal_content
from engine.vocabulary.places import Kind


@pytest.fixture(scope="session")
def school(rulebook: Rulebook, period: Period) -> FormContent:
    """A school's form with roadmap lines."""
    return school_content(rulebook, period, rulebook.registry.schools("05")[0].id)


@pytest.fixture(scope="session")
def kindergarten(rulebook: Rulebook, period: Period) -> FormContent:
    place = next(place for place in rulebook.registry.schools() if place.kind is Kind.KINDERGARTEN)
    return school_content(rulebook, period, place.id)


@pytest.fixture(scope="session")
def universal(rulebook: Rulebook, period: Period) -> FormContent:
    return universal_content(rulebook, period, "05")


@pytest.fixture(scope="session")
def district(rulebook: Rulebook, period: Period) -> FormContent:
    return district_content(rulebook, period, "05")


@pytest.fixture(scope="session")
def blank(rulebook: Rulebook) -> FormContent:
    return blank_contents(rulebook)["Форма образовательной организации.xlsx"]


@pytest.fixture(params=["school", "kindergarten", "universal", "district", "blank"])
def form(request: pytest.FixtureRequest) -> FormContent:
    """Each kind of form in turn."""
    content = request.getfixturevalue(request.param)
    assert isinstance(content, FormContent)
    return content
