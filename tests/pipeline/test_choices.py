from datetime import date

import pytest

from engine.pipeline.choices import ChoiceError, asked_of, period_of
from engine.rulebook.rulebook import Rulebook


def test_nothing_named_means_the_current_period_and_its_own_date(rulebook: Rulebook) -> None:
    asked = asked_of(rulebook, None, None)
    assert (asked.period.id, asked.as_of) == ("2024", date(2024, 12, 31))
    assert asked.period_by_default
    assert asked.as_of_by_default


def test_what_is_named_is_taken(rulebook: Rulebook) -> None:
    asked = asked_of(rulebook, "2023", date(2024, 3, 1))
    assert (asked.period.id, asked.as_of) == ("2023", date(2024, 3, 1))
    assert not asked.period_by_default
    assert not asked.as_of_by_default


def test_unknown_period_is_refused_with_the_nearest_one(rulebook: Rulebook) -> None:
    with pytest.raises(ChoiceError) as caught:
        period_of(rulebook, "20024")
    assert "2024" in caught.value.text("ru")
    assert "2024" in caught.value.text("en")


def test_transmittals_edited_by_hand_are_refused_only_when_asked(rulebook: Rulebook) -> None:
    assert not asked_of(rulebook, None, None).strict
    assert asked_of(rulebook, None, None, strict=True).strict
