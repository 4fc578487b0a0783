"""Names of fields in a sentence."""

from __future__ import annotations

import pytest

from engine.rulebook.forms import Form
from engine.rulebook.relations.naming import Naming
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address


@pytest.fixture(scope="module")
def form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


def test_a_line_with_one_column_is_named_by_its_code_and_label_once(form: Form) -> None:
    naming = Naming(form, "ru")
    assert naming.name(Address("306"), labels=True) == "строка 306 (хотя бы в одной роли)"
    assert naming.name(Address("306"), labels=True) == "строка 306"


def test_in_the_same_line_only_the_column_is_named_again(form: Form) -> None:
    naming = Naming(form, "ru")
    assert naming.name(Address("203", "1"), labels=True) == "строка 203, графа 1 (учитель – учитель: наставников)"
    assert naming.name(Address("203", "2"), labels=True) == "графа 2 (наставляемых)"
    assert naming.name(Address("204", "2"), labels=True) == "строка 204, графа 2 (студент – ученик: наставляемых)"
    assert naming.name(Address("203", "2"), labels=True) == "строка 203, графа 2"


def test_an_abbreviation_keeps_its_capitals(form: Form) -> None:
    assert Naming(form, "ru").name(Address("001"), labels=True) == "строка 001 (код ОО)"
    assert Naming(form, "en").name(Address("310"), labels=True) == "line 310 (с ОВЗ)"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("201.1", "208.1", "строк 201–208 по графе 1"),
        ("201.1", "201.2", "граф 1–2 строки 201"),
        ("201.1", "208.2", "строк 201–208 по графам 1–2"),
        ("301", "304", "строк 301–304"),
    ],
)
def test_spans_are_named_by_their_ends(form: Form, first: str, last: str, words: str) -> None:
    assert Naming(form, "ru").span((Address.parse(first), Address.parse(last))) == words
