"""Numbers invented for one condition, and what they are invented for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from engine.rulebook.forms import Form
from engine.rulebook.model import Control
from engine.rulebook.relations.expansion import Instance, addresses, previous_addresses
from engine.rulebook.relations.verdict import verdict
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind


class Purpose(StrEnum):
    """What a fill shows."""

    HOLDS = "holds"
    BROKEN = "broken"
    BORDER = "border"  # one step from broken
    BLANK = "blank"  # an operand is not filled in
    NO_PREVIOUS = "no_previous"  # a count of the last period is not known
    ZEROS = "zeros"
    LARGEST = "largest"


@dataclass(frozen=True)
class Fill:
    """Counts by address as an organisation of a kind would type them, and those of the last period; absent is blank."""

    kind: Kind
    counts: Mapping[Address, int]
    previous: Mapping[Address, int]


@dataclass(frozen=True)
class Subject:
    """One condition of a control relation, bound to the form that it is judged on."""

    control: Control
    instance: Instance
    form: Form

    @cached_property
    def operands(self) -> tuple[Address, ...]:
        """The counts of this period, in the order of the rule."""
        return addresses(self.instance)

    @cached_property
    def before(self) -> tuple[Address, ...]:
        """The counts of the last period, in the order of the rule."""
        return previous_addresses(self.instance)

    def verdict(self, fill: Fill) -> bool | None:
        """The exact verdict; None where the condition cannot be judged."""
        return verdict(
            self.instance,
            self.form,
            fill.kind,
            fill.counts,
            fill.previous,
            missing=self.control.missing,
            tolerance=self.control.tolerance,
        )


@dataclass(frozen=True)
class Trial:
    """One fill of one condition with its exact verdict."""

    subject: Subject
    purpose: Purpose
    fill: Fill
    exact: bool | None
