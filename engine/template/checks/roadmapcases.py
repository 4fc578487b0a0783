"""The built-in checks of the roadmap's lines as cases of «Проверка»."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from engine.rulebook.model import Control
from engine.rulebook.rulebook import Owed
from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.checks.cases import Case, Verdict
from engine.template.formulas import literal
from engine.template.inputs import begins_on
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.roadmap import DONE_ON, NEED_BASIS, NOTE, STATUS, TypedStatus


@dataclass(frozen=True, slots=True)
class _Answers:
    """What a line of the roadmap says, or the references of its cells."""

    status: Value
    done_on: Value
    basis: Value


@dataclass(frozen=True, slots=True)
class _Limits:
    """The days between which something can have been done."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class _Rule:
    """A check of one line: ``applies`` and ``broken`` as formulas over the cells, ``judge`` over the values.

    ``marks`` are the columns to mark, the one to look at first.
    """

    applies: Callable[[_Answers], str]
    broken: Callable[[_Answers, _Limits], str]
    judge: Callable[[_Answers, _Limits], bool]
    marks: tuple[str, ...]
    found: str


def roadmap_cases(control: Control, calc: Calc) -> tuple[Case, ...]:
    """Compile a built-in check for each line of the roadmap that asks for a status; empty for other built-in checks."""
    rule = _RULES.get(control.builtin or "")
    section = calc.content.form.roadmap_section
    if rule is None or section is None:
        return ()
    lines = dict.fromkeys(field.address.line for field in calc.content.fields_of(section))
    return tuple(_case(rule, line, calc) for line in lines)


def _case(rule: _Rule, line: str, calc: Calc) -> Case:
    addresses = [Address(line, column) for column in (STATUS, DONE_ON, NOTE)]
    cells = _Answers(*(calc.layout.reference(address) for address in addresses))
    values = _Answers(*(calc.content.value_of(address) for address in addresses))
    limits = _Limits(begins_on(_owed(calc, line).roadmap), calc.content.period.as_of)
    formula = f'IF(ISBLANK({cells.status}),"",IF({rule.applies(cells)},IF({rule.broken(cells, limits)},1,0),0))'
    judged = None if values.status is None else rule.judge(values, limits)
    verdict = Verdict.MISSING if judged is None else Verdict.BROKEN if judged else Verdict.HOLDS
    detail = words.LINE.format(line=line) + ": " + rule.found.format(as_of=day(limits.last), first=day(limits.first))
    marks = tuple(Address(line, column) for column in rule.marks)
    return Case(formula, verdict, literal(detail), detail, marks[0], marks)


def _is(cell: Value, *texts: str) -> str:
    tests = [f"{cell}={literal(text)}" for text in texts]
    return tests[0] if len(tests) == 1 else f"OR({','.join(tests)})"


def _day(value: date) -> str:
    return f"DATE({value.year},{value.month},{value.day})"


def _owed(calc: Calc, code: str) -> Owed:
    return next(owed for line, owed in calc.content.roadmap_lines if line.line == code)


_RULES = {
    "roadmap_done_on": _Rule(
        applies=lambda cells: _is(cells.status, TypedStatus.DONE),
        broken=lambda cells, _limits: f"ISBLANK({cells.done_on})",
        judge=lambda line, _limits: line.status == TypedStatus.DONE and line.done_on is None,
        marks=(DONE_ON,),
        found=words.NO_DONE_DATE,
    ),
    "roadmap_too_late": _Rule(
        applies=lambda cells: f"ISNUMBER({cells.done_on})",
        broken=lambda cells, limits: f"{cells.done_on}>{_day(limits.last)}",
        judge=lambda line, limits: isinstance(line.done_on, date) and line.done_on > limits.last,
        marks=(DONE_ON,),
        found=words.DONE_TOO_LATE,
    ),
    "roadmap_before_plan": _Rule(
        applies=lambda cells: f"ISNUMBER({cells.done_on})",
        broken=lambda cells, limits: f"{cells.done_on}<{_day(limits.first)}",
        judge=lambda line, limits: isinstance(line.done_on, date) and line.done_on < limits.first,
        marks=(DONE_ON,),
        found=words.DONE_TOO_EARLY,
    ),
    "roadmap_not_started": _Rule(
        applies=lambda cells: _is(cells.status, TypedStatus.NOT_STARTED),
        broken=lambda cells, _limits: f"NOT(ISBLANK({cells.done_on}))",
        judge=lambda line, _limits: line.status == TypedStatus.NOT_STARTED and line.done_on is not None,
        marks=(DONE_ON, STATUS),
        found=words.DONE_BUT_NOT_STARTED,
    ),
    "roadmap_basis": _Rule(
        applies=lambda cells: _is(cells.status, *NEED_BASIS),
        broken=lambda cells, _limits: f"ISBLANK({cells.basis})",
        judge=lambda line, _limits: line.status in NEED_BASIS and line.basis is None,
        marks=(NOTE,),
        found=words.NO_BASIS,
    ),
}
