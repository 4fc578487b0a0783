"""Sheet «Документы» of a district's workbook: who has which document, and what stands beside the activities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.report import wording
from engine.report.book import Book, Page, area
from engine.report.paper import print_blocks
from engine.report.plans import by_key
from engine.report.records import lines_of_places, roadmap_lines
from engine.report.scope import Scope
from engine.report.tables import draw_head
from engine.report.texts import short_name
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.forms import lines_of
from engine.rulebook.roadmaps.instances import number_words
from engine.vocabulary.fields import Value
from engine.vocabulary.language import mark, tr
from engine.vocabulary.places import Place

SECTION = "6"
_PLACE_WIDTH, _COUNT_WIDTH, _DOCUMENT_WIDTH = 30.0, 9.0, 19.5
_FEWEST_DOCUMENTS = 6  # columns that the lists below stand in
_FIRST = 2  # column of the first document
_SHOWN = 110  # letters of a document's particulars in its cell; all of them stand below
TITLE = mark("Документы")
NOTE = mark(
    "Раздел 6 формы, как его заполнили организации: √ – документ есть, рядом его реквизиты; ▼ – документа нет; □ – не "
    "заполнено или нет принятого отчёта; «–» – с организации не спрашивается. Под таблицей – документы к мероприятиям "
    "дорожной карты, полные реквизиты и ссылки: они для экрана, на печать не выводятся."
)
PLACE, HAVE, ALL = mark("Организация"), mark("Есть"), mark("Есть у организаций")
OF = mark("из")
YES, NO, BLANK = mark("√ есть"), mark("▼ нет"), mark("□ не заполнено")
OF_ACTIVITIES = mark("Документы к мероприятиям дорожной карты")
NONE_OF_ACTIVITIES = mark("Ни один документ или примечание к мероприятиям не указаны.")
STATUS, DOCUMENT, REMARK = mark("Статус"), mark("Подтверждающий документ"), mark("Примечание")
UNKNOWN_ACTIVITY = mark("Мероприятие дорожной карты")
IN_FULL = mark("Реквизиты и ссылки полностью. Ссылки – текст: проверьте адрес, прежде чем открыть")
PARTICULARS, LINK = mark("Реквизиты"), mark("Ссылка")

#: First and last columns of the three parts of a list's row beside the place.
Spans = tuple[tuple[int, int], tuple[int, int], tuple[int, int]]


def write(book: Book, scope: Scope) -> None:
    """Write the sheet: a row per organisation, then the roadmaps' documents, then what is for the screen only."""
    labels = {line.line: line.label for each in scope.form.sections if each.id == SECTION for line in lines_of(each)}
    columns = max(len(labels), _FEWEST_DOCUMENTS)
    page = book.add(tr(wording.DOCUMENTS), _PLACE_WIDTH, _COUNT_WIDTH, *([_DOCUMENT_WIDTH] * columns))
    last = _FIRST + columns - 1
    draw_top(page, scope, tr(TITLE), last, tr(NOTE))
    said = {(place_id, line): values for place_id, line, values in lines_of_places(scope, SECTION)}
    row = _draw_matrix(page, scope, labels, said)
    printed = row - 1
    blocks = [(CONTENT_ROW + 1, CONTENT_ROW + 2), *((each, each) for each in range(CONTENT_ROW + 3, row))]
    spans: Spans = ((1, _FIRST), (_FIRST + 1, _FIRST + columns // 2), (_FIRST + columns // 2 + 1, last))
    row = _draw_activities(page, scope, row + 1, spans)
    _draw_in_full(page, scope, labels, said, row + 1, spans)
    page.sheet.freeze_panes(CONTENT_ROW + 1, 1)
    print_blocks(page, scope, blocks, CONTENT_ROW, last_row=printed)


def _draw_matrix(
    page: Page, scope: Scope, labels: Mapping[str, str], said: Mapping[tuple[str, str], Mapping[str, Value]]
) -> int:
    """Write a row per organisation and a column per document; return the next row."""
    draw_head(page, CONTENT_ROW, (tr(PLACE), tr(HAVE), *(f"{line} {label}" for line, label in labels.items())))
    first = CONTENT_ROW + 2
    for row, place in enumerate(scope.schools, start=first):
        texts = [_cell_words(scope, place, line, said.get((place.id, line))) for line in labels]
        name = short_name(place.name)
        page.put(row, 0, name, "cell", "left", "wrap", "text")
        height = max(18.0, page.needed(name, 0, 0, "cell", "left"))
        page.means(row, None, f"place:{place.id}")
        for column, text in enumerate(texts, start=_FIRST):
            page.put(row, column, text, "cell", "left", "wrap", "small", "text", *_tone(text))
            height = max(height, page.needed(text, column, column, "cell", "left", "small"))
        _draw_have(page, row, 1, area(row, row, _FIRST, _FIRST + max(1, len(labels)) - 1), texts)
        page.means(row, 1, "plain:documents")
        page.height(row, height)
    for column, line in enumerate(labels, start=_FIRST):
        page.means(None, column, f"fact:{line}.1")
    _draw_all(page, scope, labels, said, (first, first + max(1, len(scope.schools)) - 1))
    return first + len(scope.schools)


def _draw_all(
    page: Page,
    scope: Scope,
    labels: Mapping[str, str],
    said: Mapping[tuple[str, str], Mapping[str, Value]],
    rows: tuple[int, int],
) -> None:
    """Write how many organisations have each document, above them."""
    row = CONTENT_ROW + 1
    page.span(row, 0, 1, tr(ALL), "cell", "left", "total")
    page.height(row, 18)
    for column, line in enumerate(labels, start=_FIRST):
        texts = [_cell_words(scope, place, line, said.get((place.id, line))) for place in scope.schools]
        _draw_have(page, row, column, area(*rows, column), texts, "total")
        page.means(row, column, "plain:documents")


def _draw_have(page: Page, row: int, column: int, cells: str, texts: Sequence[str], *look: str) -> None:
    """Write how many of these cells say that there is a document, of those that are asked."""
    have, asked = sum(text.startswith("√") for text in texts), sum(text != "–" for text in texts)
    every = "+".join(f'COUNTIF({cells},"{sign}*")' for sign in ("√", "▼", "□"))
    formula = f'=COUNTIF({cells},"√*")&" {tr(OF)} "&{every}'
    page.formula(row, column, formula, f"{have} {tr(OF)} {asked}", "cell", "middle", *look)


def _cell_words(scope: Scope, place: Place, line: str, values: Mapping[str, Value] | None) -> str:
    if values is None:
        asked = next(field for field in scope.form.fields if field.address.line == line).asked_of(place.kind)
        if not asked:
            return "–"
        report = scope.index.completeness.get((place.id, "school"))
        status = "silent" if report is None else report.status
        return tr(BLANK) if status in wording.COUNTED else tr(wording.UNKNOWN[status]).replace("\n", " ")
    if values.get("1") == "нет":
        return tr(NO)
    if values.get("1") != "да":
        return tr(BLANK)
    told = str(values.get("2") or "")
    shown = told if len(told) <= _SHOWN else f"{told[:_SHOWN].rstrip()}…"
    return f"√ {shown}" if shown else tr(YES)


def _tone(text: str) -> tuple[str, ...]:
    return {"▼": ("bad",), "□": ("neutral",), "–": ("muted",)}.get(text[:1], ())


def _draw_activities(page: Page, scope: Scope, row: int, spans: Spans) -> int:
    """Write the documents and remarks of the roadmaps by activity; return the next row."""
    last = spans[-1][1]
    page.span(row, 0, last, tr(OF_ACTIVITIES), "bar")
    page.height(row, 20)
    found = _by_activity(scope)
    if not found:
        page.span(row + 1, 0, last, tr(NONE_OF_ACTIVITIES), "cell", "left", "muted", "italic")
        return row + 2
    _draw_row(page, row + 1, spans, (tr(PLACE), tr(STATUS), tr(DOCUMENT), tr(REMARK)), "head")
    row += 2
    for title, answers in found.items():
        page.span(row, 0, last, title, "cell", "left", "wrap", "subtotal")
        page.height(row, max(18.0, page.needed(title, 0, last, "cell", "left", "subtotal")))
        for answer in answers:
            row += 1
            _draw_row(page, row, spans, answer, "cell", "left", "wrap", "text")
        row += 1
    return row


def _by_activity(scope: Scope) -> dict[str, list[tuple[str, ...]]]:
    """What stands beside the activities, by the activity's number and title, in the order of the plans."""
    occurrences = {
        (each.place_id, line): (key.roadmap, key.key)
        for each in scope.index.consolidation.submissions
        for line, key in each.occurrences.items()
    }
    answers: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for place_id, line, values in roadmap_lines(scope):
        if values.get("3") or values.get("4"):
            told = tuple(str(values.get(column) or "") for column in ("1", "3", "4"))
            answers.setdefault(occurrences[place_id, line], []).append((short_name(scope.name_of(place_id)), *told))
    known = by_key(scope)
    ordered = [key for key in known if key in answers] + [key for key in answers if key not in known]
    found: dict[str, list[tuple[str, ...]]] = {}
    for key in ordered:
        owed = known.get(key)
        words = None if owed is None else f"{number_words(owed.activity, owed.occurrence)}. {owed.activity.title}"
        found.setdefault(words or tr(UNKNOWN_ACTIVITY), []).extend(answers[key])
    return found


def _draw_in_full(
    page: Page,
    scope: Scope,
    labels: Mapping[str, str],
    said: Mapping[tuple[str, str], Mapping[str, Value]],
    row: int,
    spans: Spans,
) -> None:
    """Write particulars and links as they were typed, line by line, for the screen."""
    page.span(row, 0, spans[-1][1], tr(IN_FULL), "bar")
    page.height(row, 20)
    _draw_row(page, row + 1, spans, (tr(PLACE), tr(DOCUMENT), tr(PARTICULARS), tr(LINK)), "head")
    row += 2
    for (place_id, line), values in said.items():
        told = tuple(str(values.get(column) or "") for column in ("2", "3"))
        if any(told):
            texts = (short_name(scope.name_of(place_id)), f"{line} {labels[line]}", *told)
            _draw_row(page, row, spans, texts, "cell", "left", "wrap", "text", "small")
            row += 1


def _draw_row(page: Page, row: int, spans: Spans, texts: Sequence[str], *look: str) -> None:
    """Write a place and three texts beside it, as high as the highest of them needs."""
    height = 17.0
    for (first, last), text in zip(((0, 0), *spans), texts, strict=True):
        page.span(row, first, last, text or None, *look)
        height = max(height, page.needed(text, first, last, *look))
    page.height(row, height)
