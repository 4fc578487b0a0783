"""Sheet «О своде»: what the numbers rest on, in plain words: rules, targets, the way of counting, what was left out."""

from __future__ import annotations

from collections.abc import Iterator

import engine
from engine.report import wording
from engine.report.book import Book, Page
from engine.report.decisionwords import decision_words, decisions_inside
from engine.report.paper import print_setup
from engine.report.scope import Scope
from engine.report.sheets.changewords import headline, version_words
from engine.report.sheets.coverage import percent
from engine.report.tables import WRAPPED, Column, draw_table, widths
from engine.report.top import CONTENT_ROW, draw_top
from engine.rulebook.forms import AddsUp
from engine.rulebook.model import Indicator
from engine.template.content import period_text
from engine.validation.switching import switched_off
from engine.vocabulary.dates import day

COLUMNS = (
    Column("Показатель", 36, WRAPPED),
    Column("Как считается", 34, WRAPPED),
    Column("Цель", 16, WRAPPED),
    Column("Подтверждена", 16, WRAPPED),
    Column("Откуда показатель и цель", 62, WRAPPED),
)
_LAST = len(COLUMNS) - 1
COUNTING = (
    "Доля территории – сумма числителей организаций, делённая на сумму их знаменателей. Доли никогда не усредняются.",
    "В итог входят организации, чей отчёт учтён и содержит и числитель, и знаменатель. Пустая ячейка – это не ноль.",
    "«Учтено 64 из 67» – показатель считается у 67 организаций такого вида, а данные для него дали 64.",
    "Сравнение с целью точное: 69,96 % – это ниже 70 %. Если округление скрыло бы разницу, показано больше знаков.",
    "«Не хватает» – скольких человек, самое меньшее, недостаёт, чтобы при том же знаменателе цель была достигнута.",
    "Доля одной организации, у которой в знаменателе меньше {small} человек, не оценивается: «мало данных».",
    "Просрочено – срок к отчётной дате прошёл, а отметки «выполнено», «срок перенесён» или «неприменимо» нет.",
    "Мероприятие, срок которого не определён, просроченным не бывает.",
    (
        "Срок, который никто не подтвердил, показан со знаком вопроса: «31.12.2021?», – сверьте его с документом. "
        "Просрочка по такому сроку считается, но тоже под вопросом."
    ),
    "Мероприятия того, чьего отчёта нет или он не принят, не считаются ни выполненными, ни просроченными.",
    "Мероприятие, строки о котором нет в принятом отчёте, тоже не считается ни выполненным, ни просроченным.",
)


def write(book: Book, scope: Scope) -> None:
    """Write the sheet."""
    page = book.add(wording.ABOUT, *widths(COLUMNS))
    draw_top(page, scope, "О своде", _LAST)
    row = _draw_facts(page, scope, CONTENT_ROW)
    row = _draw_list(page, row, "Как считается", [each.format(small=_small(scope)) for each in COUNTING])
    row = _draw_bar(page, row, f"Показатели и цели {scope.period.target_year} года")
    row = draw_table(
        page, row, COLUMNS, [_indicator(scope, each) for each in scope.rulebook.indicators], filtered=False
    )
    row = _draw_list(page, row + 1, "Что не складывается", _not_additive(scope))
    row = _draw_list(page, row, "Отключённые проверки", _switched_off(scope))
    _draw_list(page, row, "Решения, принятые вручную", list(_decisions(scope)))
    print_setup(page, scope)


def _draw_facts(page: Page, scope: Scope, row: int) -> int:
    period, form = scope.period, scope.form
    facts = (
        ("Что отслеживается", scope.programme.title),
        ("Кто составляет", scope.programme.organisation),
        ("Период", f"{period.title}: {period_text(period)}"),
        ("По состоянию на", day(scope.as_of)),
        ("Срок сдачи", f"организации – {day(period.due_schools)}, муниципалитеты – {day(period.due_districts)}"),
        ("Форма", f"{form.title}, версия {form.version}"),
        ("Отпечаток правил", f"{scope.rulebook.sha256} (одинаковый отпечаток – одни и те же правила)"),
        ("Версия программы", f"Свод {engine.__version__}"),
        *_closed(scope),
    )
    for name, value in facts:
        page.put(row, 0, name, "cell", "left", "strong", "subtotal")
        page.span(row, 1, _LAST, value, "cell", "left", "wrap", "text")
        page.height(row, max(17.0, page.needed(value, 1, _LAST, "cell", "left")))
        row += 1
    return row + 1


