"""The district's «Дорожная карта»: a row per activity, a column per place, words and colours where they meet."""

from __future__ import annotations

from collections.abc import Sequence

from engine.report import wording
from engine.report.book import Book, Page, area, at, quoted
from engine.report.index import Row
from engine.report.matrixlayout import (
    COUNT_WIDTHS,
    DONE_AT,
    DONE_ROW,
    FIRST_COUNT,
    FIRST_PLACE,
    FIRST_ROW,
    LONGEST_AT,
    OPEN_AT,
    OVERDUE_AT,
    OVERDUE_ROW,
    PLACE_WIDTH,
    SILENT_AT,
    WIDTHS,
    fewest_pages,
    print_matrix,
    turned_height,
)
from engine.report.plans import DONE, OPEN, Item, far_note, indicator_of, sections
from engine.report.planwords import status_of, target_words
from engine.report.roadmaprows import ACTIVITY_MEANING, draw_activity, draw_roadmap, draw_section
from engine.report.scope import Scope
from engine.report.shares import decimals, percent_text
from engine.report.sheets import overdue
from engine.report.silence import unknown_head, why_unknown
from engine.report.texts import short_name
from engine.report.top import CONTENT_ROW, draw_top
from engine.template import style
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Place

HEADS = (mark("№ по плану"), mark("Мероприятие"), mark("Срок, как в документе"), mark("Выполнить до"))
COUNT_HEADS = (
    mark("Выполнено"),
    mark("Просрочено"),
    mark("Дней просрочки, самое большее"),
    mark("Срок впереди,\nперенесён\nили неясен"),
)
_LEAST = 28.0  # points that two lines of a status need
_ZEROS = style.COUNT_OR_DASH
_TOTAL = ("cell", "middle", _ZEROS, "total")
TITLE = mark("Дорожная карта")
OF = mark("из")
ALL, ALL_DONE, ALL_OVERDUE = mark("Всего"), mark("Выполнено мероприятий"), mark("Просрочено мероприятий")
TO_OVERDUE = mark("Показать, кто просрочил")
NOTE = mark(
    "Строка – мероприятие плана, столбец – кто за него отвечает; пустая ячейка – не отвечает. Повторяющееся "
    "мероприятие стоит строкой на каждый год, он указан у номера. В «Выполнено» число после «из» считает всех, кто "
    "отвечает, и все мероприятия, в том числе те, чей срок ещё не наступил."
)
TARGETS = mark(
    " Целевые строки решаются по измеренному охвату. В целевых строках у школы – её доля по отчёту этого периода, "
    "для сведения."
)


def write(book: Book, scope: Scope, listed: Sequence[Item]) -> None:
    """Write the sheet for a district; ``listed`` is not empty."""
    answering = {row.place_id for item in listed if not item.is_target for row in item.rows}
    places = [place for place in (scope.place, *scope.schools) if place.id in answering]
    page = book.add(tr(wording.ROADMAP), *WIDTHS, *COUNT_WIDTHS, *(PLACE_WIDTH for _ in places))
    links = overdue.first_rows(scope)
    _draw_heads(page, scope, places, listed)
    blocks = _draw_rows(page, scope, places, listed, links)
    if places:
        _draw_totals(page, scope, listed, places, blocks[-1][1], links)
    _note_meanings(page, scope, places)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 2)
    note = _note(scope, listed)
    paper = fewest_pages(page, note, len(places), blocks)
    draw_top(page, scope, tr(TITLE), paper.last, note, links=(tr(wording.OVERDUE),))
    print_matrix(page, scope, paper)


def _note(scope: Scope, listed: Sequence[Item]) -> str:
    """How to read the sheet, and what is not on it."""
    targets = tr(TARGETS) if any(item.is_target for item in listed) else ""
    rows = [row for item in listed if not item.is_target for row in item.rows]
    return tr(NOTE) + targets + overdue.silent_note(scope, rows) + far_note(scope, len(listed))


def _draw_heads(page: Page, scope: Scope, places: Sequence[Place], listed: Sequence[Item]) -> None:
    names = [_head_of(scope, place) for place in places]
    for column, head in enumerate(HEADS):
        page.put(CONTENT_ROW, column, tr(head), "head")
    counts = (
        *map(tr, COUNT_HEADS),
        unknown_head(scope, [row for item in listed if not item.is_target for row in item.rows]),
    )
    for column, head in enumerate((*counts, *names), start=FIRST_COUNT):
        page.put(CONTENT_ROW, column, head, "head", "turned")
    page.height(CONTENT_ROW, max(90.0, *(turned_height(head) for head in (*counts, *names))))


