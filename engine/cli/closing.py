"""A closed version in a few lines: what is in it, how it differs from the one before, what was altered since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from engine.cli.tosend import sending_lines
from engine.consolidation.changes import EXEMPT
from engine.pipeline.closing import Closing
from engine.report import wording
from engine.report.decisionwords import key_words
from engine.report.plans import occurrences
from engine.rulebook.roadmaps.instances import number_words
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.language import speaking, tr
from engine.workspace.folders import CLOSED, Workspace

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
        "changes": "Отличий от версии {previous}: {number}{files}.",
        "files": "; пришло файлов: {number}",
        "same": "Значения, отчёты и мероприятия те же, что в версии {previous}.",
        "untold": "Отличий от версии {previous}, о которых говорит лист «{sheet}», нет; изменились правила или "
        "сведения, которые от них зависят.",
        "folder": "Папка: {folder}",
        "more": " и ещё {number}",
        "more_changes": "– и ещё {number}: они на листе «{sheet}».",
        "new": "– {place}: отчёт теперь учтён (было: {old}).",
        "withdrawn": "– {place}: отчёт больше не учтён ({new}).",
        "report": "– {place}: сдача отчёта: {new} (было: {old}).",
        "decision_new": "– {place}: новое решение – {decision}; основание: {new}.",
        "decision_withdrawn": "– {place}: решение отменено – {decision}; основание было: {old}.",
        "corrected": "– {place}: {where}: было {old}, стало {new}.",
        "activity": "– {place}: {where}: {new} (было: {old}).",
        "arrived": "– Пришёл файл {path}: {new}.",
        "gone": "– Файла {path} больше нет (было: {old}).",
        "not_expected": wording.NOT_EXPECTED,
        "exempt": wording.EXEMPT,
        "cell": "строка {line}, графа {column}",
        "about": "мероприятие {number}",
        "answer": "мероприятие {number}, {label}",
        "blank": "пусто",
        "unknown_place": "организация не определена",
        "altered": "Внимание: закрытый период {period} уже не такой, каким его закрыли. {what} Данные последней версии "
        "целы, работа продолжается.",
        "altered_files": "Изменены или удалены: {names} – верните их из резервной копии.",
        "lost": "Внимание: последней закрытой версии ({version}) периода {period} больше нет на месте: {folder}. "
        "Верните её папку из резервной копии. Пока её нет, {left}.",
        "left": "свод сравнивается с версией {version}",
        "nothing_left": "свод сравнивать не с чем",
        "added_files": "Лишнее: {names} – уберите из папки.",
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
        "changes": "Differences from version {previous}: {number}{files}.",
        "files": "; files arrived: {number}",
        "same": "Values, reports and activities are those of version {previous}.",
        "untold": "No differences from version {previous} of the kinds on the sheet «{sheet}»; the rules "
        "changed, or what follows from them.",
        "folder": "Folder: {folder}",
        "more": " and {number} more",
        "more_changes": "– and {number} more, on the sheet «{sheet}».",
        "new": "– {place}: the report counts now (was: {old}).",
        "withdrawn": "– {place}: the report no longer counts ({new}).",
        "decision_new": "– {place}: new decision {key}; basis: {new}.",
        "decision_withdrawn": "– {place}: decision withdrawn {key}; its basis was: {old}.",
        "corrected": "– {place}: {where}: was {old}, is {new}.",
        "activity": "– {place}: {where}: {new} (was: {old}).",
        "report": "– {place}: state of the report: {new} (was: {old}).",
        "gone": "– The file {path} is not there any more (was: {old}).",
        "not_expected": "not expected",
        "exempt": "not expected: exempt by decision",
        "arrived": "– File arrived: {path}: {new}.",
        "cell": "line {line}, column {column}",
        "about": "activity {number}",
        "answer": "activity {number}, column {column}",
        "blank": "blank",
        "unknown_place": "unknown organisation",
        "altered": "Attention: closed period {period} is no longer as it was closed. {what} The data of its last "
        "version are whole, work goes on.",
        "altered_files": "Altered or missing: {names} – restore them from a backup.",
        "lost": "Attention: the version of period {period} closed last ({version}) is not in its place any more: "
        "{folder}. Restore its folder from a backup. Without it {left}.",
        "left": "the period is compared with version {version}",
        "nothing_left": "there is nothing to compare with",
        "added_files": "Does not belong there: {names} – move it elsewhere.",
    },
}


def closing_lines(closing: Closing, rulebook: Rulebook, lang: str, *, period_by_default: bool) -> Iterator[str]:
    """The closing for people, the folder and what to send from it last."""
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
        if closing.previous is not None:
            yield from _change_lines(closing, rulebook, lang)
    if closing.other_engine is not None:
        yield words["engine"].format(by=closing.other_engine)
    yield words["folder"].format(folder=closing.folder)
    yield from sending_lines(closing, lang)


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
        "transmittals": list(closing.transmittals),
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


def lost_lines(rulebook: Rulebook, lang: str) -> Iterator[str]:
    """Which periods' last versions are not in their place any more, a line per period."""
    words = _WORDS[lang]
    there = {each.period.id: each.version for each in rulebook.closed.periods}
    for period_id, version in rulebook.closed.lost.items():
        left = words["left"].format(version=there[period_id]) if period_id in there else words["nothing_left"]
        folder = f"outgoing/{period_id}/{CLOSED}/{version}"
        yield words["lost"].format(version=version, period=period_id, folder=folder, left=left)


