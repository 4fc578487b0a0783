"""Runs the test of the rules: chooses fills, judges them in every way, and says how each control relation fared."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from engine.pipeline.choices import ChoiceError
from engine.pipeline.rulestest.compared import said_of
from engine.pipeline.rulestest.fills import Purpose, Subject
from engine.pipeline.rulestest.recalculating import Recalculated, recalculated
from engine.pipeline.rulestest.trials import Trials, can_hold_together, trials_of
from engine.pipeline.rulestest.workbook import AGREES, Example, write_workbook
from engine.rulebook.model import Control, Period
from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.rulebook import Rulebook
from engine.workspace.errors import WorkspaceError
from engine.workspace.publication import replaced

#: Told when a stage begins: "searching", "recalculating".
Progress = Callable[[str], None]


class Mistake(StrEnum):
    """What is wrong with a condition of a control relation, or with how it is judged."""

    DIFFERS = "differs"  # the three compilations do not agree
    NEVER_HOLDS = "never_holds"
    NEVER_BROKEN = "never_broken"
    NEVER_JUDGED = "never_judged"  # no kind of organisation fills all of its lines
    NEVER_TOGETHER = "never_together"  # each condition can be kept, all of them cannot


class Formulas(StrEnum):
    """Whether the form's formulas were worked out."""

    WORKED_OUT = "worked_out"
    NO_OFFICE = "no_office"
    NOT_WORKED_OUT = "not_worked_out"
    NONE = "none"  # there are none


