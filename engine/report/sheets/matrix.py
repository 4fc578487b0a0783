"""The district's «Дорожная карта»: a row per activity, a column per place, words and colours where they meet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.report import wording
from engine.report.book import TALLEST_ROW, Book, Page, area, at, quoted
from engine.report.index import Row
from engine.report.paper import column_breaks, print_setup, row_breaks
from engine.report.plans import DONE, OPEN, Item, far_note, indicator_of, sections
from engine.report.planwords import status_of, target_words
from engine.report.roadmaprows import ACTIVITY_MEANING, draw_activity, draw_roadmap, draw_section
from engine.report.scope import Scope
from engine.report.shares import decimals, percent_text
from engine.report.sheets import overdue
from engine.report.silence import unknown_head, why_unknown
from engine.report.texts import short_name
from engine.report.top import CONTENT_ROW, TO_SHEET, draw_top, subtitle
from engine.template import style
from engine.template.textsize import lines_needed, text_width
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Place

HEADS = (mark("№ по плану"), mark("Мероприятие"), mark("Срок, как в документе"), mark("Выполнить до"))
WIDTHS = (9.0, 41.0, 15.5, 12.0)
COUNT_HEADS = (
    mark("Выполнено"),
    mark("Просрочено"),
    mark("Дней просрочки, самое большее"),
    mark("Срок впереди,\nперенесён\nили неясен"),
)
COUNT_WIDTHS = (9.5, 6.5, 7.0, 7.0, 7.0)  # the last is the column of those of whom nothing is known
PLACE_WIDTH = 9.8
_LEAST = 28.0  # points that two lines of a status need
_DONE_ROW, _OVERDUE_ROW, _FIRST_ROW = range(CONTENT_ROW + 1, CONTENT_ROW + 4)
_FIRST_COUNT = len(WIDTHS)
_DONE, _OVERDUE, _LONGEST, _OPEN, _SILENT = range(_FIRST_COUNT, _FIRST_COUNT + len(COUNT_WIDTHS))
_FIRST_PLACE = _FIRST_COUNT + len(COUNT_WIDTHS)
_SCALES = range(80, 64, -2)
_HEAD_FONT, _HEAD_LINES, _HEAD_MEASURED = 9.0, 3, 400  # size, lines at most, letters that are measured
_POINTS_PER_UNIT = 6.2  # of a column's width, with room for programs that measure wider
_ZEROS = style.COUNT_OR_DASH
_TOTAL = ("cell", "middle", _ZEROS, "total")
TITLE = mark("Дорожная карта")
OF = mark("из")
ALL_DONE, ALL_OVERDUE = mark("Выполнено мероприятий"), mark("Просрочено мероприятий")
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


@dataclass(frozen=True, slots=True)
class Paper:
    """How the sheet is printed: breaks between columns and rows; the first page's last column, the note's height."""

    scale: int
    across: tuple[int, ...]
    down: tuple[int, ...]
    last: int
    note: float

    @property
    def pages(self) -> int:
        """How many pages it takes."""
        return (len(self.across) + 1) * (len(self.down) + 1)


def write(book: Book, scope: Scope, listed: Sequence[Item]) -> None:
    """Write the sheet for a district; ``listed`` is not empty."""
    answering = {row.place_id for item in listed if not item.is_target for row in item.rows}
    places = [place for place in (scope.place, *scope.schools) if place.id in answering]
    page = book.add(tr(wording.ROADMAP), *WIDTHS, *COUNT_WIDTHS, *(PLACE_WIDTH for _ in places))
    links = overdue.first_rows(scope)
    _draw_top(page, scope)
    _draw_heads(page, scope, places, listed)
    blocks = _draw_rows(page, scope, places, listed, links)
    if places:
        _draw_totals(page, scope, listed, places, blocks[-1][1], links)
    _note_meanings(page, scope, places)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 2)
    note = tr(NOTE) + (tr(TARGETS) if any(item.is_target for item in listed) else "") + far_note(scope, len(listed))
    paper = _fewest_pages(page, note, len(places), blocks)
    page.span(CONTENT_ROW - 1, 2, paper.last, note, "note")
    page.height(CONTENT_ROW - 1, paper.note)
    print_setup(page, scope, scale=paper.scale)
    page.sheet.repeat_columns(0, 1)
    page.sheet.repeat_rows(CONTENT_ROW)
    page.sheet.set_v_pagebreaks(list(paper.across))
    page.sheet.set_h_pagebreaks(list(paper.down))


def _draw_top(page: Page, scope: Scope) -> None:
    """Write the top into the repeated columns, so that printing tears nothing; the note comes beside them."""
    draw_top(page, scope, tr(TITLE), 1)
    about = subtitle(scope)
    page.span(1, 0, 1, about, "plain", "muted", "small", "wrap")
    page.height(1, page.needed(about, 0, 1, "plain", "small"))
    sheet = tr(wording.OVERDUE)
    page.link(2, 2, sheet, tr(TO_SHEET).format(sheet=sheet), "link", "small", "left")


def _fewest_pages(page: Page, note: str, places: int, blocks: Sequence[tuple[int, int]]) -> Paper:
    """The largest scale at which the sheet takes the fewest pages; the note stands on the first page's width."""
    groups = [[*WIDTHS[2:], *COUNT_WIDTHS], *([PLACE_WIDTH] for _ in range(places))]
    found = []
    for scale in _SCALES:
        across = [_FIRST_PLACE - 1 + start for start in column_breaks(groups, WIDTHS[:2], scale)]
        last = min([*across, _FIRST_PLACE + places]) - 1
        page.heights[CONTENT_ROW - 1] = height = page.needed(note, 2, last, "note") + 3
        down = row_breaks(page, blocks, CONTENT_ROW, scale)
        found.append(Paper(scale, tuple(across), tuple(down), last, height))
    return min(found, key=lambda each: (each.pages, -each.scale))


