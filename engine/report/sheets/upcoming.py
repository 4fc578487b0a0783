"""Sheet «Календарь»: what of the roadmaps begins and falls due in the next days, and who still has to do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from engine.report import wording
from engine.report.book import Book, Page
from engine.report.index import Row
from engine.report.paper import print_blocks, print_setup
from engine.report.plans import AHEAD, DONE, Item, begins_or_ends, items, last_day
from engine.report.planwords import days_words, target_words
from engine.report.scope import Scope
from engine.report.silence import without_report
from engine.report.tables import DATE, WRAPPED, Column, draw_head, fitted, widths
from engine.report.texts import listed, number_text, plural, short_name
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.roadmaps.instances import number_words
from engine.template import style
from engine.vocabulary.dates import MONTHS, day
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Level

_MIDDLE = ("middle", "wrap", "text")
_STATE = 2  # the column that says what happens on the day
#: What a row shows, column by column.
Record: TypeAlias = tuple[date | str, ...]
_WHEN = (
    Column(mark("Дата"), 12, DATE),
    Column(mark("Через сколько"), 14, _MIDDLE),
    Column(mark("Что"), 24, WRAPPED),
)
_WHAT = (
    Column(mark("№ по плану"), 10, _MIDDLE),
    Column(mark("Мероприятие"), 50, WRAPPED),
    Column(mark("Срок, как в документе"), 20, WRAPPED),
    Column(mark("Кто отвечает"), 21, WRAPPED),
    Column(mark("Выполнили"), 11, _MIDDLE),
    Column(mark("Кому осталось"), 32, WRAPPED),
)
DISTRICT_COLUMNS = (*_WHEN, *_WHAT)
REGION_COLUMNS = (*_WHEN, Column(mark("Муниципалитет"), 24, WRAPPED), *_WHAT)
_NAMES_SHOWN = {True: 3, False: 6}  # in the region's workbook, in a district's
TITLE = mark("Календарь на {days}")
NOTE = mark(
    "Что начинается и чей срок истекает с {first} по {last}. Кто уже выполнил, перенёс срок или ответил «неприменимо», "
    "в «Кому осталось» не входит; у кого нет принятого отчёта, назван отдельно. Мероприятий, которые "
    "выполнили все, здесь нет."
)
NOTHING = mark("С {first} по {last} ничего не начинается, и сроков, к которым что-то ещё осталось выполнить, нет.")
NO_ROADMAP = mark("Дорожная карта не задана, поэтому сроков нет.")
DUE, BEGINS = mark("сроков истекает: {number}"), mark("начинается: {number}")
IN_DAYS, TODAY = mark("через {days} ({weekday})"), mark("в отчётную дату")
NO_DEADLINE = mark("не указан")
BY_COVERAGE = mark("решается по охвату")
SOON, FALLS_DUE = mark("► скоро срок"), mark("► срок выполнения")
STARTS, STARTS_UNTIL = mark("○ начинается"), mark("○ начинается, выполнить до {day}")
DISTRICT, AND = mark("муниципалитет"), mark(" и ")
SCHOOLS = (mark("организация"), mark("организации"), mark("организаций"))
WITHOUT_REPORT, WITHOUT_LINE = mark("нет принятого отчёта: {places}"), mark("нет сведений: {places}")
EVERYBODY, ITSELF = mark("всем, кто отвечает"), mark("сам муниципалитет")
OF = mark("{number} из {all}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A day on which an occurrence begins or falls due in one district.

    ``left`` are the rows of those who have not done it, ``unknown`` of those of whom it is not known.
    """

    on: date
    falls_due: bool
    item: Item
    left: tuple[Row, ...]
    unknown: tuple[Row, ...] = ()


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    found, dates = entries(scope), {"first": day(scope.as_of), "last": day(last_day(scope))}
    records = [_record(scope, each) for each in found]
    columns = fitted(REGION_COLUMNS if scope.is_region else DISTRICT_COLUMNS, records)
    page = book.add(tr(wording.UPCOMING), *widths(columns))
    title = tr(TITLE).format(days=days_words(scope.programme.thresholds.calendar_days))
    draw_top(page, scope, title, len(columns) - 1, tr(NOTE).format(**dates) if found else None)
    if found:
        blocks = _draw(page, scope, columns, list(zip(found, records, strict=True)))
        page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
        print_blocks(page, scope, blocks, CONTENT_ROW)
    else:
        page.put(CONTENT_ROW, 0, tr(NOTHING).format(**dates) if scope.activities else tr(NO_ROADMAP), "plain")
        print_setup(page, scope)


def entries(scope: Scope) -> list[Entry]:
    """What begins or falls due from the as-of date on, by day, deadlines first; what everybody has done is left out."""
    found = []
    for number, item in enumerate(items(scope)):
        left = tuple(row for row in item.rows if row.status in AHEAD)
        unknown = tuple(row for row in item.rows if row.status == "unknown")
        if left or unknown:
            for on, falls_due in begins_or_ends(item.occurrence, scope.as_of, last_day(scope)):
                found.append((on, not falls_due, number, Entry(on, falls_due, item, left, unknown)))
    return [entry for *_, entry in sorted(found, key=lambda each: each[:3])]


