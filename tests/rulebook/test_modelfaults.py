from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Literal

import pytest
from pydantic import Field

from engine.rulebook.forms import Frozen
from engine.rulebook.modelfaults import checked
from engine.rulebook.yamlfiles import read_yaml


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


class Part(Frozen):
    id: str
    colour: Colour = Colour.RED
    size: Literal["small", "large"] = "small"
    weight: Decimal | None = None
    count: int = Field(1, ge=1, le=9)
    made_on: date | None = None
    new: bool = False
    code: str = Field("a", pattern="^[a-z]$")


class Whole(Frozen):
    title: str
    parts: tuple[Part, ...] = ()


def _told(folder: Path, text: str) -> list[tuple[int | None, str, str, str | None]]:
    (folder / "x.yaml").write_text(text, encoding="utf-8")
    document, problems = read_yaml(folder / "x.yaml", "rules/x.yaml")
    assert problems == []
    return [(each.line, each.key, each.problem, each.nearest) for each in checked(document, Whole)[1]]


def test_right_document_gets_its_content(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("title: x\nparts: [{id: a, weight: 0.7}]\n", encoding="utf-8")
    document, problems = checked(read_yaml(tmp_path / "x.yaml", "rules/x.yaml")[0], Whole)
    assert problems == []
    assert document.sure.parts == (Part(id="a", weight=Decimal("0.7")),)


@pytest.mark.parametrize(
    ("entry", "key", "problem", "nearest"),
    [
        ("colour: gren", "colour", "unknown_value", "green"),
        ("size: larg", "size", "unknown_value", "large"),
        ("colr: red", "colr", "unknown_key", "colour"),
        ("weight: много", "weight", "not_number", None),
        ("count: пять", "count", "not_whole", None),
        ("count: 0", "count", "too_small", None),
        ("count: 10", "count", "too_large", None),
        ("made_on: 31.12.2024", "made_on", "not_date", None),
        ("new: нет", "new", "not_true_false", None),
        ("code: 7", "code", "not_text", None),
        ("code: aa", "code", "bad_pattern", None),
    ],
)
def test_each_fault_has_line_key_and_nearest_name(
    tmp_path: Path, entry: str, key: str, problem: str, nearest: str | None
) -> None:
    told = _told(tmp_path, f"title: x\nparts:\n  - id: a\n    {entry}\n")
    assert told == [(4, f"parts[a].{key}", problem, nearest)]


def test_missing_key_is_told_at_what_lacks_it(tmp_path: Path) -> None:
    assert _told(tmp_path, "title: x\nparts:\n  - colour: red\n") == [(3, "parts[1].id", "missing_key", None)]


def test_mistyped_key_is_one_problem_not_two(tmp_path: Path) -> None:
    assert _told(tmp_path, "titel: x\n") == [(1, "titel", "unknown_key", "title")]


def test_list_and_keys_are_told_apart(tmp_path: Path) -> None:
    assert _told(tmp_path, "title: x\nparts: нет\n") == [(2, "parts", "not_a_list", None)]
    assert _told(tmp_path, "title: x\nparts: [нет]\n") == [(2, "parts[1]", "not_a_mapping", None)]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    told = _told(tmp_path, "parts:\n  - {id: a, colour: blue}\n  - {id: 5, new: 7}\n")
    assert [(line, key) for line, key, _, _ in told] == [
        (1, "title"),
        (2, "parts[a].colour"),
        (3, "parts[2].id"),
        (3, "parts[2].new"),
    ]