def _draw_heads(page: Page, scope: Scope, places: Sequence[Place], listed: Sequence[Item]) -> None:
    names = [short_name(place.name).replace("№ ", "№\u00a0") for place in places]
    for column, head in enumerate(HEADS):
        page.put(CONTENT_ROW, column, tr(head), "head")
    counts = (
        *map(tr, COUNT_HEADS),
        unknown_head(scope, [row for item in listed if not item.is_target for row in item.rows]),
    )
    for column, head in enumerate((*counts, *names), start=_FIRST_COUNT):
        page.put(CONTENT_ROW, column, head, "head", "turned")
    page.height(CONTENT_ROW, max(90.0, *(_turned_height(head) for head in (*counts, *names))))


def _turned_height(name: str) -> float:
    """Height in points at which a name that stands upright takes few lines and no word of it is broken."""
    measured = name[:_HEAD_MEASURED]
    width = 2 + max((text_width(word, _HEAD_FONT, bold=True) for word in measured.split()), default=0)
    while width < TALLEST_ROW / _POINTS_PER_UNIT and lines_needed(measured, width, _HEAD_FONT, bold=True) > _HEAD_LINES:
        width += 1
    return width * _POINTS_PER_UNIT


def _draw_totals(
    page: Page,
    scope: Scope,
    listed: Sequence[Item],
    places: Sequence[Place],
    last: int,
    links: dict[tuple[str, ...], int],
) -> None:
    """Write two rows: how many activities each place has done and is overdue with, and the sums of the counts."""
    rows = [each for item in listed if not item.is_target for each in item.rows]
    for row, label, what in ((_DONE_ROW, ALL_DONE, "done"), (_OVERDUE_ROW, ALL_OVERDUE, "overdue")):
        page.height(row, 18)
        page.span(row, 0, _FIRST_COUNT - 1, tr(label), "cell", "left", "total")
        for column in range(_FIRST_COUNT, _FIRST_PLACE):
            page.put(row, column, None, *_TOTAL)
        for column in range(_FIRST_PLACE, _FIRST_PLACE + len(places)):
            page.means(row, column, f"activities:{what}")
    for column, place in enumerate(places, start=_FIRST_PLACE):
        own = [each.status for each in rows if each.place_id == place.id]
        answers = area(_FIRST_ROW, last, column)
        done, late = sum(each in DONE for each in own), own.count("overdue")
        page.formula(_DONE_ROW, column, f'=COUNTIF({answers},"√*")', done, *_TOTAL)
        if late:
            _lead(page, _OVERDUE_ROW, column, links.get((scope.place.id, place.id)))
        page.formula(_OVERDUE_ROW, column, f'=COUNTIF({answers},"▼*")', late, *_TOTAL, *(("bad",) if late else ()))
    _draw_sums(page, listed, rows, len(places), last)


def _draw_sums(page: Page, listed: Sequence[Item], rows: Sequence[Row], places: int, last: int) -> None:
    done = sum(each.status in DONE for each in rows)
    summed = area(_DONE_ROW, _DONE_ROW, _FIRST_PLACE, _FIRST_PLACE + places - 1)
    told = f"{done} {tr(OF)} {len(rows)}"
    page.formula(_DONE_ROW, _DONE, f'=SUM({summed})&" {tr(OF)} {len(rows)}"', told, *_TOTAL)
    longest = max((item.longest or 0 for item in listed), default=0)
    page.formula(_OVERDUE_ROW, _LONGEST, f"=MAX({area(_FIRST_ROW, last, _LONGEST)})", longest, *_TOTAL)
    for column, statuses in ((_OVERDUE, ("overdue",)), (_OPEN, OPEN), (_SILENT, ("unknown",))):
        number = sum(each.status in statuses for each in rows)
        if column == _OVERDUE and number:
            _lead(page, _OVERDUE_ROW, column, overdue.FIRST_ROW)
        page.formula(_OVERDUE_ROW, column, f"=SUM({area(_FIRST_ROW, last, column)})", number, *_TOTAL)