def _head_of(scope: Scope, place: Place) -> str:
    name = short_name(place.name).replace("№ ", "№\u00a0")
    return tr(wording.OF_DISTRICT).format(district=name) if place == scope.place else name


def _draw_totals(
    page: Page,
    scope: Scope,
    listed: Sequence[Item],
    places: Sequence[Place],
    last: int,
    links: dict[tuple[str, ...], int],
) -> None:
    """Write what each place has done and is overdue with, in a row each, and over both rows the sums of the counts."""
    rows = [each for item in listed if not item.is_target for each in item.rows]
    page.block(DONE_ROW, OVERDUE_ROW, 0, tr(ALL), "cell", "middle", "total")
    page.box((DONE_ROW, OVERDUE_ROW), (2, FIRST_COUNT - 1), None, *_TOTAL)
    for column in range(FIRST_COUNT, FIRST_PLACE):
        page.block(DONE_ROW, OVERDUE_ROW, column, None, *_TOTAL)
    for row, label, what in ((DONE_ROW, ALL_DONE, "done"), (OVERDUE_ROW, ALL_OVERDUE, "overdue")):
        page.height(row, 18)
        page.put(row, 1, tr(label), "cell", "left", "total")
        for column in range(FIRST_PLACE, FIRST_PLACE + len(places)):
            page.means(row, column, f"activities:{what}")
    for column, place in enumerate(places, start=FIRST_PLACE):
        own = [each.status for each in rows if each.place_id == place.id]
        answers = area(FIRST_ROW, last, column)
        done, late = sum(each in DONE for each in own), own.count("overdue")
        page.formula(DONE_ROW, column, f'=COUNTIF({answers},"√*")', done, *_TOTAL)
        if late:
            _lead(page, OVERDUE_ROW, column, links.get((scope.place.id, place.id)))
        page.formula(OVERDUE_ROW, column, f'=COUNTIF({answers},"▼*")', late, *_TOTAL, *(("bad",) if late else ()))
    _draw_sums(page, listed, rows, len(places), last)


def _draw_sums(page: Page, listed: Sequence[Item], rows: Sequence[Row], places: int, last: int) -> None:
    """Write the sums of the columns of counts."""
    done = sum(each.status in DONE for each in rows)
    summed = area(DONE_ROW, DONE_ROW, FIRST_PLACE, FIRST_PLACE + places - 1)
    told = f"{done} {tr(OF)} {len(rows)}"
    page.formula(DONE_ROW, DONE_AT, f'=SUM({summed})&" {tr(OF)} {len(rows)}"', told, *_TOTAL)
    longest = max((item.longest or 0 for item in listed), default=0)
    page.formula(DONE_ROW, LONGEST_AT, f"=MAX({area(FIRST_ROW, last, LONGEST_AT)})", longest, *_TOTAL)
    for column, statuses in ((OVERDUE_AT, ("overdue",)), (OPEN_AT, OPEN), (SILENT_AT, ("unknown",))):
        number = sum(each.status in statuses for each in rows)
        if column == OVERDUE_AT and number:
            _lead(page, DONE_ROW, column, overdue.FIRST_ROW)
        page.formula(DONE_ROW, column, f"=SUM({area(FIRST_ROW, last, column)})", number, *_TOTAL)


def _draw_rows(
    page: Page,
    scope: Scope,
    places: Sequence[Place],
    listed: Sequence[Item],
    links: dict[tuple[str, ...], int],
) -> list[tuple[int, int]]:
    """Write headings and activities; return the blocks of rows that stay together, each ending with an activity."""
    row, blocks = FIRST_ROW, []
    for roadmap, section, item in sections(listed):
        first = row
        if roadmap is not None:
            row = draw_roadmap(page, row, roadmap, 1, SILENT_AT)
            _fill(page, row - 1, len(places), "bar")
        if section is not None:
            row = draw_section(page, row, section, 1, SILENT_AT)
            _fill(page, row - 1, len(places), "subtotal")
        if not item.is_target:
            page.means(row, None, ACTIVITY_MEANING.format(owed=item.owed))
            if item.longest:
                _lead(page, row, OVERDUE_AT, links.get((scope.place.id, item.roadmap.id, item.occurrence.key)))
        _draw_item(page, scope, places, item, row)
        blocks.append((first, row))
        row += 1
    return blocks


def _fill(page: Page, row: int, places: int, look: str) -> None:
    for column in range(FIRST_PLACE, FIRST_PLACE + places):
        page.put(row, column, None, look)


