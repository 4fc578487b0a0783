"""Sheet «О своде»: what the numbers rest on, in plain words: rules, targets, the way of counting, what was left out."""

from __future__ import annotations

from collections.abc import Iterator

import engine
from engine.report import wording
from engine.report.book import Book, Page
from engine.report.decisionwords import decision_words, decisions_inside
from engine.report.factfields import local_lines
from engine.report.paper import print_blocks
from engine.report.rangenames import NAMES_TITLE, name_lines
from engine.report.scope import Scope
from engine.report.sentup import missing, missing_words, transmittal_words
from engine.report.shares import target_text
from engine.report.sheets.changewords import headline, version_words
from engine.report.signing import draw_signatures
from engine.report.tables import WRAPPED, Column, draw_table, widths
from engine.report.texts import dates_text
from engine.report.top import CONTENT_ROW, draw_top
from engine.report.transmittalstate import HEAD, PURPOSE, draft_words, purpose_words
from engine.rulebook.forms import AddsUp
from engine.rulebook.model import Indicator
from engine.validation.switching import switched_off
from engine.vocabulary.dates import day
from engine.vocabulary.language import mark, tr

COLUMNS = (
    Column(mark("Показатель"), 40, WRAPPED),
    Column(mark("Как считается"), 38, WRAPPED),
    Column(mark("Цель"), 15, WRAPPED),
    Column(mark("Подтверждена"), 16, WRAPPED),
    Column(mark("Откуда показатель и цель"), 84, WRAPPED),
)
_LAST = len(COLUMNS) - 1
_TARGET = 2
TITLE = mark("О своде")
COUNTING_TITLE, TARGETS_TITLE = mark("Как считается"), mark("Показатели и цели {year} года")
NOT_ADDITIVE, SWITCHED_OFF = mark("Что не складывается"), mark("Отключённые проверки")
DECISIONS = mark("Решения, принятые вручную")
DUE = mark("организации – {schools}, муниципалитеты – {districts}")
VERSION = mark("{form}, версия {version}")
SAME_RULES = mark("{sha256} (одинаковый отпечаток – одни и те же правила)")
PROGRAM = mark("Свод {version}")
SENT_UP, NOT_SENT = mark("Передаточные своды"), mark("передаточного свода нет")
FROM_REPORTS = mark("посчитан по отчётам организаций")
SINCE, NOTHING_SINCE = mark("{version}; после неё: {changes}"), mark("{version}; после неё ничего не изменилось")
ALTERED, ADDED = mark("изменены или удалены после закрытия: {files}"), mark("добавлено файлов: {number}")
INTACT = mark("{period}: {said}. Данные последней закрытой версии целы, свод опирается на них.")
LINE, RATIO, NUMBER = mark("строка {line}"), mark(" ÷ строка {line}"), mark(" (число)")
CONFIRMED, NO_TARGET = mark("да"), mark("цель не установлена")
TARGET_SOURCE, SAME_SOURCE = mark("Цель: {source}"), mark("Цель: там же")
SIGNED_BY = mark("{place}. Подписывает: {signers}")
REPEATED = mark(
    "По этим строкам итог – сумма по отчётам; один и тот же человек или партнёр может войти в неё несколько раз:"
)
ALL_ON = mark("В этом периоде все проверки включены.")
DECIDED_BY = mark("; кто решил: {who}")
EXEMPT = mark("Освобождены от отчёта: {places}.")
NO_DECISIONS = mark("Нет.")
_SIGN = ((0, 0), (1, 1), (3, 4))  # columns of who signs, the signature, the name
RESTS_ON = mark(
    "«Учтено {reported} из {expected}» – организаций, у которых считается показатель «{indicator}», здесь {expected}; "
    "данные для него дали {reported}."
)
COUNTING = (
    mark(
        "Доля территории – сумма числителей организаций, делённая на сумму их знаменателей. Доли никогда не "
        "усредняются."
    ),
    mark(
        "В итог входят организации, чей отчёт учтён и содержит и числитель, и знаменатель. Пустая ячейка – это не ноль."
    ),
    RESTS_ON,
    mark(
        "Сравнение с целью точное: 69,96 % – это ниже 70 %. Если округление скрыло бы разницу, показано больше знаков."
    ),
    mark(
        "«Не хватает» – скольких человек, самое меньшее, недостаёт, чтобы при том же знаменателе цель была достигнута."
    ),
    mark("Доля одной организации, у которой в знаменателе меньше {small} человек, не оценивается: «мало данных»."),
    mark("Просрочено – срок к отчётной дате прошёл, а отметки «выполнено», «срок перенесён» или «неприменимо» нет."),
    mark("Мероприятие, срок которого не определён, просроченным не бывает."),
    mark(
        "Срок, который никто не подтвердил, показан со знаком вопроса: «31.12.2021?», – сверьте его с документом. "
        "Просрочка по такому сроку считается, но тоже под вопросом."
    ),
    mark("Мероприятия того, чьего отчёта нет или он не принят, не считаются ни выполненными, ни просроченными."),
    mark("Мероприятие, строки о котором нет в принятом отчёте, тоже не считается ни выполненным, ни просроченным."),
)


