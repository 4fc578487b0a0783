from __future__ import annotations

import json
from pathlib import Path

from engine.rulebook.schemas import schema_texts, write_schemas


def test_checked_in_schemas_are_those_of_the_models(rules_dir: Path) -> None:
    checked_in = {file.name: file.read_text(encoding="utf-8") for file in (rules_dir / "schemas").iterdir()}
    assert checked_in == schema_texts()


def test_written_schemas_are_json_that_refuses_unknown_keys(tmp_path: Path) -> None:
    files = write_schemas(tmp_path)
    assert {file.name for file in files} == set(schema_texts())
    assert all(json.loads(file.read_text(encoding="utf-8"))["additionalProperties"] is False for file in files)


def test_every_yaml_file_names_its_schema_in_the_first_line(rules_dir: Path) -> None:
    for file in rules_dir.rglob("*.yaml"):
        first = file.read_text(encoding="utf-8").splitlines()[0]
        sign, _, schema = first.partition("=")
        assert sign == "# yaml-language-server: $schema"
        assert (file.parent / schema).resolve().parent == (rules_dir / "schemas").resolve(), file
        assert (file.parent / schema).is_file(), file
