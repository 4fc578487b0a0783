from __future__ import annotations

from pathlib import Path

import pytest
from hazards.case import Good, judged
from hazards.company import good_places, known_of, send_cases, send_good
from hazards.every import QUICK

from engine.rulebook.rulebook import Rulebook


@pytest.fixture(scope="module")
def good(planless: Rulebook) -> Good:
    """Good forms."""
    return Good(planless)


def test_hazards_in_one_folder_change_nothing_for_the_others(good: Good, tmp_path: Path) -> None:
    places = good_places(good, 6)
    send_good(tmp_path / "alone", good, places)
    alone = known_of(judged(tmp_path / "alone", good.rulebook), places)
    send_good(tmp_path / "together", good, places)
    sent = send_cases(tmp_path / "together", good, QUICK[::3])
    selection = judged(tmp_path / "together", good.rulebook)
    assert known_of(selection, places) == alone
    expected = {f"{name}/{path}" for name, case in sent.items() for path in case.statuses}
    paths = [row.path for row in selection.register if not row.path.startswith("хорошие/")]
    assert len(paths) == len(set(paths))
    assert set(paths) == expected
