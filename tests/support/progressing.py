"""The sample's part of one workbook with earlier results, as sheet «Динамика» and its neighbours show them."""

from __future__ import annotations

from support.consolidations import sample, sample_rulebook, with_history

from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook

MAIN, COUNT = "involved_pupils", "partner_organisations"
#: Two years of both districts, a school, one of four pupils, a silent school; a count of one district.
EARLIER = (
    ("01", MAIN, 400, 1000, 2022),
    ("02", MAIN, 300, 800, 2022),
    ("01", MAIN, 500, 1000, 2023),
    ("02", MAIN, 400, 810, 2023),
    ("0101", MAIN, 450, 800, 2023),
    ("0201", MAIN, 300, 530, 2023),
    ("0202", MAIN, 1, 4, 2023),
    ("0203", MAIN, 30, 100, 2023),
    ("01", COUNT, 5, None, 2023),
)


def progressed(
    rulebook: Rulebook, place_id: str, *rows: tuple[str, str, int, int | None, int], leaves: bool = False
) -> Scope:
    """What a workbook shows of the sample where ``rows`` (else `EARLIER`) tell of the years before."""
    small = with_history(sample_rulebook(rulebook), *(rows or EARLIER))
    return Scope(Index(sample(small), small), small.registry[place_id], leaves)
