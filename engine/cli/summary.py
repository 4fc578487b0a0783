"""A finished run in a few lines: what was asked, who answered, what is overdue, where the workbooks are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from engine.cli.calling import called
from engine.consolidation.decisions import DECISIONS_FILE
from engine.consolidation.expected import exempt_places
from engine.consolidation.transmitted import with_transmittals
from engine.pipeline.choices import Asked
from engine.pipeline.consolidation import Run
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.findings import Finding

STAGES = {
    "ru": {
        "reading": "Читаю файлы…",
        "validation": "Проверяю…",
        "consolidation": "Считаю свод…",
        "workbooks": "Пишу книги…",
        "documents": "Пишу справки…",
        "returns": "Пишу возвраты и письма…",
        "publication": "Складываю в outgoing…",
    },
    "en": {
        "reading": "Reading files…",
        "validation": "Checking…",
        "consolidation": "Consolidating…",
        "workbooks": "Writing workbooks…",
        "documents": "Writing documents…",
        "returns": "Writing returns and letters…",
        "publication": "Publishing to outgoing…",
    },
}
#: Names of places that one line of the summary shows before «и ещё …».
_SHOWN = 8
_OVERDUE_SHOWN = 5
#: Kinds of change that are told one by one; the others only follow from them.
_CHANGES = ("new", "withdrawn", "corrected", "decision_new", "decision_withdrawn")

_WORDS = {
    "ru": {
        "period": "Период: {title}{by_default}; по состоянию на {as_of}{as_of_by_default}.",
        "default_period": " (текущий по правилам)",
        "default_as_of": " (дата периода)",
        "files": "Файлов найдено: {found}; учтено: {counted}; не принято из-за ошибок: {rejected}; прочее "
        "(замены, повторы, вложения, служебные): {other}.",
        "sent_up": "Передаточных сводов учтено: {number} ({names}){edited}.",
        "edited": "; исправлено вручную ячеек: {number}, в итогах – то, что записала программа",
        "reported": "Отчитались: {reported} из {expected}.",
        "silent": "Не сдали ({number}): {names}.",
        "late": "Сдали с опозданием ({number}): {names}.",
        "with_errors": "С ошибками, в итоги не вошли ({number}): {names}.",
        "overdue": "Просрочено мероприятий: {number}.",
        "no_overdue": "Просроченных мероприятий нет.",
        "overdue_item": "– {place}: мероприятие {activity}, на {days} дн.",
        "overdue_more": "– и ещё {number}: лист «Просрочено».",
        "unknown": "Срок прошёл, а выполнено ли, неизвестно (отчёта нет, он не принят или в нём нет строки): {number}.",
        "findings": "Замечаний: ошибок {errors}, предупреждений {warnings}{explained}{waived}. "
        "Они перечислены на листе «Замечания».",
        "explained": ", пояснено {number}",
        "waived": ", снято решением {number}",
        "exempt": "Отчёта не ждут по решению ({number}): {names}.",
        "in_vain": "Решений, которые применить не к чему: {number}. Они названы на листе «О своде».",
        "returns": "Возвращено на исправление: {number} – папка {folder}",
        "letters": "Письма ({number}): папка {folder}. Программа сама ничего не отправляет.",
        "unaddressed": "Без адреса: {number} (rules/registry.csv, столбец email).",
        "districts": "Муниципальные своды: {folder}",
        "transmittals": "Передаточные своды ({number}): в той же папке. Они предварительные; региону отправляют те, "
        "что появятся в папке closed, когда период закроют.",
        "region": "Региональный свод: {path}",
        "documents": "Справки и сопроводительные письма ({number}): папка {folder}",
        "renamed": "Файл «{wanted}» открыт в другой программе; новая версия записана рядом: «{written}».",
        "more": " и ещё {number}",
        "changed": "После закрытия версии {version}: {what}. Лист «Что изменилось». Если нужен исправленный свод: "
        "{command}",
        "unchanged": "После закрытия версии {version} ничего не изменилось.",
        "new": "сдали – {number}",
        "withdrawn": "больше не учтены – {number}",
        "corrected": "исправлено значений – {number}",
        "decision_new": "новых решений – {number}",
        "decision_withdrawn": "отменено решений – {number}",
        "others": "прочих отличий – {number}",
        "next": "Дальше: {steps}",
        "send": "разошлите письма из папки letters",
        "decide": "решения – {command}",
        "close": "готово – {command}",
    },
    "en": {
        "period": "Period: {title}{by_default}; as of {as_of}{as_of_by_default}.",
        "default_period": " (the rules' current one)",
        "default_as_of": " (the period's own date)",
        "files": "Files found: {found}; counted: {counted}; not accepted because of errors: {rejected}; other "
        "(superseded, duplicates, enclosures, system files): {other}.",
        "sent_up": "Transmittals that count: {number} ({names}){edited}.",
        "edited": "; cells edited by hand: {number}, the totals take what the program wrote",
        "reported": "Reported: {reported} of {expected}.",
        "silent": "Not reported ({number}): {names}.",
        "late": "Late ({number}): {names}.",
        "with_errors": "With errors, not in the totals ({number}): {names}.",
        "overdue": "Overdue activities: {number}.",
        "no_overdue": "No overdue activities.",
        "overdue_item": "– {place}: activity {activity}, by {days} days",
        "overdue_more": "– and {number} more: sheet «Просрочено».",
        "unknown": "Past due, and whether done is unknown (no report, not accepted, or the line is missing): {number}.",
        "findings": "Findings: {errors} errors, {warnings} warnings{explained}{waived}. "
        "They are listed on the sheet «Замечания».",
        "explained": ", {number} explained",
        "waived": ", {number} waived by decision",
        "exempt": "Exempt by decision ({number}): {names}.",
        "in_vain": "Decisions that apply to nothing: {number}. They are named on the sheet «О своде».",
        "returns": "Returned for correction: {number} – folder {folder}",
        "letters": "Letters ({number}): folder {folder}. Nothing is sent by the program.",
        "unaddressed": "Without an address: {number} (rules/registry.csv, column email).",
        "districts": "District workbooks: {folder}",
        "transmittals": "Transmittals ({number}): in the same folder. They are preliminary; those to send to the "
        "region will stand in the folder closed once the period is closed.",
        "region": "Region workbook: {path}",
        "documents": "Memos and covering letters ({number}): folder {folder}",
        "renamed": "{wanted!r} is open in another program; the new version was written beside it: {written!r}.",
        "more": " and {number} more",
        "changed": "Since version {version} was closed: {what}. Sheet «Что изменилось». Where a corrected version is "
        "needed: {command}",
        "unchanged": "Nothing has changed since version {version} was closed.",
        "new": "reported – {number}",
        "withdrawn": "counting no longer – {number}",
        "corrected": "values corrected – {number}",
        "decision_new": "new decisions – {number}",
        "decision_withdrawn": "decisions withdrawn – {number}",
        "others": "other differences – {number}",
        "next": "Next: {steps}",
        "send": "send the letters in the folder letters",
        "decide": "decisions – {command}",
        "close": "when done – {command}",
    },
}


def asked_lines(asked: Asked, lang: str) -> Iterator[str]:
    """Say aloud which period and date the run is about, and what was taken by default."""
    words = _WORDS[lang]
    yield words["period"].format(
        title=asked.period.title,
        by_default=words["default_period"] if asked.period_by_default else "",
        as_of=day(asked.as_of) if lang == "ru" else asked.as_of.isoformat(),
        as_of_by_default=words["default_as_of"] if asked.as_of_by_default else "",
    )


def summary_lines(run: Run, rulebook: Rulebook, lang: str, root: Path = Path()) -> Iterator[str]:
    """The result for people, what to do next last; ``root`` is the workspace as it was given."""
    words = _WORDS[lang]
    yield from asked_lines(run.asked, lang)
    yield _files_line(run, words)
    yield from _sent_up_line(run, rulebook, words)
    yield from _places_lines(run.consolidation.completeness, rulebook, words)
    yield from _overdue_lines(run.consolidation.activities, rulebook, words)
    yield from _unknown_line(run.consolidation.activities, words)
    yield from _decisions_lines(run, rulebook, words)
    yield _findings_line(run.consolidation.findings, words)
    yield from _changes_line(run, words, root)
    for wanted, written in run.renamed.items():
        yield words["renamed"].format(wanted=wanted, written=written)
    yield from _correspondence_lines(run, words)
    yield words["districts"].format(folder=run.folder)
    if transmittals := sum(output["kind"] == "district_transmittal" for output in run.contents["outputs"]):
        yield words["transmittals"].format(number=transmittals)
    for output in run.contents["outputs"]:
        if output["kind"] == "region_workbook":
            yield words["region"].format(path=run.folder / output["path"])
    yield from _documents_lines(run, words, lang)
    yield _next_line(run, words, root)


def _documents_lines(run: Run, words: dict[str, str], lang: str) -> Iterator[str]:
    """Where the Word documents are, and why some were not written."""
    if number := sum(output["kind"] == "document" for output in run.contents["outputs"]):
        yield words["documents"].format(number=number, folder=run.folder / "documents")
    for fault in run.template_faults:
        yield fault.said(lang)


def _files_line(run: Run, words: dict[str, str]) -> str:
    statuses = run.contents["counts"]["files"]
    counted = statuses.get("accepted", 0) + statuses.get("warned", 0)
    found, rejected = sum(statuses.values()), statuses.get("rejected", 0)
    return words["files"].format(found=found, counted=counted, rejected=rejected, other=found - counted - rejected)


def _sent_up_line(run: Run, rulebook: Rulebook, words: dict[str, str]) -> Iterator[str]:
    """Which districts' transmittals count, and how many cells of them were edited; nothing where there are none."""
    transmittals = run.consolidation.transmittals
    if transmittals:
        names = _listed([rulebook.registry[each.district_id].name for each in transmittals], words)
        cells = sum(len(each.edits) for each in transmittals)
        edited = words["edited"].format(number=cells) if cells else ""
        yield words["sent_up"].format(number=len(transmittals), names=names, edited=edited)


