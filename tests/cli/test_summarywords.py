"""What the summary says in one language it says in the other."""

from string import Formatter

from engine.cli.summarywords import STAGES, WORDS

ONLY_IN_ENGLISH = {"russian"}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_words_with_the_same_placeholders() -> None:
    assert STAGES["ru"].keys() == STAGES["en"].keys()
    assert WORDS["en"].keys() - WORDS["ru"].keys() == ONLY_IN_ENGLISH
    assert {key: placeholders(text) for key, text in WORDS["ru"].items()} == {
        key: placeholders(text) for key, text in WORDS["en"].items() if key not in ONLY_IN_ENGLISH
    }
