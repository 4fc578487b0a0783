"""A decision that was written, as lines for the terminal and as a record for programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from engine.cli.calling import called
from engine.pipeline.deciding import Outlook, WrittenDecision
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day

_WORDS = {
    "ru": {
        "written": "Решение записано: {path}, строка {line}.",
        "place": "{place} ({place_id}), {period}: {decision}.",
        "basis": "Основание: {basis}. Кто решил: {decided_by}, {decided_on}.",
        "next": "Чтобы решение вошло в свод, запустите: {command}",
        "undo": "Чтобы отменить решение, удалите эту строку из файла.",
        "any": "какой бы файл ни пришёл (если только этот – впишите в столбец revision число {newest})",
        "one": "исправление № {revision}",
        "closed": "Внимание: {place}: организация закрыта {closed_on}, отчёта от неё и так не ждут.",
        "not_open": "Внимание: {place}: организация открыта {opened_on}, отчёта за этот период от неё и так не ждут.",
        "nothing_owed": "Внимание: {place}: отчёта за этот период и так не ждут.",
        "no_report": "Внимание: {place}: отчёта пока нет; решение подействует, когда он придёт.",
        "no_revision": "Внимание: {place}: отчёта с номером исправления {revision} пока нет (есть: {there}).",
        "sent_up": "Внимание: {place}: муниципалитет прислал передаточный свод, в нём свои решения. Это решение "
        "подействует, только если его запишет муниципалитет.",
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
        "next": "To have it in the workbooks, run: {command}",
        "undo": "To undo it, remove this row from the file.",
        "any": "whichever file comes (for this one only, write {newest} into the column revision)",
        "one": "revision {revision}",
        "closed": "Attention: {place} closed on {closed_on}; no report of it is expected anyway.",
        "not_open": "Attention: {place} opened on {opened_on}; no report of it is expected in this period anyway.",
        "nothing_owed": "Attention: no report of {place} is expected in this period anyway.",
        "no_report": "Attention: there is no report of {place} yet; the decision applies once it comes.",
        "no_revision": "Attention: there is no revision {revision} of the report of {place} yet (there is: {there}).",
        "sent_up": "Attention: {place}: the district sent a transmittal with its own decisions. This one applies only "
        "if the district records it.",
        "accept": "the report counts with its errors, {which}",
        "entered_by_district": "the district typed in the data",
        "exempt": "no report is expected",
        "extend": "due date extended to {until}",
        "signed_copy": "the signed copy was received",
    },
}


def decision_lines(written: WrittenDecision, met: Outlook, rulebook: Rulebook, lang: str, root: Path) -> Iterator[str]:
    """What was written, what speaks against it, and what to do next; ``root`` is the workspace as it was given."""
    words, taken = _WORDS[lang], written.decision
    newest = max(met.revisions or (0,))
    decision = words[taken.decision].format(
        which=words["any"].format(newest=newest)
        if taken.revision is None
        else words["one"].format(revision=taken.revision),
        until=None if taken.until is None else _day(taken.until, lang),
    )
    period = rulebook.periods[taken.period]
    yield words["written"].format(path=written.path, line=written.line)
    yield words["place"].format(
        place=rulebook.registry[taken.place_id].name, place_id=taken.place_id, period=period.title, decision=decision
    )
    basis, decided_on = taken.basis.removesuffix("."), _day(taken.decided_on, lang)
    yield words["basis"].format(basis=basis, decided_by=taken.decided_by, decided_on=decided_on)
    yield from doubt_lines(written, met, rulebook, lang)
    other = None if taken.period == rulebook.programme.current_period else taken.period
    yield words["next"].format(command=called("consolidate", root, other))
    yield words["undo"]


def doubt_lines(written: WrittenDecision, met: Outlook, rulebook: Rulebook, lang: str) -> Iterator[str]:
    """What speaks against a decision, where anything does."""
    if met.doubt is not None:
        place = rulebook.registry[written.decision.place_id]
        yield _WORDS[lang][met.doubt].format(
            place=place.name,
            closed_on=None if place.closed_on is None else _day(place.closed_on, lang),
            opened_on=None if place.opened_on is None else _day(place.opened_on, lang),
            revision=written.decision.revision,
            there=", ".join(map(str, met.revisions or ())),
        )


def decision_record(written: WrittenDecision) -> dict[str, object]:
    """The decision under the column names of decisions.csv, with its file and line."""
    return {"path": written.path, "line": written.line, "decision": written.decision.model_dump()}


def _day(value: date, lang: str) -> str:
    return day(value) if lang == "ru" else value.isoformat()
