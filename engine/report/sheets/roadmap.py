"""Sheet «Дорожная карта»: what of the plan is done; by place in a district, by district with counts in the region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.consolidation.targetrows import value_when_due
from engine.report import wording
from engine.report.book import Book, Page, area
from engine.report.paper import column_breaks, print_setup
from engine.report.scope import Row, Scope
from engine.report.shares import decimals, percent_text
from engine.report.sheets.overdue import due_words
from engine.report.texts import short_name
from engine.report.top import CONTENT_ROW, draw_top
from engine.report.wording import Status
from engine.rulebook.model import ActivityTarget
from engine.vocabulary.places import Place

DISTRICT_HEADS = ("№ по плану", "Мероприятие", "Срок, как в документе", "Выполнить до", "Выполнено", "Просрочено")
DISTRICT_WIDTHS = (10.0, 52.0, 20.0, 12.5, 11.0, 11.0)
_PLACE_WIDTH = 16.5
_FIRST_PLACE = len(DISTRICT_HEADS)
_DONE_COLUMN, _OVERDUE_COLUMN = 4, 5
_SCALE = 75

REGION_COLUMNS = (
    ("Муниципалитет", 20.0, ()),
    ("№ по плану", 9.0, ()),
    ("Мероприятие", 52.0, ()),
    ("Срок, как в документе", 17.0, ()),
    ("Выполнить до", 12.5, ()),
    ("Отвечают, всего", 11.0, None),
    ("√ выполнено", 11.5, ("done",)),
    ("√ с опозданием", 11.5, ("done_late",)),
    ("▼ просрочено", 12.5, ("overdue",)),
    ("► скоро срок, перенесено", 12.5, ("due_soon", "postponed")),
    ("○ срок не наступил или неясен", 12.5, ("not_due", "no_deadline")),
    ("– неприменимо", 12.5, ("not_applicable",)),
    ("□ нет отчёта", 11.0, ("unknown",)),
)
_TONES = {"overdue": "bad", "done_late": "warn", "done": "good", "unknown": "neutral"}
_FIRST_COUNT = 5
NO_ROADMAP = "Дорожная карта не задана: отмечать нечего."
DISTRICT_NOTE = (
    "Каждая строка – мероприятие плана, каждый столбец – кто за него отвечает. Целевые строки решаются по измеренному "
    "охвату. Пустая ячейка – не отвечает."
)
REGION_NOTE = (
    "Каждая строка – мероприятие плана одного муниципалитета; числа – сколько отвечающих в каком состоянии. "
    "Целевые строки решаются по измеренному охвату."
)


@dataclass(frozen=True, slots=True)
class Item:
    """An occurrence of a plan in one district, with the rows of everybody who answers for it."""

    district_id: str
    roadmap: str
    number: str
    title: str
    target: ActivityTarget | None
    date_confirmed: bool
    rows: tuple[Row, ...]

    @property
    def first(self) -> Row:
        """Any of the rows: they share what the plan says."""
        return self.rows[0]

    @property
    def is_target(self) -> bool:
        """Tell whether coverage decides it, not a typed status."""
        return self.target is not None


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    listed = items(scope)
    if not listed:
        page = book.add(wording.ROADMAP, 100)
        draw_top(page, scope, "Дорожная карта", 1)
        page.put(CONTENT_ROW, 0, NO_ROADMAP, "plain")
        print_setup(page, scope, landscape=False)
    elif scope.is_region:
        _write_region(book, scope, listed)
    else:
        _write_district(book, scope, listed)


def items(scope: Scope) -> list[Item]:
    """The occurrences of every district's plans, in the plans' order."""
    grouped: dict[tuple[str, str, str], list[Row]] = {}
    for row in scope.activities:
        grouped.setdefault((row.district_id, row.roadmap, row.key), []).append(row)
    return [
        Item(
            district.id,
            roadmap_id,
            activity.number,
            activity.title,
            activity.target,
            occurrence.confirmed,
            tuple(grouped[district.id, roadmap_id, occurrence.key]),
        )
        for district in scope.districts
        for roadmap_id, roadmap in scope.rulebook.roadmaps.items()
        for activity in roadmap.activities
        for occurrence in activity.occurrences
        if (district.id, roadmap_id, occurrence.key) in grouped
    ]


def status_of(item: Item, row: Row) -> Status:
    """A row's status in words; a target row without data says that it is coverage that is not known."""
    if item.is_target and row.status == "unknown":
        return wording.TARGET_UNKNOWN
    return wording.ACTIVITY[row.status]


