"""The region's «Дорожная карта»: by activity and district, how many of how many have done it, are late or silent."""

from __future__ import annotations

from collections.abc import Sequence

from engine.report import wording
from engine.report.book import Book, Page, area, at
from engine.report.paper import print_blocks
from engine.report.plans import DONE, OPEN, Item, far_note, sections
from engine.report.planwords import status_of, target_words
from engine.report.roadmaprows import draw_activity, draw_roadmap, draw_section
from engine.report.scope import Scope
from engine.report.silence import unknown_head
from engine.report.top import CONTENT_ROW, draw_top

HEADS = ("№ по плану", "Мероприятие", "Муниципалитет", "Срок, как в документе", "Выполнить до")
WIDTHS = (9.0, 54.0, 24.0, 18.0, 13.0)
#: Counts: head, width, the statuses counted (None: worked out otherwise), the tone of a number above zero.
COUNTS = (
    ("Отвечают", 10.5, None, None),
    ("√ выполнено", 11.5, DONE, None),
    ("из них после срока", 10.5, ("done_late",), None),
    ("▼ просрочено", 13.0, ("overdue",), "bad"),
    ("дней, самое большее", 11.0, None, "bad"),
    ("срок впереди, перенесён или неясен", 13.0, OPEN, None),
    ("– непри-\nменимо", 9.5, ("not_applicable",), None),
    (wording.NOT_ACCEPTED, 12.0, ("unknown",), "neutral"),
)
_DISTRICT, _FIRST_COUNT = 2, len(HEADS)
_ANSWERING, _DONE, _LATE, _OVERDUE, _LONGEST = range(_FIRST_COUNT, _FIRST_COUNT + 5)
_LAST = _FIRST_COUNT + len(COUNTS) - 1
_SPLIT = 2  # the last column of a heading; beside it the document or the deadline
_ZEROS = '#,##0;-#,##0;"–"'
ALL = "Все мероприятия, кроме целевых"
NOTE = (
    "Числа показывают, у скольких организаций и муниципалитетов мероприятие в этом состоянии. Сначала все мероприятия "
    "каждого муниципалитета вместе, ниже – по дорожным картам. Повторяющееся мероприятие стоит строкой на каждый год. "
    "Целевые строки решаются по измеренному охвату."
)


def write(book: Book, scope: Scope, listed: Sequence[Item]) -> None:
    """Write the sheet for the region; ``listed`` is not empty."""
    page = book.add(wording.ROADMAP, *WIDTHS, *(width for _, width, _, _ in COUNTS))
    draw_top(page, scope, "Дорожные карты", _LAST, NOTE + far_note(scope, len(listed)))
    counted = [row for item in listed if not item.is_target for row in item.rows]
    heads = (*HEADS, *(head for head, _, _, _ in COUNTS[:-1]), unknown_head(scope, counted))
    for column, head in enumerate(heads):
        page.put(CONTENT_ROW, column, head, "head")
    page.height(CONTENT_ROW, max(page.needed(head, column, column, "head") for column, head in enumerate(heads)))
    with_plan = [each.id for each in scope.districts if any(item.district_id == each.id for item in listed)]
    first = CONTENT_ROW + 1 + len(with_plan) + 1
    blocks = _draw_rows(page, scope, listed, first)
    last = blocks[-1][1]
    _draw_districts(page, scope, with_plan, listed, (first, last))
    page.sheet.autofilter(CONTENT_ROW, 0, last, _LAST)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
    print_blocks(page, scope, blocks, CONTENT_ROW)


def _draw_districts(
    page: Page, scope: Scope, with_plan: Sequence[str], listed: Sequence[Item], rows: tuple[int, int]
) -> None:
    """Write a row per district, which sums its rows below, and one for the region, which sums the districts."""
    top = CONTENT_ROW + 1
    counted = [item for item in listed if not item.is_target]
    for row, district_id in enumerate((None, *with_plan), start=top):
        own = [item for item in counted if district_id in {None, item.district_id}]
        look = "total" if district_id is None else "subtotal"
        page.span(row, 0, _DISTRICT - 1, ALL, "cell", "left", look, "light")
        name = scope.name_of(district_id) if district_id else f"Всего: {scope.place.name}"
        page.put(row, _DISTRICT, name, "cell", "left", "wrap", look)
        page.span(row, _DISTRICT + 1, _FIRST_COUNT - 1, None, "cell", look)
        page.height(row, max(18.0, page.needed(name, _DISTRICT, _DISTRICT, "cell", "left", look)))
        for column, (_, _, statuses, tone) in enumerate(COUNTS, start=_FIRST_COUNT):
            number = _number(own, column, statuses)
            look_of = ("cell", "middle", _ZEROS, look, *((tone,) if tone and number else ()))
            if column == _LONGEST:
                page.put(row, column, number, *look_of)
            elif district_id is None:
                page.formula(row, column, f"=SUM({area(top + 1, rows[0] - 1, column)})", number, *look_of)
            else:
                names, numbers = area(*rows, _DISTRICT), area(*rows, column)
                page.formula(row, column, f"=SUMIF({names},{at(row, _DISTRICT)},{numbers})", number, *look_of)


def _draw_rows(page: Page, scope: Scope, listed: Sequence[Item], row: int) -> list[tuple[int, int]]:
    """Write headings and activities; return the blocks of rows that stay together, each ending with an activity."""
    blocks = []
    for roadmap, section, item in sections(listed):
        first = row
        if roadmap is not None:
            row = draw_roadmap(page, row, roadmap, _SPLIT, _LAST)
        if section is not None:
            row = draw_section(page, row, section, _SPLIT, _LAST)
        _draw_item(page, scope, item, row)
        blocks.append((first, row))
        row += 1
    return blocks


def _draw_item(page: Page, scope: Scope, item: Item, row: int) -> None:
    district = scope.name_of(item.district_id)
    page.put(row, _DISTRICT, district, "cell", "wrap", "text", "left")
    named = page.needed(district, _DISTRICT, _DISTRICT, "cell", "left")
    height = max(18.0, named, draw_activity(page, row, item, (0, 1, 3, 4)))
    if item.is_target:
        words = target_words(scope, item)
        page.span(row, _FIRST_COUNT, _LAST, words, "cell", "left", "wrap", status_of(item, item.rows[0]).tone)
        height = max(height, page.needed(words, _FIRST_COUNT, _LAST, "cell", "left"))
    else:
        _draw_counts(page, item, row)
    page.height(row, height)


def _draw_counts(page: Page, item: Item, row: int) -> None:
    for column, (_, _, statuses, tone) in enumerate(COUNTS, start=_FIRST_COUNT):
        number = _number([item], column, statuses)
        everybody = column == _DONE and number == len(item.rows)
        look = ("cell", "middle", _ZEROS, *((tone,) if tone and number else ("good",) if everybody else ()))
        if column == _ANSWERING:
            added = [at(row, each) for each in range(_DONE, _LAST + 1) if each not in {_LATE, _LONGEST}]
            page.formula(row, column, f"={'+'.join(added)}", number, *look, "strong")
        else:
            page.put(row, column, number, *look)


def _number(counted: Sequence[Item], column: int, statuses: Sequence[str] | None) -> int:
    if column == _LONGEST:
        return max((item.longest or 0 for item in counted), default=0)
    if statuses is None:
        return sum(len(item.rows) for item in counted)
    return sum(item.number_of(statuses) for item in counted)
