"""Hazards of identity."""

from __future__ import annotations

from hazards.case import Case

CASES: tuple[Case, ...] = ()
