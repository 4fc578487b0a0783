"""Reading rules in YAML: plain values that remember the line of every key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from engine.rulebook.errors import RulesProblem

ModelT = TypeVar("ModelT", bound=BaseModel)
#: Where a value stands in a file: keys of mappings and positions in lists, outermost first.
Where: TypeAlias = tuple[str | int, ...]

#: What names an item of a list, so that a key reads «periods[2024].previous» rather than «periods[3].previous».
_NAMES = ("id", "line", "column", "key", "number", "period")


_SCALARS: Mapping[str, Callable[[str], object]] = {
    "null": lambda _: None,
    "bool": lambda text: text.casefold() == "true",
    # 001 is a code whose quotes were forgotten, not the number 1.
    "int": lambda text: text if text[:1] == "0" and len(text) > 1 else int(text),
    "float": Decimal,
    "timestamp": date.fromisoformat,
}


@dataclass(frozen=True)
class Document(Generic[ModelT]):
    """One YAML file: its plain values, the line of each, and its model once that is known to be right.

    ``raw`` holds mappings, lists, texts, whole numbers, `Decimal`, dates, booleans and None. ``content`` is None where
    the file has mistakes; ``raw`` then still tells which ids it defines.
    """

    path: str
    raw: Any = None
    lines: Mapping[Where, int] = field(default_factory=dict)
    content: ModelT | None = None

    def line(self, where: Where) -> int | None:
        """The line of a value, else of the nearest one around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where)

    def value(self, where: Where) -> Any:  # noqa: ANN401  a raw value may be of any type
        """The raw value at a place, None where there is none."""
        value = self.raw
        for step in where:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def key(self, where: Where) -> str:
        """The place in words: keys joined with dots, items of lists by their id, else by their number from 1."""
        parts: list[str] = []
        for depth, step in enumerate(where):
            if isinstance(step, str):
                parts.append(f".{step}" if parts else step)
            else:
                parts.append(f"[{_name_of(self.value(where[: depth + 1])) or step + 1}]")
        return "".join(parts)

    def problem(self, where: Where, problem: str, *, nearest: str | None = None, **facts: object) -> RulesProblem:
        """A mistake at a place in this file."""
        texts = {name: str(fact) for name, fact in facts.items()}
        return RulesProblem(self.path, self.line(where), self.key(where), problem, nearest, texts)

    @property
    def sure(self) -> ModelT:
        """The content of a document that is known to be right.

        Raises:
            LookupError: the file has mistakes.
        """
        if self.content is None:
            raise LookupError(self.path)
        return self.content

    def items(self, *keys: str) -> Iterator[tuple[Where, Any]]:
        """Items of the list at ``keys`` with their places; nothing where there is no list."""
        items = self.value(keys)
        if isinstance(items, list):
            for number, item in enumerate(items):
                yield (*keys, number), item

    def names(self, *keys: str) -> frozenset[str]:
        """Names (ids) of the items of the list at ``keys``, of faulty items too."""
        return frozenset(name for _, item in self.items(*keys) if (name := _name_of(item)) is not None)


@dataclass(frozen=True, slots=True)
class _Fault:
    """A mistake met on the way through the nodes, before there is a document that could name its key."""

    where: Where
    line: int
    problem: str
    facts: Mapping[str, str]


def read_yaml(file: Path, path: str) -> tuple[Document[Any], list[RulesProblem]]:
    """Read a YAML file into a document without content, and everything wrong with it as YAML.

    Args:
        file: the file.
        path: how problems name it.
    """
    try:
        root = YAML(typ="safe", pure=True).compose(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        return Document(path), [RulesProblem(path, None, "", "unreadable", facts={"reason": str(error.strerror)})]
    except UnicodeDecodeError:
        return Document(path), [RulesProblem(path, None, "", "not_utf8")]
    except YAMLError as error:
        return Document(path), [_bad_yaml(path, error)]
    faults: list[_Fault] = []
    lines: dict[Where, int] = {(): 1}
    document: Document[Any] = Document(path, None if root is None else _plain(root, (), lines, faults), lines)
    problems = [
        RulesProblem(path, fault.line, document.key(fault.where), fault.problem, facts=fault.facts) for fault in faults
    ]
    if not isinstance(document.raw, dict):
        problems.append(document.problem((), "not_a_mapping"))
    return document, problems


def _bad_yaml(path: str, error: YAMLError) -> RulesProblem:
    if not isinstance(error, MarkedYAMLError):
        return RulesProblem(path, None, "", "bad_yaml", facts={"reason": " ".join(str(error).split())})
    mark = error.problem_mark or error.context_mark
    reason = str(error.problem or error.context)
    return RulesProblem(path, None if mark is None else mark.line + 1, "", "bad_yaml", facts={"reason": reason})


def _plain(node: Node, where: Where, lines: dict[Where, int], faults: list[_Fault]) -> Any:  # noqa: ANN401  any YAML value
    line = node.start_mark.line + 1
    lines.setdefault(where, line)
    if node.anchor is not None:  # an alias may loop; rules have no use for one
        faults.append(_Fault(where, line, "alias", {"name": str(node.anchor)}))
        return None
    if isinstance(node, MappingNode):
        return _mapping(node, where, lines, faults)
    if isinstance(node, SequenceNode):
        return [_plain(item, (*where, number), lines, faults) for number, item in enumerate(node.value)]
    return _scalar(str(node.tag).rpartition(":")[2], str(node.value))


def _mapping(node: MappingNode, where: Where, lines: dict[Where, int], faults: list[_Fault]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in values:
            faults.append(_Fault((*where, key), line, "duplicate_key", {"first": str(lines[*where, key])}))
            continue
        lines[*where, key] = line
        values[key] = _plain(value_node, (*where, key), lines, faults)
    return values


def _scalar(kind: str, text: str) -> Any:  # noqa: ANN401  any YAML scalar
    try:
        return _SCALARS[kind](text) if kind in _SCALARS else text
    except (ValueError, InvalidOperation):
        return text  # the model says what it wants there instead


def _name_of(item: object) -> str | None:
    if not isinstance(item, dict):
        return None
    return next((item[name] for name in _NAMES if isinstance(item.get(name), str)), None)