def write(book: Book, scope: Scope) -> None:
    """Write the sheet, and where the office signs at its end."""
    page = book.add(tr(wording.ABOUT), *widths(COLUMNS))
    draw_top(page, scope, tr(TITLE), _LAST)
    blocks: list[tuple[int, int]] = []
    row = _draw_facts(page, scope, CONTENT_ROW)
    lines = [tr(each).format(small=_small(scope), **_example(scope)) for each in COUNTING]
    row = _draw_list(page, blocks, row, tr(COUNTING_TITLE), lines)
    row = _draw_targets(page, scope, blocks, row)
    if sent_up := _sent_up(scope):
        row = _draw_list(page, blocks, row + 1, tr(SENT_UP), sent_up) - 1
    row = _draw_list(page, blocks, row + 1, tr(NOT_ADDITIVE), _not_additive(scope))
    row = _draw_list(page, blocks, row, tr(SWITCHED_OFF), _switched_off(scope))
    row = _draw_list(page, blocks, row, tr(DECISIONS), list(_decisions(scope)))
    if names := name_lines(book.names):
        first = row
        row = _draw_list(page, [], row, tr(NAMES_TITLE), names)
        blocks.append((first, row - 2))
    if signed := draw_signatures(page, scope, row, _SIGN):
        blocks.append(signed)
    print_blocks(page, scope, blocks, None)


def _draw_facts(page: Page, scope: Scope, row: int) -> int:
    period, form = scope.period, scope.form
    due = {"schools": day(period.due_schools), "districts": day(period.due_districts)}
    facts = (
        (mark("Что отслеживается"), scope.programme.title),
        (mark("Кто составляет"), _who_writes(scope)),
        (mark("Период"), f"{period.title}: {dates_text(period)}"),
        (mark("По состоянию на"), day(scope.as_of)),
        (mark("Срок сдачи"), tr(DUE).format(**due)),
        (mark("Форма"), tr(VERSION).format(form=form.title, version=form.version)),
        (mark("Отпечаток правил"), tr(SAME_RULES).format(sha256=scope.rulebook.sha256)),
        (mark("Версия программы"), tr(PROGRAM).format(version=engine.__version__)),
        *([(HEAD, draft_words()), (PURPOSE, purpose_words(local_lines(scope)))] if scope.leaves else []),
        *_closed(scope),
    )
    for name, value in facts:
        page.put(row, 0, tr(name), "cell", "left", "strong", "subtotal")
        page.span(row, 1, _LAST, value, "cell", "left", "wrap", "text")
        page.height(row, max(17.0, page.needed(value, 1, _LAST, "cell", "left")))
        row += 1
    return row + 1


def _who_writes(scope: Scope) -> str:
    """The office whose workbook this is: the programme's own in the region, else the district and who signs for it."""
    signers = ", ".join(scope.programme.signatures.of(scope.place.level))
    if scope.is_region:
        return scope.programme.organisation
    return tr(SIGNED_BY).format(place=scope.place.name, signers=signers) if signers else scope.place.name


def _sent_up(scope: Scope) -> list[str]:
    """Of the region: how each district's transmittal came; nothing where none did and none is waited for."""
    made = scope.index.consolidation
    sent = {each.district_id: transmittal_words(made, each) for each in made.transmittals}
    lacking = {each.district_id: missing_words(each, tr(NOT_SENT)) for each in missing(made)}
    if not scope.is_region or not (sent or lacking):
        return []
    told = sent | lacking
    return [f"{each.name}: {told.get(each.id) or tr(FROM_REPORTS)}" for each in scope.districts]


def _closed(scope: Scope) -> Iterator[tuple[str, str]]:
    """What this summary compares with, and closed files that are no longer as they were sealed."""
    if scope.closed is not None:
        since = tr(SINCE if scope.changes else NOTHING_SINCE)
        told = since.format(version=version_words(scope), changes=headline(scope))
        yield mark("С чем сравнивается"), told
    for closed in scope.rulebook.closed.periods:
        parts = [
            tr(ALTERED).format(files=", ".join(closed.altered)) if closed.altered else "",
            tr(ADDED).format(number=len(closed.added)) if closed.added else "",
        ]
        if said := "; ".join(part for part in parts if part):
            yield mark("Закрытые файлы"), tr(INTACT).format(period=closed.period.title, said=said)


