"""Words and colours of an indicator's head and share: its target, whose reports it counts, how it is judged."""

from __future__ import annotations

from engine.report import wording
from engine.report.measured import Coverage
from engine.report.scope import Scope
from engine.report.shares import target_text
from engine.rulebook.model import Indicator
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Kind

NO_TARGET, TARGETS_DIFFER = mark("цель не установлена"), mark("цели у территорий разные")
TARGET, UNSURE_TARGET = mark("цель {target}"), mark("цель {target}\nне подтверждена")
ONLY, AND = mark("только {kinds}"), mark(" и ")
_SEVERAL = 3


def below_name(scope: Scope, indicator: Indicator) -> str:
    """What stands under an indicator's name: its target and, where it leaves some out, whose reports it counts."""
    lines = [target_words(scope, indicator), only_words(indicator)]
    return "\n".join(line for line in lines if line)


def only_words(indicator: Indicator) -> str | None:
    """«только школы и колледжи»; None where every kind of organisation is counted."""
    if set(indicator.kinds) == set(Kind):
        return None
    kinds = [tr(wording.KINDS_COUNTED[str(kind)]) for kind in indicator.kinds]
    return tr(ONLY).format(kinds=tr(AND).join(kinds) if len(kinds) < _SEVERAL else ", ".join(kinds))


def target_words(scope: Scope, indicator: Indicator) -> str:
    """The target as the head of a column says it; «цели разные» where places have their own."""
    places = (scope.place, *scope.districts, *scope.schools)
    found = {
        (each.target, each.confirmed)
        for each in (scope.coverage(place, indicator) for place in places)
        if each.expected
    }
    targets = {target for target, _ in found if target is not None}
    if not targets:
        return tr(NO_TARGET)
    if len(found) > 1:
        return tr(TARGETS_DIFFER)
    target = targets.pop()
    words = TARGET if all(confirmed for _, confirmed in found) else UNSURE_TARGET
    return tr(words).format(target=target_text(target) if indicator.unit == "share" else f"{target:g}")


def tone_of(measured: Coverage) -> tuple[str, ...]:
    """The colour of a judged share; one below an unconfirmed target is a warning only."""
    if measured.status == "below":
        return ("bad",) if measured.confirmed else ("warn",)
    return ("good",) if measured.status == "met" else ()
