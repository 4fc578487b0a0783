"""Sheet «Уточнить сроки»: deadlines that nobody has confirmed or that have no date, with the proposed reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from engine.report import wording
from engine.report.book import Book, Page
from engine.report.paper import print_blocks, print_setup
from engine.report.plans import followed
from engine.report.planwords import REPORTERS, reporter_words, window_words
from engine.report.scope import Scope
from engine.report.tables import draw_head
from engine.report.texts import listed, number_text
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.deadlines.deadline import Confidence
from engine.rulebook.deadlines.notes import note_text
from engine.rulebook.owed import is_tracked
from engine.rulebook.roadmaps.instances import instance_words
from engine.rulebook.roadmaps.resolving import outside_section
from engine.rulebook.roadmaps.roadmap import Activity, Occurrence, Roadmap, Section
from engine.rulebook.roadmaps.written import Reporter
from engine.rulebook.rulebook import Owed
from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, spoken, tr

_WIDTHS = (9.0, 62.0, 38.0, 24.0, 52.0, 22.0)
_LAST = len(_WIDTHS) - 1
_INSTANCES_SHOWN = 6
_DISTRICTS_SHOWN = 12
TITLE = mark("Уточнить сроки")
WHAT_TO_DO = mark(
    "Сверьте предложенное чтение с документом. Как подтвердить: сообщите составителю правил, что оно верно; если "
    "неверно – какой срок верный, например «до 25 мая 2025 года». Где стоит «даты нет», срок назначают решением и "
    "сообщают так же. До этого срок показан со знаком вопроса; просрочка по нему считается. Мероприятие без даты "
    "просроченным не бывает."
)
REPORTERS_HINT = mark(
    "Как подтвердить: сообщите составителю правил, верно ли предложенное, а если нет – кто отчитывается."
)
HEADS = (
    mark("№"),
    mark("Название"),
    mark("Как в документе"),
    mark("Предлагается"),
    mark("Почему"),
    mark("Кто отчитывается, строки"),
)
FILE, FOLLOWED_BY = mark("файл {file}"), mark("по ней работают: {places}")
ASKED_FROM = mark("спрашивается то, чей срок {day} или позже")
NOT_ASKED = mark("{whom}; не спрашивается: срок раньше")
NOTHING = mark("Все сроки дорожных карт подтверждены: уточнять нечего.")
NO_ROADMAP = mark("Дорожная карта не задана: уточнять нечего.")
MISSING = mark("не указан")
MORE = mark("и ещё {number}")
OUTSIDE = mark("Вне срока раздела: {rows}; у них действуют свои сроки.")
LINE, LINES = mark("строка {rows}"), mark("строки {rows}")
_WITHOUT_REASON = {
    Confidence.EXACT: mark("Из документа дата не следует"),
    Confidence.ASSUMED: mark("Прочитано с допущением"),
    Confidence.REPAIRED: mark("Исправлены знаки, искажённые при сканировании"),
    Confidence.UNREADABLE: mark("Прочитать не удалось"),
}

Record = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Block:
    """One question to the methodologist: its title, its records of a roadmap, and what to do about them.

    Where ``has_whom`` is not set the reason takes the last column too.
    """

    title: str
    records: Callable[[Scope, Roadmap], Iterator[Record]]
    hint: str | None = None
    has_whom: bool = True


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    page = book.add(tr(wording.CLARIFY), *_WIDTHS)
    plans = followed(scope)
    found = [(block, found) for block in BLOCKS if (found := _found(scope, block, plans))]
    draw_top(page, scope, tr(TITLE), _LAST, tr(WHAT_TO_DO) if found else None)
    if not found:
        page.put(CONTENT_ROW, 0, tr(NOTHING) if plans else tr(NO_ROADMAP), "plain")
        print_setup(page, scope)
        return
    draw_head(page, CONTENT_ROW, [tr(head) for head in HEADS])
    row, kept = CONTENT_ROW + 1, []
    for block, records in found:
        kept += _draw_block(page, scope, block, records, row)
        row = kept[-1][1] + 2
    page.means(None, 0, "plain:number")
    page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
    print_blocks(page, scope, kept, CONTENT_ROW)


def unclear(scope: Scope) -> int:
    """How many deadlines of the workbook's roadmaps somebody has to clarify."""
    roadmaps = scope.rulebook.roadmaps
    return sum(bool(_open(activity)) for roadmap_id in followed(scope) for activity in roadmaps[roadmap_id].activities)


def _found(scope: Scope, block: Block, plans: dict[str, tuple[str, ...]]) -> list[tuple[Roadmap, list[Record]]]:
    roadmaps = scope.rulebook.roadmaps
    found = [(roadmaps[each], list(block.records(scope, roadmaps[each]))) for each in plans]
    return [(roadmap, records) for roadmap, records in found if records]


def _draw_block(
    page: Page, scope: Scope, block: Block, found: Sequence[tuple[Roadmap, list[Record]]], row: int
) -> list[tuple[int, int]]:
    """Write a block; return the rows that stay together, each group ending with a record."""
    number = sum(len(records) for _, records in found)
    page.span(row, 0, _LAST, f"{tr(block.title)}: {number_text(number)}", "bar")
    page.height(row, 20)
    kept, first = [], row
    if block.hint:
        row += 1
        page.span(row, 0, _LAST, tr(block.hint), "cell", "left", "wrap")
        page.height(row, max(18.0, page.needed(tr(block.hint), 0, _LAST, "cell", "left")))
    for roadmap, records in found:
        row += 1
        title = _roadmap_words(scope, roadmap)
        page.span(row, 0, _LAST, title, "cell", "left", "wrap", "subtotal")
        page.height(row, max(18.0, page.needed(title, 0, _LAST, "cell", "left", "subtotal")))
        for record in records:
            row += 1
            _draw_record(page, record, row, _LAST if block.has_whom else _LAST - 1)
            kept.append((first, row))
            first = row + 1
    return kept


