from __future__ import annotations

import pytest
from jinja2 import Environment

from engine.report.documents.tagnames import unknown_names

SCHEMA = {"период": None, "места": {"место": None, "доля": None}, "тексты": {}}


def unknown(text: str) -> list[str]:
    tree = Environment(autoescape=True).parse(text)
    return [name for name, _ in unknown_names(tree, SCHEMA, frozenset({"range"}))]


@pytest.mark.parametrize(
    "text",
    [
        "{{ период }} {{ период|upper }}",
        "{% for ряд in места %}{{ ряд.место }} {{ ряд['доля'] }} {{ loop.index }}{% endfor %}",
        "{% for абзац in тексты %}{{ абзац }}{% endfor %}",
        "{% if места %}{{ места|length }}{% else %}{{ период }}{% endif %}",
        "{% set год = период %}{{ год }}",
        "{% for число in range(3) %}{{ число }}{% endfor %}",
        "{% for ряд in места if ряд.доля %}{{ ряд.место }}{% else %}{{ период }}{% endfor %}",
        "{% for ряд in места[:3] %}{{ ряд.место }}{% endfor %}",
        "{% with второй = период %}{{ второй }}{% endwith %}",
        "{% macro строка(что) %}{{ что }}{% endmacro %}{{ строка(период) }}",
        "{% for первый, второй in места|items %}{{ первый }}{% endfor %}",
    ],
)
def test_names_that_are_known_are_not_told(text: str) -> None:
    assert unknown(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{ перод }}", ["перод"]),
        ("{% if перод %}{% endif %}", ["перод"]),
        ("{% for ряд in мста %}{{ ряд.место }}{% endfor %}", ["мста"]),
        ("{% for ряд in места %}{{ ряд.мсто }}{% endfor %}", ["ряд.мсто"]),
        ("{% for ряд in места %}{{ ряд['мсто'] }}{% endfor %}", ["ряд.мсто"]),
        ("{% for ряд in места %}{% endfor %}{{ ряд.место }}", ["ряд"]),
        ("{% for ряд in места %}{% else %}{{ ряд }}{% endfor %}", ["ряд"]),
        ("{{ период.год }}", ["период.год"]),
        ("{{ места.место }}", ["места.место"]),
        ("{% for абзац in тексты %}{{ абзац.текст }}{% endfor %}", ["абзац.текст"]),
    ],
)
def test_unknown_name_is_told_even_where_nothing_would_be_filled(text: str, names: list[str]) -> None:
    assert unknown(text) == names


def test_names_that_may_stand_there_go_along() -> None:
    tree = Environment(autoescape=True).parse("{% for ряд in места %}{{ ряд.мсто }}{% endfor %}{{ перод }}")
    assert dict(unknown_names(tree, SCHEMA, frozenset())) == {
        "ряд.мсто": ("ряд.место", "ряд.доля"),
        "перод": ("период", "места", "тексты"),
    }
