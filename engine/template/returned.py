"""What a return says beside the values: the problems with their cells, and the explanations given so far."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """One row of «Исправьте здесь».

    ``at`` is the cell to go to in this form and ``also`` further cells to mark; None and empty where the problem has no
    cell here. ``code`` is the finding's code, for a control relation its id. ``what`` says what was found, ``why`` the
    rule behind it (empty: nothing to add), ``remedy`` what to do. ``typed`` is what stood there where it could not be
    placed, word for word. ``explainable`` problems may be explained instead of put right.
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


@dataclass(frozen=True)
class Returned:
    """What makes a form a return.

    ``problems`` in the order to work through them, errors first; of an explainable relation that is broken several
    times there is one. ``explanations`` by relation: what was written so far, also about what is no problem any more.
    ``given_for`` by relation: the fingerprint of the numbers that such a text was given for. ``received_on`` is the day
    on which the file came (None: unknown).
    """

    problems: tuple[Problem, ...] = ()
    explanations: Mapping[str, str] = field(default_factory=dict)
    given_for: Mapping[str, str] = field(default_factory=dict)
    received_on: date | None = None
