"""A decision that was written, as lines for the terminal and as a record for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from engine.pipeline.deciding import WrittenDecision
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day

_WORDS = {
    "ru": {
        "written": "Решение записано: {path}, строка {line}.",
        "place": "{place} ({place_id}), {period}: {decision}.",
        "basis": "Основание: {basis}. Кто решил: {decided_by}, {decided_on}.",
        "next": "Чтобы решение вошло в свод, запустите: svod consolidate{period}",
        "undo": "Чтобы отменить решение, удалите эту строку из файла.",
        "any": "любой присланный",
        "one": "исправление № {revision}",
        "accept": "отчёт принимается с ошибками, {which}",
        "entered_by_district": "данные внёс муниципалитет",
        "exempt": "отчёт не ожидается",
        "extend": "срок сдачи продлён до {until}",
        "signed_copy": "получен подписанный экземпляр",
    },
    "en": {
        "written": "The decision is written: {path}, line {line}.",
        "place": "{place} ({place_id}), {period}: {decision}.",
        "basis": "Basis: {basis}. Decided by: {decided_by}, {decided_on}.",
        "next": "To have it in the workbooks, run: svod consolidate{period}",
        "undo": "To undo it, remove this row from the file.",
        "any": "whichever was sent",
        "one": "revision {revision}",
        "accept": "the report counts with its errors, {which}",
        "entered_by_district": "the district typed in the data",
        "exempt": "no report is expected",
        "extend": "due date extended to {until}",
        "signed_copy": "the signed copy was received",
    },
}


def decision_lines(written: WrittenDecision, rulebook: Rulebook, lang: str) -> Iterator[str]:
    """What was written, and what to do next."""
    words, taken = _WORDS[lang], written.decision
    one = words["one"].format(revision=taken.revision)
    decision = words[taken.decision].format(
        which=words["any"] if taken.revision is None else one,
        until=None if taken.until is None else _day(taken.until, lang),
    )
    period = rulebook.periods[taken.period]
    yield words["written"].format(path=written.path, line=written.line)
    yield words["place"].format(
        place=rulebook.registry[taken.place_id].name, place_id=taken.place_id, period=period.title, decision=decision
    )
    basis, decided_on = taken.basis.removesuffix("."), _day(taken.decided_on, lang)
    yield words["basis"].format(basis=basis, decided_by=taken.decided_by, decided_on=decided_on)
    other = "" if taken.period == rulebook.programme.current_period else f" --period {taken.period}"
    yield words["next"].format(period=other)
    yield words["undo"]


def decision_record(written: WrittenDecision) -> dict[str, object]:
    """The decision under the column names of decisions.csv, with its file and line."""
    return {"path": written.path, "line": written.line, "decision": written.decision.model_dump()}


def _day(value: date, lang: str) -> str:
    return day(value) if lang == "ru" else value.isoformat()
