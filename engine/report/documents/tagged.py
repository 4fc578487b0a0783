"""The tags of a document's template: fields of its content with a Russian name and a meaning, each said once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

#: What a template may name: a tag's value (None), or the tags of each row of a list (empty: rows of plain text).
Schema = Mapping[str, "Schema | None"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as people write and read it; ``rows`` are the tags of each row where it is a list (None: one text)."""

    name: str
    meaning: str
    rows: tuple[Tag, ...] | None = None


def tag(name: str, meaning: str) -> Any:  # noqa: ANN401  a field specifier stands where a value of any type would
    """Make a field of a document's content known to templates under a Russian name."""
    return field(metadata={"tag": name, "meaning": meaning})


def tags_of(content: type) -> tuple[Tag, ...]:
    """The tags of a content's class, in its order; what a field holds itself (``head``) stands among them."""
    return tuple(_tags(content))


def schema_of(content: type) -> Schema:
    """What a template of this content may name."""
    return _schema(tags_of(content))


def values_of(content: Any) -> dict[str, Any]:  # noqa: ANN401  any of the content's dataclasses
    """The content by its tags, as a template is filled with it."""
    values: dict[str, Any] = {}
    for each in fields(content):
        value = getattr(content, each.name)
        if "tag" in each.metadata:
            values[each.metadata["tag"]] = _plain(value)
        else:
            values |= values_of(value)
    return values


def _plain(value: Any) -> Any:  # noqa: ANN401  a text, or rows
    if isinstance(value, tuple):
        return [values_of(each) if is_dataclass(each) else each for each in value]
    return value


def _tags(content: type) -> Iterator[Tag]:
    hints = get_type_hints(content)
    for each in fields(content):
        hint = hints[each.name]
        if "tag" not in each.metadata:
            yield from _tags(hint)
        elif get_origin(hint) is tuple:
            yield _named(each, _rows_of(get_args(hint)[0]))
        else:
            yield _named(each, None)


def _named(each: Field[Any], rows: tuple[Tag, ...] | None) -> Tag:
    return Tag(each.metadata["tag"], each.metadata["meaning"], rows)


def _rows_of(row: Any) -> tuple[Tag, ...]:  # noqa: ANN401  a type hint
    return tags_of(row) if is_dataclass(row) and isinstance(row, type) else ()


def _schema(tags: tuple[Tag, ...]) -> dict[str, Schema | None]:
    return {each.name: None if each.rows is None else _schema(each.rows) for each in tags}
