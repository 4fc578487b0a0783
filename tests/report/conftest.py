from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from engine.report.index import Index
from engine.report.scope import Scope


@pytest.fixture(scope="session")
def completed() -> Callable[[Scope, Mapping[str, str]], Scope]:
    """Give organisations another completeness: what became of their reports, by their id."""

    def changed(scope: Scope, reports: Mapping[str, str]) -> Scope:
        frame = scope.index.consolidation.completeness.copy()
        statuses = [
            reports.get(place_id, status) for place_id, status in zip(frame.place_id, frame.status, strict=True)
        ]
        made = replace(scope.index.consolidation, completeness=frame.assign(status=statuses))
        return Scope(Index(made, scope.rulebook), scope.place)

    return changed
