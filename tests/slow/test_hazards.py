"""Each hazard beside forty-nine good forms, and all of them in one folder."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hazards.case import Case, Good, judged
from hazards.company import Known, good_places, known_of, send_cases, send_good
from hazards.every import CASES

from engine.rulebook.rulebook import Rulebook

_GOOD, _PLENTY = 49, 300  # good forms beside each hazard; seconds for all hazards in one folder


@pytest.fixture(scope="module")
def good(planless: Rulebook) -> Good:
    """Good forms."""
    return Good(planless)


@pytest.fixture(scope="module")
def alone(good: Good, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Known]:
    """What is known of the good forms when nothing else has come."""
    folder = tmp_path_factory.mktemp("alone")
    places = good_places(good, _GOOD)
    send_good(folder, good, places)
    return known_of(judged(folder, good.rulebook), places)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hazard_changes_nothing_for_good_forms(
    case: Case, good: Good, alone: dict[str, Known], tmp_path: Path
) -> None:
    send_good(tmp_path, good, alone)
    send_cases(tmp_path, good, [case])
    selection = judged(tmp_path, good.rulebook)
    assert known_of(selection, alone) == alone
    statuses = {row.path: row.status.value for row in selection.register if row.path.startswith("случай")}
    assert statuses == {f"случай 000/{path}": status for path, status in case.statuses.items()}


def test_all_hazards_in_one_folder_are_read_in_time(good: Good, alone: dict[str, Known], tmp_path: Path) -> None:
    send_good(tmp_path, good, alone)
    send_cases(tmp_path, good, CASES)
    begun = time.monotonic()
    selection = judged(tmp_path, good.rulebook)
    assert time.monotonic() - begun < _PLENTY
    assert known_of(selection, alone) == alone