def _draw_item(page: Page, scope: Scope, places: Sequence[Place], item: Item, row: int) -> None:
    height = max(_LEAST, draw_activity(page, row, item, (0, 1, 2, 3), "small"))
    if item.is_target:
        words = target_words(scope, item)
        page.span(row, DONE_AT, SILENT_AT, words, "cell", "left", "wrap", "small", status_of(item, item.rows[0]).tone)
        page.means(row, DONE_AT, f"place:{item.district_id}", ACTIVITY_MEANING.format(owed=item.owed))
        height = max(height, page.needed(words, DONE_AT, SILENT_AT, "cell", "left", "small"))
        _draw_shares(page, scope, places, item, row)
    else:
        _draw_counts(page, item, row, len(places))
        _draw_answers(page, scope, places, item, row)
    page.height(row, height)


def _draw_counts(page: Page, item: Item, row: int, places: int) -> None:
    """Write how many have done it, are overdue, and how long, and the rest; counted from the signs beside."""
    cells = area(row, row, FIRST_PLACE, FIRST_PLACE + places - 1)
    done, late = item.number_of(DONE), item.number_of(("overdue",))
    formula = f'=COUNTIF({cells},"√*")&" {tr(OF)} "&COUNTA({cells})'
    look = ("good",) if done == len(item.rows) else ()
    page.formula(row, DONE_AT, formula, f"{done} {tr(OF)} {len(item.rows)}", "cell", "middle", *look)
    tone = ("bad",) if late else ()
    page.formula(row, OVERDUE_AT, f'=COUNTIF({cells},"▼*")', late, "cell", "middle", _ZEROS, *tone)
    page.put(row, LONGEST_AT, item.longest or 0, "cell", "middle", _ZEROS, *tone)
    ahead = "+".join(f'COUNTIF({cells},"{sign}*")' for sign in _signs(OPEN))
    page.formula(row, OPEN_AT, f"={ahead}", item.number_of(OPEN), "cell", "middle", _ZEROS)
    page.formula(row, SILENT_AT, f'=COUNTIF({cells},"□*")', item.number_of(("unknown",)), "cell", "middle", _ZEROS)


def _signs(statuses: Sequence[str]) -> list[str]:
    return sorted({wording.MATRIX[status][0] for status in statuses})


def _draw_answers(page: Page, scope: Scope, places: Sequence[Place], item: Item, row: int) -> None:
    by_place: dict[str, Row] = {each.place_id: each for each in item.rows}
    for column, place in enumerate(places, start=FIRST_PLACE):
        answer = by_place.get(place.id)
        if answer is None:
            page.put(row, column, None, "cell")
            continue
        words = _words(scope, answer)
        page.put(row, column, words, "cell", "middle", "wrap", "word", wording.ACTIVITY[answer.status].tone)


def _words(scope: Scope, answer: Row) -> str:
    if answer.status == "unknown":
        return tr(wording.UNKNOWN[why_unknown(scope, answer)])
    return tr(wording.MATRIX[answer.status]).format(days=answer.days_overdue)


def _draw_shares(page: Page, scope: Scope, places: Sequence[Place], item: Item, row: int) -> None:
    """Write each organisation's own share of this period, beside a target that falls due in it; never a verdict."""
    indicator, target = indicator_of(scope, item), item.activity.target
    due_on = item.occurrence.due_on
    current = due_on is not None and scope.period.starts_on <= due_on <= scope.period.ends_on
    for column, place in enumerate(places, start=FIRST_PLACE):
        value = scope.coverage(place, indicator).value if current and place != scope.place else None
        if value is None or target is None or indicator.unit == "count":
            page.put(row, column, None, "cell")
        else:
            share = percent_text(value, decimals(value, target.minimum))
            page.put(row, column, share, "cell", "middle", "word", "muted")
            page.means(row, column, f"coverage:{indicator.id}:value")


def _note_meanings(page: Page, scope: Scope, places: Sequence[Place]) -> None:
    """Note what the columns count: of the whole district, or of one place."""
    counted = {DONE_AT: "done", OVERDUE_AT: "overdue", LONGEST_AT: "longest", OPEN_AT: "open", SILENT_AT: "unknown"}
    for column, what in counted.items():
        answering = ("activities:answering",) if column == DONE_AT else ()
        page.means(None, column, f"place:{scope.place.id}", f"activities:{what}", *answering)
    for column, place in enumerate(places, start=FIRST_PLACE):
        page.means(None, column, f"place:{place.id}", "own:place")


def _lead(page: Page, row: int, column: int, target: int | None) -> None:
    """Make a number that is written next lead to the first of the overdue activities that it counts."""
    if target is not None:
        page.jump(row, column, f"{quoted(tr(wording.OVERDUE))}!{at(target, 0)}", tr(TO_OVERDUE))
