"""The tags of the templates for people who edit them: ``python -m engine.report.documents.reference``."""

from __future__ import annotations

from collections.abc import Iterator

from engine.report.documents.content import CoveringLetter, Head, Memo
from engine.report.documents.files import LETTER_TEMPLATE, MEMO_TEMPLATE
from engine.report.documents.tagged import Tag, tags_of


def reference_text() -> str:
    """Every tag with its meaning, in Markdown, as it stands in README.ru.md."""
    common = tags_of(Head)
    own = ((name, [each for each in tags_of(content) if each not in common]) for name, content in _TEMPLATES)
    parts = [_table("Метки обоих шаблонов", common), *(_table(f"Метки шаблона «{name}»", tags) for name, tags in own)]
    return "\n\n".join(parts) + "\n"


_TEMPLATES = ((MEMO_TEMPLATE, Memo), (LETTER_TEMPLATE, CoveringLetter))


def _table(title: str, tags: tuple[Tag, ...] | list[Tag]) -> str:
    return "\n".join([f"{title}:", "", "| метка | что на её месте |", "| --- | --- |", *map(_row, tags)])


def _row(tag: Tag) -> str:
    return f"| `{tag.name}` | {' '.join(_meaning(tag))} |"


def _meaning(tag: Tag) -> Iterator[str]:
    yield tag.meaning if tag.rows is None else f"**список:** {tag.meaning}."
    if tag.rows:
        yield f"В каждой строке: {'; '.join(f'`{each.name}` – {each.meaning}' for each in tag.rows)}"


if __name__ == "__main__":
    print(reference_text(), end="")  # noqa: T201  a program of its own
