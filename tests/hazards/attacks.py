"""Attacks: files made to exhaust, to crash or to mislead whatever reads them."""

from __future__ import annotations

from hazards import attackedcells, attackedmarkup, attackedods, attackedvalues, attackedzips
from hazards.case import Case

CASES: tuple[Case, ...] = (
    *attackedzips.CASES,
    *attackedmarkup.CASES,
    *attackedcells.CASES,
    *attackedvalues.CASES,
    *attackedods.CASES,
)
