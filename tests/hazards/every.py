"""All cases of the catalogue."""

from __future__ import annotations

from hazards import attacks, cells, containers, identity, names
from hazards.case import Case

CASES: tuple[Case, ...] = (*cells.CASES, *containers.CASES, *attacks.CASES, *names.CASES, *identity.CASES)
#: The share that `make test` reads; `make hazards` reads them all.
QUICK = tuple(case for case in CASES if not case.slow)[::5]
