"""Which control relations are judged in a period, and which are switched off and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.rulebook.model import Control, Period
from engine.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class SwitchedOffControl:
    """A control relation that the rules switch off for a period, with the reason they give."""

    control: Control
    reason: str


def switched_off(rulebook: Rulebook, period: Period) -> tuple[SwitchedOffControl, ...]:
    """Control relations not judged in a period because the rules say so, in the order of the rules."""
    return tuple(
        SwitchedOffControl(control, off.reason)
        for control in rulebook.controls
        for off in control.off
        if off.period == period.id
    )


def judged_builtins(rulebook: Rulebook, period: Period) -> Iterator[Control]:
    """Control relations of the period that are built in rather than written as a rule."""
    return (control for control in rulebook.controls if control.builtin is not None and control.applies(period))


def judged_rules(rulebook: Rulebook, form: str, period: Period) -> Iterator[Control]:
    """Control relations of the period that are written as a rule over one form."""
    return (
        control
        for control in rulebook.controls
        if control.rule is not None and control.form == form and control.applies(period)
    )
