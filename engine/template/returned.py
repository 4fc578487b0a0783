"""What a return says beside the values: the problems with their cells, and the explanations given so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from engine.vocabulary.explanations import has_words
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Severity

_WEIGHT = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Problem:
    """One row of «Исправьте здесь».

    ``at`` is the cell to go to in this form and ``also`` further cells to mark; None and empty where the problem has no
    cell here. ``code`` is the finding's code, for a control relation its id. ``what`` says what was found, ``why`` the
    rule behind it (empty: nothing to add), ``remedy`` what to do. ``typed`` is what stood there where it could not be
    placed, word for word. ``explainable`` problems may be explained instead of put right. ``times`` is how often the
    same was found: a relation broken in several lines is one problem, and ``starts`` are the cells to go to for each.
    """

    code: str
    severity: Severity
    what: str
    why: str
    remedy: str
    at: Address | None = None
    also: tuple[Address, ...] = ()
    typed: str | None = None
    explainable: bool = False
    times: int = 1
    starts: tuple[Address, ...] = ()

    @property
    def cells(self) -> tuple[Address, ...]:
        """All cells to mark, the one to go to first."""
        return () if self.at is None else tuple(dict.fromkeys((self.at, *self.also)))

    @property
    def main_cells(self) -> tuple[Address, ...]:
        """The cells where something is to be put right; the other ones are only compared with them."""
        return () if self.at is None else tuple(dict.fromkeys((self.at, *self.starts)))


@dataclass(frozen=True)
class Returned:
    """What makes a form a return.

    ``problems`` in the order to work through them, errors first; of an explainable relation that is broken several
    times there is one, and none where an explanation settles it. ``explanations`` by relation: what was written so far,
    also about what is no problem any more. ``given_for`` by relation: the fingerprint of the numbers that such a text
    was given for. ``received_on`` is the day on which the file came (None: unknown).
    """

    problems: tuple[Problem, ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    given_for: Mapping[str, str] = field(default_factory=dict)
    received_on: date | None = None

    @cached_property
    def listed(self) -> tuple[Problem, ...]:
        """The problems as they are listed and numbered: errors first."""
        return tuple(sorted(self.problems, key=lambda problem: _WEIGHT[problem.severity]))

    @cached_property
    def to_explain(self) -> Mapping[str, int]:
        """Position among the listed problems of each relation that waits for an explanation."""
        places: dict[str, int] = {}
        for number, problem in enumerate(self.listed):
            if problem.explainable:
                places.setdefault(problem.code, number)
        return places

    def number_of(self, severity: Severity) -> int:
        """How many problems have a weight."""
        return sum(problem.severity is severity for problem in self.problems)

    def places_of(self, severity: Severity) -> int:
        """In how many places the problems of a weight were found."""
        return sum(problem.times for problem in self.problems if problem.severity is severity)

    def settles(self, relation: str) -> bool:
        """Tell whether a relation's text counts for the numbers as they stand here.

        That of a relation which is to be explained once more was given for other numbers.
        """
        return has_words(self.explanations.get(relation, "")) and relation not in self.to_explain
