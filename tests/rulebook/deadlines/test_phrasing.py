import tomllib
from importlib.resources import files

import pytest

from engine.rulebook.deadlines.phrasing import phrase

_RULES = tomllib.loads(files("engine.rulebook.deadlines").joinpath("phrases.toml").read_text(encoding="utf-8"))[
    "phrase"
]


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule["example"])
def test_each_set_expression_changes_its_own_example(rule: dict[str, str]) -> None:
    assert phrase(rule["example"].split()) != f" {rule['example']}"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("04 . 08 . 2020", "04.08.2020"),
        ("2021 - 2024 годы", "2021-2024 годы"),
        ("сентябрь 21 год", "сентябрь 2021 год"),
        ("январь , 2022", "январь 2022"),
        ("ноябрь 2021 , март 2022", "ноябрь 2021 , март 2022"),
        ("май - ежегодно", "май , ежегодно"),
        ("день учителя октябрь 2021", "@teachers_day октябрь 2021"),
        ("на 2022 год в срок до 25 . 01 . 2022", "на 2022 год до 25.01.2022"),
        ("по график , октябрь 2022", "!event по график , октябрь 2022"),
        ("после издания приказа от 25 . 09 . 2020", "!event после издания приказа от 25.09.2020"),
    ],
)
def test_phrase_is_what_the_grammar_reads(words: str, wanted: str) -> None:
    assert phrase(words.split()).strip() == wanted
