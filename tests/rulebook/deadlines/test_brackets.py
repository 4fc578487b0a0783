import re

import pytest

from engine.rulebook.deadlines.brackets import without_words

_EVENT = re.compile("по график")


@pytest.mark.parametrize(
    "inside",
    ["подготовка", "год педагога и наставника", "приказ от 01 . 09 . 2022 no 15", "исполнение", "распоряжением 145"],
)
def test_bracket_that_names_no_time_is_a_remark(inside: str) -> None:
    assert without_words(f" май 2022 ( {inside} ) ", _EVENT) == " май 2022 !note_bracket_words "


@pytest.mark.parametrize(
    "inside", ["ежегодно", "до 15 май", "5 , 15", "@teachers_day", "по график", "год", "приказ до 01 . 09 . 2022"]
)
def test_bracket_that_names_a_time_stays(inside: str) -> None:
    text = f" май 2022 ( {inside} ) "
    assert without_words(text, _EVENT) == text


def test_bracket_without_an_end_stays() -> None:
    assert without_words(" май ( подготовка ", _EVENT) == " май ( подготовка "
