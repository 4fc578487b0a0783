from __future__ import annotations

from datetime import date

import pytest

from engine.report.transmittalstate import closed_words, draft_words, short_purpose_words
from engine.vocabulary.language import speaking


@pytest.mark.parametrize(
    ("language", "draft", "closed"),
    [
        ("ru", "○ предварительный: период не закрыт", "√ период закрыт 25.01.2025, версия 3"),
        ("en", "○ preliminary: the period is not closed", "√ period closed on 25.01.2025, version 3"),
    ],
)
def test_state_is_said_in_the_language_of_the_workbook(language: str, draft: str, closed: str) -> None:
    with speaking(language):
        assert "310, 311" in short_purpose_words(["310", "311"])
        assert "(" not in short_purpose_words([])
        assert (draft_words(), closed_words(3, date(2025, 1, 25))) == (draft, closed)
