from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.report.names import transmittal_name, workbook_name
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.filenames import LONGEST
from engine.vocabulary.places import Level, Place


def test_names_are_for_people(rulebook: Rulebook) -> None:
    period = rulebook.periods["2024"]

    assert workbook_name(Place("00", Level.REGION, None, "Регион"), period) == "Региональный свод 2024.xlsx"
    assert (
        workbook_name(Place("01", Level.DISTRICT, "00", "Ручейский район"), period)
        == "01 Ручейский район – муниципальный свод 2024.xlsx"
    )
    assert (
        transmittal_name(Place("01", Level.DISTRICT, "00", "Ручейский район"), period)
        == "01 Ручейский район – передаточный свод 2024.xlsx"
    )


@pytest.mark.parametrize("name_of", [workbook_name, transmittal_name])
@given(name=st.text(max_size=300), period_id=st.text(min_size=1, max_size=60))
def test_any_name_is_safe_on_windows(
    rulebook: Rulebook, name_of: Callable[[Place, Period], str], name: str, period_id: str
) -> None:
    period = rulebook.periods["2024"].model_copy(update={"id": period_id})
    found = name_of(Place("01", Level.DISTRICT, "00", name), period)

    assert len(found) <= LONGEST < 80
    assert not set(found) & set('<>:"/\\|?*')
    assert found.isprintable() or not any(ord(letter) < 32 for letter in found)
    assert found.startswith("01")
    assert found.endswith(".xlsx")
    assert found.encode("utf-8")
