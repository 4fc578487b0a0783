"""What a demo curator fills in: one value per address of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from engine.pipeline.demo.draws import between, draw, one_of
from engine.pipeline.demo.numbers import counts_of, roll_of
from engine.pipeline.demo.story import INITIALS, POSITIONS, PRACTICES, PROGRESS, SURNAMES, Mess, Progress, profile_of
from engine.rulebook.rulebook import Owed
from engine.template.content import FormContent
from engine.vocabulary.dates import day
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.places import Place
from engine.vocabulary.roadmap import TypedStatus

#: Section 6: who has the document, its number's tail and its day.
_DOCUMENTS = {
    "601": (0.98, "Приказ от {day} № {number}-о"),
    "602": (0.95, "Утверждено приказом от {day} № {number}-о"),
    "603": (0.92, "Приложение к приказу от {day} № {number}-о"),
    "604": (0.88, "Протокол педагогического совета от {day} № {number}"),
    "605": (0.97, "Приказ от {day} № {number}-к"),
    "606": (0.85, "Приказ от {day} № {number}-о"),
    "607": (0.80, "Раздел ведёт куратор с {day}"),
}


def school_answers(
    content: FormContent, place: Place, filled_on: date, mess: Mess | None = None, *, forgotten: float = 0.0
) -> dict[Address, Value]:
    """Everything the curator of ``place`` fills into a form: title, counts, documents, roadmap, practices.

    ``forgotten`` is the share of the pupils taking part that the curator has overlooked. Fields that the form does not
    have or does not ask of the organisation are left out; in a universal blank the name is picked.
    """
    profile = profile_of(place)
    profile = replace(profile, involved=profile.involved * (1 - forgotten))
    counts = roll_of(place.id, profile) if mess is Mess.NO_MENTORING else counts_of(place.id, profile)
    values: dict[Address, Value] = {
        **_title(place, filled_on, f"curator-{place.id}@example.org", one_of(place.id, "position", POSITIONS)),
        **counts,
        **_documents(place),
        **_roadmap(content, place),
        **_practices(place, counts),
    }
    if mess is Mess.NO_MENTORING:
        values[Address("013")] = "да"
    if content.picks_place:
        values[Address("002")] = place.name
    asked = {each.address for each in content.fields if each.asked_of(place.kind)}
    return {address: value for address, value in values.items() if address in asked}


def district_answers(content: FormContent, place: Place, filled_on: date) -> dict[Address, Value]:
    """Everything the municipal curator fills into the district's own form."""
    title = _title(place, filled_on, f"district-{place.id}@example.org", "муниципальный куратор")
    return {**title, **_roadmap(content, place)}


def _title(place: Place, filled_on: date, email: str, position: str) -> dict[Address, Value]:
    phone = f"8 (000) 000-{place.id[:2]}-{place.id[2:] or '00'}"
    answers: Mapping[str, Value] = {
        "006": _person(place.id, "curator"),
        "007": position,
        "008": phone,
        "009": email,
        "010": _person(place.id, "head"),
        "011": filled_on,
        "012": "первичный",
    }
    return {Address(line): value for line, value in answers.items()}


def _person(place_id: str, role: str) -> str:
    return f"{one_of(place_id, role, SURNAMES)} {one_of(place_id, f'{role} initials', INITIALS)}"


def _documents(place: Place) -> dict[Address, Value]:
    values: dict[Address, Value] = {}
    for line, (share, wording) in _DOCUMENTS.items():
        has_it = draw(place.id, line) < share
        values[Address(line)] = "да" if has_it else "нет"
        if has_it:
            signed_on = date(2024, 8, 26) + timedelta(days=int(between(place.id, f"{line} day", 0, 30)))
            number = 10 + int(between(place.id, f"{line} number", 0, 180))
            values[Address(line, "2")] = wording.format(day=day(signed_on), number=number)
            values[Address(line, "3")] = f"https://example.org/{place.id}/nastavnichestvo/{line}"
    return values


def _roadmap(content: FormContent, place: Place) -> dict[Address, Value]:
    values: dict[Address, Value] = {}
    for line, owed in content.roadmap_lines:
        if owed.activity.target is not None:
            continue
        progress = PROGRESS.get((place.id, owed.key.roadmap, owed.key.key)) or _done(place, owed)
        row = (str(progress.status), progress.done_on, progress.document, progress.note)
        values |= {Address(line.line, str(column)): value for column, value in enumerate(row, 1) if value is not None}
    return values


def _done(place: Place, owed: Owed) -> Progress:
    """The ordinary case: done some days before the deadline; in work where there is none."""
    due_on = owed.occurrence.due_on
    if due_on is None:
        return Progress(TypedStatus.IN_WORK)
    key = f"{owed.key.roadmap} {owed.key.key}"
    days_early = int(between(place.id, f"done {key}", 1, 28))
    done_on = due_on - timedelta(days=days_early)
    number = 1 + int(between(place.id, f"protocol {key}", 0, 9))
    return Progress(TypedStatus.DONE, done_on, f"Протокол от {day(done_on)} № {number}")


def _practices(place: Place, counts: Mapping[Address, int]) -> dict[Address, Value]:
    practised = [each for each in PRACTICES if counts.get(Address(each[2]), 0)]
    chosen = sorted(practised, key=lambda each: draw(place.id, each[0]))[: int(between(place.id, "practices", 0, 4))]
    return {
        Address(str(801 + row), str(column)): value
        for row, (title, form, _) in enumerate(chosen)
        for column, value in enumerate((title, form, f"https://example.org/{place.id}/praktika-{row + 1}"), 1)
    }
