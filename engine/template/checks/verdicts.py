"""What «Проверка» says: the state of each section and of each check, and of the form as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from engine.rulebook.model import Control
from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.checks.cases import Case, Verdict, is_error, relation_cases
from engine.template.checks.fieldstates import Content
from engine.template.checks.roadmapcases import roadmap_cases
from engine.vocabulary.fields import Address


@dataclass(frozen=True, slots=True)
class Check:
    """One row of control relations; without cases it is judged on receipt.

    ``is_explained`` tells whether a text that the form was given with explains what is broken.
    """

    control: Control
    cases: tuple[Case, ...]
    is_explained: bool = False

    @property
    def is_error(self) -> bool:
        """Tell whether a form in which it is broken goes back."""
        return is_error(self.control)

    @property
    def broken(self) -> tuple[Case, ...]:
        """The cases that do not hold."""
        return tuple(case for case in self.cases if case.verdict is Verdict.BROKEN)

    @property
    def state(self) -> str:
        """The word in the column of states."""
        if not self.cases:
            return words.ON_RECEIPT
        if self.broken:
            return words.ERROR if self.is_error else words.EXPLAINED if self.is_explained else words.WARNING
        verdicts = {case.verdict for case in self.cases}
        return words.MISSING if Verdict.MISSING in verdicts else words.HOLDS

    @property
    def found(self) -> str:
        """The first broken case and how many more there are."""
        if not self.broken:
            return ""
        more = len(self.broken) - 1
        return self.broken[0].detail + (words.MORE.format(number=more) if more else "")


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over a form: obligatory cells filled and asked for, broken relations by weight."""

    filled: int
    required: int
    errors: int
    warnings: int

    @property
    def verdict(self) -> str:
        """The overall state in words."""
        if self.errors:
            return words.HAS_ERRORS
        return words.READY if self.filled == self.required else words.INCOMPLETE

    @property
    def counts(self) -> str:
        """The counts in words."""
        return words.COUNTS.format(
            filled=self.filled, required=self.required, errors=self.errors, warnings=self.warnings
        )


def checks_of(calc: Calc) -> tuple[Check, ...]:
    """The control relations that concern this form, in the order of the rules.

    Left out: those whose every operand another kind of organisation fills, and «статус не указан», which the
    completeness of the sections shows already.
    """
    checks = []
    for control in calc.content.controls:
        cases = relation_cases(control, calc) + roadmap_cases(control, calc)
        if cases or _judged_on_receipt(control, calc):
            returned = calc.content.returned
            settled = returned is not None and control.explanation_allowed and returned.settles(control.id)
            checks.append(Check(control, cases, settled))
    return tuple(checks)


def summary_of(calc: Calc, checks: tuple[Check, ...]) -> Summary:
    """Count what is filled in and what does not hold."""
    required = [state for state in calc.states.states if state.required]
    states = [check.state for check in checks]
    wrong = any(state.content is Content.WRONG for state in calc.states.states)
    return Summary(
        filled=sum(not state.is_open for state in required),
        required=len(required),
        errors=states.count(words.ERROR) + int(wrong),
        warnings=states.count(words.WARNING),
    )


def first_wrong(calc: Calc) -> Address | None:
    """The first field whose cell holds something that does not belong there."""
    return next((each.field.address for each in calc.states.states if each.content is Content.WRONG), None)


def _judged_on_receipt(control: Control, calc: Calc) -> bool:
    """Tell whether only the engine can judge it: it needs what the form does not hold, such as the last period."""
    if control.builtin is not None:
        return not control.builtin.startswith("roadmap_")
    if control.rule is None or "prev(" not in control.rule:
        return False
    return not calc.content.previous
