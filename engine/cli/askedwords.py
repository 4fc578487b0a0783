"""Says which period and date a run is about."""

from __future__ import annotations

from collections.abc import Iterator

from engine.cli.summarywords import WORDS
from engine.pipeline.choices import Asked
from engine.vocabulary.dates import day


def asked_lines(asked: Asked, lang: str) -> Iterator[str]:
    """Say aloud which period and date the run is about, and what was taken by default."""
    words = WORDS[lang]
    yield words["period"].format(
        title=asked.period.title,
        by_default=words["default_period"] if asked.period_by_default else "",
        as_of=day(asked.as_of) if lang == "ru" else asked.as_of.isoformat(),
        as_of_by_default=words["default_as_of"] if asked.as_of_by_default else "",
    )
