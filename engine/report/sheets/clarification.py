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

_WIDTHS = (11.0, 50.0, 24.0, 26.0, 56.0, 30.0)
_INSTANCES_SHOWN = 6
WHAT_TO_DO = (
    "Сверьте предложенное чтение с документом. Если оно верно, методист ставит в файле дорожной карты в блоке reading "
    "этого мероприятия confirmed: true; если неверно – пишет там же верный срок, например text: до 25 мая 2025 года. "
    "Где стоит «даты нет», срок назначают решением и вписывают так же. До этого срок показан со знаком вопроса; "
    "просрочка по нему считается. Мероприятие без даты просроченным не бывает."
)
REPORTERS_HINT = "Если предложенное верно, поставьте confirmed: true рядом с reported_by."
HEADS = ("№", "Название", "Как в документе", "Предлагается", "Почему", "Кого касается")
NOTHING = "Все сроки дорожных карт подтверждены: уточнять нечего."
NO_ROADMAP = "Дорожная карта не задана: уточнять нечего."
_WITHOUT_REASON = {
    Confidence.EXACT: "Из документа дата не следует",
    Confidence.ASSUMED: "Прочитано с допущением",
    Confidence.REPAIRED: "Исправлены знаки, искажённые при сканировании",
    Confidence.UNREADABLE: "Прочитать не удалось",
}

Record = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Block:
    """One question to the methodologist: its title, its records of a roadmap, and what to do about them."""

    title: str
    records: Callable[[Scope, Roadmap, tuple[str, ...]], Iterator[Record]]
    hint: str | None = None


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    page = book.add(wording.CLARIFY, *_WIDTHS)
    last = len(_WIDTHS) - 1
    plans = followed(scope)
    found = [(block, found) for block in BLOCKS if (found := _found(scope, block, plans))]
    draw_top(page, scope, "Уточнить сроки", last, WHAT_TO_DO if found else None)
    if not found:
        page.put(CONTENT_ROW, 0, NOTHING if plans else NO_ROADMAP, "plain")
        print_setup(page, scope)
        return
    for column, head in enumerate(HEADS):
        page.put(CONTENT_ROW, column, head, "head")
    page.height(CONTENT_ROW, 20)
    row, kept = CONTENT_ROW + 1, []
    for block, records in found:
        kept += _draw_block(page, block, records, row)
        row = kept[-1][1] + 2
    page.sheet.freeze_panes(CONTENT_ROW + 1, 0)
    print_blocks(page, scope, kept, CONTENT_ROW)


def unclear(scope: Scope) -> int:
    """How many deadlines of the workbook's roadmaps somebody has to clarify."""
    roadmaps = scope.rulebook.roadmaps
    return sum(bool(_open(activity)) for roadmap_id in followed(scope) for activity in roadmaps[roadmap_id].activities)


def _found(scope: Scope, block: Block, plans: dict[str, tuple[str, ...]]) -> list[tuple[Roadmap, list[Record]]]:
    roadmaps = scope.rulebook.roadmaps
    found = [(roadmaps[each], list(block.records(scope, roadmaps[each], plans[each]))) for each in plans]
    return [(roadmap, records) for roadmap, records in found if records]


def _draw_block(
    page: Page, block: Block, found: Sequence[tuple[Roadmap, list[Record]]], row: int
) -> list[tuple[int, int]]:
    """Write a block; return the rows that stay together, each group ending with a record."""
    number, last = sum(len(records) for _, records in found), len(_WIDTHS) - 1
    page.span(row, 0, last, f"{block.title}: {number_text(number)}", "bar")
    page.height(row, 20)
    kept, first = [], row
    if block.hint:
        row += 1
        page.span(row, 0, last, block.hint, "cell", "left", "wrap")
        page.height(row, max(18.0, page.needed(block.hint, 0, last, "cell", "left")))
    for roadmap, records in found:
        row += 1
        title = f"{roadmap.title} · файл rules/roadmaps/{roadmap.id}.yaml"
        page.span(row, 0, last, title, "cell", "left", "wrap", "subtotal")
        page.height(row, max(18.0, page.needed(title, 0, last, "cell", "left", "subtotal")))
        for record in records:
            row += 1
            _draw_record(page, record, row)
            kept.append((first, row))
            first = row + 1
    return kept


