"""Sheets of roadmaps, reporting, findings and documents stay readable whatever is written, and however much."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import ascii_uppercase

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.consolidations import (
    PLACES,
    activity_rows,
    consolidated,
    planned_scope,
    sample_rulebook,
    school_submission,
)
from support.roadmaps import activity, plan
from support.small_region import decision
from support.workbook_text import opened, read

from engine.report import wording
from engine.report.book import Book
from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import (
    about,
    clarification,
    contacts,
    documents,
    findings,
    overdue,
    practices,
    reporting,
    roadmap,
    upcoming,
)
from engine.rulebook.forms import lines_of
from engine.rulebook.roadmaps.roadmap import Roadmap, Section
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.celltext import LONGEST
from engine.vocabulary.fields import Submission
from engine.vocabulary.findings import Finding, FindingState, Severity
from engine.vocabulary.language import LANGUAGES, speaking, tr
from engine.vocabulary.places import Kind, Level, Place

#: The sheets of both levels that are written here, and those of a district's workbook only.
SHARED = (roadmap, overdue, upcoming, clarification, reporting, findings, about)
OF_DISTRICT = (practices, documents, contacts)
#: Words that say that there is nothing to list, sheet by sheet.
NOTHING_SAID = {
    wording.ROADMAP: "Дорожная карта не задана: отмечать нечего.",
    wording.OVERDUE: "Записей нет.",
    wording.UPCOMING: "Дорожная карта не задана, поэтому сроков нет.",
    wording.CLARIFY: "Дорожная карта не задана: уточнять нечего.",
    wording.FINDINGS: "Записей нет.",
    wording.PRACTICES: "Записей нет.",
    wording.DOCUMENTS: "Ни один документ или примечание к мероприятиям не указаны.",
}
_CYRILLIC = re.compile("[А-Яа-яЁё]")
ODD = st.one_of(
    st.sampled_from(
        ["=1+1", "{=1}", "слово ", "\n", "&P&N", "http://evil.example", "\x00\ud800", "'", "[1]", "|", "{x}"]
    ),
    st.text(min_size=1, max_size=60),
)


def write_all(path: Path, scope: Scope, *, language: str = "ru") -> None:
    sheets: list[Callable[[Book, Scope], None]] = [each.write for each in SHARED]
    sheets += [] if scope.is_public else [each.write for each in OF_DISTRICT]
    with speaking(language), open_book(path, scope.title, scope.programme.organisation, scope.as_of) as book:
        for write in sheets:
            write(book, scope)


def said_of(rulebook: Rulebook, text: str, place_id: str) -> Scope:
    """A scope in which ``text`` stands wherever a person can write, in forms, rules and decisions."""
    late, soon = activity("1", date(2024, 1, 31), deadline=text), activity("2", date(2025, 1, 15), deadline=text)
    undated = replace(activity("3", None, deadline=text), responsible=text, reporter_confirmed=False)
    section = Section("I", text, text, None, None, ())
    plans: Roadmap = replace(
        plan(*(replace(each, title=text, section=section, reporter_reason=text) for each in (late, soon, undated))),
        id="p",
        title=text,
        sections=(section,),
    )
    places = [
        replace(place, name=text[:300], roadmaps=("p",) if place.level is Level.DISTRICT else ()) for place in PLACES
    ]
    small = replace(
        sample_rulebook(rulebook, places),
        roadmaps={"p": plans},
        decisions=(decision("0101", "accept", basis=text, decided_by=text),),
    )
    signed = small.programme.signatures.model_copy(update={"district": (text,), "region": (text,)})
    told = {"title": text, "short_title": text, "organisation": text, "notice": text, "signatures": signed}
    small = replace(small, programme=small.programme.model_copy(update=told))
    texts = dict.fromkeys(("006.1", "007.1", "008.1", "009.1", "010.1", "601.2", "601.3", "801.1", "801.3"), text)
    sent = school_submission(small, small.periods["2024"], "0101", 100, 70, texts)
    told_twice = [
        Finding(
            code, Severity.WARNING, text, {"value": text}, "0101", text, "A1", line="101", state=state, explanation=text
        )
        for code, state in (("V09", FindingState.OPEN), ("K08b", FindingState.EXPLAINED))
    ]
    statuses = {("0101", "p", "1"): ("overdue", None), ("0102", "p", "2"): ("due_soon", None)}
    made = consolidated(small, (sent,), findings=tuple(told_twice), activities=activity_rows(small, statuses))
    return Scope(Index(made, small), small.registry[place_id])


@settings(
    max_examples=12,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(odd=ODD, times=st.sampled_from([1, 5, 9_000]), place_id=st.sampled_from(["00", "01"]))
def test_no_text_stops_a_workbook_or_becomes_anything_but_text(
    rulebook: Rulebook, tmp_path: Path, odd: str, times: int, place_id: str
) -> None:
    text = odd * times
    scope = said_of(rulebook, text, place_id)

    write_all(tmp_path / "a.xlsx", scope)

    cells = [cell for sheet in read(tmp_path / "a.xlsx").values() for cell in sheet.values()]
    texts = [re.sub("_x[0-9A-F]{4}_", " ", cell.value) for cell in cells if isinstance(cell.value, str)]
    assert all(len(each.encode("utf-16-le")) // 2 <= LONGEST for each in texts)
    assert not {cell.formula for cell in cells} & {text}
    assert all(cell.link.startswith("'") for cell in cells if cell.link)


@pytest.mark.parametrize("place_id", ["00", "01"])
def test_english_workbook_has_russian_from_the_rules_only(rulebook: Rulebook, tmp_path: Path, place_id: str) -> None:
    scope = said_of(rulebook, "text", place_id)
    write_all(tmp_path / "a.xlsx", scope, language="en")

    form, rules = scope.form, scope.rulebook
    own = [line.label for section in form.sections for line in lines_of(section)]
    own += [text for each in rules.indicators for text in (each.title, each.short, each.source)]
    own += [text for each in rules.controls for text in (each.title, each.message)]
    own += [each.source for each in rules.targets] + [form.title, scope.period.title]
    own += [part.strip() for each in rules.targets for part in each.source.split(",")]  # told without what is known
    own += [str(value) for each in scope.index.consolidation.submissions for value in _values(each)]
    own += ["Управление", "тест"]  # what the tests write of every document
    sheets = read(tmp_path / "a.xlsx")
    left = {
        text: name
        for name, cells in sheets.items()
        for text in (str(cell.value) for cell in cells.values())
        if _CYRILLIC.search(_without(text, own))
    }

    assert left == {}
    assert {_CYRILLIC.search(name) for name in sheets} == {None}


def _values(submission: Submission) -> list[object]:
    return [each.value for each in submission.values]


def _without(text: str, own: list[str]) -> str:
    for each in sorted(own, key=len, reverse=True):
        text = text.replace(each, "")
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_of_sheets_are_such_that_every_program_takes(language: str) -> None:
    with speaking(language):
        names = [tr(each) for each in (wording.SUMMARY, *wording.CONTENTS)]

    assert len(set(map(str.casefold, names))) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


@pytest.mark.parametrize("place_id", ["00", "01"])
def test_where_nobody_reported_and_nothing_is_planned_each_sheet_says_so(
    rulebook: Rulebook, tmp_path: Path, place_id: str
) -> None:
    free = sample_rulebook(rulebook, [replace(place, roadmaps=()) for place in PLACES])
    write_all(tmp_path / "a.xlsx", Scope(Index(consolidated(free, ()), free), free.registry[place_id]))

    sheets = read(tmp_path / "a.xlsx")
    said = {name: {cell.value for cell in cells.values()} for name, cells in sheets.items()}
    assert all(words in said[name] for name, words in NOTHING_SAID.items() if name in said)
    assert "0 из 7" in said[wording.REPORTING] or "0 из 3" in said[wording.REPORTING]
    assert not any(str(value).startswith("#") for values in said.values() for value in values)


def test_district_with_one_school_has_every_sheet(rulebook: Rulebook, tmp_path: Path) -> None:
    one = sample_rulebook(rulebook, [each for each in PLACES if each.id in {"00", "01", "0101"}])
    sent = school_submission(one, one.periods["2024"], "0101", 100, 70)
    write_all(tmp_path / "a.xlsx", Scope(Index(consolidated(one, (sent,)), one), one.registry["01"]))

    sheets = read(tmp_path / "a.xlsx")
    assert sheets[wording.REPORTING]["B6"].value == "1 из 1"
    assert sheets[wording.DOCUMENTS]["C6"].value == "1 из 1"
    assert sheets[wording.CONTACTS]["A7"].value == "МБОУ «Ручейская СОШ № 1»"


def test_three_hundred_districts_that_share_a_roadmap_fold_to_a_row_per_activity(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    ids = [f"{one}{other}" for one in ascii_uppercase for other in ascii_uppercase][:300]
    districts = [Place(each, Level.DISTRICT, "00", f"Район {each}") for each in ids]
    schools = [Place(f"{each}01", Level.SCHOOL, each, f"Школа {each}", Kind.SCHOOL) for each in ids]
    shared = replace(plan(*(activity(f"{each}", date(2024, 1, 31)) for each in (1, 2, 3))), id="p")
    statuses: Mapping[tuple[str, str, str], str] = {
        (school.id, "p", number): "overdue" if number == "1" else "done" for school in schools for number in "123"
    }
    places = [PLACES[0], *districts, *schools]
    scope = planned_scope(rulebook, [shared], statuses, "00", following=ids, places=places)

    with open_book(tmp_path / "a.xlsx", "Регион", "Отдел", scope.as_of) as book:
        roadmap.write(book, scope)
    cells = read(tmp_path / "a.xlsx")[wording.ROADMAP]
    rows = opened(tmp_path / "a.xlsx").worksheets[0].row_dimensions

    assert cells["C6"].value == "Всего: Пробный регион"
    assert [cells[f"{letter}6"].value for letter in "FGI"] == [900, 600, 300]
    shown = [row for row in range(308, 308 + 3 * 301) if not rows[row].hidden]
    assert [cells[f"C{row}"].value for row in shown] == ["муниципалитетов: 300"] * 3
    assert [cells[f"I{row}"].value for row in shown] == [300, 0, 0]
