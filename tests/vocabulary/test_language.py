"""The language of the engine's own words, and that every one of them is translated."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po

from engine.vocabulary.language import RUSSIAN, mark, speaking, spoken, tr

ENGINE = Path(__file__).parents[2] / "engine"
CATALOGUES = sorted((ENGINE / "vocabulary" / "locale" / "en").glob("*.po"))
_CYRILLIC = re.compile("[А-Яа-яЁё]")


def _in_code() -> Iterator[str]:
    for file in sorted(ENGINE.rglob("*.py")):
        with file.open("rb") as source:
            for _, message, _, _ in extract("python", source, keywords={"tr": None, "mark": None}):
                if isinstance(message, str) and message:
                    yield message


def _translated() -> Iterator[tuple[str, str]]:
    for file in CATALOGUES:
        with file.open("rb") as source:
            yield from ((str(each.id), str(each.string)) for each in read_po(source) if each.id)


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_words_are_russian_unless_another_language_is_spoken() -> None:
    assert (spoken(), tr("Сводка")) == (RUSSIAN, "Сводка")
    with speaking("en"):
        assert (spoken(), tr("Сводка")) == ("en", "Summary")
    assert tr("Сводка") == "Сводка"


def test_language_is_left_also_when_the_block_fails() -> None:
    with pytest.raises(ValueError, match="stop"), speaking("en"):
        raise ValueError("stop")
    assert spoken() == RUSSIAN


def test_text_that_no_catalogue_has_stays_russian() -> None:
    with speaking("en"):
        assert tr("МБОУ «Ручейская СОШ»") == "МБОУ «Ручейская СОШ»"


def test_marking_changes_nothing() -> None:
    with speaking("en"):
        assert mark("Сводка") == "Сводка"


def test_every_text_in_the_code_has_its_english() -> None:
    translated = dict(_translated())
    assert sorted(set(_in_code()) - translated.keys()) == []


def test_every_english_text_belongs_to_a_text_in_the_code() -> None:
    assert sorted(dict(_translated()).keys() - set(_in_code())) == []


def test_text_is_translated_once_and_the_same_everywhere() -> None:
    several = Counter(russian for russian, _ in set(_translated()))
    assert [russian for russian, number in several.items() if number > 1] == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda file: file.stem)
def test_english_keeps_the_placeholders_and_has_no_russian_left(catalogue: Path) -> None:
    with catalogue.open("rb") as source:
        texts = [(str(each.id), str(each.string)) for each in read_po(source) if each.id]
    assert [russian for russian, english in texts if _placeholders(russian) != _placeholders(english)] == []
    assert [english for _, english in texts if not english or _CYRILLIC.search(english)] == []
