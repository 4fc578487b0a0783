from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.rulebook.errors import RulesProblem
from engine.rulebook.yamlfiles import Document, read_yaml


def _read(folder: Path, text: str | bytes) -> tuple[Document[Any], list[RulesProblem]]:
    file = folder / "x.yaml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_yaml(file, "rules/x.yaml")


def _told(problems: list[RulesProblem]) -> list[tuple[int | None, str, str]]:
    return [(each.line, each.key, each.problem) for each in problems]


def test_scalars_become_what_they_look_like(tmp_path: Path) -> None:
    document, problems = _read(
        tmp_path, "a: 7\nb: 0.70\nc: 2024-12-31\nd: true\ne:\nf: нет\ng: '05'\nh: 2024-1\ni: [1, два]\n"
    )
    assert problems == []
    assert document.raw == {
        "a": 7,
        "b": Decimal("0.70"),
        "c": date(2024, 12, 31),
        "d": True,
        "e": None,
        "f": "нет",
        "g": "05",
        "h": "2024-1",
        "i": [1, "два"],
    }


def test_code_whose_quotes_were_forgotten_keeps_its_zeros(tmp_path: Path) -> None:
    assert _read(tmp_path, "line: 001\n")[0].raw == {"line": "001"}


def test_date_that_does_not_exist_stays_text(tmp_path: Path) -> None:
    assert _read(tmp_path, "due: 2024-02-31\n")[0].raw == {"due": "2024-02-31"}


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    document, problems = _read(tmp_path, b"\xef\xbb\xbfa: 1\r\nb: 2\r\n")
    assert (document.raw, problems) == ({"a": 1, "b": 2}, [])
    assert document.line(("b",)) == 2


def test_lines_are_known_for_keys_and_items(tmp_path: Path) -> None:
    document, _ = _read(tmp_path, "periods:\n  - id: '2024'\n    forms:\n      school: x\n  - {id: '2025'}\n")
    assert document.line(("periods", 0, "forms", "school")) == 4
    assert document.line(("periods", 1)) == 5


def test_line_of_what_is_missing_is_that_of_what_lacks_it(tmp_path: Path) -> None:
    document, _ = _read(tmp_path, "periods:\n  - id: '2024'\n")
    assert document.line(("periods", 0, "title")) == 2


def test_key_names_items_by_their_id_and_others_by_their_number(tmp_path: Path) -> None:
    document, _ = _read(tmp_path, "periods:\n  - id: '2024'\n    title: x\n  - title: y\n")
    assert document.key(("periods", 0, "title")) == "periods[2024].title"
    assert document.key(("periods", 1, "title")) == "periods[2].title"


def test_names_are_told_for_items_of_a_list(tmp_path: Path) -> None:
    document, _ = _read(tmp_path, "periods:\n  - id: '2024'\n  - title: y\n  - id: 2025\n")
    assert document.names("periods") == {"2024"}


def test_every_repeated_key_is_told_with_its_line(tmp_path: Path) -> None:
    document, problems = _read(tmp_path, "a: 1\nb:\n  - id: x\n    c: 1\n    c: 2\na: 3\n")
    assert _told(problems) == [(5, "b[x].c", "duplicate_key"), (6, "a", "duplicate_key")]
    assert [each.facts["first"] for each in problems] == ["4", "1"]
    assert document.raw == {"a": 1, "b": [{"id": "x", "c": 1}]}


def test_anchor_that_contains_itself_is_refused(tmp_path: Path) -> None:
    assert ("a", "alias") in {(key, problem) for _, key, problem in _told(_read(tmp_path, "a: &x [*x]\n")[1])}


def test_broken_markup_is_told_with_its_line(tmp_path: Path) -> None:
    assert _told(_read(tmp_path, 'a: 1\nb: "two\n')[1])[0][1:] == ("", "bad_yaml")
    assert _told(_read(tmp_path, "a: 1\n  b: 2\n")[1]) == [(2, "", "bad_yaml")]


def test_control_characters_are_broken_markup(tmp_path: Path) -> None:
    assert [each.problem for each in _read(tmp_path, "a: \x01\n")[1]] == ["bad_yaml"]


def test_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    assert [each.problem for each in _read(tmp_path, "a: да\n".encode("cp1251"))[1]] == ["not_utf8"]


def test_empty_file_and_list_are_no_rules(tmp_path: Path) -> None:
    assert _told(_read(tmp_path, "")[1]) == [(1, "", "not_a_mapping")]
    assert _told(_read(tmp_path, "- a\n")[1]) == [(1, "", "not_a_mapping")]


def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert [each.problem for each in read_yaml(tmp_path / "y.yaml", "rules/y.yaml")[1]] == ["unreadable"]