@dataclass(frozen=True, slots=True)
class Compared:
    """An example with what the form's formula says, as a word; None where formulas were not worked out."""

    example: Example
    form: Recalculated | None

    @property
    def agrees(self) -> bool:
        """Tell whether everything that was worked out says the same."""
        trial = self.example.trial
        same = self.example.said.broken is (trial.exact is False)
        return same and (self.form is None or (self.form.form == self.example.expected and self.form.result == AGREES))


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a control relation: a link of its chain, a line of its ``for``."""

    trials: Trials
    compared: tuple[Compared, ...]

    @property
    def line(self) -> str | None:
        """The line of the ``for`` that it stands for; None without one."""
        return self.trials.subject.instance.line

    @property
    def mistake(self) -> Mistake | None:
        """The first thing wrong with it."""
        if not self.trials.trials:
            return Mistake.NEVER_JUDGED
        if any(not each.agrees for each in self.compared):
            return Mistake.DIFFERS
        if self.trials.of(Purpose.HOLDS) is None:
            return Mistake.NEVER_HOLDS
        return Mistake.NEVER_BROKEN if self.trials.of(Purpose.BROKEN) is None else None


@dataclass(frozen=True, slots=True)
class Tested:
    """A control relation and its conditions; ``period`` is given where it is not the current one that judges it."""

    control: Control
    period: Period | None
    conditions: tuple[Condition, ...]
    together: bool

    @property
    def mistakes(self) -> tuple[tuple[Mistake, Condition | None], ...]:
        """What is wrong; None in the place of a condition where it is the relation as a whole."""
        found = [(mistake, each) for each in self.conditions if (mistake := each.mistake) is not None]
        return tuple(found) if self.together else (*found, (Mistake.NEVER_TOGETHER, None))


@dataclass(frozen=True, slots=True)
class RulesTest:
    """The test of the rules; ``not_tested`` are the built-in checks and the relations that no period judges.

    ``workbook`` is None where there was nothing to write.
    """

    tested: tuple[Tested, ...]
    not_tested: tuple[Control, ...]
    workbook: Path | None
    formulas: Formulas

    @property
    def in_order(self) -> bool:
        """Tell whether no relation has anything wrong with it."""
        return not any(each.mistakes for each in self.tested)


def run_rules_test(
    rulebook: Rulebook, control_id: str | None, workbook: Path, office: Path | None, progress: Progress
) -> RulesTest:
    """Test all control relations, or one, and write the workbook that shows it.

    ``office`` is the LibreOffice that works out the form's formulas; without one they are only written.

    Raises:
        ChoiceError: the rules have no such control relation.
        WorkspaceError: the workbook of an earlier test is open in another program.
    """
    controls = _chosen(rulebook, control_id)
    judged = {each.id: period for each in controls if (period := _period_of(each, rulebook)) is not None}
    not_tested = tuple(each for each in controls if each.id not in judged)
    if not judged:
        return RulesTest((), not_tested, None, Formulas.NONE)
    progress("searching")
    trials = {each.id: _trials(each, judged[each.id], rulebook) for each in controls if each.id in judged}
    flat = [trial for found in trials.values() for each in found for trial in each.trials]
    examples = [Example(trial, said) for trial, said in zip(flat, said_of(flat), strict=True)]
    current = rulebook.periods[rulebook.programme.current_period]
    _write(workbook, examples, rulebook, current)
    forms, formulas = _worked_out(workbook, office, len(examples), progress)
    compared = (Compared(each, form) for each, form in zip(examples, forms, strict=True))
    tested = tuple(
        _tested(each, None if judged[each.id] is current else judged[each.id], trials[each.id], compared)
        for each in controls
        if each.id in judged
    )
    return RulesTest(tested, not_tested, workbook, formulas)


def _chosen(rulebook: Rulebook, control_id: str | None) -> tuple[Control, ...]:
    if control_id is None:
        return rulebook.controls
    found = tuple(each for each in rulebook.controls if each.id == control_id)
    if not found:
        known = tuple(each.id for each in rulebook.controls)
        raise ChoiceError("контрольного соотношения", "control relation", control_id, known)
    return found


def _period_of(control: Control, rulebook: Rulebook) -> Period | None:
    """The period to test under: the current one, else the last one that judges the relation; None without any."""
    if control.rule is None:
        return None
    current = rulebook.periods[rulebook.programme.current_period]
    by_end = sorted(rulebook.periods.values(), key=lambda period: (period.ends_on, period.id), reverse=True)
    return next((period for period in (current, *by_end) if control.applies(period)), None)


def _trials(control: Control, period: Period, rulebook: Rulebook) -> tuple[Trials, ...]:
    form = rulebook.form(control.form, period)
    return tuple(
        trials_of(Subject(control, instance, form)) for instance in expand(parse_relation(control.rule or ""), form)
    )


def _write(workbook: Path, examples: Sequence[Example], rulebook: Rulebook, current: Period) -> None:
    staged = workbook.with_name(f"{workbook.stem} (новый){workbook.suffix}")
    write_workbook(staged, examples, rulebook.programme.organisation, current.as_of)
    if not replaced(staged, workbook, time.sleep):
        staged.unlink()
        raise WorkspaceError(
            f"Файл «{workbook.name}» открыт в другой программе. Закройте его и запустите команду ещё раз.",
            f"{workbook.name} is open in another program. Close it and run the command again.",
        )


def _worked_out(
    workbook: Path, office: Path | None, examples: int, progress: Progress
) -> tuple[Sequence[Recalculated | None], Formulas]:
    nothing: list[Recalculated | None] = [None] * examples
    if office is None:
        return nothing, Formulas.NO_OFFICE
    progress("recalculating")
    found = recalculated(workbook, office, examples)
    return (nothing, Formulas.NOT_WORKED_OUT) if found is None else (found, Formulas.WORKED_OUT)


def _tested(control: Control, period: Period | None, trials: Sequence[Trials], compared: Iterator[Compared]) -> Tested:
    conditions = tuple(Condition(each, tuple(next(compared) for _ in each.trials)) for each in trials)
    by_line: dict[str | None, list[Subject]] = {}
    for each in trials:
        by_line.setdefault(each.subject.instance.line, []).append(each.subject)
    single = all(each.of(Purpose.HOLDS) is not None for each in trials)
    together = not single or all(can_hold_together(subjects) for subjects in by_line.values())
    return Tested(control, period, conditions, together)
