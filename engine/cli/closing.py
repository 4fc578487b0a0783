"""A closed version in a few lines: what is in it, how it differs from the one before, what was altered since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from engine.pipeline.closing import Closing
from engine.report import wording
from engine.report.plans import occurrences
from engine.rulebook.roadmaps.instances import number_words
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.workspace.folders import Workspace

_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9])")
#: Names of places that one line shows, and lines of differences, before «и ещё …».
_NAMES_SHOWN, _CHANGES_SHOWN = 8, 40

_WORDS = {
    "ru": {
        "period": "Период: {title}{by_default}; по состоянию на {as_of}.",
        "default_period": " (текущий по правилам)",
        "closed": "Закрыта версия {version}, {closed_on}.",
        "unchanged": "С версии {version}, закрытой {closed_on}, ничего не изменилось; новая версия не нужна.",
        "reported": "Учтено отчётов: {reported} из {expected}.",
        "silent": "Не сдали ({number}): {names}.",
        "with_errors": "С ошибками, в итоги не вошли ({number}): {names}.",
        "overdue": "Просрочено мероприятий: {number}.",
        "engine": "Свод собран версией программы {by}, сейчас работает другая.",
        "changes": "Отличия от версии {previous}: {number}.",
        "no_changes": "Значения, отчёты и мероприятия те же, что в версии {previous}.",
        "folder": "Папка: {folder}",
        "more": " и ещё {number}",
        "more_changes": "– и ещё {number}: они на листе «Что изменилось».",
        "new": "– {place}: отчёт теперь учтён (было: {old}).",
        "withdrawn": "– {place}: отчёт больше не учтён ({new}).",
        "corrected": "– {place}: {where}: было {old}, стало {new}.",
        "activity": "– {place}: {where}: {new} (было: {old}).",
        "arrived": "– Пришёл файл {path}: {new}.",
        "cell": "строка {line}, графа {column}",
        "about": "мероприятие {number}",
        "answer": "мероприятие {number}, графа {column}",
        "blank": "пусто",
        "unknown_place": "организация не определена",
        "altered": "Внимание: закрытый период {period} уже не такой, каким его закрыли. {what} Данные последней версии "
        "целы, работа продолжается. Закрытые версии не изменяют: верните их к прежнему виду из резервной копии.",
        "altered_files": "Изменены или удалены: {names}.",
        "added_files": "Добавлены: {names}.",
    },
    "en": {
        "period": "Period: {title}{by_default}; as of {as_of}.",
        "default_period": " (the rules' current one)",
        "closed": "Closed version {version} on {closed_on}.",
        "unchanged": "Nothing changed since version {version}, closed on {closed_on}; no new version is needed.",
        "reported": "Reports counted: {reported} of {expected}.",
        "silent": "Not reported ({number}): {names}.",
        "with_errors": "With errors, not in the totals ({number}): {names}.",
        "overdue": "Overdue activities: {number}.",
        "engine": "Consolidated by version {by} of the engine, which is not the one that runs now.",
        "changes": "Differences from version {previous}: {number}.",
        "no_changes": "Values, reports and activities are those of version {previous}.",
        "folder": "Folder: {folder}",
        "more": " and {number} more",
        "more_changes": "– and {number} more, on the sheet «Что изменилось».",
        "new": "– {place}: the report counts now (was: {old}).",
        "withdrawn": "– {place}: the report no longer counts ({new}).",
        "corrected": "– {place}: {where}: was {old}, is {new}.",
        "activity": "– {place}: {where}: {new} (was: {old}).",
        "arrived": "– File arrived: {path}: {new}.",
        "cell": "line {line}, column {column}",
        "about": "activity {number}",
        "answer": "activity {number}, column {column}",
        "blank": "blank",
        "unknown_place": "unknown organisation",
        "altered": "Attention: closed period {period} is no longer as it was closed. {what} The data of its last "
        "version are whole, work goes on. Closed versions are never changed: restore them from a backup.",
        "altered_files": "Altered or missing: {names}.",
        "added_files": "Added: {names}.",
    },
}


def closing_lines(closing: Closing, rulebook: Rulebook, lang: str, *, period_by_default: bool) -> Iterator[str]:
    """The closing for people, the folder last."""
    words = _WORDS[lang]
    yield words["period"].format(
        title=closing.period.title,
        by_default=words["default_period"] if period_by_default else "",
        as_of=day(closing.as_of) if lang == "ru" else closing.as_of.isoformat(),
    )
    closed_on = day(closing.closed_on) if lang == "ru" else closing.closed_on.isoformat()
    said = "closed" if closing.is_new else "unchanged"
    yield words[said].format(version=closing.version, closed_on=closed_on)
    if closing.is_new:
        yield from _content_lines(closing, rulebook, words)
        if closing.version > 1:
            yield from _change_lines(closing, rulebook, lang)
    if closing.other_engine is not None:
        yield words["engine"].format(by=closing.other_engine)
    yield words["folder"].format(folder=closing.folder)


def closing_record(closing: Closing, workspace: Workspace) -> dict[str, Any]:
    """The closing for programs; ``folder`` is relative to the workspace."""
    return {
        "period": closing.period.id,
        "version": closing.version,
        "new": closing.is_new,
        "closed_on": closing.closed_on,
        "as_of": closing.as_of,
        "folder": workspace.relative(closing.folder),
        "reported": sum(status in wording.COUNTED for _, _, status in closing.reports),
        "expected": len(closing.reports),
        "silent": [place_id for place_id, _, status in closing.reports if status == "silent"],
        "with_errors": [place_id for place_id, _, status in closing.reports if status == "with_errors"],
        "overdue": closing.overdue,
        "other_engine": closing.other_engine,
        "changes": list(closing.changes) if closing.is_new else [],
    }


def altered_lines(rulebook: Rulebook, lang: str) -> Iterator[str]:
    """What is no longer as it was sealed in the closed periods, a line per period."""
    words = _WORDS[lang]
    for closed in rulebook.closed.periods:
        said = [
            words[name].format(names=_listed(paths, words))
            for name, paths in (("altered_files", closed.altered), ("added_files", closed.added))
            if paths
        ]
        if said:
            yield words["altered"].format(period=closed.period.id, what=" ".join(said))


def _content_lines(closing: Closing, rulebook: Rulebook, words: Mapping[str, str]) -> Iterator[str]:
    counted = sum(status in wording.COUNTED for _, _, status in closing.reports)
    yield words["reported"].format(reported=counted, expected=len(closing.reports))
    for wanted in ("silent", "with_errors"):
        names = [_place(place_id, rulebook, words) for place_id, _, status in closing.reports if status == wanted]
        if names:
            yield words[wanted].format(number=len(names), names=_listed(names, words))
    yield words["overdue"].format(number=closing.overdue)


def _change_lines(closing: Closing, rulebook: Rulebook, lang: str) -> Iterator[str]:
    words, number, previous = _WORDS[lang], len(closing.changes), closing.version - 1
    if not number:
        yield words["no_changes"].format(previous=previous)
        return
    yield words["changes"].format(previous=previous, number=number)
    numbers = {
        (each.roadmap.id, each.occurrence.key): number_words(each.activity, each.occurrence)
        for each in occurrences(rulebook.roadmaps.values())
    }
    for change in closing.changes[:_CHANGES_SHOWN]:
        yield _change_line(change, numbers, rulebook, lang)
    if number > _CHANGES_SHOWN:
        yield words["more_changes"].format(number=number - _CHANGES_SHOWN)


def _change_line(
    change: Mapping[str, str], numbers: Mapping[tuple[str, str], str], rulebook: Rulebook, lang: str
) -> str:
    words, kind = _WORDS[lang], change["change"]
    number = numbers.get((change["roadmap"], change["key"]), change["key"])
    template = "activity" if kind in {"newly_overdue", "newly_done", "status"} else kind
    where = "cell" if not change["key"] else "answer" if kind == "corrected" else "about"
    return words[template].format(
        place=_place(change["place_id"], rulebook, words),
        where=words[where].format(line=change["line"], column=change["column"], number=number),
        old=_status(kind, change["old"], lang) or words["blank"],
        new=_status(kind, change["new"], lang) or words["blank"],
        path=change["path"],
    )


def _status(kind: str, value: str, lang: str) -> str:
    """A status in words; a value of a form, and in English a status too, as it stands."""
    if lang != "ru":
        return value
    if kind == "corrected":
        return day(date.fromisoformat(value)) if _DATE.fullmatch(value) else value
    if kind == "arrived":
        return wording.FILE.get(value, value)
    statuses = wording.COMPLETENESS if kind in {"new", "withdrawn"} else wording.ACTIVITY
    return statuses[value].word if value in statuses else value


def _place(place_id: str, rulebook: Rulebook, words: Mapping[str, str]) -> str:
    place = rulebook.registry.places.get(place_id)
    return place.name if place is not None else place_id or words["unknown_place"]


def _listed(names: Sequence[str], words: Mapping[str, str]) -> str:
    more = len(names) - _NAMES_SHOWN
    return ", ".join(names[:_NAMES_SHOWN]) + (words["more"].format(number=more) if more > 0 else "")