def _content_lines(closing: Closing, rulebook: Rulebook, words: Mapping[str, str]) -> Iterator[str]:
    counted = sum(status in wording.COUNTED for _, _, status in closing.reports)
    yield words["reported"].format(reported=counted, expected=len(closing.reports))
    for wanted in ("silent", "with_errors"):
        names = [_place(place_id, rulebook, words) for place_id, _, status in closing.reports if status == wanted]
        if names:
            yield words[wanted].format(number=len(names), names=_listed(names, words))
    yield words["overdue"].format(number=closing.overdue)


def _change_lines(closing: Closing, rulebook: Rulebook, lang: str) -> Iterator[str]:
    words, number, previous = _WORDS[lang], len(closing.changes), closing.previous
    with speaking(lang):
        sheet = tr(wording.CHANGES_SHEET)
    if not number:
        yield words["same" if closing.is_same else "untold"].format(previous=previous, sheet=sheet)
        return
    arrived = sum(change["change"] == "arrived" for change in closing.changes)
    files = words["files"].format(number=arrived) if arrived else ""
    yield words["changes"].format(previous=previous, number=number - arrived, files=files)
    labels = _column_labels(rulebook, closing)
    numbers = {
        (each.roadmap.id, each.occurrence.key): number_words(each.activity, each.occurrence)
        for each in occurrences(rulebook.roadmaps.values())
    }
    for change in closing.changes[:_CHANGES_SHOWN]:
        yield _change_line(change, numbers, labels, rulebook, lang)
    if number > _CHANGES_SHOWN:
        yield words["more_changes"].format(number=number - _CHANGES_SHOWN, sheet=sheet)


def _column_labels(rulebook: Rulebook, closing: Closing) -> dict[str, str]:
    """What the columns of the roadmap ask for, by number: «статус»."""
    sections = [rulebook.form(form, closing.period).roadmap_section for form in ("school", "district")]
    labels = {each.column: each.label for section in sections if section is not None for each in section.columns}
    return {column: f"{label[:1].lower()}{label[1:]}" for column, label in labels.items()}


def _change_line(
    change: Mapping[str, str],
    numbers: Mapping[tuple[str, str], str],
    labels: Mapping[str, str],
    rulebook: Rulebook,
    lang: str,
) -> str:
    words, kind = _WORDS[lang], change["change"]
    number = numbers.get((change["roadmap"], change["key"]), change["key"])
    template = "activity" if kind in {"newly_overdue", "newly_done", "status"} else kind
    where = "cell" if not change["key"] else "answer" if kind == "corrected" else "about"
    return words[template].format(
        place=_place(change["place_id"], rulebook, words),
        where=words[where].format(
            line=change["line"], column=change["column"], number=number, label=labels.get(change["column"])
        ),
        decision=key_words(change["key"]),
        key=change["key"],
        old=_in_one_line(_status(kind, change["old"], lang)) or words["blank"],
        new=_in_one_line(_status(kind, change["new"], lang)) or words["blank"],
        path=change["path"],
    )


def _status(kind: str, value: str, lang: str) -> str:
    """A status in words; a value of a form, and in English a status too, as it stands."""
    if kind in {"new", "withdrawn", "report"} and value in ("", EXEMPT):
        return _WORDS[lang]["exempt" if value else "not_expected"]
    if kind.startswith("decision"):
        return value.removesuffix(".")
    if lang != "ru":
        return value
    if kind == "corrected":
        return _typed(value)
    if kind in {"arrived", "gone"}:
        return wording.FILE.get(value, value)
    statuses = wording.COMPLETENESS if kind in {"new", "withdrawn", "report"} else wording.ACTIVITY
    return statuses[value].word if value in statuses else value


def _typed(value: str) -> str:
    """A value of a form as people read it: a text in quotes, a number and a date as they are."""
    if _DATE.fullmatch(value):
        return day(date.fromisoformat(value))
    return f"«{value}»" if value and not value.isdecimal() else value


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _place(place_id: str, rulebook: Rulebook, words: Mapping[str, str]) -> str:
    place = rulebook.registry.places.get(place_id)
    return place.name if place is not None else place_id or words["unknown_place"]


def _listed(names: Sequence[str], words: Mapping[str, str]) -> str:
    more = len(names) - _NAMES_SHOWN
    return ", ".join(names[:_NAMES_SHOWN]) + (words["more"].format(number=more) if more > 0 else "")