def _places_lines(completeness: pd.DataFrame, rulebook: Rulebook, words: dict[str, str]) -> Iterator[str]:
    reported = completeness["status"].isin(["on_time", "late", "reported"])
    yield words["reported"].format(reported=int(reported.sum()), expected=len(completeness))
    for status in ("silent", "late", "with_errors"):
        ids = list(completeness.loc[completeness["status"] == status, "place_id"])
        if ids:
            names = _listed([rulebook.registry[place_id].name for place_id in ids], words)
            yield words[status].format(number=len(ids), names=names)


def _overdue_lines(activities: pd.DataFrame, rulebook: Rulebook, words: dict[str, str]) -> Iterator[str]:
    """How many activities are overdue, and the longest overdue ones, a line each."""
    overdue = activities[activities["status"] == "overdue"].sort_values("days_overdue", ascending=False, kind="stable")
    if overdue.empty:
        yield words["no_overdue"]
        return
    yield words["overdue"].format(number=len(overdue))
    for row in overdue.head(_OVERDUE_SHOWN).itertuples():
        place = rulebook.registry[str(row.place_id)].name
        yield words["overdue_item"].format(place=place, activity=row.activity, days=row.days_overdue)
    if (more := len(overdue) - _OVERDUE_SHOWN) > 0:
        yield words["overdue_more"].format(number=more)


