"""The Russian of what changed since a period was closed, and which changes the region's workbook may show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.consolidation.changes import EXEMPT
from engine.report import wording
from engine.report.decisionwords import basis_shown, key_words
from engine.report.factfields import label_of, leaves_district
from engine.report.index import Row
from engine.report.scope import Scope
from engine.report.texts import listed, number_text, plural
from engine.report.wording import Status
from engine.rulebook.roadmaps.instances import number_words
from engine.rulebook.rulebook import Owed
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Value
from engine.vocabulary.language import mark, tr

KIND = {
    "new": Status("√", mark("отчёт теперь учтён"), "good"),
    "withdrawn": Status("▼", mark("отчёт больше не учтён"), "bad"),
    "decision_withdrawn": Status("►", mark("решение отменено"), "warn"),
    "decision_new": Status("►", mark("новое решение"), "warn"),
    "corrected": Status("►", mark("исправлено значение"), "warn"),
    "newly_overdue": Status("▼", mark("стало просрочено"), "bad"),
    "newly_done": Status("√", mark("стало выполнено"), "good"),
    "status": Status("○", mark("другой статус"), "neutral"),
    "arrived": Status("○", mark("пришёл файл"), "neutral"),
    "report": Status("○", mark("другое состояние отчёта"), "neutral"),
    "gone": Status("▼", mark("файла больше нет"), "warn"),
}
BLANK = mark("пусто")
NOTHING = mark("После закрытия ничего не изменилось.")
VERSION = mark("версия {version}, закрыта {day}")
ACTIVITY, ACTIVITY_TITLE = mark("Мероприятие {number}"), mark("Мероприятие {number}. {title}")
ACTIVITY_COLUMN = mark("Мероприятие {number}: {column}")
CORRECTED = mark("Исправлено {values} {reports}: {places}.")
VALUES = (mark("значение"), mark("значения"), mark("значений"))
IN_REPORTS = (mark("в {number} отчёте"), mark("в {number} отчётах"), mark("в {number} отчётах"))
BELOW = mark("Ещё исправлено в текстах и строках, которые видны только в муниципальных сводах: {number}.")
ACTIVITIES = mark("Мероприятия дорожных карт: {told}.")
ARRIVED = mark("Пришло файлов: {number} ({statuses}).")
GONE = mark("Файлов больше нет: {number} (было: {statuses}).")
#: Names that a sentence shows before «и ещё …».
_SHOWN = 12
_REPORTS = ("new", "withdrawn", "report")
_DECISIONS = ("decision_withdrawn", "decision_new")
_FILES = ("arrived", "gone")
_ACTIVITIES = ("newly_overdue", "newly_done", "status")
_BECAME = (mark("стало просрочено"), mark("стало выполнено"), mark("другой статус"))


class _Fact(NamedTuple):
    """A change's old or new value as a row of the facts."""

    district_id: str
    place_id: str
    line: str | None
    column: str | None
    value: Value


def version_words(scope: Scope) -> str:
    """Which version is compared with: «версия 1, закрыта 20.01.2025»; empty where there is none."""
    closed = scope.closed
    return "" if closed is None else tr(VERSION).format(version=closed.version, day=day(closed.closed_on))


def shown(scope: Scope) -> list[Row]:
    """The changes that a workbook shows: in the region's no text of an organisation and no line that stays below."""
    if not scope.is_public:
        return list(scope.changes)
    return [_without_persons(scope, row) for row in scope.changes if _leaves_district(scope, row)]


def listed_one_by_one(scope: Scope) -> list[Row]:
    """The changes shown, without the arrival of a file that the row of a new report names anyway."""
    rows = shown(scope)
    named = {row.path for row in rows if row.change == "new"}
    return [row for row in rows if row.change != "arrived" or row.path not in named]


def _without_persons(scope: Scope, row: Row) -> Row:
    """The same change without the basis of a decision, which stays in the district."""
    if row.change not in _DECISIONS:
        return row
    bases = {name: getattr(row, name) for name in ("old", "new")}
    shown_instead = {name: basis_shown(scope, basis) for name, basis in bases.items() if basis is not None}
    return row._replace(**shown_instead)


def _leaves_district(scope: Scope, row: Row) -> bool:
    if row.change != "corrected":
        return True
    values = (each for each in (row.old, row.new) if each is not None)
    facts = (_Fact(row.district_id, row.place_id, row.line, row.column, each) for each in values)
    return all(leaves_district(scope, fact) for fact in facts)


def headline(scope: Scope) -> str:
    """The changes in short, without an end: «сдали – 1, исправлено значений – 5»; the sheet itself tells all of them.

    What only follows from them – statuses of activities, files – is told where nothing else changed.
    """
    rows = shown(scope)
    found = Counter(row.change for row in rows)
    changed = (
        (mark("сдали"), found["new"]),
        (mark("больше не учтены"), found["withdrawn"]),
        (mark("исправлено значений"), found["corrected"]),
        (mark("новых решений"), found["decision_new"]),
        (mark("отменено решений"), found["decision_withdrawn"]),
    )
    followed = (
        (mark("другое состояние у отчётов"), found["report"]),
        (mark("исправлений, которые видны только в муниципалитетах"), len(scope.changes) - len(rows)),
        (mark("стало просрочено мероприятий"), found["newly_overdue"]),
        (mark("стало выполнено мероприятий"), found["newly_done"]),
        (mark("другой статус у мероприятий"), found["status"]),
        (mark("пришло файлов"), found["arrived"]),
        (mark("файлов больше нет"), found["gone"]),
    )
    parts = changed if any(number for _, number in changed) else followed
    return ", ".join(f"{tr(words)} – {number_text(number)}" for words, number in parts if number)


