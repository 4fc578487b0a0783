from __future__ import annotations

import re
import tomllib
from datetime import date
from fractions import Fraction
from importlib.resources import files
from pathlib import Path

import pytest
from support.small_region import INVOLVED, PLACES

import engine.pipeline.explaining
from engine.cli.explainedwords import Names, amount, counted_words, formula, sentence
from engine.pipeline.explaining.tree import Amount, Node
from engine.vocabulary.language import speaking
from engine.vocabulary.places import Registry

NAMES = Names(Registry.of(PLACES))
LINES = {
    "top": {"line": "306", "column": "1", "label": "Хотя бы в одной роли", "column_label": ""},
    "bottom": {"line": "101", "column": "1", "label": "Обучающихся", "column_label": ""},
}
SHARE = Node(
    "share",
    Fraction(16660, 24514),
    "pairs",
    "00",
    facts={
        "indicator": "Доля вовлечённых",
        "unit": "share",
        **LINES,
        "numerator": 16660,
        "denominator": 24514,
        "places": 64,
        "expected": 67,
    },
)
SHORT = Node(
    "short",
    500,
    "short",
    facts={
        "unit": "share",
        "numerator": 16660,
        "denominator": 24514,
        "exact": Fraction(171598, 10),
        "target": Fraction(7, 10),
        "persons": INVOLVED.persons,
    },
)
TARGET = Node(
    "target",
    Fraction(7, 10),
    facts={
        "year": "2024",
        "source": "приказ № 5",
        "confirmed": False,
        "unit": "share",
        "for_place": "01",
        "is_todays": True,
    },
)
GAP = Node("gap", Fraction(-51, 25), "points", facts={"unit": "share"}, parts=(SHARE, TARGET))


def written(node: Node, lang: str = "ru") -> str:
    with speaking(lang):
        return sentence(node, NAMES).replace("\u00a0", " ")


def test_share_is_told_as_one_number_of_another() -> None:
    assert written(SHARE) == (
        "Доля вовлечённых: 67,96 % = 16 660 из 24 514. Строка 306 («Хотя бы в одной роли») делится на строку 101 "
        "(«Обучающихся»); учтено организаций: 64 из 67."
    )
    assert "67.96% = 16,660 of 24,514" in written(SHARE, "en")


def test_missing_persons_are_told_with_the_arithmetic() -> None:
    assert written(SHORT) == (
        "Не хватает 500 обучающихся: чтобы достичь цели 70 %, нужно не меньше 17 160 (70 % от 24 514 – это 17 159,8), "
        "а есть 16 660."
    )
    assert written(SHORT, "en").startswith("500 people short of the target: 70% needs at least 17,160")


def test_target_is_told_with_its_place_and_source() -> None:
    assert written(TARGET) == (
        "Цель 2024 года: 70 %, для места 01 Первый район; не подтверждена документом. Источник: приказ № 5."
    )


def test_distance_has_its_sign_and_is_in_points() -> None:
    assert written(GAP) == "Отклонение от цели −2,04 п. п. = 67,96 % − 70 %."


@pytest.mark.parametrize(
    ("value", "node", "text"),
    [
        (None, Node("cell"), "–"),
        (1204, Node("cell"), "1 204"),
        ("в работе", Node("said"), "в работе"),
        (date(2025, 1, 17), Node("due_on"), "17.01.2025"),
        (Fraction(1, 8), Node("target", facts={"unit": "share"}), "12,5 %"),
        (Fraction(1, 1), Node("target", facts={"unit": "share"}), "100 %"),
        (Fraction(5), Node("target", facts={"unit": "count"}), "5"),
        (Fraction(1, 4), Node("growth", facts={"unit": "share"}), "+25,00 %"),
        (Fraction(-1, 4), Node("growth", facts={"unit": "share"}), "−25,00 %"),
        (Fraction(0), Node("gap", facts={"unit": "share"}), "0 п. п."),
        (3, Node("change", facts={"unit": "count"}), "+3"),
        (-3, Node("change", facts={"unit": "count"}), "−3"),
    ],
)
def test_value_is_written_as_people_write_it(value: Amount, node: Node, text: str) -> None:
    assert amount(value, node).replace("\u00a0", " ") == text


def test_states_of_one_cell_are_named_together() -> None:
    assert counted_words(Node("reports", facts={"what": ("on_time", "late")})) == "Сдано вовремя, сдано с опозданием"


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (Node("cell", 5), None),
        (Node("total", 5, "sum", parts=(Node("cell", 5),), more=2), "сумма чисел: 3"),
        (Node("reports", 1, "count", parts=(Node("report", 1),)), "количество: 1"),
        (Node("count_ratio", how="ratio", parts=(Node("cell", 5), Node("cell", 7))), "5 из 7"),
        (SHARE, "16 660 из 24 514"),
        (GAP, "67,96 % минус 70 %"),
        (SHORT, "17 160 минус 16 660"),
        (Node("of_point", 5, "numerator", parts=(SHARE,)), None),
    ],
)
def test_how_a_value_follows_is_said_in_words(node: Node, text: str | None) -> None:
    said = formula(node)
    assert (said and said.replace("\u00a0", " ")) == text


def texts() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(files("engine.cli").joinpath("explained.toml").read_text(encoding="utf-8"))


def test_every_node_that_explanations_are_made_of_has_its_sentence_in_both_languages() -> None:
    folder = Path(engine.pipeline.explaining.__file__).parent
    source = "".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.py")))
    made = set(re.findall(r'(?:Node\(|what=|_joined\(\s*)"(\w+)"', source)) | {"days_late", "received_on", "due_on"}
    assert made <= texts()["nodes"].keys()
    assert all({"ru", "en"} == each.keys() for each in texts()["nodes"].values())


def test_both_languages_have_the_same_words() -> None:
    words = texts()["words"]
    assert words["ru"].keys() == words["en"].keys()


def test_what_is_not_known_is_a_dash_and_ends_nothing() -> None:
    for what in texts()["nodes"]:
        for lang in ("ru", "en"):
            assert written(Node(what), lang)
