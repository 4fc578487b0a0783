from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.vocabulary.seenjson import json_text


@given(st.dictionaries(st.text(st.characters()), st.text(st.characters())))
def test_everything_is_seen_and_read_back(value: dict[str, str]) -> None:
    text = json_text(value)
    assert text.isprintable()
    assert json.loads(text) == value
    indented = json_text(value, indent=2)
    assert all(line.isprintable() for line in indented.split("\n"))
    assert json.loads(indented) == value


def test_letters_stay_as_they_are() -> None:
    assert json_text({"Школа": "№ 5 «Ёлка»\u202e\u200d\x7f\n", "n": [1, 2]}) == (
        '{"Школа":"№ 5 «Ёлка»\\u202e\\u200d\\u007f\\n","n":[1,2]}'
    )


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_text(math.nan)
