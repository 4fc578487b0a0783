"""The Russian of what changed since a period was closed, and which changes the region's workbook may show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from engine.consolidation.changes import EXEMPT
from engine.report import wording
from engine.report.decisionwords import basis_shown, key_words
from engine.report.factfields import label_of, leaves_district
from engine.report.scope import Row, Scope
from engine.report.texts import listed, number_text, plural
from engine.report.wording import Status
from engine.rulebook.roadmaps.instances import number_words
from engine.rulebook.rulebook import Owed
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Value

KIND = {
    "new": Status("√", "отчёт теперь учтён", "good"),
    "withdrawn": Status("▼", "отчёт больше не учтён", "bad"),
    "decision_withdrawn": Status("►", "решение отменено", "warn"),
    "decision_new": Status("►", "новое решение", "warn"),
    "corrected": Status("►", "исправлено значение", "warn"),
    "newly_overdue": Status("▼", "стало просрочено", "bad"),
    "newly_done": Status("√", "стало выполнено", "good"),
    "status": Status("○", "другой статус", "neutral"),
    "arrived": Status("○", "пришёл файл", "neutral"),
    "report": Status("○", "другое состояние отчёта", "neutral"),
    "gone": Status("▼", "файла больше нет", "warn"),
}
BLANK = "пусто"
NOTHING = "После закрытия ничего не изменилось."
#: Names that a sentence shows before «и ещё …».
_SHOWN = 12
_REPORTS = ("new", "withdrawn", "report")
_DECISIONS = ("decision_withdrawn", "decision_new")
_FILES = ("arrived", "gone")
_ACTIVITIES = ("newly_overdue", "newly_done", "status")


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
    return "" if closed is None else f"версия {closed.version}, закрыта {day(closed.closed_on)}"


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
    """The same change without the basis of a decision that looks like personal data."""
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
        ("сдали", found["new"]),
        ("больше не учтены", found["withdrawn"]),
        ("исправлено значений", found["corrected"]),
        ("новых решений", found["decision_new"]),
        ("отменено решений", found["decision_withdrawn"]),
    )
    followed = (
        ("другое состояние у отчётов", found["report"]),
        ("исправлений, которые видны только в муниципалитетах", len(scope.changes) - len(rows)),
        ("стало просрочено мероприятий", found["newly_overdue"]),
        ("стало выполнено мероприятий", found["newly_done"]),
        ("другой статус у мероприятий", found["status"]),
        ("пришло файлов", found["arrived"]),
        ("файлов больше нет", found["gone"]),
    )
    parts = changed if any(number for _, number in changed) else followed
    return ", ".join(f"{words} – {number_text(number)}" for words, number in parts if number)


def label_words(scope: Scope, row: Row, known: Mapping[tuple[str, str], Owed]) -> str | None:
    """What a change is about: a line's label, an activity, a report, a decision; a file needs no words."""
    if row.change in _FILES:
        return None
    if row.change in _DECISIONS:
        words = key_words(row.key)
        return f"{words[:1].upper()}{words[1:]}"
    if row.change in _REPORTS:
        is_district = row.place_id == row.district_id
        return wording.FORM["district" if is_district else "school"].capitalize()
    if row.key is None:
        return label_of(scope, row)
    owed = known.get((row.roadmap, row.key))
    number = row.key if owed is None else number_words(owed.activity, owed.occurrence)
    if row.change == "corrected":
        column = label_of(scope, row).removeprefix("Дорожная карта: ")
        return f"Мероприятие {number}: {column}"
    return f"Мероприятие {number}" if owed is None else f"Мероприятие {number}. {owed.activity.title}"


def value_words(row: Row, value: Value) -> Value:
    """A change's old or new value as people read it: a status in words, a blank one said to be so."""
    if row.change == "corrected":
        return BLANK if value is None else value
    if row.change in _REPORTS:
        return report_words(None if value is None else str(value))
    if value is None:
        return "–"
    if row.change in _DECISIONS:
        return value
    if row.change in _FILES:
        return wording.FILE.get(str(value), str(value))
    return wording.ACTIVITY[str(value)].text if str(value) in wording.ACTIVITY else value


def report_words(status: str | None) -> str:
    """How a report stands, also where none is expected."""
    if status is None or status == EXEMPT:
        return f"– {wording.NOT_EXPECTED if status is None else wording.EXEMPT}"
    return wording.COMPLETENESS[status].text if status in wording.COMPLETENESS else status


def summary_lines(scope: Scope) -> Iterator[str]:
    """What changed, in a few sentences with names; that nothing did, where nothing did."""
    rows = shown(scope)
    if not scope.changes:
        yield NOTHING
    for kind, words in (
        ("new", "Сдали после закрытия"),
        ("withdrawn", "Больше не учтены"),
        ("report", "Другое состояние отчёта"),
        ("decision_withdrawn", "Отменены решения"),
        ("decision_new", "Новые решения"),
    ):
        if places := [row for row in rows if row.change == kind]:
            yield f"{words}: {number_text(len(places))} – {_named(scope, places)}."
    if corrected := [row for row in rows if row.change == "corrected"]:
        number = len(corrected)
        values = f"{number_text(number)} {plural(number, 'значение', 'значения', 'значений')}"
        yield f"Исправлено {values} {_in_reports(corrected)}: {_named(scope, corrected)}."
    if below := len(scope.changes) - len(rows):
        yield f"Ещё исправлено в текстах и строках, которые видны только в муниципальных сводах: {number_text(below)}."
    activities = [
        f"{words} – {number_text(number)}"
        for kind, words in zip(_ACTIVITIES, ("стало просрочено", "стало выполнено", "другой статус"), strict=True)
        if (number := sum(row.change == kind for row in rows))
    ]
    if activities:
        yield f"Мероприятия дорожных карт: {', '.join(activities)}."
    if arrived := [row for row in rows if row.change == "arrived"]:
        yield f"Пришло файлов: {number_text(len(arrived))} ({_statuses(row.new for row in arrived)})."
    if gone := [row for row in rows if row.change == "gone"]:
        yield f"Файлов больше нет: {number_text(len(gone))} (было: {_statuses(row.old for row in gone)})."


def _in_reports(rows: Sequence[Row]) -> str:
    number = len({row.place_id for row in rows})
    return f"в {number_text(number)} {plural(number, 'отчёте', 'отчётах', 'отчётах')}"


def _named(scope: Scope, rows: Sequence[Row]) -> str:
    """Places with how many of the rows are theirs, where any has several."""
    numbers = Counter(row.place_id for row in rows)
    several = max(numbers.values()) > 1
    names = [scope.name_of(each) + (f" ({number_text(numbers[each])})" if several else "") for each in numbers]
    return listed(names, _SHOWN)


def _statuses(files: Iterable[Value]) -> str:
    found = Counter(map(str, files))
    return ", ".join(
        f"{words} – {number_text(found[status])}" for status, words in wording.FILE.items() if found[status]
    )
