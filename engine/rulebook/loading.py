"""Loading a rules pack: everything under rules/ as one checked rulebook, or every mistake in it."""

from __future__ import annotations

from pathlib import Path

from engine.rulebook.crosscheck import judged_pack
from engine.rulebook.errors import RulesError
from engine.rulebook.pack import Pack
from engine.rulebook.roadmaps.resolving import resolved
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Registry


def load_rulebook(rules: Path) -> Rulebook:
    """Load the rules pack in a folder.

    Raises:
        RulesError: the pack has mistakes; the error holds all of them.
    """
    pack, problems = judged_pack(rules)
    if problems:
        raise RulesError(problems)
    return _rulebook(pack)


def _rulebook(pack: Pack) -> Rulebook:
    programme = pack.programme.sure
    conventions = programme.deadlines.conventions
    return Rulebook(
        programme=programme,
        registry=Registry.of(pack.registry.records),
        forms={name: form.sure for name, form in pack.forms.items()},
        periods={period.id: period for period in pack.periods.sure.periods},
        indicators=pack.indicators.sure.indicators,
        controls=pack.controls.sure.controls,
        targets=pack.targets.records,
        roadmaps={name: resolved(roadmap.sure, conventions) for name, roadmap in pack.roadmaps.items()},
        history=pack.history.records,
        denominators=pack.denominators.records,
        decisions=pack.decisions.records,
        sha256=pack.sha256,
    )