def _draw_record(page: Page, record: Record, row: int) -> None:
    height = 18.0
    for column, text in enumerate(record):
        page.put(row, column, text, "cell", "wrap", "text", "middle" if column == 0 else "left")
        height = max(height, page.needed(text, column, column, "cell", "left"))
    page.height(row, height)


def _deadlines(scope: Scope, roadmap: Roadmap, districts: tuple[str, ...]) -> Iterator[Record]:
    for activity in roadmap.activities:
        if unsure := _open(activity):
            yield (
                activity.number,
                activity.title,
                activity.deadline or "не указан",
                _reading_words(activity, unsure),
                reason_words(unsure[0]),
                _whom_words(scope, roadmap, activity, districts),
            )


def _open(activity: Activity) -> list[Occurrence]:
    """Occurrences whose dates are a proposal, or that have no due date."""
    return [each for each in activity.occurrences if not each.confirmed or each.due_on is None]


def _reading_words(activity: Activity, unsure: Sequence[Occurrence]) -> str:
    lines = []
    for each in unsure:
        instance = instance_words(activity, each)
        lines.append(f"{instance}: {window_words(each)}" if instance else window_words(each))
    shown = lines[:_INSTANCES_SHOWN]
    more = len(lines) - len(shown)
    return "\n".join([*shown, *([f"и ещё {number_text(more)}"] if more else [])])


def reason_words(occurrence: Occurrence) -> str:
    """Why a deadline needs a decision: what a person wrote, else what the reading assumed or repaired."""
    if occurrence.reason:
        return _sentence(occurrence.reason)
    notes = [_sentence(note_text(note, "ru")) for note in occurrence.notes]
    return "\n".join(notes) or _sentence(_WITHOUT_REASON[occurrence.confidence])


def _sentence(text: str) -> str:
    stripped = text.rstrip()
    return stripped if stripped.endswith((".", "!", "?", "…")) or not stripped else f"{stripped}."


def _whom_words(scope: Scope, roadmap: Roadmap, activity: Activity, districts: tuple[str, ...]) -> str:
    whole = scope.rulebook.registry.region  # opened before everything: only what the roadmap tracks decides
    asked = activity.target is not None or any(
        is_tracked(Owed(roadmap, activity, each), whole) for each in _open(activity)
    )
    whom = reporter_words(activity)
    if not asked and roadmap.tracked_from is not None and activity.reported_by is not Reporter.OTHER:
        whom = f"{whom}; не спрашивается: срок раньше {day(roadmap.tracked_from)}"
    return f"{_district_words(scope, districts)}{whom}"


def _district_words(scope: Scope, districts: tuple[str, ...]) -> str:
    """The districts that follow a roadmap; in a district's own workbook there is only itself."""
    return f"{listed([scope.name_of(each) for each in districts], 3)}: " if scope.is_region else ""


def _sections(scope: Scope, roadmap: Roadmap, districts: tuple[str, ...]) -> Iterator[Record]:
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
            _district_words(scope, districts) + _rows_words([each.number for each in rows]),
        )


def _section_reason(section: Section, outside: Sequence[str]) -> str:
    """Why a section's deadline needs a decision; a person's reason says itself which rows are outside."""
    first = section.windows[0] if section.windows else None
    if first is not None and first.reason:
        return reason_words(first)
    noted = reason_words(first) if first is not None and (first.notes or not outside) else ""
    beyond = f"Вне срока раздела: {', '.join(outside)}; у них действуют свои сроки." if outside else ""
    return "\n".join(part for part in (noted, beyond) if part)


def _rows_words(numbers: Sequence[str]) -> str:
    return f"{'строка' if len(numbers) == 1 else 'строки'} {', '.join(numbers)}"


def _reporters(scope: Scope, roadmap: Roadmap, districts: tuple[str, ...]) -> Iterator[Record]:
    for activity in roadmap.activities:
        if not activity.reporter_confirmed:
            yield (
                activity.number,
                activity.title,
                activity.responsible or "не указан",
                REPORTERS[activity.reported_by],
                _sentence(activity.reporter_reason),
                listed([scope.name_of(each) for each in districts], 3),
            )


BLOCKS = (
    Block("Сроки, которые требуют уточнения", _deadlines),
    Block("Разделы, чей срок расходится со сроками мероприятий или прочитан предположительно", _sections),
    Block("Кто отчитывается: предложено, но не подтверждено", _reporters, REPORTERS_HINT),
)