def _closed(scope: Scope) -> Iterator[tuple[str, str]]:
    """What this summary compares with, and closed files that are no longer as they were sealed."""
    if scope.closed is not None:
        since = f"после неё: {headline(scope)}" if scope.changes else "после неё ничего не изменилось"
        yield "С чем сравнивается", f"{version_words(scope)}; {since}"
    for closed in scope.rulebook.closed.periods:
        parts = [
            f"изменены или удалены после закрытия: {', '.join(closed.altered)}" if closed.altered else "",
            f"добавлено файлов: {len(closed.added)}" if closed.added else "",
        ]
        if said := "; ".join(part for part in parts if part):
            yield (
                "Закрытые файлы",
                f"{closed.period.title}: {said}. Данные последней закрытой версии целы, свод опирается на них.",
            )


def _draw_bar(page: Page, row: int, title: str) -> int:
    page.span(row, 0, _LAST, title, "bar")
    page.height(row, 20)
    return row + 1


def _draw_list(page: Page, row: int, title: str, lines: list[str]) -> int:
    row = _draw_bar(page, row, title)
    for line in lines:
        page.span(row, 0, _LAST, line, "paragraph")
        page.height(row, page.needed(line, 0, _LAST, "paragraph"))
        row += 1
    return row + 1


def _small(scope: Scope) -> int:
    return scope.programme.thresholds.small_denominator


def _indicator(scope: Scope, indicator: Indicator) -> tuple[object, ...]:
    kinds = ", ".join(wording.KINDS_COUNTED[str(kind)] for kind in indicator.kinds)
    ratio = f" ÷ строка {indicator.denominator}" if indicator.denominator else " (число)"
    target = scope.rulebook.target_for(indicator.id, scope.place.id, scope.period.target_year)
    if target is None:
        return (
            indicator.title,
            f"строка {indicator.numerator}{ratio}; {kinds}",
            "цель не установлена",
            "–",
            indicator.source,
        )
    goal = percent(float(target.minimum)) if indicator.unit == "share" else f"{target.minimum:f}"
    confirmed = "да" if target.confirmed else wording.UNCONFIRMED
    source = f"{indicator.source}\nЦель: {target.source}"
    return indicator.title, f"строка {indicator.numerator}{ratio}; {kinds}", goal, confirmed, source


def _not_additive(scope: Scope) -> list[str]:
    lines = {field.address.line: field.label for field in scope.count_fields if field.adds_up is AddsUp.MAY_REPEAT}
    return [
        "По этим строкам итог – сумма по отчётам; один и тот же человек или партнёр может войти в неё несколько раз:",
        *(f"{line} – {label}" for line, label in lines.items()),
    ]


def _switched_off(scope: Scope) -> list[str]:
    found = [
        f"{each.control.id} «{each.control.title}»: {each.reason}"
        for each in switched_off(scope.rulebook, scope.period)
    ]
    return found or ["В этом периоде все проверки включены."]


def _decisions(scope: Scope) -> Iterator[str]:
    """What was decided by hand, and which of it applies to nothing; who decided stays in the district."""
    decisions = list(decisions_inside(scope))
    for each in decisions:
        who = "" if scope.is_public else f"; кто решил: {each.decided_by}"
        yield f"{scope.name_of(each.place_id)}: {decision_words(scope, each)}{who}"
    if scope.exempt:
        yield f"Освобождены от отчёта: {', '.join(place.name for place in scope.exempt)}."
    if not decisions:
        yield "Нет."
