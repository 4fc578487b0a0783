"""What district staff decided, in words: each decision with its date and its basis, and whether it applies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.consolidation.decisions import decision_key
from engine.consolidation.expected import decisions_of
from engine.report import wording
from engine.report.scope import Scope
from engine.rulebook.model import Decision
from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr

REVISION, TAKEN, BASIS = mark(" (исправление № {number})"), mark("решение от {day}"), mark("основание: {basis}")


def decisions_about(scope: Scope, place_id: str) -> Iterator[Decision]:
    """The decisions of the period about one place, in the order of the rules."""
    return (each for each in decisions_of(scope.rulebook, scope.period) if each.place_id == place_id)


def decisions_inside(scope: Scope) -> Iterator[Decision]:
    """The decisions of the period about the workbook's places, those that are closed too, in the order of the rules."""
    registry, districts = scope.rulebook.registry, {each.id for each in scope.districts}
    for each in decisions_of(scope.rulebook, scope.period):
        district = registry.district_of(each.place_id)
        if scope.is_region or (district is not None and district.id in districts):
            yield each


def decision_words(scope: Scope, decision: Decision) -> str:
    """«отчёт принят с ошибками, решение от 20.01.2025; основание: письмо № 5».

    Of one that applies to nothing first why: «решение не подействовало: …». The region reads no basis:
    it stays in the district.
    """
    until = "" if decision.until is None else day(decision.until)
    revision = "" if decision.revision is None else tr(REVISION).format(number=decision.revision)
    taken = tr(TAKEN).format(day=day(decision.decided_on))
    vain = scope.index.in_vain.get((decision.place_id, decision_key(decision.decision, decision.revision)))
    if vain is None:
        said = f"{tr(wording.DECISION[decision.decision]).format(until=until)}{revision}, {taken}"
    else:
        why = tr(wording.IN_VAIN[vain.code]).format_map(vain.facts)
        said = f"{why}; {taken}: {tr(wording.DECISION_MEANT[decision.decision]).format(until=until)}{revision}"
    return f"{said}; {basis_words(scope, decision.basis)}"


def key_words(key: str) -> str:
    """A decision in words by its key: «отчёт принят с ошибками (исправление № 1)»."""
    decision, _, detail = key.partition("/")
    if decision not in wording.DECISION:
        return key
    if decision == "extend":
        return tr(wording.DECISION[decision]).format(until=day(date.fromisoformat(detail)))
    revision = tr(REVISION).format(number=detail) if detail else ""
    return f"{tr(wording.DECISION[decision])}{revision}"


def basis_words(scope: Scope, basis: str) -> str:
    """«основание: …», or that it stays in the district."""
    shown = basis_shown(scope, basis)
    return tr(BASIS).format(basis=shown.removesuffix(".")) if shown == basis else shown


def basis_shown(scope: Scope, basis: str) -> str:
    """The basis of a decision; where it may not leave the district, that it stands in the district's workbook.

    No filter could tell what a basis says about a person, so none leaves. A blank one, which no rules have, came
    without its words in a transmittal.
    """
    return tr(wording.BASIS_WITHHELD) if scope.is_public or not basis else basis
