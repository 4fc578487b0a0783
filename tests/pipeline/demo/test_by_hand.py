"""Consolidation of the whole demo against what was planted: every sum done once more, from the typed numbers alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

import pytest

from engine.consolidation.result import Consolidation
from engine.consolidation.run import consolidate
from engine.intake.incoming import read_incoming
from engine.pipeline.demo import DemoReport
from engine.pipeline.demo.story import PROGRESS, Mess, reports
from engine.rulebook.rulebook import Rulebook
from engine.validation.judge import validate
from engine.vocabulary.findings import Severity
from engine.vocabulary.places import Kind

REGION = "00"
DISTRICTS = ("01", "02", "03", "04", "05")


@pytest.fixture(scope="session")
def consolidated(demo: DemoReport, rulebook: Rulebook) -> Consolidation:
    period = rulebook.periods["2024"]
    readings = read_incoming(demo.workspace / "incoming", rulebook)
    findings = validate([each.submission for each in readings if each.submission is not None], rulebook, period)
    return consolidate(readings, findings, rulebook, period, period.as_of)


def statuses(consolidated: Consolidation) -> dict[str, str]:
    return {row.path: str(row.status) for row in consolidated.register}


def test_every_file_has_exactly_one_row_and_nothing_else_has(demo: DemoReport, consolidated: Consolidation) -> None:
    plain = {path for path in demo.files if not path.endswith(".zip")}
    archived = {demo.sent[place_id] for place_id in demo.with_mess(Mess.ARCHIVE)}
    paths = [row.path for row in consolidated.register]

    assert len(paths) == len(set(paths))
    assert {path for path in paths if not path.endswith(".zip")} == plain | archived


def test_every_form_that_should_count_counts(demo: DemoReport, consolidated: Consolidation) -> None:
    status = statuses(consolidated)
    counting = {place_id: status[demo.sent[place_id]] for place_id in [*demo.counted, *DISTRICTS]}

    assert {place_id: found for place_id, found in counting.items() if found not in {"accepted", "warned"}} == {}
    assert {each.place_id for each in consolidated.submissions} == counting.keys()


def test_an_ordinary_form_gives_neither_errors_nor_warnings(demo: DemoReport, consolidated: Consolidation) -> None:
    ordinary = {demo.sent[place_id] for place_id in demo.sent if place_id not in demo.planted}
    found = [each for each in consolidated.findings if each.path in ordinary and each.severity is not Severity.INFO]

    assert [(each.path, each.code, each.line, each.facts) for each in found] == []


def test_the_mess_ends_as_it_should(demo: DemoReport, consolidated: Consolidation) -> None:
    status = statuses(consolidated)
    codes = {row.path: row.codes for row in consolidated.register}

    (broken,), (unit,) = demo.with_mess(Mess.ERRORS), demo.with_mess(Mess.UNIT_IN_NUMBER)
    assert status[demo.sent[broken]] == "rejected"
    assert status[demo.sent[unit]] == "warned"
    assert "V02" in codes[demo.sent[unit]]
    for mess in (Mess.RENAMED_SHEET, Mess.INSERTED_ROWS, Mess.UNIVERSAL_BLANK, Mess.NO_MENTORING, Mess.ARCHIVE):
        for place_id in demo.with_mess(mess):
            assert status[demo.sent[place_id]] in {"accepted", "warned"}, mess
    assert status["2025-01-15/Thumbs.db"] == status["2025-01-15/0103 подписанный отчёт, скан.pdf"] == "ignored"
    assert Counter(status.values())["superseded"] == Counter(status.values())["duplicate"] == 1


def test_the_facts_are_the_typed_numbers(demo: DemoReport, consolidated: Consolidation) -> None:
    counted: defaultdict[str, dict[tuple[str, str], int]] = defaultdict(dict)
    for fact in consolidated.facts.itertuples():
        if type(fact.value) is int and fact.value != 0:
            counted[str(fact.place_id)][str(fact.line), str(fact.column)] = fact.value

    for place_id in demo.counted:
        typed = {(each.line, each.column): value for each, value in demo.expected_values(place_id).items() if value}
        assert counted[place_id] == typed, place_id


def test_every_sum_is_right(demo: DemoReport, consolidated: Consolidation) -> None:
    sums: Counter[tuple[str, str, str]] = Counter()
    for place_id in demo.counted:
        for address, value in demo.expected_values(place_id).items():
            for above in (place_id, place_id[:2], REGION):
                sums[above, address.line, address.column] += value
                if "201" <= address.line <= "208":
                    sums[above, "290", address.column] += value

    totals = consolidated.totals.dropna(subset=["value"])
    found = {(str(row.place_id), str(row.line), str(row.column)): int(row.value) for row in totals.itertuples()}
    assert {key: value for key, value in found.items() if value} == {key: value for key, value in sums.items() if value}


def test_coverage_is_sums_over_sums(demo: DemoReport, consolidated: Consolidation, rulebook: Rulebook) -> None:
    rows = consolidated.coverage[consolidated.coverage["indicator"] == "involved_pupils"].set_index("place_id")
    schools = [place_id for place_id in demo.counted if rulebook.registry[place_id].kind is Kind.SCHOOL]

    for place_id in ("01", "02", "03", "04", "05", REGION):
        below = [each for each in schools if place_id in {each[:2], REGION}]
        numbers = [{str(address): value for address, value in demo.expected_values(each).items()} for each in below]
        # A school without mentoring leaves line 306 blank: nobody takes part, and its pupils count all the same.
        expected = Fraction(sum(each.get("306.1", 0) for each in numbers), sum(each["101.1"] for each in numbers))
        assert rows.loc[place_id, "value"] == pytest.approx(float(expected)), place_id
        assert rows.loc[place_id, "status"] == ("met" if expected >= Fraction(7, 10) else "below")
    assert {place_id: rows.loc[place_id, "status"] for place_id in ("01", "02", "03", "04", "05")} == {
        "01": "met",
        "02": "below",
        "03": "below",
        "04": "below",
        "05": "met",
    }


def test_who_reported_and_who_did_not(demo: DemoReport, consolidated: Consolidation, rulebook: Rulebook) -> None:
    special = {Mess.SILENT: "silent", Mess.LATE: "late", Mess.ERRORS: "with_errors"}
    planted = {place_id: special[mess] for place_id, mess in demo.planted.items() if mess in special}
    expected = {place.id: "on_time" for place in rulebook.registry.schools() if reports(place)}
    expected |= dict.fromkeys(DISTRICTS, "on_time")

    found = dict(zip(consolidated.completeness["place_id"], consolidated.completeness["status"], strict=True))
    assert found == expected | planted


def test_overdue_is_what_the_story_left_undone(consolidated: Consolidation) -> None:
    activities = consolidated.activities
    names = ["place_id", "roadmap", "key"]
    by_status = activities.groupby("status")[names].apply(lambda rows: {*map(tuple, rows.to_numpy())})
    due = {(row.place_id, row.roadmap, row.key): row.due_on for row in activities.itertuples()}

    for status, words in (
        ("overdue", {"в работе", "не начато"}),
        ("postponed", {"срок перенесён"}),
        ("not_applicable", {"неприменимо"}),
        ("done_late", {"выполнено"}),
    ):
        told = {key for key, progress in PROGRESS.items() if progress.status in words}
        if status == "overdue":
            told = {key for key in told if due[key] < consolidated.as_of}
        if status == "done_late":
            told = {key for key in told if due[key] < PROGRESS[key].done_on}
        assert by_status[status] == told, status
    overdue = activities[activities["status"] == "overdue"]
    days = {(row.place_id, row.key): row.days_overdue for row in overdue.itertuples()}
    assert days["0511", "2"] == (date(2024, 12, 31) - date(2020, 10, 31)).days
    assert days["0312", "26"] == (date(2024, 12, 31) - date(2021, 5, 31)).days
    assert days["0109", "3.2@2024"] == 31
