from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.report.documents import grammar
from engine.report.documents.grammar import (
    ORGANISATION,
    REPORT,
    Noun,
    date_words,
    decimal_text,
    during,
    listing,
    points,
    sentence,
    subject_of,
)


@pytest.mark.parametrize(
    ("number", "counted", "of"),
    [
        (0, "0 организаций", "0 организаций"),
        (1, "1 организация", "1 организации"),
        (2, "2 организации", "2 организаций"),
        (5, "5 организаций", "5 организаций"),
        (11, "11 организаций", "11 организаций"),
        (21, "21 организация", "21 организации"),
        (22, "22 организации", "22 организаций"),
        (111, "111 организаций", "111 организаций"),
        (1204, "1 204 организации", "1 204 организаций"),
    ],
)
def test_noun_agrees_with_its_number(number: int, counted: str, of: str) -> None:
    assert ORGANISATION.counted(number).replace("\u00a0", " ") == counted
    assert ORGANISATION.of(number).replace("\u00a0", " ") == of


@pytest.mark.parametrize(
    ("distance", "words"),
    [
        ("1", "1 процентный пункт"),
        ("1.0", "1 процентный пункт"),
        ("2.0", "2 процентных пункта"),
        ("5", "5 процентных пунктов"),
        ("11", "11 процентных пунктов"),
        ("21", "21 процентный пункт"),
        ("0.1", "0,1 процентного пункта"),
        ("1.5", "1,5 процентного пункта"),
        ("0.04", "0,04 процентного пункта"),
        ("0", "0 процентных пунктов"),
    ],
)
def test_fraction_of_a_percentage_point_is_in_the_genitive(distance: str, words: str) -> None:
    assert points(Decimal(distance)).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "ожидался 1 отчёт"), (2, "ожидалось 2 отчёта"), (5, "ожидалось 5 отчётов"), (21, "ожидался 21 отчёт")],
)
def test_verb_that_states_a_number_agrees_with_it(number: int, said: str) -> None:
    words = f"{grammar.EXPECTED.impersonal(number, 'masculine')} {REPORT.counted(number)}"
    assert words.replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("number", "verb"), [(1, "достигла"), (2, "достигли"), (5, "достигли"), (21, "достигла"), (11, "достигли")]
)
def test_verb_agrees_with_counted_things(number: int, verb: str) -> None:
    assert grammar.REACHED.counting(number, "feminine") == verb


@pytest.mark.parametrize(
    ("title", "said"),
    [
        (
            "Доля обучающихся, вовлечённых в различные формы наставничества",
            "Доля обучающихся, вовлечённых в различные формы наставничества, составила",
        ),
        (
            "Доля детей и подростков от 10 до 19 лет в роли наставляемого",
            "Доля детей и подростков от 10 до 19 лет в роли наставляемого составила",
        ),
        (
            "Уровень удовлетворённости наставляемых участием в программах",
            "Уровень удовлетворённости наставляемых участием в программах составил",
        ),
        ("Число организаций, предоставивших наставников", "Число организаций, предоставивших наставников, составило"),
        ("количество соглашений", "Количество соглашений составило"),
        ("Доля детей, подростков и молодёжи", "Доля детей, подростков и молодёжи составила"),
        (
            "Доля учителей, которые ведут занятия, от общей численности",
            "Доля учителей, которые ведут занятия, от общей численности составила",
        ),
        ("Доля учителей, которые ведут занятия", "Доля учителей, которые ведут занятия, составила"),
        ("Средний балл", "Показатель «Средний балл» составил"),
        ("Долями измеряемое", "Показатель «Долями измеряемое» составил"),
    ],
)
def test_verb_agrees_with_the_head_of_the_title_and_a_clause_is_closed(title: str, said: str) -> None:
    assert subject_of(title).with_verb(grammar.COME_TO) == said


def test_date_is_written_in_words() -> None:
    assert date_words(date(2024, 5, 1)).replace("\u00a0", " ") == "1 мая 2024 года"


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("2024 год", "за 2024 год"),
        ("2023/2024 учебный год", "за 2023/2024 учебный год"),
        ("Весна 2024", "за период «Весна 2024»"),
        ("", "за период «»"),
    ],
)
def test_period_whose_title_would_be_declined_is_quoted(title: str, said: str) -> None:
    assert during(title) == said


def test_list_says_how_many_are_left_out_and_never_that_one_is() -> None:
    assert listing(["А", "Б", "В"], 2) == "А, Б, В"
    assert listing(["А", "Б", "В", "Г"], 2) == "А, Б и\u00a0ещё\u00a02"
    assert listing(["А", "Б", "В", "Г"], 2, ORGANISATION) == "А, Б и\u00a0ещё\u00a02\u00a0организации"
    assert listing([], 2) == ""


def test_number_is_written_without_needless_zeros() -> None:
    assert [decimal_text(Decimal(each)) for each in ("70.0", "12.50", "0", "-0.3", "100")] == [
        "70",
        "12,5",
        "0",
        "−0,3",
        "100",
    ]


@given(st.text(min_size=1).filter(str.strip))
def test_sentence_has_single_blanks_and_one_end(text: str) -> None:
    said = sentence(text)
    assert "  " not in said
    assert said.endswith((".", "!", "?", "…"))
    assert sentence(said) == said


@given(st.integers(0, 10**7))
def test_counted_noun_is_one_of_its_three_forms(number: int) -> None:
    noun = Noun("день", "дня", "дней")
    assert noun.counted(number).split("\u00a0")[-1] in {"день", "дня", "дней"}
    assert noun.of(number).split("\u00a0")[-1] in {"дня", "дней"}