def _draw_rows(
    page: Page,
    scope: Scope,
    places: Sequence[Place],
    listed: Sequence[Item],
    links: dict[tuple[str, ...], int],
) -> list[tuple[int, int]]:
    """Write headings and activities; return the blocks of rows that stay together, each ending with an activity."""
    row, blocks = _FIRST_ROW, []
    for roadmap, section, item in sections(listed):
        first = row
        if roadmap is not None:
            row = draw_roadmap(page, row, roadmap, 1, _SILENT)
            _fill(page, row - 1, len(places), "bar")
        if section is not None:
            row = draw_section(page, row, section, 1, _SILENT)
            _fill(page, row - 1, len(places), "subtotal")
        if not item.is_target:
            page.means(row, None, ACTIVITY_MEANING.format(owed=item.owed))
            if item.longest:
                _lead(page, row, _OVERDUE, links.get((scope.place.id, item.roadmap.id, item.occurrence.key)))
        _draw_item(page, scope, places, item, row)
        blocks.append((first, row))
        row += 1
    return blocks


def _fill(page: Page, row: int, places: int, look: str) -> None:
    for column in range(_FIRST_PLACE, _FIRST_PLACE + places):
        page.put(row, column, None, look)


def _draw_item(page: Page, scope: Scope, places: Sequence[Place], item: Item, row: int) -> None:
    height = max(_LEAST, draw_activity(page, row, item, (0, 1, 2, 3), "small"))
    if item.is_target:
        words = target_words(scope, item)
        page.span(row, _DONE, _SILENT, words, "cell", "left", "wrap", "small", status_of(item, item.rows[0]).tone)
        page.means(row, _DONE, f"place:{item.district_id}", ACTIVITY_MEANING.format(owed=item.owed))
        height = max(height, page.needed(words, _DONE, _SILENT, "cell", "left", "small"))
        _draw_shares(page, scope, places, item, row)
    else:
        _draw_counts(page, item, row, len(places))
        _draw_answers(page, scope, places, item, row)
    page.height(row, height)


def _draw_counts(page: Page, item: Item, row: int, places: int) -> None:
    """Write how many have done it, are overdue, and how long, and the rest; counted from the signs beside."""
    cells = area(row, row, _FIRST_PLACE, _FIRST_PLACE + places - 1)
    done, late = item.number_of(DONE), item.number_of(("overdue",))
    formula = f'=COUNTIF({cells},"√*")&" {tr(OF)} "&COUNTA({cells})'
    look = ("good",) if done == len(item.rows) else ()
    page.formula(row, _DONE, formula, f"{done} {tr(OF)} {len(item.rows)}", "cell", "middle", *look)
    tone = ("bad",) if late else ()
    page.formula(row, _OVERDUE, f'=COUNTIF({cells},"▼*")', late, "cell", "middle", _ZEROS, *tone)
    page.put(row, _LONGEST, item.longest or 0, "cell", "middle", _ZEROS, *tone)
    ahead = "+".join(f'COUNTIF({cells},"{sign}*")' for sign in _signs(OPEN))
    page.formula(row, _OPEN, f"={ahead}", item.number_of(OPEN), "cell", "middle", _ZEROS)
    page.formula(row, _SILENT, f'=COUNTIF({cells},"□*")', item.number_of(("unknown",)), "cell", "middle", _ZEROS)


def _signs(statuses: Sequence[str]) -> list[str]:
    return sorted({wording.MATRIX[status][0] for status in statuses})


def _draw_answers(page: Page, scope: Scope, places: Sequence[Place], item: Item, row: int) -> None:
    by_place: dict[str, Row] = {each.place_id: each for each in item.rows}
    for column, place in enumerate(places, start=_FIRST_PLACE):
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
    for column, place in enumerate(places, start=_FIRST_PLACE):
        value = scope.coverage(place, indicator).value if current and place != scope.place else None
        if value is None or target is None or indicator.unit == "count":
            page.put(row, column, None, "cell")
        else:
            share = percent_text(value, decimals(value, target.minimum))
            page.put(row, column, share, "cell", "middle", "word", "muted")
            page.means(row, column, f"coverage:{indicator.id}:value")


def _note_meanings(page: Page, scope: Scope, places: Sequence[Place]) -> None:
    """Note what the columns count: of the whole district, or of one place."""
    counted = {_DONE: "done", _OVERDUE: "overdue", _LONGEST: "longest", _OPEN: "open", _SILENT: "unknown"}
    for column, what in counted.items():
        answering = ("activities:answering",) if column == _DONE else ()
        page.means(None, column, f"place:{scope.place.id}", f"activities:{what}", *answering)
    for column, place in enumerate(places, start=_FIRST_PLACE):
        page.means(None, column, f"place:{place.id}", "own:place")


def _lead(page: Page, row: int, column: int, target: int | None) -> None:
    """Make a number that is written next lead to the first of the overdue activities that it counts."""
    if target is not None:
        page.jump(row, column, f"{quoted(tr(wording.OVERDUE))}!{at(target, 0)}", tr(TO_OVERDUE))
