from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from engine.rulebook.model import Control, Programme, SwitchedOff
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Severity
from engine.vocabulary.places import Level


def _control(**changes: object) -> Control:
    values = {"id": "K02", "level": Severity.ERROR, "title": "x", "rule": "[1] = 1", "message": "x", "source": "x"}
    return Control.model_validate(values | changes)


def test_control_is_judged_in_every_period_unless_told_otherwise(rulebook: Rulebook) -> None:
    assert all(_control().applies(period) for period in rulebook.periods.values())


@pytest.mark.parametrize(
    ("valid_from", "valid_to", "applies"),
    [
        (date(2024, 12, 31), None, True),
        (date(2025, 1, 1), None, False),
        (None, date(2024, 12, 31), True),
        (None, date(2024, 12, 30), False),
    ],
)
def test_validity_is_judged_at_the_end_of_the_period(
    rulebook: Rulebook, valid_from: date | None, valid_to: date | None, *, applies: bool
) -> None:
    control = _control(valid_from=valid_from, valid_to=valid_to)
    assert control.applies(rulebook.periods["2024"]) is applies


def test_control_can_be_switched_off_for_one_period(rulebook: Rulebook) -> None:
    control = _control(off=(SwitchedOff(period="2024", reason="новый порядок"),))
    assert [control.applies(rulebook.periods[period]) for period in ("2023", "2024")] == [True, False]


def test_rules_cannot_be_changed_once_loaded(rulebook: Rulebook) -> None:
    with pytest.raises(ValidationError):
        rulebook.programme.current_period = "2023"  # type: ignore[misc]  # that it fails is the point


def test_thresholds_have_defaults() -> None:
    programme = Programme(title="x", short_title="x", organisation="x", current_period="2024")
    assert programme.thresholds.small_denominator == 5


def test_signers_are_told_by_level_and_an_organisation_has_none_here() -> None:
    programme = Programme(title="x", short_title="x", organisation="x", current_period="2024")
    signed = Programme.model_validate(programme.model_dump() | {"signatures": {"district": [], "region": ["Министр"]}})

    assert len(programme.signatures.of(Level.DISTRICT)) == len(programme.signatures.of(Level.REGION)) == 1
    assert [signed.signatures.of(each) for each in Level] == [(), (), ("Министр",)]