def _roadmap_words(scope: Scope, roadmap: Roadmap) -> str:
    """A roadmap, its file, in the region who follows it, and from which deadline on it is asked about."""
    districts = [scope.name_of(each) for each in followed(scope)[roadmap.id]]
    parts = (
        roadmap.title,
        tr(FOLLOWED_BY).format(places=listed(districts, _DISTRICTS_SHOWN)) if scope.is_region else "",
        tr(FILE).format(file=f"rules/roadmaps/{roadmap.id}.yaml"),
        "" if roadmap.tracked_from is None else tr(ASKED_FROM).format(day=day(roadmap.tracked_from)),
    )
    return " · ".join(filter(None, parts))


def _draw_record(page: Page, record: Record, row: int, last: int) -> None:
    """Write a record up to the column ``last``, whose cell takes the columns that are left."""
    height = 18.0
    for column, text in enumerate(record[: last + 1]):
        end = _LAST if column == last else column
        page.span(row, column, end, text, "cell", "wrap", "text", "middle" if column == 0 else "left")
        height = max(height, page.needed(text, column, end, "cell", "left"))
    page.height(row, height)


def _deadlines(scope: Scope, roadmap: Roadmap) -> Iterator[Record]:
    for activity in roadmap.activities:
        if unsure := _open(activity):
            yield (
                activity.number,
                activity.title,
                activity.deadline or tr(MISSING),
                reading_words(activity, unsure),
                reason_words(unsure[0]),
                _whom_words(scope, roadmap, activity),
            )


def _open(activity: Activity) -> list[Occurrence]:
    """Occurrences whose dates are a proposal, or that have no due date."""
    return [each for each in activity.occurrences if not each.confirmed or each.due_on is None]


def reading_words(activity: Activity, unsure: Sequence[Occurrence]) -> str:
    """The dates as they are read, a line per instance, of many the first and how many more."""
    lines = []
    for each in unsure:
        instance = instance_words(activity, each)
        lines.append(f"{instance}: {window_words(each)}" if instance else window_words(each))
    shown = lines[:_INSTANCES_SHOWN]
    more = len(lines) - len(shown)
    return "\n".join([*shown, *([tr(MORE).format(number=number_text(more))] if more else [])])


def reason_words(occurrence: Occurrence) -> str:
    """Why a deadline needs a decision: what a person wrote, else what the reading assumed or repaired."""
    if occurrence.reason:
        return _sentence(occurrence.reason)
    notes = [_sentence(note_text(note, spoken())) for note in occurrence.notes]
    return "\n".join(notes) or _sentence(tr(_WITHOUT_REASON[occurrence.confidence]))


def _sentence(text: str) -> str:
    stripped = text.rstrip()
    return stripped if stripped.endswith((".", "!", "?", "…")) or not stripped else f"{stripped}."


def _whom_words(scope: Scope, roadmap: Roadmap, activity: Activity) -> str:
    whole = scope.rulebook.registry.region  # opened before everything: only what the roadmap tracks decides
    asked = activity.target is not None or any(
        is_tracked(Owed(roadmap, activity, each), whole) for each in _open(activity)
    )
    whom = reporter_words(activity)
    if not asked and roadmap.tracked_from is not None and activity.reported_by is not Reporter.OTHER:
        return tr(NOT_ASKED).format(whom=whom)
    return whom


def _sections(scope: Scope, roadmap: Roadmap) -> Iterator[Record]:  # noqa: ARG001  every block's records are asked alike
    for section in roadmap.sections:
        rows = [each for each in roadmap.activities if each.section == section]
        outside = [each.number for each in rows if outside_section(each)]
        if section.deadline is None or not (outside or any(not each.confirmed for each in section.windows)):
            continue
        yield (
            section.number,
            section.title,
            section.deadline,
            "\n".join(window_words(each) for each in section.windows),
            _section_reason(section, outside),
            _rows_words([each.number for each in rows]),
        )


def _section_reason(section: Section, outside: Sequence[str]) -> str:
    """Why a section's deadline needs a decision; a person's reason says itself which rows are outside."""
    first = section.windows[0] if section.windows else None
    if first is not None and first.reason:
        return reason_words(first)
    noted = reason_words(first) if first is not None and (first.notes or not outside) else ""
    beyond = tr(OUTSIDE).format(rows=", ".join(outside)) if outside else ""
    return "\n".join(part for part in (noted, beyond) if part)


def _rows_words(numbers: Sequence[str]) -> str:
    return tr(LINE if len(numbers) == 1 else LINES).format(rows=", ".join(numbers))


def _reporters(scope: Scope, roadmap: Roadmap) -> Iterator[Record]:  # noqa: ARG001  see _sections
    for activity in roadmap.activities:
        if not activity.reporter_confirmed:
            yield (
                activity.number,
                activity.title,
                activity.responsible or tr(MISSING),
                tr(REPORTERS[activity.reported_by]),
                _sentence(activity.reporter_reason),
                "",
            )


BLOCKS = (
    Block(mark("Сроки, которые требуют уточнения"), _deadlines),
    Block(mark("Разделы, чей срок расходится со сроками мероприятий или прочитан предположительно"), _sections),
    Block(mark("Кто отчитывается: предложено, но не подтверждено"), _reporters, REPORTERS_HINT, has_whom=False),
)
