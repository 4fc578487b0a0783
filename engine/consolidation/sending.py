"""Which districts a transmittal is written for: those of which there is anything to send up."""

from __future__ import annotations

from engine.consolidation.expected import open_districts
from engine.consolidation.result import Consolidation
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Place
from engine.vocabulary.transmittal import TRANSMITTAL


def sending_districts(consolidation: Consolidation, rulebook: Rulebook) -> tuple[Place, ...]:
    """Districts from which a file came for the period or about whose places something was decided, by id.

    A file counts also where it was rejected; a transmittal, or the file of another period, does not. Districts whose
    own transmittal counts are left out.
    """
    period, registry = consolidation.period, rulebook.registry
    known = {
        row.district_id
        for row in consolidation.register
        if row.period in {None, period.id} and row.form_version != TRANSMITTAL
    }
    for decision in rulebook.decisions:
        if decision.period == period.id and decision.place_id in registry.places:
            district = registry.district_of(decision.place_id)
            known.add(None if district is None else district.id)
    known -= {each.district_id for each in consolidation.transmittals}
    return tuple(each for each in open_districts(rulebook, period) if each.id in known)
