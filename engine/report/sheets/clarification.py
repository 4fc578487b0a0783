"""Sheet «Уточнить сроки»: deadlines that nobody has confirmed or that have no date, with the proposed reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from engine.report import wording
from engine.report.book import Book, Page
from engine.report.paper import print_blocks, print_setup
from engine.report.plans import followed
from engine.report.planwords import REPORTERS, instance_words, reporter_words, window_words
from engine.report.scope import Scope
from engine.report.tables import Column
from engine.report.texts import listed, number_text
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.deadlines.deadline import Confidence
from engine.rulebook.deadlines.notes import note_text
from engine.rulebook.owed import is_tracked
from engine.rulebook.roadmaps.resolving import outside_section
from engine.rulebook.roadmaps.roadmap import Activity, Occurrence, Roadmap, Section
from engine.rulebook.roadmaps.written import Reporter
from engine.rulebook.rulebook import Owed
from engine.vocabulary.dates import day

_NUMBER = Column("№ по плану", 11, ("middle", "wrap", "text"))
_WIDTHS = (11.0, 50.0, 24.0, 26.0, 56.0, 30.0)
_INSTANCES_SHOWN = 6
WHAT_TO_DO = (
    "Сверьте предложенное чтение с документом. Если оно верно, методист ставит в файле дорожной карты у этого "
    "мероприятия confirmed: true; если неверно – пишет там, как читать. Пока этого не сделано, срок показан со знаком "
    "вопроса, а мероприятие без даты никогда не считается просроченным."
)
NOTHING = "Все сроки дорожных карт подтверждены: уточнять нечего."
NO_ROADMAP = "Дорожная карта не задана: уточнять нечего."
_NO_DATE = "дата не названа"
_WITHOUT_REASON = {
    Confidence.EXACT: "Из документа дата не следует",
    Confidence.ASSUMED: "Прочитано с допущением",
    Confidence.REPAIRED: "Исправлены знаки, искажённые при сканировании",
    Confidence.UNREADABLE: "Прочитать не удалось",
}

Record = tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Block:
    """One question to the methodologist: its title, the heads of its columns, and its records of a roadmap."""

    title: str
    heads: tuple[str, str, str, str, str, str]
    records: Callable[[Scope, Roadmap, tuple[str, ...]], Iterator[Record]]


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
    row, kept = CONTENT_ROW, []
    for block, records in found:
        kept += _draw_block(page, block, records, row)
        row = kept[-1][1] + 2
    print_blocks(page, scope, kept, None)


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
    row += 1
    for column, head in enumerate(block.heads):
        page.put(row, column, head, "head")
    page.height(row, max(page.needed(head, column, column, "head") for column, head in enumerate(block.heads)))
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
                _reading_words(roadmap, activity, unsure),
                reason_words(unsure[0]),
                _whom_words(scope, roadmap, activity, districts),
            )


def _open(activity: Activity) -> list[Occurrence]:
    """Occurrences whose dates are a proposal, or that have no due date."""
    return [each for each in activity.occurrences if not each.confirmed or each.due_on is None]


def _reading_words(roadmap: Roadmap, activity: Activity, unsure: Sequence[Occurrence]) -> str:
    lines = []
    for each in unsure:
        instance = instance_words(Owed(roadmap, activity, each))
        lines.append(f"{instance}: {window_words(each)}" if instance else window_words(each))
    shown = lines[:_INSTANCES_SHOWN]
    more = len(lines) - len(shown)
    return "\n".join([*shown, *([f"и ещё {number_text(more)}"] if more else [])])


def reason_words(occurrence: Occurrence) -> str:
    """Why a deadline needs a decision: what a person wrote, else what the reading assumed or repaired."""
    if occurrence.reason:
        return occurrence.reason
    notes = [note_text(note, "ru") for note in occurrence.notes]
    return "\n".join(notes) or _WITHOUT_REASON[occurrence.confidence]


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
            _district_words(scope, districts) + f"строки {', '.join(each.number for each in rows)}",
        )


def _section_reason(section: Section, outside: Sequence[str]) -> str:
    reason = reason_words(section.windows[0]) if section.windows else ""
    beyond = f"Вне срока раздела: {', '.join(outside)}; у них действуют свои сроки." if outside else ""
    return "\n".join(part for part in (reason, beyond) if part)


def _reporters(scope: Scope, roadmap: Roadmap, districts: tuple[str, ...]) -> Iterator[Record]:
    for activity in roadmap.activities:
        if not activity.reporter_confirmed:
            yield (
                activity.number,
                activity.title,
                activity.responsible or "не указан",
                REPORTERS[activity.reported_by],
                activity.reporter_reason,
                listed([scope.name_of(each) for each in districts], 3),
            )


BLOCKS = (
    Block(
        "Сроки, которые требуют уточнения",
        (
            "№ по плану",
            "Мероприятие",
            "Срок, как в документе",
            "Предлагается читать",
            "Почему требует уточнения",
            "Кого касается",
        ),
        _deadlines,
    ),
    Block(
        "Разделы, чей срок расходится со сроками мероприятий или прочитан предположительно",
        ("Раздел", "Название раздела", "Срок раздела, как в документе", "Прочитан как", "Почему", "Кого касается"),
        _sections,
    ),
    Block(
        "Кто отчитывается: предложено, но не подтверждено",
        (
            "№ по плану",
            "Мероприятие",
            "Ответственный, как в документе",
            "Предлагается",
            "Почему",
            "Кого касается",
        ),
        _reporters,
    ),
)
