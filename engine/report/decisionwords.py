"""What district staff decided, in words: each decision with its date and its basis."""

from __future__ import annotations

from collections.abc import Iterator

from engine.consolidation.expected import decisions_of
from engine.report import wording
from engine.report.scope import Scope
from engine.rulebook.model import Decision
from engine.validation.personal import looks_personal
from engine.vocabulary.dates import day


def decisions_about(scope: Scope, place_id: str) -> Iterator[Decision]:
    """The decisions of the period about one place, in the order of the rules."""
    return (each for each in decisions_of(scope.rulebook, scope.period) if each.place_id == place_id)


def decision_words(scope: Scope, decision: Decision) -> str:
    """«отчёт принят с ошибками, решение от 20.01.2025; основание: письмо № 5».

    The region reads no basis that looks like personal data.
    """
    until = "" if decision.until is None else day(decision.until)
    words = wording.DECISION[decision.decision].format(until=until)
    revision = "" if decision.revision is None else f" (исправление № {decision.revision})"
    return f"{words}{revision}, решение от {day(decision.decided_on)}; {_basis(scope, decision)}"


def _basis(scope: Scope, decision: Decision) -> str:
    if scope.is_region and looks_personal(decision.basis):
        return wording.BASIS_WITHHELD
    return f"основание: {decision.basis.removesuffix('.')}"