def _draw(
    page: Page, scope: Scope, columns: Sequence[Column], found: Sequence[tuple[Entry, Record]]
) -> list[tuple[int, int]]:
    """Write a bar per month and a row per entry; return the blocks of rows that stay together."""
    draw_head(page, CONTENT_ROW, [tr(each.head) for each in columns])
    row, month, blocks = CONTENT_ROW + 1, None, []
    for entry, record in found:
        first = row
        if (entry.on.year, entry.on.month) != month:
            month = (entry.on.year, entry.on.month)
            page.span(row, 0, len(columns) - 1, _month_words(entry.on, [each for each, _ in found]), "bar")
            page.height(row, 20)
            row += 1
        _draw_entry(page, scope, columns, (entry, record), row)
        blocks.append((first, row))
        row += 1
    return blocks


def _month_words(month: date, found: Sequence[Entry]) -> str:
    inside = [each for each in found if (each.on.year, each.on.month) == (month.year, month.month)]
    due = sum(each.falls_due for each in inside)
    begins = len(inside) - due
    counts = (
        tr(DUE).format(number=number_text(due)) if due else "",
        tr(BEGINS).format(number=number_text(begins)) if begins else "",
    )
    name = tr(MONTHS[month.month - 1])
    return f"{name[0].upper()}{name[1:]} {month.year} – {', '.join(filter(None, counts))}"


def _draw_entry(page: Page, scope: Scope, columns: Sequence[Column], drawn: tuple[Entry, Record], row: int) -> None:
    entry, record = drawn
    height = 18.0
    for column, (shown, value) in enumerate(zip(columns, record, strict=True)):
        if isinstance(value, date):
            page.put(row, column, value, "cell", *shown.look, style.DATE, *(("strong",) if entry.falls_due else ()))
            continue
        tone = ("warn",) if column == _STATE and _is_soon(scope, entry) else ()
        page.put(row, column, value, "cell", *shown.look, *tone)
        height = max(height, page.needed(value, column, column, "cell", *shown.look))
    page.height(row, height)
    owed = entry.item.owed
    page.means(row, None, f"place:{entry.item.district_id}", f"activity:{owed.roadmap.id}:{owed.occurrence.key}")
    page.means(row, len(columns) - 2, "activities:done", "activities:answering")


def _is_soon(scope: Scope, entry: Entry) -> bool:
    return entry.falls_due and (entry.on - scope.as_of).days <= scope.programme.thresholds.due_soon_days


def _record(scope: Scope, entry: Entry) -> Record:
    item = entry.item
    days = (entry.on - scope.as_of).days
    weekday = tr(wording.WEEKDAYS[entry.on.weekday()])
    district = (scope.name_of(item.district_id),) if scope.is_region else ()
    return (
        entry.on,
        tr(IN_DAYS).format(days=days_words(days), weekday=weekday) if days else tr(TODAY),
        _what_words(scope, entry),
        *district,
        number_words(item.activity, item.occurrence, apart="\n"),
        item.activity.title,
        item.activity.deadline or tr(NO_DEADLINE),
        tr(BY_COVERAGE) if item.is_target else answering_words(item),
        "–" if item.is_target else tr(OF).format(number=item.number_of(DONE), all=len(item.rows)),
        target_words(scope, item) if item.is_target else left_words(scope, entry),
    )


def _what_words(scope: Scope, entry: Entry) -> str:
    occurrence = entry.item.occurrence
    unsure = "" if occurrence.confirmed else f"\n{tr(wording.UNSURE_DATE)}"
    if entry.falls_due:
        return f"{tr(SOON if _is_soon(scope, entry) else FALLS_DUE)}{unsure}"
    if occurrence.due_on is None:
        return f"{tr(STARTS)}{unsure}"
    return f"{tr(STARTS_UNTIL).format(day=day(occurrence.due_on))}{unsure}"


def answering_words(item: Item) -> str:
    """Who answers for an occurrence: «муниципалитет и 16 организаций»."""
    own = any(row.place_id == item.district_id for row in item.rows)
    schools = len(item.rows) - own
    of_schools = f"{number_text(schools)} {plural(schools, *SCHOOLS)}"
    return tr(AND).join(words for words in (tr(DISTRICT) * own, of_schools if schools else "") if words)


def left_words(scope: Scope, entry: Entry) -> str:
    """Who has not done it: everybody, or the first names and how many more; apart from those of whom it is unknown."""
    rejected = [row for row in entry.unknown if without_report(scope, row)]
    not_listed = [row for row in entry.unknown if not without_report(scope, row)]
    lines = (
        _owing(scope, entry) if entry.left else "",
        tr(WITHOUT_REPORT).format(places=_counted(scope, rejected)) if rejected else "",
        tr(WITHOUT_LINE).format(places=_counted(scope, not_listed)) if not_listed else "",
    )
    return "\n".join(filter(None, lines))


def _owing(scope: Scope, entry: Entry) -> str:
    left = entry.left
    if len(left) == len(entry.item.rows) > 1:
        return tr(EVERYBODY)
    if len(left) == 1 and (len(entry.item.rows) == 1 or left[0].place_id == entry.item.district_id):
        return _name(scope, left[0].place_id)
    return _counted(scope, left, ": ")


def _counted(scope: Scope, rows: Sequence[Row], between: str = " – ") -> str:
    names = listed([_name(scope, row.place_id) for row in rows], _NAMES_SHOWN[scope.is_region])
    return f"{number_text(len(rows))}{between}{names}"


def _name(scope: Scope, place_id: str) -> str:
    place = scope.rulebook.registry[place_id]
    return short_name(place.name) if place.level is Level.SCHOOL else tr(ITSELF)