def _write_district(book: Book, scope: Scope, listed: Sequence[Item]) -> None:
    answering = {row.place_id for item in listed for row in item.rows}
    places = [place for place in (scope.place, *scope.schools) if place.id in answering]
    page = book.add(wording.ROADMAP, *DISTRICT_WIDTHS, *(_PLACE_WIDTH for _ in places))
    draw_top(page, scope, "Дорожная карта", _FIRST_PLACE - 1, DISTRICT_NOTE)
    heads = [*DISTRICT_HEADS, *(short_name(place.name) for place in places)]
    for column, head in enumerate(heads):
        page.put(CONTENT_ROW, column, head, "head")
    page.height(CONTENT_ROW, max(page.needed(head, column, column, "head") for column, head in enumerate(heads)))
    for number, item in enumerate(listed):
        _draw_item(page, scope, places, item, CONTENT_ROW + 1 + number)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 2)
    print_setup(page, scope, scale=_SCALE, first_row=CONTENT_ROW)
    page.sheet.repeat_columns(0, 1)
    groups = [DISTRICT_WIDTHS[2:], *([_PLACE_WIDTH] for _ in places)]
    starts = column_breaks(groups, DISTRICT_WIDTHS[:2], _SCALE)
    page.sheet.set_v_pagebreaks([_FIRST_PLACE - 1 + start for start in starts])
    page.sheet.repeat_rows(CONTENT_ROW)


def _draw_due(page: Page, item: Item, row: int, column: int) -> None:
    """Write the due date; one that a person has not confirmed is marked as such."""
    due_on = item.first.due_on
    shown = wording.UNSURE_DATE if due_on is None else due_words(due_on, confirmed=item.date_confirmed)
    look = ("middle", "wrap", "small") if isinstance(shown, str) else ("date",)
    page.put(row, column, shown, "cell", *look)


def basis_words(scope: Scope, item: Item) -> str | None:
    """The coverage that decided a target row and what it rests on; None where none was measured or it is not due."""
    row, registry = item.first, scope.rulebook.registry
    if item.target is None or row.status not in {"met", "missed"}:
        return None
    indicator = next(each for each in scope.rulebook.indicators if each.id == item.target.indicator)
    measured = scope.coverage(registry[row.place_id], indicator)
    if scope.period.starts_on <= row.due_on <= scope.period.ends_on and measured.value is not None:
        value, rests_on = measured.value, f"учтено {measured.reported} из {measured.expected}"
    else:
        known = value_when_due(row.place_id, indicator.id, row.due_on, {}, scope.rulebook, scope.period)
        if known is None:
            return None
        value, rests_on = known, "данные прошлых лет"
    if indicator.unit == "count":
        return f"{float(value):g}, {rests_on}"
    return f"{percent_text(value, decimals(value, item.target.minimum))}, {rests_on}"


def _draw_item(page: Page, scope: Scope, places: Sequence[Place], item: Item, row: int) -> None:
    for column, value in enumerate((item.number, item.title, item.first.deadline)):
        page.put(row, column, value, "cell", "wrap", "text", "middle" if column == 0 else "left")
    _draw_due(page, item, row, 3)
    by_place = {each.place_id: each for each in item.rows}
    _draw_counts(page, item, row, len(places))
    height = max(
        30.0,
        page.needed(item.title, 1, 1, "cell", "left"),
        page.needed(item.first.deadline or "", 2, 2, "cell", "left"),
    )
    for number, place in enumerate(places):
        column = _FIRST_PLACE + number
        answer = by_place.get(place.id)
        if answer is None:
            page.put(row, column, None, "cell", "neutral")
            continue
        status = status_of(item, answer)
        text = status.text if answer.status != "overdue" else f"{status.text}\n{answer.days_overdue} дн."
        if item.is_target and (basis := basis_words(scope, item)):
            text = f"{text}\n{basis}"
        page.put(row, column, text, "cell", "middle", "wrap", "small", status.tone)
        height = max(height, page.needed(text, column, column, "cell", "small"))
    page.height(row, height)


