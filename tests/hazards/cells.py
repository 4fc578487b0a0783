"""Mess in cells: what curators and their programs put where a number, a date or a word is asked for."""

from __future__ import annotations

from hazards import cells_counts, cells_kinds, cells_layout
from hazards.case import Case

CASES: tuple[Case, ...] = (*cells_counts.CASES, *cells_kinds.CASES, *cells_layout.CASES)
