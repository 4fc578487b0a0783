"""Roadmaps as lines for the terminal: each activity with its order's words, its dates, and how it stands on a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from engine.pipeline.roadmaps import Listed, PlaceStatus
from engine.report.texts import number_text
from engine.rulebook.deadlines.notes import note_text
from engine.rulebook.roadmaps.instances import number_words
from engine.rulebook.roadmaps.roadmap import Activity, Occurrence, Roadmap
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.language import speaking

_WIDTH, _MARGIN = 100, " " * 8
#: Names of places that one line shows before «и ещё …».
_SHOWN = 6

_WORDS = {
    "ru": {
        "order": "Документ: {document}",
        "number": " № {number}",
        "signed": " от {signed_on}",
        "plan": "План: {plan}.",
        "no_plan": "Период плана в документе не назван.",
        "tracked": "В отчёт входят мероприятия со сроком {tracked_from} и позже.",
        "nobody": "Этой карте никто не следует.",
        "followed": "Этой карте следуют: {names}.",
        "blank": "срок в документе не указан",
        "range": "{starts} – {due}",
        "until": "до {due}",
        "from": "с {starts}",
        "undated": "даты нет",
        "today": "срок в этот день",
        "past": "срок прошёл {days} дн. назад",
        "running": "идёт, осталось {days} дн.",
        "ahead": "ещё не началось, срок через {days} дн.",
        "unsure": "Срок требует уточнения. {why}",
        "repeats": "повторяет строку {repeats}, отдельно не считается",
        "district": "отчитывается муниципалитет",
        "schools": "отчитываются организации",
        "both": "отчитываются муниципалитет и организации",
        "other": "отчитывается не система образования района",
        "proposed": " (предложено, не подтверждено)",
        "counts": "выполнено: {done} из {number}",
        "overdue": "просрочено: {number}, больше всего на {days} дн.: {names}",
        "unknown": "неизвестно (отчёта нет, он не принят или в нём нет строки): {number}",
        "postponed": "срок перенесён: {number}",
        "not_applicable": "неприменимо: {number}",
        "open": "не выполнено, срок впереди или не назначен: {number}",
        "untracked": "отчётов об этом не спрашивали",
        "more": " и ещё {number}",
        "met": "цель достигнута: {names}",
        "missed": "цель не достигнута: {names}",
        "waits": "решается по охвату",
    },
    "en": {
        "order": "Document: {document}",
        "number": " no. {number}",
        "signed": " of {signed_on}",
        "plan": "Plan: {plan}.",
        "no_plan": "The document states no plan period.",
        "tracked": "Reports cover activities due on {tracked_from} and later.",
        "nobody": "Nobody follows this roadmap.",
        "followed": "Followed by: {names}.",
        "blank": "the document gives no deadline",
        "range": "{starts} – {due}",
        "until": "until {due}",
        "from": "from {starts}",
        "undated": "no date",
        "today": "due on this day",
        "past": "was due {days} days ago",
        "running": "running, {days} days left",
        "ahead": "not begun, due in {days} days",
        "unsure": "The deadline needs clarification. {why}",
        "repeats": "repeats row {repeats}, not counted twice",
        "district": "the district reports",
        "schools": "schools report",
        "both": "district and schools report",
        "other": "reported by others than the district's schools",
        "proposed": " (a proposal)",
        "counts": "done: {done} of {number}",
        "overdue": "overdue: {number}, by up to {days} days: {names}",
        "unknown": "unknown (no report, not accepted, or the line is missing): {number}",
        "postponed": "postponed: {number}",
        "not_applicable": "not applicable: {number}",
        "open": "not done, due later or undated: {number}",
        "untracked": "no reports were asked about it",
        "more": " and {number} more",
        "met": "target met: {names}",
        "missed": "target missed: {names}",
        "waits": "decided by coverage",
    },
}


def record(row: Listed, lang: str) -> dict[str, object]:
    """One occurrence for programs; ``places`` only where there are data."""
    occurrence = row.occurrence
    shown: dict[str, object] = {
        "roadmap": row.roadmap.id,
        "activity": row.activity.number,
        "key": occurrence.key,
        "title": row.activity.title,
        "deadline": row.activity.deadline,
        "starts_on": occurrence.starts_on,
        "due_on": occurrence.due_on,
        "confidence": str(occurrence.confidence),
        "confirmed": occurrence.confirmed,
        "reason": occurrence.reason,
        "notes": [note_text(each, lang) for each in occurrence.notes],
        "reported_by": str(row.activity.reported_by),
    }
    if row.places is None:
        return shown
    places = [
        {
            "place_id": each.place_id,
            "status": each.status,
            "done_on": each.done_on,
            "days_overdue": each.days_overdue,
        }
        for each in row.places
    ]
    return {**shown, "places": places}


def roadmap_lines(
    roadmaps: Sequence[Roadmap], rows: Sequence[Listed], as_of: date, rulebook: Rulebook, lang: str
) -> Iterator[str]:
    """All roadmaps, each with its head and its activities in the document's own order."""
    with speaking(lang):
        lines = list(_lines(roadmaps, rows, as_of, rulebook, lang))
    yield from lines


