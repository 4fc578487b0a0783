"""Sentences of built-in checks."""

from __future__ import annotations

import pytest

from engine.validation.wording import phrase

FACTS = dict.fromkeys(
    [
        "numerator",
        "above",
        "denominator",
        "below",
        "share",
        "indicator",
        "activity",
        "status",
        "done_on",
        "as_of",
        "begins_on",
        "number",
        "title",
        "line",
    ],
    "x",
)


@pytest.mark.parametrize("lang", ["ru", "en"])
@pytest.mark.parametrize(
    "name",
    [
        "same_as_before",
        "coverage_at_target",
        "roadmap_status",
        "roadmap_done_on",
        "roadmap_too_late",
        "roadmap_before_plan",
        "roadmap_not_started",
        "roadmap_basis",
    ],
)
def test_every_built_in_check_has_a_sentence(name: str, lang: str) -> None:
    assert phrase(name, lang, **FACTS).endswith(".")


def test_a_sentence_begins_with_a_capital_letter() -> None:
    assert phrase("unknown_activity", "ru", line="7001") == "Мероприятие в строке 7001"