def _draw_counts(page: Page, item: Item, row: int, places: int) -> None:
    """Write how many have done it and how many are overdue, counted from the cells beside."""
    if item.is_target:
        page.put(row, _DONE_COLUMN, "по охвату", "cell", "middle", "small", "muted")
        page.put(row, _OVERDUE_COLUMN, None, "cell", "neutral")
        return
    cells = area(row, row, _FIRST_PLACE, _FIRST_PLACE + places - 1)
    for column, statuses in ((_DONE_COLUMN, ("done", "done_late")), (_OVERDUE_COLUMN, ("overdue",))):
        number = sum(each.status in statuses for each in item.rows)
        pattern = wording.ACTIVITY[statuses[0]].text + "*"
        look = (_TONES[statuses[0]],) if number else ()
        page.formula(row, column, f'=COUNTIF({cells},"{pattern}")', number, "cell", "middle", "count", *look)


def _write_region(book: Book, scope: Scope, listed: Sequence[Item]) -> None:
    page = book.add(wording.ROADMAP, *(width for _, width, _ in REGION_COLUMNS))
    draw_top(page, scope, "Дорожные карты", len(REGION_COLUMNS) - 1, REGION_NOTE)
    for column, (head, _, _) in enumerate(REGION_COLUMNS):
        page.put(CONTENT_ROW, column, head, "head")
    page.height(CONTENT_ROW, 42)
    for number, item in enumerate(listed):
        _draw_region_item(page, scope, item, CONTENT_ROW + 1 + number)
    last = CONTENT_ROW + len(listed)
    page.sheet.autofilter(CONTENT_ROW, 0, last, len(REGION_COLUMNS) - 1)
    _draw_totals(page, listed, last + 1)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 3)
    print_setup(page, scope)
    page.sheet.repeat_rows(CONTENT_ROW)


def _draw_region_item(page: Page, scope: Scope, item: Item, row: int) -> None:
    district = scope.name_of(item.district_id)
    texts = (district, item.number, item.title, item.first.deadline)
    for column, text in enumerate(texts):
        page.put(row, column, text, "cell", "wrap", "text", "middle" if column == 1 else "left")
    _draw_due(page, item, row, 4)
    page.height(
        row, max(17.0, *(page.needed(text or "", column, column, "cell", "left") for column, text in enumerate(texts)))
    )
    if item.is_target:
        status = status_of(item, item.first)
        basis = basis_words(scope, item)
        text = f"{status.text}: {basis}" if basis else f"{status.text} (решается по охвату)"
        page.span(row, _FIRST_COUNT, len(REGION_COLUMNS) - 1, text, "cell", "left", status.tone)
        return
    for column, (_, _, statuses) in enumerate(REGION_COLUMNS[_FIRST_COUNT + 1 :], start=_FIRST_COUNT + 1):
        number = sum(each.status in (statuses or ()) for each in item.rows)
        tone = (_TONES[statuses[0]],) if number and statuses and statuses[0] in _TONES else ()
        page.put(row, column, number, "cell", "middle", "count", *tone)
    every = area(row, row, _FIRST_COUNT + 1, len(REGION_COLUMNS) - 1)
    page.formula(row, _FIRST_COUNT, f"=SUM({every})", len(item.rows), "cell", "middle", "count", "strong")


def _draw_totals(page: Page, listed: Sequence[Item], row: int) -> None:
    page.height(row, 20)
    page.span(row, 0, _FIRST_COUNT - 1, "Всего отметок по мероприятиям (без целевых строк)", "cell", "left", "total")
    for column, (_, _, statuses) in enumerate(REGION_COLUMNS[_FIRST_COUNT:], start=_FIRST_COUNT):
        number = sum(
            statuses is None or each.status in statuses for item in listed if not item.is_target for each in item.rows
        )
        summed = area(CONTENT_ROW + 1, row - 1, column)
        page.formula(row, column, f"=SUM({summed})", number, "cell", "middle", "count", "total")
