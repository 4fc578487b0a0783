"""Broken relations in words: these sentences are what a curator reads, so every one is kept here to be read aloud."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from engine.rulebook.forms import Form
from engine.rulebook.relations.amounts import Counts, holds
from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.relations.sentence import negated, sentence
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address


@pytest.fixture(scope="module")
def form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


def said(form: Form, text: str, counts: Mapping[str, int], lang: str, previous: Mapping[str, int] | None = None) -> str:
    """The sentence of the last instance, no-break spaces shown as spaces."""
    values = {Address.parse(code): count for code, count in counts.items()}
    before = {Address.parse(code): count for code, count in (previous or {}).items()}
    instance = expand(parse_relation(text), form)[-1]
    return sentence(instance, values, form, lang, previous=before).replace("\xa0", " ")


FORMS = {f"{line}.1": 3 * (line - 200) for line in range(201, 209)}

GOLDEN = [
    (
        "[306] = [301] + [303] - [305]",
        {"306": 120, "301": 100, "303": 30, "305": 12},
        (
            "Строка 306 (хотя бы в одной роли) = 120, а должно быть равно: "
            "строка 301 + строка 303 − строка 305 = 100 + 30 − 12 = 118."
        ),
        (
            "Line 306 (хотя бы в одной роли) = 120 but must be equal to "
            "line 301 + line 303 − line 305 = 100 + 30 − 12 = 118."
        ),
    ),
    (
        "[302] <= [102]",
        {"302": 60, "102": 50},
        (
            "Строка 302 (наставляемых 10–19 лет) = 60, а должно быть не больше, чем "
            "строка 102 (обучающихся 10–19 лет) = 50."
        ),
        "Line 302 (наставляемых 10–19 лет) = 60 but must be at most line 102 (обучающихся 10–19 лет) = 50.",
    ),
    (
        "for 203: [.1] > 0 <=> [.2] > 0",
        {"203.1": 3, "203.2": 0},
        (
            "Строка 203, графа 1 (учитель – учитель: наставников) = 3, это больше 0; "
            "при этом графа 2 (наставляемых) = 0, а должно быть больше 0."
        ),
        (
            "Line 203, column 1 (учитель – учитель: наставников) = 3, that is more than 0; "
            "at the same time column 2 (наставляемых) = 0 but must be more than 0."
        ),
    ),
    (
        "for 203: [.1] > 0 <=> [.3] + [.4] > 0",
        {"203.1": 0, "203.3": 2, "203.4": 1},
        (
            "Строка 203, графа 3 (учитель – учитель: пар) + графа 4 (групп) = 2 + 1 = 3, это больше 0; "
            "при этом графа 1 (наставников) = 0, а должно быть больше 0."
        ),
        (
            "Line 203, column 3 (учитель – учитель: пар) + column 4 (групп) = 2 + 1 = 3, that is more than 0; "
            "at the same time column 1 (наставников) = 0 but must be more than 0."
        ),
    ),
    (
        "for 203: [.4] = 0 => [.1] <= [.3]",
        {"203.4": 0, "203.1": 3, "203.3": 1},
        (
            "Строка 203, графа 4 (учитель – учитель: групп) = 0; "
            "при этом графа 1 (наставников) = 3, а должно быть не больше, чем графа 3 (пар) = 1."
        ),
        (
            "Line 203, column 4 (учитель – учитель: групп) = 0; "
            "at the same time column 1 (наставников) = 3 but must be at most column 3 (пар) = 1."
        ),
    ),
    (
        "for 203: [.6] + [.7] <= [.2]",
        {"203.6": 3, "203.7": 10, "203.2": 5},
        (
            "Строка 203, графа 6 (учитель – учитель: завершили) + графа 7 (прекратили) = 3 + 10 = 13, "
            "а должно быть не больше, чем графа 2 (наставляемых) = 5."
        ),
        (
            "Line 203, column 6 (учитель – учитель: завершили) + column 7 (прекратили) = 3 + 10 = 13 "
            "but must be at most column 2 (наставляемых) = 5."
        ),
    ),
    (
        "[291.1] >= max([201.1]..[208.1])",
        {"291.1": 10} | FORMS,
        (
            "Строка 291, графа 1 (всего, без повторов: наставников) = 10, а должно быть не меньше, чем "
            "наибольшее из строк 201–208 по графе 1 (строка 208) = 24."
        ),
        (
            "Line 291, column 1 (всего, без повторов: наставников) = 10 but must be at least "
            "the largest of lines 201–208 in column 1 (line 208) = 24."
        ),
    ),
    (
        "[291.1] <= [290.1]",
        {"291.1": 150} | FORMS,
        (
            "Строка 291, графа 1 (всего, без повторов: наставников) = 150, а должно быть не больше, чем "
            "строка 290, графа 1 (сумма по формам: наставников) = 108."
        ),
        (
            "Line 291, column 1 (всего, без повторов: наставников) = 150 but must be at most "
            "line 290, column 1 (сумма по формам: наставников) = 108."
        ),
    ),
    (
        "sum([205.1]..[206.1]) > 0 => [402] > 0",
        {"205.1": 7, "206.1": 3, "402": 0},
        (
            "Сумма строк 205–206 по графе 1 = 10, это больше 0; "
            "при этом строка 402 (организаций с наставниками) = 0, а должно быть больше 0."
        ),
        (
            "The sum of lines 205–206 in column 1 = 10, that is more than 0; "
            "at the same time line 402 (организаций с наставниками) = 0 but must be more than 0."
        ),
    ),
    (
        "[305] <= min([301], [303])",
        {"305": 10, "301": 9, "303": 12},
        (
            "Строка 305 (в обеих ролях) = 10, а должно быть не больше, чем наименьшее из чисел: "
            "строка 301 (обучающихся-наставляемых) и строка 303 (обучающихся-наставников) "
            "= наименьшее из чисел: 9 и 12 = 9."
        ),
        (
            "Line 305 (в обеих ролях) = 10 but must be at most the smallest of these: "
            "line 301 (обучающихся-наставляемых) and line 303 (обучающихся-наставников) "
            "= the smallest of these: 9 and 12 = 9."
        ),
    ),
    (
        "[101] >= 10 => [306] != [101]",
        {"101": 400, "306": 400},
        (
            "Строка 101 (обучающихся, всего) = 400, это не меньше 10; "
            "при этом строка 306 (хотя бы в одной роли) = 400, ровно столько же, сколько строка 101 = 400."
        ),
        (
            "Line 101 (обучающихся, всего) = 400, that is at least 10; "
            "at the same time line 306 (хотя бы в одной роли) = 400, exactly as much as line 101 = 400."
        ),
    ),
    (
        "[306] <= 50 % * [101]",
        {"306": 120, "101": 100},
        (
            "Строка 306 (хотя бы в одной роли) = 120, а должно быть не больше, чем "
            "50 % × строка 101 (обучающихся, всего) = 50 % × 100 = 50."
        ),
        (
            "Line 306 (хотя бы в одной роли) = 120 but must be at most "
            "50 % × line 101 (обучающихся, всего) = 50 % × 100 = 50."
        ),
    ),
    (
        "2 * ([306] - ([301] - [303])) < 1",
        {"306": 120, "301": 100, "303": 30},
        "2 × (строка 306 − (строка 301 − строка 303)) = 2 × (120 − (100 − 30)) = 100, а должно быть меньше 1.",
        "2 × (line 306 − (line 301 − line 303)) = 2 × (120 − (100 − 30)) = 100 but must be less than 1.",
    ),
    (
        "[501] > 0 or [503] > 0",
        {"501": 0, "503": 0},
        (
            "Строка 501 (опрошено наставляемых) = 0, а должно быть больше 0; "
            "либо строка 503 (опрошено наставников) = 0, а должно быть больше 0."
        ),
        (
            "Line 501 (опрошено наставляемых) = 0 but must be more than 0; "
            "or line 503 (опрошено наставников) = 0 but must be more than 0."
        ),
    ),
    (
        "not ([501] > 0 and [503] > 0)",
        {"501": 1, "503": 2},
        (
            "Строка 501 (опрошено наставляемых) = 1, а должно быть 0; "
            "либо строка 503 (опрошено наставников) = 2, а должно быть 0."
        ),
        "Line 501 (опрошено наставляемых) = 1 but must be 0; or line 503 (опрошено наставников) = 2 but must be 0.",
    ),
    (
        "[101] > 0 and [104] > 0 => [306] > 0",
        {"101": 12345, "104": 2, "306": 0},
        (
            "Строка 101 (обучающихся, всего) = 12 345, это больше 0 и строка 104 (педагогов, всего) = 2, это больше 0; "
            "при этом строка 306 (хотя бы в одной роли) = 0, а должно быть больше 0."
        ),
        (
            "Line 101 (обучающихся, всего) = 12,345, that is more than 0 and line 104 (педагогов, всего) = 2, "
            "that is more than 0; at the same time line 306 (хотя бы в одной роли) = 0 but must be more than 0."
        ),
    ),
]


@pytest.mark.parametrize(("text", "counts", "ru", "en"), GOLDEN)
def test_a_broken_relation_is_said_with_labels_codes_and_numbers(
    form: Form, text: str, counts: Mapping[str, int], ru: str, en: str
) -> None:
    assert said(form, text, counts, "ru") == ru
    assert said(form, text, counts, "en") == en


@pytest.mark.parametrize(
    ("text", "this", "last", "ru", "en"),
    [
        (
            "[101] within 30 % or 5 of prev([101])",
            300,
            200,
            (
                "Строка 101 (обучающихся, всего) = 300, это на 100 больше (на 50 %), чем было в прошлом периоде: 200; "
                "допустимое отличие – до 30 % или 5."
            ),
            (
                "Line 101 (обучающихся, всего) = 300, that is 100 more (50 %) than in the last period: 200; "
                "the permitted difference is up to 30 % or 5."
            ),
        ),
        (
            "[101] within 30 % of prev([101])",
            6999,
            10000,
            (
                "Строка 101 (обучающихся, всего) = 6999, это на 3001 меньше (на 30,01 %), чем было "
                "в прошлом периоде: 10 000; "
                "допустимое отличие – до 30 %."
            ),
            (
                "Line 101 (обучающихся, всего) = 6999, that is 3001 less (30.01 %) than in the last period: 10,000; "
                "the permitted difference is up to 30 %."
            ),
        ),
        (
            "[101] within 5 of prev([101])",
            6,
            0,
            (
                "Строка 101 (обучающихся, всего) = 6, это на 6 больше, чем было в прошлом периоде: 0; "
                "допустимое отличие – до 5."
            ),
            (
                "Line 101 (обучающихся, всего) = 6, that is 6 more than in the last period: 0; "
                "the permitted difference is up to 5."
            ),
        ),
        (
            "[101] <= 2 * prev([101])",
            600,
            200,
            (
                "Строка 101 (обучающихся, всего) = 600, а должно быть не больше, чем "
                "2 × строка 101 в прошлом периоде = 2 × 200 = 400."
            ),
            "Line 101 (обучающихся, всего) = 600 but must be at most 2 × line 101 in the last period = 2 × 200 = 400.",
        ),
    ],
)
def test_a_change_since_the_last_period_is_said_with_both_numbers(
    form: Form, text: str, this: int, last: int, ru: str, en: str
) -> None:
    assert said(form, text, {"101": this}, "ru", {"101": last}) == ru
    assert said(form, text, {"101": this}, "en", {"101": last}) == en


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "not [101] within 5 or 30 % of [102]",
            (
                "Строка 101 (обучающихся, всего) = 10 и строка 102 (обучающихся 10–19 лет) = 8, "
                "а разница должна быть больше 30 % и 5."
            ),
        ),
        ("[101] within 5 of [102] => [103] > 0", "разница не больше 5; при этом строка 103"),
        ("not [101] within 1 of [102] => [103] > 0", "это на 2 больше (на 25 %), чем строка 102"),
        (
            "[101] within 1 of [102] or [103] > 0",
            "допустимое отличие – до 1; либо строка 103 (обучающихся 15–19 лет) = 0",
        ),
        (
            "([101] > 0 <=> [102] > 0) => [103] > 0",
            "это больше 0 и строка 102 (обучающихся 10–19 лет) = 8, это больше 0; при этом",
        ),
        (
            "([101] = 0 <=> [102] = 0) => [103] > 0",
            "= 10, это не 0 и строка 102 (обучающихся 10–19 лет) = 8, это не 0; при этом",
        ),
        (
            "([101] = 0 => [102] = 0) => [103] > 0",
            "Строка 101 (обучающихся, всего) = 10, это не 0; при этом строка 103",
        ),
        (
            "([103] = 0 => [102] > 0) => [103] > 0",
            "Строка 102 (обучающихся 10–19 лет) = 8, это больше 0; при этом строка 103",
        ),
        (
            "([101] = 0 or [102] > 0) => [103] > 0",
            "Строка 102 (обучающихся 10–19 лет) = 8, это больше 0; при этом строка 103",
        ),
        ("not [101] = 0 => [103] > 0", "Строка 101 (обучающихся, всего) = 10, это не 0; при этом строка 103"),
        ("not ([101] > 0 => [102] > 0)", "Строка 102 (обучающихся 10–19 лет) = 8, а должно быть 0."),
        (
            "[103] > 0 or [101] > 20 and [102] > 5",
            "либо строка 101 (обучающихся, всего) = 10, а должно быть больше 20.",
        ),
        ("[103] > 20 - [101]", "больше, чем 20 − строка 101 (обучающихся, всего) = 20 − 10 = 10."),
        ("[103] > -[101] + 20", "больше, чем −строка 101 (обучающихся, всего) + 20 = −10 + 20 = 10."),
        (
            "[103] > [101] - ([102] - [103]) / 2",
            "больше, чем строка 101 − (строка 102 − строка 103) : 2 = 10 − (8 − 0) : 2 = 6.",
        ),
    ],
)
def test_nested_conditions_still_read_as_one_sentence(form: Form, text: str, words: str) -> None:
    assert words in said(form, text, {"101": 10, "102": 8, "103": 0}, "ru")


@pytest.mark.parametrize(("text", "counts"), [(text, counts) for text, counts, *_ in GOLDEN])
def test_the_opposite_of_a_broken_condition_holds(form: Form, text: str, counts: Mapping[str, int]) -> None:
    known = Counts({Address.parse(code): count for code, count in counts.items()})
    condition = expand(parse_relation(text), form)[-1].condition
    assert holds(condition, known) is False
    assert holds(negated(condition), known) is True