def _draw_bar(page: Page, row: int, title: str) -> int:
    page.span(row, 0, _LAST, title, "bar")
    page.height(row, 20)
    return row + 1


def _draw_list(page: Page, blocks: list[tuple[int, int]], row: int, title: str, lines: list[str]) -> int:
    """Write a bar and a line each below; the bar stays with the first of them on paper."""
    first, row = row, _draw_bar(page, row, title)
    for line in lines:
        page.span(row, 0, _LAST, line, "paragraph")
        page.height(row, page.needed(line, 0, _LAST, "paragraph"))
        blocks.append((first, row))
        first = row = row + 1
    return row + 1


def _draw_targets(page: Page, scope: Scope, blocks: list[tuple[int, int]], row: int) -> int:
    """Write how each indicator is counted and what it is compared with; return the next row."""
    first, indicators = row, scope.rulebook.indicators
    row = _draw_bar(page, row, tr(TARGETS_TITLE).format(year=scope.period.target_year))
    after = draw_table(page, row, COLUMNS, [_indicator(scope, each) for each in indicators], filtered=False)
    for number, each in enumerate(indicators, start=row + 1):
        page.means(number, _TARGET, f"place:{scope.place.id}", f"coverage:{each.id}:target")
    blocks += [(first, row + 1), *((each, each) for each in range(row + 2, after))]
    return after


def _example(scope: Scope) -> dict[str, object]:
    """On how many organisations an indicator of this workbook rests: the first that lacks some, else the main one."""
    measured = {each.short: scope.coverage(scope.place, each) for each in scope.rulebook.indicators}
    lacking = (name for name, each in measured.items() if each.reported < each.expected)
    name = next(lacking, scope.main_indicator.short)
    return {"indicator": name, "reported": measured[name].reported, "expected": measured[name].expected}


def _small(scope: Scope) -> int:
    return scope.programme.thresholds.small_denominator


def _indicator(scope: Scope, indicator: Indicator) -> tuple[object, ...]:
    kinds = ", ".join(tr(wording.KINDS_COUNTED[str(kind)]) for kind in indicator.kinds)
    ratio = tr(RATIO).format(line=indicator.denominator) if indicator.denominator else tr(NUMBER)
    counted = f"{tr(LINE).format(line=indicator.numerator)}{ratio}; {kinds}"
    target = scope.rulebook.target_for(indicator.id, scope.place.id, scope.period.target_year)
    if target is None:
        return indicator.title, counted, tr(NO_TARGET), "–", indicator.source
    goal = target_text(float(target.minimum)) if indicator.unit == "share" else f"{target.minimum:f}"
    confirmed = tr(CONFIRMED if target.confirmed else wording.UNCONFIRMED)
    return (
        indicator.title,
        counted,
        goal,
        confirmed,
        f"{indicator.source}\n{_target_source(indicator.source, target.source)}",
    )


def _target_source(indicator: str, target: str) -> str:
    """Where a target comes from, without what the indicator's own source says just before it."""
    document, _, beside = target.partition(";")
    own, _, told = indicator.partition(";")
    if document.strip() != own.strip():
        return tr(TARGET_SOURCE).format(source=target)
    known = {each.strip() for each in told.split(",")}
    new = [part for each in beside.split(",") if (part := each.strip()) and part not in known]
    return "; ".join([tr(SAME_SOURCE), *([", ".join(new)] if new else [])])


def _not_additive(scope: Scope) -> list[str]:
    lines = {field.address.line: field.label for field in scope.count_fields if field.adds_up is AddsUp.MAY_REPEAT}
    return [tr(REPEATED), "; ".join(f"{line} – {label}" for line, label in lines.items())]


def _switched_off(scope: Scope) -> list[str]:
    found = [
        f"{each.control.id} «{each.control.title}»: {each.reason}"
        for each in switched_off(scope.rulebook, scope.period)
    ]
    return found or [tr(ALL_ON)]


def _decisions(scope: Scope) -> Iterator[str]:
    """What was decided by hand, and which of it applies to nothing; who decided stays in the district."""
    decisions = list(decisions_inside(scope))
    for each in decisions:
        who = "" if scope.is_public or not each.decided_by else tr(DECIDED_BY).format(who=each.decided_by)
        yield f"{scope.name_of(each.place_id)}: {decision_words(scope, each)}{who}"
    if scope.exempt:
        yield tr(EXEMPT).format(places=", ".join(place.name for place in scope.exempt))
    if not decisions:
        yield tr(NO_DECISIONS)
