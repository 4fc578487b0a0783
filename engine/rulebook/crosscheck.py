"""What must hold between the files of a rules pack: the list of checks, and every mistake that they find."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from engine.rulebook.checks.controls import control_problems
from engine.rulebook.checks.forms import form_problems
from engine.rulebook.checks.indicators import indicator_problems
from engine.rulebook.checks.numbers import decision_problems, denominator_problems, history_problems, target_problems
from engine.rulebook.checks.periods import period_problems, programme_problems
from engine.rulebook.checks.places import place_problems
from engine.rulebook.checks.roadmaps import roadmap_problems
from engine.rulebook.errors import RulesError, RulesProblem
from engine.rulebook.pack import Pack, read_pack

CHECKS: tuple[Callable[[Pack], Iterator[RulesProblem]], ...] = (
    programme_problems,
    form_problems,
    period_problems,
    indicator_problems,
    control_problems,
    place_problems,
    target_problems,
    history_problems,
    denominator_problems,
    decision_problems,
    roadmap_problems,
)


def cross_problems(pack: Pack) -> list[RulesProblem]:
    """Every mistake that shows when parts of a pack are laid side by side; unreadable parts are left out."""
    return [problem for check in CHECKS for problem in check(pack)]


def judged_pack(rules: Path) -> tuple[Pack, tuple[RulesProblem, ...]]:
    """Read a pack, with every mistake in its files and between them, in order of file and line.

    Raises:
        RulesError: there is no such folder.
    """
    if not rules.is_dir():
        raise RulesError([RulesProblem(rules.name, None, "", "missing_folder")])
    pack, problems = read_pack(rules)
    return pack, RulesError([*problems, *cross_problems(pack)]).problems


def check_rules(rules: Path) -> tuple[RulesProblem, ...]:
    """Every mistake in a rules pack, in order of file and line; none when it can be used."""
    try:
        return judged_pack(rules)[1]
    except RulesError as error:
        return error.problems
