"""All files of a rules pack, read and judged one by one: what is in each, and on which line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from engine.rulebook.csvfiles import Table
from engine.rulebook.errors import RulesProblem
from engine.rulebook.forms import Form, Frozen
from engine.rulebook.model import (
    Control,
    Decision,
    Denominator,
    HistoryRow,
    Indicator,
    Period,
    Programme,
    Target,
)
from engine.rulebook.modelfaults import checked
from engine.rulebook.names import nearest_name
from engine.rulebook.roadmaps.written import WrittenRoadmap
from engine.rulebook.tables import DECISIONS, DENOMINATORS, HISTORY, REGISTRY, TARGETS, Layout, read_table
from engine.rulebook.yamlfiles import Document, read_yaml
from engine.vocabulary.places import Place

ModelT = TypeVar("ModelT", bound=BaseModel)
RecordT = TypeVar("RecordT")


class PeriodsFile(Frozen):
    """rules/periods.yaml: reporting periods, oldest first."""

    periods: tuple[Period, ...]


class IndicatorsFile(Frozen):
    """rules/indicators.yaml: indicators in the order in which workbooks show them."""

    indicators: tuple[Indicator, ...]


class ControlsFile(Frozen):
    """rules/controls.yaml: control relations in the order in which they are judged."""

    controls: tuple[Control, ...]


@dataclass(frozen=True)
class Pack:
    """Every file of a rules pack with the lines of its parts; files with mistakes have no content or lack records."""

    name: str
    programme: Document[Programme]
    periods: Document[PeriodsFile]
    indicators: Document[IndicatorsFile]
    controls: Document[ControlsFile]
    forms: Mapping[tuple[str, str], Document[Form]]
    roadmaps: Mapping[str, Document[WrittenRoadmap]]
    registry: Table[Place]
    targets: Table[Target]
    history: Table[HistoryRow]
    denominators: Table[Denominator]
    decisions: Table[Decision]
    sha256: str


def rules_files(rules: Path) -> tuple[Path, ...]:
    """Files that make up a pack, sorted by path: YAML and CSV, but neither schemas nor what editors leave behind."""
    found = (
        file
        for file in rules.rglob("*")
        if file.suffix.lower() in {".yaml", ".yml", ".csv"}
        and not any(part.startswith((".", "~")) for part in file.relative_to(rules).parts)
    )
    return tuple(
        sorted((each for each in found if each.is_file()), key=lambda file: file.relative_to(rules).as_posix())
    )


def rules_sha256(rules: Path) -> str:
    """One hash over the pack: paths and bytes of its files, the same whether lines end as on Windows or on Linux."""
    digest = sha256()
    for file in rules_files(rules):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{file.relative_to(rules).as_posix()}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


class _Reading:
    """Collects the problems of one reading of a pack."""

    def __init__(self, rules: Path) -> None:
        self.rules = rules
        self.problems: list[RulesProblem] = []
        self.known: set[str] = set()

    def path(self, name: str) -> str:
        return f"{self.rules.name}/{name}"

    def document(self, name: str, model: type[ModelT]) -> Document[ModelT]:
        self.known.add(name)
        if not (self.rules / name).is_file():
            self.problems.append(RulesProblem(self.path(name), None, "", "missing_file"))
            return Document(self.path(name))
        document: Document[Any]
        document, problems = read_yaml(self.rules / name, self.path(name))
        self.problems += problems
        if isinstance(document.raw, dict):
            document, problems = checked(document, model)
            self.problems += problems
        return document

    def documents(self, pattern: str, model: type[ModelT]) -> dict[str, Document[ModelT]]:
        files = sorted(self.rules.glob(pattern))
        names = [file.relative_to(self.rules).as_posix() for file in files if not file.name.startswith((".", "~"))]
        return {name: self.document(name, model) for name in names}

    def table(self, layout: Layout[RecordT]) -> Table[RecordT]:
        self.known.add(layout.name)
        if not (self.rules / layout.name).is_file():
            self.problems.append(RulesProblem(self.path(layout.name), None, "", "missing_file"))
            return Table(self.path(layout.name))
        table, problems = read_table(self.rules / layout.name, self.path(layout.name), layout)
        self.problems += problems
        return table

    def strangers(self) -> list[RulesProblem]:
        names = [file.relative_to(self.rules).as_posix() for file in rules_files(self.rules)]
        return [
            RulesProblem(self.path(name), None, "", "unknown_file", nearest_name(name, self.known - {*names}))
            for name in names
            if name not in self.known
        ]


def read_pack(rules: Path) -> tuple[Pack, list[RulesProblem]]:
    """Read every file under ``rules``; each file's own mistakes come back beside the pack."""
    reading = _Reading(rules)
    forms = reading.documents("forms/*/*.yaml", Form)
    roadmaps = reading.documents("roadmaps/*.yaml", WrittenRoadmap)
    pack = Pack(
        name=rules.name,
        programme=reading.document("programme.yaml", Programme),
        periods=reading.document("periods.yaml", PeriodsFile),
        indicators=reading.document("indicators.yaml", IndicatorsFile),
        controls=reading.document("controls.yaml", ControlsFile),
        forms={(name.split("/")[1], name.split("/")[2].removesuffix(".yaml")): each for name, each in forms.items()},
        roadmaps={name.split("/")[1].removesuffix(".yaml"): each for name, each in roadmaps.items()},
        registry=reading.table(REGISTRY),
        targets=reading.table(TARGETS),
        history=reading.table(HISTORY),
        denominators=reading.table(DENOMINATORS),
        decisions=reading.table(DECISIONS),
        sha256=rules_sha256(rules),
    )
    return pack, reading.problems + reading.strangers()
