"""Rows of a sheet about roadmaps: a bar per roadmap, a band per section, and what the plan says of an activity."""

from __future__ import annotations

from datetime import date

from engine.report.book import Page
from engine.report.plans import Item
from engine.report.planwords import document_words, due_words
from engine.rulebook.roadmaps.instances import number_words
from engine.rulebook.roadmaps.roadmap import Roadmap, Section
from engine.vocabulary.language import mark, tr

_LEAST = 20.0
#: What a row about an activity stands for; the place, and what is counted, stand beside it.
ACTIVITY_MEANING = "activity:{owed.roadmap.id}:{owed.occurrence.key}"
SECTION_DEADLINE = mark("срок раздела: {deadline}")
NO_DEADLINE = mark("не указан")


def draw_roadmap(page: Page, row: int, roadmap: Roadmap, split: int, last: int) -> int:
    """Write a roadmap's title into columns 0 to ``split`` and its document beside it; return the next row."""
    words = document_words(roadmap)
    page.span(row, 0, split, roadmap.title, "bar", "wrap")
    page.span(row, split + 1, last, words, "bar_note")
    title, document = page.needed(roadmap.title, 0, split, "bar"), page.needed(words, split + 1, last, "bar_note")
    page.height(row, max(_LEAST, title, document))
    return row + 1


def draw_section(page: Page, row: int, section: Section, split: int, last: int) -> int:
    """Write a section's title into columns 0 to ``split`` and its own deadline beside it; return the next row."""
    title = f"{section.number}. {section.title}"
    deadline = None if section.deadline is None else tr(SECTION_DEADLINE).format(deadline=section.deadline)
    page.span(row, 0, split, title, "cell", "left", "wrap", "small", "subtotal")
    page.span(row, split + 1, last, deadline, "cell", "left", "wrap", "small", "subtotal", "light")
    needed = page.needed(title, 0, split, "cell", "left", "small", "subtotal")
    page.height(row, max(18.0, needed, page.needed(deadline or "", split + 1, last, "cell", "left", "small")))
    return row + 1


def draw_activity(page: Page, row: int, item: Item, columns: tuple[int, int, int, int], *look: str) -> float:
    """Write an activity's number, title, deadline and due date into these columns; return the height that they need."""
    texts = (
        number_words(item.activity, item.occurrence, apart="\n"),
        item.activity.title,
        item.activity.deadline or tr(NO_DEADLINE),
    )
    height = 0.0
    for column, text in zip(columns, texts, strict=False):
        where = "middle" if column == columns[0] else "left"
        page.put(row, column, text, "cell", "wrap", "text", where, *look)
        height = max(height, page.needed(text, column, column, "cell", "left", *look))
    due, column = due_words(item.occurrence), columns[-1]
    if isinstance(due, date):
        page.put(row, column, due, "cell", "date")
        return height
    page.put(row, column, due, "cell", "middle", "wrap", "small")
    return max(height, page.needed(due, column, column, "cell", "small"))