def label_words(scope: Scope, row: Row, known: Mapping[tuple[str, str], Owed]) -> str | None:
    """What a change is about: a line's label, an activity, a report, a decision; a file needs no words."""
    if row.change in _FILES:
        return None
    if row.change in _DECISIONS:
        words = key_words(row.key)
        return f"{words[:1].upper()}{words[1:]}"
    if row.change in _REPORTS:
        form = wording.FORM["district" if row.place_id == row.district_id else "school"]
        return tr(form).capitalize()
    return label_of(scope, row) if row.key is None else _activity_words(scope, row, known.get((row.roadmap, row.key)))


def _activity_words(scope: Scope, row: Row, owed: Owed | None) -> str:
    number = row.key if owed is None else number_words(owed.activity, owed.occurrence)
    if row.change == "corrected":
        column = label_of(scope, row).removeprefix(f"{tr(wording.ROADMAP)}: ")
        return tr(ACTIVITY_COLUMN).format(number=number, column=column)
    if owed is None:
        return tr(ACTIVITY).format(number=number)
    return tr(ACTIVITY_TITLE).format(number=number, title=owed.activity.title)


def value_words(row: Row, value: Value) -> Value:
    """A change's old or new value as people read it: a status in words, a blank one said to be so."""
    if row.change == "corrected":
        return tr(BLANK) if value is None else value
    if row.change in _REPORTS:
        return report_words(None if value is None else str(value))
    if value is None:
        return "–"
    if row.change in _DECISIONS:
        return value
    if row.change in _FILES:
        return tr(wording.FILE.get(str(value), str(value)))
    return wording.ACTIVITY[str(value)].text if str(value) in wording.ACTIVITY else value


def report_words(status: str | None) -> str:
    """How a report stands, also where none is expected."""
    if status is None or status == EXEMPT:
        return f"– {tr(wording.NOT_EXPECTED if status is None else wording.EXEMPT)}"
    return wording.COMPLETENESS[status].text if status in wording.COMPLETENESS else status


def summary_lines(scope: Scope) -> Iterator[str]:
    """What changed, in a few sentences with names; that nothing did, where nothing did."""
    rows = shown(scope)
    if not scope.changes:
        yield tr(NOTHING)
    for kind, words in (
        ("new", mark("Сдали после закрытия")),
        ("withdrawn", mark("Больше не учтены")),
        ("report", mark("Другое состояние отчёта")),
        ("decision_withdrawn", mark("Отменены решения")),
        ("decision_new", mark("Новые решения")),
    ):
        if places := [row for row in rows if row.change == kind]:
            yield f"{tr(words)}: {number_text(len(places))} – {_named(scope, places)}."
    if corrected := [row for row in rows if row.change == "corrected"]:
        number = len(corrected)
        values = f"{number_text(number)} {plural(number, *VALUES)}"
        yield tr(CORRECTED).format(values=values, reports=_in_reports(corrected), places=_named(scope, corrected))
    if below := len(scope.changes) - len(rows):
        yield tr(BELOW).format(number=number_text(below))
    activities = [
        f"{tr(words)} – {number_text(number)}"
        for kind, words in zip(_ACTIVITIES, _BECAME, strict=True)
        if (number := sum(row.change == kind for row in rows))
    ]
    if activities:
        yield tr(ACTIVITIES).format(told=", ".join(activities))
    if arrived := [row for row in rows if row.change == "arrived"]:
        statuses = _statuses(row.new for row in arrived)
        yield tr(ARRIVED).format(number=number_text(len(arrived)), statuses=statuses)
    if gone := [row for row in rows if row.change == "gone"]:
        yield tr(GONE).format(number=number_text(len(gone)), statuses=_statuses(row.old for row in gone))


def _in_reports(rows: Sequence[Row]) -> str:
    number = len({row.place_id for row in rows})
    return plural(number, *IN_REPORTS).format(number=number_text(number))


def _named(scope: Scope, rows: Sequence[Row]) -> str:
    """Places with how many of the rows are theirs, where any has several."""
    numbers = Counter(row.place_id for row in rows)
    several = max(numbers.values()) > 1
    names = [scope.name_of(each) + (f" ({number_text(numbers[each])})" if several else "") for each in numbers]
    return listed(names, _SHOWN)


def _statuses(files: Iterable[Value]) -> str:
    found = Counter(map(str, files))
    return ", ".join(
        f"{tr(words)} – {number_text(found[status])}" for status, words in wording.FILE.items() if found[status]
    )
