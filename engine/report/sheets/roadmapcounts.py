"""The region's «Дорожная карта»: by activity and district, how many of how many have done it, are late or silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from engine.report import wording
from engine.report.book import Book, Page, area, at, quoted
from engine.report.paper import print_blocks
from engine.report.plans import DONE, OPEN, Item, far_note, sections
from engine.report.planwords import status_of, target_words
from engine.report.roadmaprows import ACTIVITY_MEANING, draw_activity, draw_roadmap, draw_section
from engine.report.scope import Scope
from engine.report.sheets import overdue
from engine.report.silence import unknown_head
from engine.report.tables import draw_head
from engine.report.texts import number_text
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.roadmaps.roadmap import Roadmap, Section
from engine.template import style
from engine.vocabulary.language import mark, tr

HEADS = (
    mark("№ по плану"),
    mark("Мероприятие"),
    mark("Муниципалитет"),
    mark("Срок, как в документе"),
    mark("Выполнить до"),
)
WIDTHS = (9.0, 54.0, 24.0, 18.0, 13.5)
#: Counts: head, width, the statuses counted (None: worked out otherwise), the tone of a number above zero, the meaning.
COUNTS = (
    (mark("Отвечают"), 10.0, None, None, "answering"),
    (mark("√ выполнено"), 11.0, DONE, None, "done"),
    (mark("из них после срока"), 9.5, ("done_late",), None, "late"),
    (mark("▼ просрочено"), 12.5, ("overdue",), "bad", "overdue"),
    (mark("дней, самое большее"), 11.0, None, "bad", "longest"),
    (mark("срок впереди, перенесён или неясен"), 12.5, OPEN, None, "open"),
    (mark("– непри-\nменимо"), 9.0, ("not_applicable",), None, "not_applicable"),
    (wording.NOT_ACCEPTED, 11.0, ("unknown",), "neutral", "unknown"),
)
_DISTRICT, _FIRST_COUNT = 2, len(HEADS)
_ANSWERING, _DONE, _LATE, _OVERDUE, _LONGEST = range(_FIRST_COUNT, _FIRST_COUNT + 5)
_LAST = _FIRST_COUNT + len(COUNTS) - 1
_SPLIT = 2  # the last column of a heading; beside it the document or the deadline
TITLE = mark("Дорожные карты")
ALL = mark("Все мероприятия, кроме целевых")
TOTAL = mark("Всего: {place}")
TOGETHER = mark("муниципалитетов: {number}")
TO_OVERDUE = mark("Показать, кто просрочил")
NOTE = mark(
    "Числа показывают, у скольких организаций и муниципалитетов мероприятие в этом состоянии. Сначала все мероприятия "
    "каждого муниципалитета вместе, ниже – по дорожным картам. Повторяющееся мероприятие стоит строкой на каждый год. "
    "Целевые строки решаются по измеренному охвату."
)
FOLDED = mark(" Если по карте работают несколько муниципалитетов, «+» слева покажет каждый из них.")

#: One occurrence in every district that answers for it, with the headings that begin before it.
Group: TypeAlias = tuple[Roadmap | None, Section | None, list[Item]]


def write(book: Book, scope: Scope, listed: Sequence[Item]) -> None:
    """Write the sheet for the region; ``listed`` is not empty."""
    page = book.add(tr(wording.ROADMAP), *WIDTHS, *(width for _, width, *_ in COUNTS))
    groups = list(_groups(listed))
    folded = tr(FOLDED) if any(len(items) > 1 for *_, items in groups) else ""
    counted = [row for item in listed if not item.is_target for row in item.rows]
    note = tr(NOTE) + folded + overdue.silent_note(scope, counted) + far_note(scope, len(listed))
    draw_top(page, scope, tr(TITLE), _LAST, note, links=(tr(wording.OVERDUE),))
    heads = (*HEADS, *(head for head, *_ in COUNTS[:-1]))
    draw_head(page, CONTENT_ROW, [*(tr(head) for head in heads), unknown_head(scope, counted)])
    with_plan = [each.id for each in scope.districts if any(item.district_id == each.id for item in listed)]
    first = CONTENT_ROW + 1 + len(with_plan) + 1
    links = overdue.first_rows(scope)
    blocks = _draw_rows(page, scope, groups, first, links)
    last = blocks[-1][1]
    _draw_districts(page, scope, with_plan, listed, (first, last), links)
    for column, (*_, meaning) in enumerate(COUNTS, start=_FIRST_COUNT):
        page.means(None, column, f"activities:{meaning}")
    page.sheet.autofilter(CONTENT_ROW, 0, last, _LAST)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
    page.sheet.outline_settings(visible=True, symbols_below=False)
    above = [(each, each) for each in range(CONTENT_ROW + 1, first)]
    print_blocks(page, scope, [*above, *blocks], CONTENT_ROW)


def _groups(listed: Sequence[Item]) -> Iterator[Group]:
    """The items of each occurrence together, in their order."""
    told = list(sections(listed))
    for _, found in groupby(told, key=lambda each: (each[2].roadmap.id, each[2].occurrence.key)):
        items = list(found)
        roadmap, section, _ = items[0]
        yield roadmap, section, [item for *_, item in items]


def _draw_districts(
    page: Page,
    scope: Scope,
    with_plan: Sequence[str],
    listed: Sequence[Item],
    rows: tuple[int, int],
    links: dict[tuple[str, ...], int],
) -> None:
    """Write a row per district, which sums its rows below, and one for the region, which sums the districts."""
    top = CONTENT_ROW + 1
    counted = [item for item in listed if not item.is_target]
    for row, district_id in enumerate((None, *with_plan), start=top):
        own = [item for item in counted if district_id in {None, item.district_id}]
        look = "total" if district_id is None else "subtotal"
        page.span(row, 0, _DISTRICT - 1, tr(ALL), "cell", "left", look, "light")
        name = scope.name_of(district_id) if district_id else tr(TOTAL).format(place=scope.place.name)
        page.put(row, _DISTRICT, name, "cell", "left", "wrap", look)
        page.span(row, _DISTRICT + 1, _FIRST_COUNT - 1, None, "cell", look)
        page.height(row, max(18.0, page.needed(name, _DISTRICT, _DISTRICT, "cell", "left", look)))
        page.means(row, None, f"place:{district_id or scope.place.id}")
        target = overdue.FIRST_ROW if district_id is None else links.get((district_id,))
        for column, (_, _, statuses, tone, _) in enumerate(COUNTS, start=_FIRST_COUNT):
            number = _number(own, column, statuses)
            look_of = ("cell", "middle", style.COUNT_OR_DASH, look, *((tone,) if tone and number else ()))
            if column == _OVERDUE and number:
                _lead(page, row, target)
            if column == _LONGEST:
                page.put(row, column, number, *look_of)
            elif district_id is None:
                page.formula(row, column, f"=SUM({area(top + 1, rows[0] - 1, column)})", number, *look_of)
            else:
                names, numbers = area(*rows, _DISTRICT), area(*rows, column)
                page.formula(row, column, f"=SUMIF({names},{at(row, _DISTRICT)},{numbers})", number, *look_of)


def _draw_rows(
    page: Page, scope: Scope, groups: Sequence[Group], row: int, links: dict[tuple[str, ...], int]
) -> list[tuple[int, int]]:
    """Write headings and activities; return the blocks of rows that stay together, each ending with an activity."""
    blocks = []
    for roadmap, section, items in groups:
        first = row
        if roadmap is not None:
            row = draw_roadmap(page, row, roadmap, _SPLIT, _LAST)
        if section is not None:
            row = draw_section(page, row, section, _SPLIT, _LAST)
        if len(items) > 1:
            _draw_together(page, scope, items, row, links)
            below = range(row + 1, row + 1 + len(items))
            for each, item in zip(below, items, strict=True):
                _draw_item(page, scope, item, each, links)
            page.fold(row, below[0], below[-1])
            row = below[-1]
        else:
            _draw_item(page, scope, items[0], row, links)
        blocks.append((first, row))
        row += 1
    return blocks


def _draw_together(
    page: Page, scope: Scope, items: Sequence[Item], row: int, links: dict[tuple[str, ...], int]
) -> None:
    """Write an activity of several districts: the sums of their rows below, or what became of their targets."""
    rows = (row + 1, row + len(items))
    page.put(row, _DISTRICT, tr(TOGETHER).format(number=number_text(len(items))), "cell", "text", "left")
    height = max(18.0, draw_activity(page, row, items[0], (0, 1, 3, 4)))
    if items[0].is_target:
        found = Counter(status_of(item, item.rows[0]) for item in items)
        words = "; ".join(f"{status.text} – {number_text(number)}" for status, number in found.items())
        page.span(row, _FIRST_COUNT, _LAST, words, "cell", "left", "wrap")
        height = max(height, page.needed(words, _FIRST_COUNT, _LAST, "cell", "left"))
    else:
        page.means(row, None, f"place:{scope.place.id}", ACTIVITY_MEANING.format(owed=items[0].owed))
        for column, (_, _, statuses, tone, _) in enumerate(COUNTS, start=_FIRST_COUNT):
            number = _number(items, column, statuses)
            if column == _OVERDUE and number:
                late = [links.get(_key(item)) for item in items]
                _lead(page, row, min(each for each in late if each is not None))
            function = "MAX" if column == _LONGEST else "SUM"
            look = _look(column, number, tone, sum(len(item.rows) for item in items))
            page.formula(row, column, f"={function}({area(*rows, column)})", number, *look)
    page.height(row, height)


def _draw_item(page: Page, scope: Scope, item: Item, row: int, links: dict[tuple[str, ...], int]) -> None:
    district = scope.name_of(item.district_id)
    page.put(row, _DISTRICT, district, "cell", "wrap", "text", "left")
    page.means(row, None, f"place:{item.district_id}", ACTIVITY_MEANING.format(owed=item.owed))
    named = page.needed(district, _DISTRICT, _DISTRICT, "cell", "left")
    height = max(18.0, named, draw_activity(page, row, item, (0, 1, 3, 4)))
    if item.is_target:
        words = target_words(scope, item)
        page.span(row, _FIRST_COUNT, _LAST, words, "cell", "left", "wrap", status_of(item, item.rows[0]).tone)
        height = max(height, page.needed(words, _FIRST_COUNT, _LAST, "cell", "left"))
    else:
        _draw_counts(page, item, row, links)
    page.height(row, height)


def _draw_counts(page: Page, item: Item, row: int, links: dict[tuple[str, ...], int]) -> None:
    for column, (_, _, statuses, tone, _) in enumerate(COUNTS, start=_FIRST_COUNT):
        number = _number([item], column, statuses)
        look = _look(column, number, tone, len(item.rows))
        if column == _ANSWERING:
            added = [at(row, each) for each in range(_DONE, _LAST + 1) if each not in {_LATE, _LONGEST}]
            page.formula(row, column, f"={'+'.join(added)}", number, *look)
        else:
            if column == _OVERDUE and number:
                _lead(page, row, links.get(_key(item)))
            page.put(row, column, number, *look)


def _look(column: int, number: int, tone: str | None, answering: int) -> tuple[str, ...]:
    everybody = column == _DONE and number == answering
    strong = ("strong",) if column == _ANSWERING else ()
    toned = (tone,) if tone and number else ("good",) if everybody else ()
    return ("cell", "middle", style.COUNT_OR_DASH, *strong, *toned)


def _lead(page: Page, row: int, target: int | None) -> None:
    """Make a number of overdue activities lead to the first of them."""
    if target is not None:
        page.jump(row, _OVERDUE, f"{quoted(tr(wording.OVERDUE))}!{at(target, 0)}", tr(TO_OVERDUE))


def _key(item: Item) -> tuple[str, str, str]:
    return item.district_id, item.roadmap.id, item.occurrence.key


def _number(counted: Sequence[Item], column: int, statuses: Sequence[str] | None) -> int:
    if column == _LONGEST:
        return max((item.longest or 0 for item in counted), default=0)
    if statuses is None:
        return sum(len(item.rows) for item in counted)
    return sum(item.number_of(statuses) for item in counted)
