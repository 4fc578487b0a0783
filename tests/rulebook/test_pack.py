from __future__ import annotations

from pathlib import Path

import pytest
from support.rules import Rules

from engine.rulebook.pack import read_pack, rules_files, rules_sha256


def test_files_are_yaml_and_csv_without_schemas_and_editors_leavings(tmp_path: Path) -> None:
    for name in ("b.csv", "a.yaml", "schemas/form.json", "README.md", "~$b.csv", ".~lock.b.csv", ".git/x.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    assert [file.name for file in rules_files(tmp_path)] == ["a.yaml", "b.csv"]


def test_hash_is_the_same_with_windows_line_ends(rules: Rules) -> None:
    before = rules_sha256(rules.folder)
    file = rules.folder / "targets.csv"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert rules_sha256(rules.folder) == before


def test_hash_does_not_depend_on_schemas_and_notes(rules: Rules) -> None:
    before = rules_sha256(rules.folder)
    rules.write("README.md", "заметки")
    rules.write("schemas/form.json", "{}")
    assert rules_sha256(rules.folder) == before


@pytest.mark.parametrize(("old", "new"), [("2024-12-31", "2024-12-30"), ("да\n", "да\n\n")])
def test_hash_changes_with_any_byte(rules: Rules, old: str, new: str) -> None:
    before = rules_sha256(rules.folder)
    rules.edit("targets.csv", old, new)
    assert rules_sha256(rules.folder) != before


def test_hash_changes_when_a_file_is_renamed(rules: Rules) -> None:
    before = rules_sha256(rules.folder)
    (rules.folder / "roadmaps/aksaysky.yaml").rename(rules.folder / "roadmaps/other.yaml")
    assert rules_sha256(rules.folder) != before


def test_every_missing_file_is_told(rules: Rules) -> None:
    (rules.folder / "programme.yaml").unlink()
    (rules.folder / "history.csv").unlink()
    assert rules.problems() == [
        ("history.csv", None, "", "missing_file", None),
        ("programme.yaml", None, "", "missing_file", None),
    ]


def test_misnamed_file_is_told_with_the_name_it_should_have(rules: Rules) -> None:
    (rules.folder / "periods.yaml").rename(rules.folder / "period.yaml")
    assert rules.problems() == [
        ("period.yaml", None, "", "unknown_file", "periods.yaml"),
        ("periods.yaml", None, "", "missing_file", None),
    ]


def test_copy_left_by_excel_is_told_rather_than_ignored(rules: Rules) -> None:
    rules.write("targets (2).csv", rules.text("targets.csv"))
    assert rules.problems() == [("targets (2).csv", None, "", "unknown_file", None)]


def test_faulty_file_still_tells_which_ids_it_defines(rules: Rules) -> None:
    rules.edit("indicators.yaml", "unit: share", "unit: percent")
    pack, problems = read_pack(rules.folder)
    assert pack.indicators.content is None
    assert "involved_pupils" in pack.indicators.names("indicators")
    assert [each.problem for each in problems] == ["unknown_value"]