def _lines(
    roadmaps: Sequence[Roadmap], rows: Sequence[Listed], as_of: date, rulebook: Rulebook, lang: str
) -> Iterator[str]:
    for number, roadmap in enumerate(roadmaps):
        if number:
            yield ""
        yield from _head(roadmap, rulebook, lang)
        for activity in roadmap.activities:
            own = [row for row in rows if row.roadmap is roadmap and row.activity is activity]
            yield from _block(activity, own, as_of, rulebook, lang)


def _head(roadmap: Roadmap, rulebook: Rulebook, lang: str) -> Iterator[str]:
    words, document = _WORDS[lang], roadmap.document
    yield f"{roadmap.id}: {roadmap.title}"
    named = document.authority or document.title
    named += words["signed"].format(signed_on=day(document.signed_on)) if document.signed_on else ""
    named += words["number"].format(number=document.number) if document.number else ""
    yield words["order"].format(document=named)
    followers = [place.name for place in rulebook.registry.places.values() if roadmap.id in place.roadmaps]
    yield words["followed"].format(names=_listed(followers, words)) if followers else words["nobody"]
    plan = _dates(roadmap.plan_from, roadmap.plan_to, words)
    told = words["plan"].format(plan=plan) if roadmap.plan_from or roadmap.plan_to else words["no_plan"]
    tracked = roadmap.tracked_from
    yield told + (" " + words["tracked"].format(tracked_from=day(tracked)) if tracked else "")


def _block(activity: Activity, rows: Sequence[Listed], as_of: date, rulebook: Rulebook, lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    yield f"  {activity.number:<5} {_cut(activity.title, _WIDTH)}"
    printed = f"«{activity.deadline}»" if activity.deadline else words["blank"]
    if activity.repeats is not None:
        yield f"{_MARGIN}{printed}; {words['repeats'].format(repeats=activity.repeats)}"
        return
    reporter = words[str(activity.reported_by)] + ("" if activity.reporter_confirmed else words["proposed"])
    yield f"{_MARGIN}{printed}; {words['waits'] if activity.target is not None else reporter}"
    for row in rows:
        named = f"{number_words(activity, row.occurrence)}: " if len(rows) > 1 else ""
        told = [_dates(row.occurrence.starts_on, row.occurrence.due_on, words), *_state(row.occurrence, as_of, words)]
        yield f"{_MARGIN}{named}{'; '.join([*told, *_answers(row, rulebook, words)])}"
    if rows and not rows[0].occurrence.confirmed:
        yield f"{_MARGIN}{words['unsure'].format(why=why_unsure(rows[0].occurrence, lang))}"


def why_unsure(occurrence: Occurrence, lang: str) -> str:
    """Why a deadline is a proposal: a person's reason, else what the reading assumed."""
    said = [occurrence.reason] if occurrence.reason else [note_text(each, lang) for each in occurrence.notes]
    return " ".join(each if each.endswith((".", "!", "?")) else f"{each}." for each in said)


def _state(occurrence: Occurrence, as_of: date, words: dict[str, str]) -> Iterator[str]:
    if occurrence.due_on is None:
        return
    days = (occurrence.due_on - as_of).days
    begun = occurrence.starts_on is None or occurrence.starts_on <= as_of
    state = "past" if days < 0 else "today" if days == 0 else "running" if begun else "ahead"
    yield words[state].format(days=number_text(abs(days)))


def _dates(starts_on: date | None, due_on: date | None, words: dict[str, str]) -> str:
    if starts_on is not None and due_on is not None:
        return words["range"].format(starts=day(starts_on), due=day(due_on))
    if due_on is not None:
        return words["until"].format(due=day(due_on))
    return words["undated"] if starts_on is None else words["from"].format(starts=day(starts_on))


def _answers(row: Listed, rulebook: Rulebook, words: dict[str, str]) -> Iterator[str]:
    if row.places is None:
        return
    if row.activity.target is not None:
        yield from _target(row.places, rulebook, words)
        return
    if not row.places:
        yield words["untracked"]
        return
    counted = Counter(each.status for each in row.places)
    yield words["counts"].format(done=counted["done"] + counted["done_late"], number=len(row.places))
    overdue = sorted(
        (each for each in row.places if each.status == "overdue"),
        key=lambda each: (-(each.days_overdue or 0), each.place_id),
    )
    if overdue:
        names = _names(overdue, rulebook, words)
        days = number_text(overdue[0].days_overdue or 0)
        yield words["overdue"].format(number=len(overdue), days=days, names=names)
    open_ones = counted["due_soon"] + counted["not_due"] + counted["no_deadline"]
    rest = {status: counted[status] for status in ("unknown", "postponed", "not_applicable")} | {"open": open_ones}
    yield from (words[name].format(number=number) for name, number in rest.items() if number)


def _target(places: Sequence[PlaceStatus], rulebook: Rulebook, words: dict[str, str]) -> Iterator[str]:
    for status in ("met", "missed"):
        alike = [each for each in places if each.status == status]
        if alike:
            yield words[status].format(names=_names(alike, rulebook, words))


def _names(places: Sequence[PlaceStatus], rulebook: Rulebook, words: dict[str, str]) -> str:
    return _listed([rulebook.registry[each.place_id].name for each in places], words)


def _listed(names: Sequence[str], words: dict[str, str]) -> str:
    more = len(names) - _SHOWN
    return ", ".join(names[:_SHOWN]) + (words["more"].format(number=more) if more > 0 else "")


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[:width].rsplit(' ', 1)[0]}…"
