"""What the last column of «Исправьте здесь» says, live: is a problem put right, explained, or still there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.template import words
from engine.template.checks.cases import Verdict
from engine.template.checks.casesheet import Cases
from engine.template.checks.fieldstates import Content
from engine.template.content import FormContent
from engine.template.formulas import literal
from engine.template.returned import Problem
from engine.template.returngiven import explains_formula
from engine.template.returnmarks import Marks
from engine.template.returnplace import FixColumn, fix_cell
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Severity

#: Codes of cells that a return fills in by itself: text that could be read as a number, a date or an answer.
_PUT_IN = frozenset({"V01", "V02", "V20", "V21", "V24"})
_MOST_ARGUMENTS = 29  # an .xls takes 30
_SETTLED = (words.FIXED, words.EXPLAINED, words.CHANGED)


@dataclass(frozen=True, slots=True)
class ProblemState:
    """The word of one problem as the form is written; ``formula`` is None where no formula can tell."""

    word: str
    formula: str | None = None

    @property
    def is_settled(self) -> bool:
        """Tell whether there is nothing left to do."""
        return self.word in _SETTLED


def is_settled_formula(cell: str) -> str:
    """The formula of `ProblemState.is_settled` for a cell that holds the word."""
    return f"OR({','.join(f'{cell}={literal(word)}' for word in _SETTLED)})"


def problem_states(content: FormContent, marks: Marks, cases: Cases | None, states: str) -> tuple[ProblemState, ...]:
    """The states of all listed problems.

    Args:
        content: a return.
        marks: its marks.
        cases: what «Проверка» judges; None where the form has no such sheet, so that nothing is live.
        states: range of the states of all checks on «Проверка», that of wrong cells first.
    """
    problems = () if content.returned is None else content.returned.listed
    if cases is None:
        return tuple(_unknown(problem) for problem in problems)
    judge = _Judge(content, marks, cases, states, problems)
    return tuple(judge.state(problem) for problem in problems)


def _unknown(problem: Problem) -> ProblemState:
    return ProblemState(words.ON_RECEIPT if problem.severity is Severity.ERROR else words.LOOK)


@dataclass(frozen=True)
class _Judge:
    """Works out states with what the hidden sheets know."""

    content: FormContent
    marks: Marks
    cases: Cases
    states: str
    problems: Sequence[Problem]

    def state(self, problem: Problem) -> ProblemState:
        """The state of one problem, by the check that found it, else by its cells."""
        check = next((at for at, each in enumerate(self.cases.checks) if each.control.id == problem.code), None)
        if check is not None:
            return self._of_relation(problem, check)
        known = None if problem.at is None else self.cases.calc.states.by_address.get(problem.at)
        if known is None or problem.severity is Severity.INFO:
            return _unknown(problem)
        if not known.asked:
            return ProblemState(words.FIXED)  # what stood there is gone from the form
        return self._of_cells(problem)

    def _of_relation(self, problem: Problem, check: int) -> ProblemState:
        if not self.cases.checks[check].cases:
            return self._on_receipt(problem)
        own = () if problem.explainable else self._own_cases(problem, check)
        return self._of_verdicts(check, own) if own else self._of_check(problem, check)

    def _on_receipt(self, problem: Problem) -> ProblemState:
        """Only the district can tell whether it is put right; an explanation and another number are seen at once."""
        returned, addresses = self.content.returned, self._filled_by_curator(problem)
        word = _to_do(problem) if addresses or problem.explainable else words.ON_RECEIPT
        formula = f'"{word}"'
        if addresses:
            formula = f'IF({_nested("OR", [self._changed(each) for each in addresses])},"{words.CHANGED}",{formula})'
        if returned is not None and problem.explainable:
            note = fix_cell(returned.to_explain[problem.code], FixColumn.EXPLANATION)
            explains = explains_formula(note, problem.code, returned)
            formula = f'IF({explains},"{words.EXPLAINED}",{formula})'
        return ProblemState(word, None if word is words.ON_RECEIPT else f"={formula}")

    def _own_cases(self, problem: Problem, check: int) -> tuple[int, ...]:
        """The broken cases of a check that no other problem of the same relation fits better."""
        rivals = [each for each in self.problems if each.code == problem.code and each is not problem]
        return tuple(
            position
            for position, case in enumerate(self.cases.checks[check].cases)
            if case.verdict is Verdict.BROKEN
            and (fit := _fit(problem, case.at, case.marks)) > 0
            and all(fit >= _fit(each, case.at, case.marks) for each in rivals)
        )

    def _of_verdicts(self, check: int, positions: Sequence[int]) -> ProblemState:
        cells = [self.cases.cell(check, position, "verdict") for position in positions]
        broken, missing = (_nested("OR", [f"{cell}{test}" for cell in cells]) for test in ("=1", '=""'))
        rest = f'IF({missing},"{words.MISSING}","{words.FIXED}")'
        return ProblemState(words.LEFT, f'=IF({broken},"{words.LEFT}",{rest})')

    def _of_check(self, problem: Problem, check: int) -> ProblemState:
        shown, to_do = f"INDEX({self.states},{check + 2})", _to_do(problem)
        left = f'{shown}="{words.ERROR}",{shown}="{words.WARNING}"'
        holds = f'{shown}="{words.HOLDS}",{shown}="{words.NOT_CONCERNED}"'
        formula = f'=IF(OR({left}),"{to_do}",IF(OR({holds}),"{words.FIXED}",{shown}))'
        word = self.cases.checks[check].state
        said = {words.ERROR: to_do, words.WARNING: to_do, words.HOLDS: words.FIXED}
        return ProblemState(said.get(word, word), formula)

    def _of_cells(self, problem: Problem) -> ProblemState:
        """By the cells: filled as they should be and, where nothing wrong is to be seen, otherwise than before."""
        calc = self.cases.calc
        addresses = self._filled_by_curator(problem)
        known = [calc.states.by_address[address] for address in addresses]
        fine = _nested(
            "AND",
            [
                test
                for each in addresses
                for test in (f"{calc.cell('content', each)}<>2", f"{calc.cell('open', each)}=0")
            ],
        )
        if any(state.content is Content.WRONG or state.is_open for state in known):
            return ProblemState(words.LEFT, f'=IF({fine},"{words.FIXED}","{words.LEFT}")')
        changed = _nested("OR", [self._changed(each) for each in addresses])
        word = self._unchanged(problem, known[0].content)
        return ProblemState(word, f'=IF({changed},IF({fine},"{words.FIXED}","{words.LEFT}"),"{word}")')

    def _filled_by_curator(self, problem: Problem) -> list[Address]:
        return [address for address in problem.cells if address in self.cases.calc.rows]

    def _unchanged(self, problem: Problem, content: Content) -> str:
        if problem.code in _PUT_IN:
            return words.LOOK
        return words.OPTIONAL if problem.typed is not None and content is Content.BLANK else words.LEFT

    def _changed(self, address: Address) -> str:
        """The condition that something else stands in a cell than when the form was returned."""
        here, value = self.cases.calc.layout.reference(address), self.content.value_of(address)
        if value is None:
            return f"NOT(ISBLANK({here}))"
        if isinstance(value, str):
            return f"NOT(EXACT({here},{self.marks.by_address[address].returned_cell}))"
        number = f"DATE({value.year},{value.month},{value.day})" if isinstance(value, date) else str(value)
        return f"OR(ISBLANK({here}),{here}<>{number})"


def _to_do(problem: Problem) -> str:
    return words.TO_EXPLAIN if problem.explainable else words.LEFT


def _fit(problem: Problem, at: Address, marks: Sequence[Address]) -> int:
    return len({*problem.cells} & {at, *marks})


def _nested(function: str, conditions: list[str]) -> str:
    """AND or OR of any number of conditions."""
    if len(conditions) > _MOST_ARGUMENTS:
        parts = range(0, len(conditions), _MOST_ARGUMENTS)
        conditions = [_nested(function, conditions[start : start + _MOST_ARGUMENTS]) for start in parts]
    return f"{function}({','.join(conditions)})"
