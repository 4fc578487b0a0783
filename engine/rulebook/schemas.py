"""JSON Schemas of the YAML rules, generated from the models: editors show what a key means while one types."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pydantic import BaseModel

from engine.rulebook.forms import Form
from engine.rulebook.model import Programme
from engine.rulebook.pack import ControlsFile, IndicatorsFile, PeriodsFile
from engine.rulebook.roadmaps.written import WrittenRoadmap

#: The model of each kind of rules file, by the name of its schema.
MODELS: dict[str, type[BaseModel]] = {
    "controls": ControlsFile,
    "form": Form,
    "indicators": IndicatorsFile,
    "periods": PeriodsFile,
    "programme": Programme,
    "roadmap": WrittenRoadmap,
}


def schema_texts() -> dict[str, str]:
    """The text of every schema file by its name, as it lies in rules/schemas/."""
    return {f"{name}.json": _schema_text(model) for name, model in MODELS.items()}


def write_schemas(rules: Path) -> tuple[Path, ...]:
    """Write the schemas under ``rules``, and return their files."""
    folder = rules / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schema_texts().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return tuple(folder / name for name in schema_texts())


def _schema_text(model: type[BaseModel]) -> str:
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | model.model_json_schema()
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    write_schemas(Path(sys.argv[1] if len(sys.argv) > 1 else "rules"))
