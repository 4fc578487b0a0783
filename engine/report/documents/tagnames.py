"""Which names a template uses that nothing will be known by: found in its tags without filling them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import nodes

from engine.report.documents.tagged import Schema

#: What is known of a name: a text (None), a list's rows (a schema), one row, or nothing at all (anything goes).
_Known = Mapping[str, Any]
_ANYTHING = object()
_ROW = "row"


def unknown_names(
    template: nodes.Template, schema: Schema, functions: frozenset[str]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Names that are not in the schema, each with the names that may stand in its place, in the order of the text."""
    known: dict[str, Any] = dict(schema) | dict.fromkeys((*functions, *_assigned(template)), _ANYTHING)
    yield from _in(template, known, tuple(schema))


def _in(node: nodes.Node, known: _Known, options: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    if isinstance(node, nodes.For):
        yield from _in(node.iter, known, options)
        inside = dict(known) | _bound(node.target, node.iter, known) | {"loop": _ANYTHING}
        for child in (*node.body, *([node.test] if node.test else [])):
            yield from _in(child, inside, options)
        for child in node.else_:
            yield from _in(child, known, options)
    elif isinstance(node, nodes.Name):
        if node.ctx == "load" and node.name not in known:
            yield node.name, options
    elif isinstance(node, nodes.Getattr | nodes.Getitem):
        yield from _of_row(node, known, options)
    else:
        for child in node.iter_child_nodes():
            yield from _in(child, known, options)


def _of_row(
    node: nodes.Getattr | nodes.Getitem, known: _Known, options: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    owner = node.node
    yield from _in(owner, known, options)
    name = node.attr if isinstance(node, nodes.Getattr) else _constant(node.arg)
    if not isinstance(owner, nodes.Name) or owner.name not in known or not isinstance(name, str):
        return
    what = known[owner.name]
    if what is _ANYTHING:
        return
    columns = what.get(_ROW, {}) if isinstance(what, Mapping) and _ROW in what else {}
    if name not in columns:
        yield f"{owner.name}.{name}", tuple(f"{owner.name}.{each}" for each in columns)


def _bound(target: nodes.Node, over: nodes.Node, known: _Known) -> dict[str, Any]:
    """What the variable of a loop stands for: one row of the list that is looped over."""
    if not isinstance(target, nodes.Name):
        return {each.name: _ANYTHING for each in target.find_all(nodes.Name)}
    listed = known.get(over.name, _ANYTHING) if isinstance(over, nodes.Name) else _ANYTHING
    if not isinstance(listed, Mapping) or _ROW in listed:
        return {target.name: _ANYTHING}
    return {target.name: {_ROW: listed} if listed else None}


def _assigned(template: nodes.Template) -> Iterator[str]:
    """Names that a template gives a meaning itself, wherever they hold."""
    for each in template.find_all((nodes.Assign, nodes.AssignBlock, nodes.With, nodes.Macro)):
        yield from (name.name for name in each.find_all(nodes.Name) if name.ctx in {"store", "param"})
        if isinstance(each, nodes.Macro):
            yield each.name


def _constant(node: nodes.Node) -> object:
    return node.value if isinstance(node, nodes.Const) else None
