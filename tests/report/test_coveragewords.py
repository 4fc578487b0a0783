from __future__ import annotations

from dataclasses import replace

import pytest
from support.workbook_text import sample_scope

from engine.report.coveragewords import below_name, only_words, target_words, tone_of
from engine.report.index import Index
from engine.report.measured import NO_COVERAGE
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook


def test_head_says_the_target_and_whether_it_is_confirmed(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    words = [target_words(scope, indicator) for indicator in rulebook.indicators]

    assert words[0] == "цель 70\u00a0%"
    assert words[1] == "цель 70\u00a0%\nне подтверждена"
    assert words[-1] == "цель не установлена"


def test_places_with_their_own_targets_are_said_to_differ(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")
    frame = scope.index.consolidation.coverage.copy()
    frame.loc[(frame["place_id"] == "01") & (frame["indicator"] == "involved_pupils"), "target"] = 0.5
    other = Scope(Index(replace(scope.index.consolidation, coverage=frame), scope.rulebook), scope.place)

    assert target_words(other, scope.main_indicator) == "цели у территорий разные"


def test_indicator_that_leaves_kinds_out_says_whose_reports_it_counts(rulebook: Rulebook) -> None:
    scope = sample_scope(rulebook, "00")

    assert only_words(rulebook.indicators[3]) == "только школы и колледжи"
    assert only_words(rulebook.indicators[-1]) is None
    assert below_name(scope, rulebook.indicators[0]) == "цель 70\u00a0%\nтолько школы"


@pytest.mark.parametrize(
    ("status", "confirmed", "tone"),
    [("below", True, ("bad",)), ("below", False, ("warn",)), ("met", False, ("good",)), ("no_target", True, ())],
)
def test_only_a_confirmed_target_makes_a_share_red(status: str, confirmed: bool, tone: tuple[str, ...]) -> None:  # noqa: FBT001  a column of the table above
    assert tone_of(NO_COVERAGE._replace(status=status, confirmed=confirmed)) == tone
