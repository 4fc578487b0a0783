from __future__ import annotations

from dataclasses import replace

import pytest

from engine.rulebook.model import Indicator, Period
from engine.rulebook.rulebook import Owed, Rulebook
from engine.template import words
from engine.template.content import FormContent, school_content
from engine.template.layout import layout_of
from engine.template.targetrow import OwnShare, own_share
from engine.vocabulary.fields import Address, Value


def target_of(content: FormContent) -> Owed:
    return next(each for each in content.owed if each.activity.target is not None)


def told(content: FormContent, **values: Value) -> OwnShare | None:
    filled = replace(content, values={Address(line[1:]): value for line, value in values.items()})
    return own_share(target_of(filled), filled, layout_of(filled))


@pytest.mark.parametrize(
    ("involved", "pupils", "text"),
    [
        (381, 600, "По вашему отчёту: 63,5 % при цели 70 %"),
        (420, 600, "По вашему отчёту: 70,0 % при цели 70 %"),
        (6996, 10000, "По вашему отчёту: 69,9 % при цели 70 %"),  # never rounded onto the target
        (0, 600, "По вашему отчёту: 0,0 % при цели 70 %"),
        (5, 0, words.NO_SHARE),
    ],
)
def test_school_sees_its_own_share(school: FormContent, involved: int, pupils: int, text: str) -> None:
    share = told(school, L306=involved, L101=pupils)
    assert share is not None
    assert share.text == text


def test_share_cannot_be_told_until_both_numbers_are_there(school: FormContent) -> None:
    share = told(school, L306=10)
    assert share is not None
    assert share.text == words.NO_SHARE


def test_formula_follows_the_cells_of_the_form(school: FormContent) -> None:
    share = told(school)
    layout = layout_of(school)
    assert share is not None
    assert layout.reference(Address("306")) in share.formula
    assert layout.reference(Address("101")) in share.formula
    assert "MOD(INT(" in share.formula
    assert "70 %" in share.formula


def test_district_has_no_share_of_its_own(district: FormContent) -> None:
    assert own_share(target_of(district), district, layout_of(district)) is None


def test_organisation_that_the_indicator_does_not_count_has_none(
    rulebook: Rulebook, period: Period, kindergarten: FormContent
) -> None:
    assert kindergarten.kind is not None
    content = school_content(rulebook, period, "0501")
    other = replace(kindergarten, owed=content.owed)
    assert own_share(target_of(other), other, layout_of(other)) is None


def test_ordinary_activity_has_none(school: FormContent) -> None:
    ordinary = next(each for each in school.owed if each.activity.target is None)
    assert own_share(ordinary, school, layout_of(school)) is None


def test_count_is_shown_as_it_is(school: FormContent, rulebook: Rulebook) -> None:
    involved = next(each for each in rulebook.indicators if each.id == "involved_pupils")
    counted = Indicator.model_validate({**involved.model_dump(), "unit": "count", "denominator": None})
    content = replace(school, indicators={counted.id: counted}, values={Address("306"): 12})
    share = own_share(target_of(content), content, layout_of(content))
    assert share is not None
    assert share.text == "По вашему отчёту: 12 при цели 0,7"
