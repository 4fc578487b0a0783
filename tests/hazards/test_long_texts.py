"""Texts as long as a cell takes, made so that a careless pattern looks through them once for each of their letters."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from engine.validation.personal import LOOKS
from engine.validation.withholding import looks_personal
from engine.vocabulary.celltext import LONGEST, cell_text
from engine.vocabulary.explanations import has_words, same_words
from engine.vocabulary.names import name_key
from engine.vocabulary.safetext import safe_text, typed_text

_REPEATED = (
    "а",
    "А",
    "a",
    " ",
    "Аа ",
    "а-",
    "8 ",
    "8",
    "+ ",
    "a@",
    "а.",
    "А.",
    "a.b@c.",
    ";",
    "; '\"",
    "'",
    "имени ",
    ". ",
    "аa",
)
_READERS: dict[str, Callable[[str], object]] = {
    **{code: pattern.search for code, pattern in LOOKS.items()},
    "looks_personal": looks_personal,
    "name_key": name_key.__wrapped__,
    "safe_text": safe_text,
    "typed_text": typed_text,
    "cell_text": cell_text,
    "has_words": has_words,
    "same_words": lambda text: same_words(text, text),
}
#: Several times what the slowest takes; where time grows with the square of the length it is seconds for one text.
_SECONDS = 4.0


@pytest.mark.parametrize("reader", _READERS.values(), ids=_READERS)
def test_no_text_of_a_cell_takes_long_to_read(reader: Callable[[str], object]) -> None:
    for repeated in _REPEATED:
        text = f"Аа{repeated * (LONGEST // len(repeated))}"
        start = time.process_time()
        reader(text)
        assert time.process_time() - start < _SECONDS, repeated
