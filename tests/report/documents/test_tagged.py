from __future__ import annotations

from dataclasses import dataclass

from engine.report.documents.content import CoveringLetter, Memo
from engine.report.documents.tagged import Tag, schema_of, tag, tags_of, values_of


@dataclass(frozen=True, slots=True)
class Inner:
    name: str = tag("имя", "как зовут")


@dataclass(frozen=True, slots=True)
class Outer:
    inner: Inner
    rows: tuple[Inner, ...] = tag("ряды", "по одному на каждого")
    texts: tuple[str, ...] = tag("тексты", "абзацами")


def test_tags_are_those_of_the_fields_with_their_meanings() -> None:
    assert tags_of(Outer) == (
        Tag("имя", "как зовут"),
        Tag("ряды", "по одному на каждого", (Tag("имя", "как зовут"),)),
        Tag("тексты", "абзацами", ()),
    )


def test_values_stand_under_their_tags() -> None:
    content = Outer(Inner("А"), (Inner("Б"), Inner("В")), ("один", "два"))
    assert values_of(content) == {"имя": "А", "ряды": [{"имя": "Б"}, {"имя": "В"}], "тексты": ["один", "два"]}


def test_schema_names_rows_of_lists_and_only_them() -> None:
    assert schema_of(Outer) == {"имя": None, "ряды": {"имя": None}, "тексты": {}}


def test_every_tag_of_the_documents_is_a_word_that_any_keyboard_types_and_has_a_meaning() -> None:
    for each in (*tags_of(Memo), *tags_of(CoveringLetter)):
        for known in (each, *(each.rows or ())):
            assert known.name.isidentifier()
            assert known.name == known.name.lower().replace("ё", "е")
            assert known.meaning
