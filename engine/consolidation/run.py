"""One consolidation: from the files found to the frames that every output is made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from engine.consolidation.closed import ClosedData
from engine.consolidation.closedslices import ClosedSlices
from engine.consolidation.districts import by_district, known_districts
from engine.consolidation.joined import joined
from engine.consolidation.part import consolidate_part
from engine.consolidation.result import Consolidation
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileReading
from engine.vocabulary.findings import Finding


def consolidate(
    readings: Sequence[FileReading],
    findings: Iterable[Finding],
    rulebook: Rulebook,
    period: Period,
    as_of: date,
    closed: ClosedData | None = None,
    *,
    strict: bool = False,
) -> Consolidation:
    """Consolidate everything found for one period, district by district.

    Args:
        readings: every file found, each path once, in any order.
        findings: what validation found; intake's findings are taken from the readings.
        rulebook: the rules.
        period: the period asked for.
        as_of: the date on which activities and completeness are judged.
        closed: the last closed version of the period, to compare with; None where it was never closed.
        strict: whether transmittals that were edited by hand are refused.

    Raises:
        ValueError: two readings have the same path, so that one row per file cannot be promised.
    """
    if len({each.path for each in readings}) != len(readings):
        raise ValueError("two readings of one path")
    grouped = by_district(readings, rulebook.registry)
    about: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        about[finding.path].append(finding)
    slices = None if closed is None else ClosedSlices(closed, grouped, rulebook.registry)
    parts = [
        consolidate_part(
            grouped.get(each, ()),
            [finding for reading in grouped.get(each, ()) for finding in about[reading.path]],
            rulebook.within(each),
            period,
            as_of,
            None if slices is None else slices.of(each),
            strict=strict,
        )
        for each in known_districts(rulebook.registry)
    ]
    return joined(parts, rulebook, period, as_of, closed)
