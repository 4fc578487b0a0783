"""What «Проверка» says: the state of each section and of each check, and of the form as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace

from engine.rulebook.model import Control
from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.checks.cases import Case, Verdict, is_error, relation_cases
from engine.template.checks.fieldstates import Content, FieldState
from engine.template.checks.roadmapcases import roadmap_cases
from engine.vocabulary.fields import Address


@dataclass(frozen=True, slots=True)
class Check:
    """One row of control relations; without cases it is judged on receipt.

    ``is_explained`` tells whether a text that the form was given with explains what is broken; ``is_unreadable``
    whether something stands in a compared cell that is no count; ``is_untouched`` whether zeros are compared that only
    stand for lines which nobody has looked at yet.
    """

    control: Control
    cases: tuple[Case, ...]
    is_explained: bool = False
    is_unreadable: bool = False
    is_untouched: bool = False

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
        if Verdict.MISSING in {case.verdict for case in self.cases}:
            return words.UNREADABLE if self.is_unreadable else words.MISSING
        return words.MISSING if self.is_untouched else words.HOLDS

    @property
    def operands(self) -> tuple[Address, ...]:
        """The counts that its cases compare, each once."""
        return tuple(dict.fromkeys(address for case in self.cases for address in case.operands))

    @property
    def found(self) -> str:
        """The first broken case and how many more there are."""
        if not self.broken:
            return ""
        more = len(self.broken) - 1
        return self.broken[0].detail + (words.MORE.format(number=more) if more else "")


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts over a form: obligatory cells filled and asked for, broken relations by weight, and those explained."""

    filled: int
    required: int
    errors: int
    warnings: int
    explained: int = 0

    @property
    def verdict(self) -> str:
        """The overall state in words."""
        if self.errors:
            return words.HAS_ERRORS
        return words.READY if self.filled == self.required else words.INCOMPLETE

    @property
    def counts(self) -> str:
        """The counts in words."""
        counts = words.COUNTS.format(
            filled=self.filled, required=self.required, errors=self.errors, warnings=self.warnings
        )
        return counts + (words.COUNTS_EXPLAINED.format(explained=self.explained) if self.explained else "")


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
            check = Check(control, cases, settled)
            checks.append(replace(check, is_unreadable=_unreadable(calc, check), is_untouched=_untouched(calc, check)))
    return tuple(checks)


def untouched_section(calc: Calc, check: Check) -> tuple[FieldState, ...]:
    """The fields of the section that a check compares wholly within, where its blank lines mean zeros; else empty."""
    fields = [calc.states.by_address[address].field for address in check.operands]
    sections = {field.section_id for field in fields}
    if len(sections) != 1 or any(field.blank != "zero" for field in fields):
        return ()
    states = calc.states.of_section(sections.pop())
    return states if any(map(calc.can_be_required, states)) else ()


def _untouched(calc: Calc, check: Check) -> bool:
    """Tell whether nothing is filled in, neither what is compared nor what the section asks for in any case."""
    required = [state for state in untouched_section(calc, check) if state.required]
    blank = all(calc.states.by_address[address].content is Content.BLANK for address in check.operands)
    return bool(required) and blank and not any(state.content is Content.GOOD for state in required)


def _unreadable(calc: Calc, check: Check) -> bool:
    return any(calc.states.by_address[address].content is Content.WRONG for address in check.operands)


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
        explained=states.count(words.EXPLAINED),
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