def _unknown_line(activities: pd.DataFrame, words: dict[str, str]) -> Iterator[str]:
    past = (activities["status"] == "unknown") & activities["days_overdue"].notna()
    if past.any():
        yield words["unknown"].format(number=int(past.sum()))


def _decisions_lines(run: Run, rulebook: Rulebook, words: dict[str, str]) -> Iterator[str]:
    exempt = sorted(exempt_places(with_transmittals(rulebook, run.consolidation), run.asked.period))
    if exempt:
        names = _listed([rulebook.registry[place_id].name for place_id in exempt], words)
        yield words["exempt"].format(number=len(exempt), names=names)
    in_vain = [each for each in run.consolidation.findings if each.path == DECISIONS_FILE]
    if in_vain:
        yield words["in_vain"].format(number=len(in_vain))


def _findings_line(findings: Iterable[Finding], words: dict[str, str]) -> str:
    """How many findings are open, and how many were settled one way or the other."""
    counted = Counter(str(each.severity if each.is_open else each.state) for each in findings)
    settled = {
        state: words[state].format(number=counted[state]) if counted[state] else "" for state in ("explained", "waived")
    }
    return words["findings"].format(errors=counted["error"], warnings=counted["warning"], **settled)


def _changes_line(run: Run, words: dict[str, str], root: Path) -> Iterator[str]:
    """What changed since the period was closed, in short; nothing where it never was."""
    closed = run.consolidation.closed
    if closed is None:
        return
    found = Counter(run.consolidation.changes["change"])
    if not found:
        yield words["unchanged"].format(version=closed.version)
        return
    parts = [words[kind].format(number=found[kind]) for kind in _CHANGES if found[kind]]
    if not parts:
        parts = [words["others"].format(number=found.total())]
    command = called("close", root, _other_period(run))
    yield words["changed"].format(version=closed.version, what=", ".join(parts), command=command)


def _next_line(run: Run, words: dict[str, str], root: Path) -> str:
    """What the district does next: letters where there are any, decisions, the closing."""
    letters = any(output["kind"] == "letter" for output in run.contents["outputs"])
    steps = [
        *([words["send"]] if letters else []),
        words["decide"].format(command=called("decide", root)),
        words["close"].format(command=called("close", root, _other_period(run))),
    ]
    return words["next"].format(steps="; ".join(steps))


def _other_period(run: Run) -> str | None:
    return None if run.asked.period_by_default else run.asked.period.id


def _correspondence_lines(run: Run, words: dict[str, str]) -> Iterator[str]:
    for kind, line in (("return", "returns"), ("letter", "letters")):
        places = {output["place_id"] for output in run.contents["outputs"] if output["kind"] == kind}
        if places:
            yield words[line].format(number=len(places), folder=run.folder / line)
    if run.unaddressed:
        yield words["unaddressed"].format(number=len(run.unaddressed))


def _listed(items: Sequence[str], words: dict[str, str]) -> str:
    more = len(items) - _SHOWN
    return ", ".join(items[:_SHOWN]) + (words["more"].format(number=more) if more > 0 else "")
