"""What changed since a period was closed, on a small region worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from support.changes import closed_data_of
from support.roadmaps import activity, plan
from support.small_region import AS_OF, PERIOD, decision, error, reading, school, small_rulebook, submission
from support.transmittals import sent_file, sent_up

from engine.consolidation.closed import ClosedData
from engine.consolidation.result import CHANGES, Consolidation
from engine.consolidation.run import consolidate
from engine.rulebook.model import Decision
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, Submission, Value
from engine.vocabulary.files import FileReading
from engine.vocabulary.places import Registry

WITH_TARGET = small_rulebook()
#: Without the target row, which changes with everybody's numbers.
RULES = small_rulebook(
    roadmap=plan(activity("1", date(2024, 10, 31)), activity("2", date(2024, 5, 31), reported_by="district"))
)
ALL = (
    "place_id", "change", "line", "column", "roadmap", "key", "old", "new", "path", "sheet", "cell"
)  # fmt: skip


def consolidated(
    *files: Submission | FileReading,
    closed: ClosedData | None = None,
    rules: Rulebook = RULES,
    as_of: date = AS_OF,
    faulty: tuple[str, ...] = (),
) -> Consolidation:
    """A consolidation of these files; those ``faulty`` by path have an error."""
    readings = [reading(each) if isinstance(each, Submission) else each for each in files]
    return consolidate(readings, [error(path) for path in faulty], rules, PERIOD, as_of, closed)


def changes(
    before: tuple[Submission | FileReading, ...], after: tuple[Submission | FileReading, ...], *names: str
) -> list[tuple[object, ...]]:
    """The rows of the frame, ``names`` of their columns."""
    frame = consolidated(*after, closed=closed_data_of(consolidated(*before))).changes
    return [tuple(row) for row in frame[list(names or ALL)].to_numpy().tolist()]


def answered(values: dict[str, Value], **fields: object) -> Submission:
    """School 0101 with counts, a text, and what it says about the roadmap."""
    return submission("0101", {"101": 200, "306": 139, "006": "Петрова", **values}, **fields)  # type: ignore[arg-type]  # fields of a submission


def test_a_period_that_was_never_closed_has_no_changes() -> None:
    result = consolidated(school("0101", 200, 139))
    assert result.closed is None
    assert tuple(result.changes.columns) == CHANGES
    assert result.changes.empty


def test_the_same_files_give_no_changes() -> None:
    sent = (school("0101", 200, 139, occurrences={"7001": "1"}), school("0102", 100, 70))
    result = consolidated(*sent, closed=closed_data_of(consolidated(*sent)))
    assert tuple(result.changes.columns) == CHANGES
    assert result.changes.empty
    assert result.closed is not None


def test_a_corrected_number_is_told_with_its_old_and_new_value_and_its_cell() -> None:
    first, second = school("0101", 200, 139), school("0101", 200, 140, path="new.xlsx", revision=1)
    assert changes((first,), (first, second)) == [
        ("0101", "corrected", "306", "1", None, None, 139, 140, "new.xlsx", "Показатели", "C306"),
        ("0101", "arrived", None, None, None, None, None, "accepted", "new.xlsx", None, None),
    ]


def test_a_value_that_appears_or_vanishes_is_corrected_and_the_blank_cell_is_named() -> None:
    cells = {Address("306"): ("Показатели", "C40"), Address("006"): ("Титул", "C6")}
    with_text = answered({}, cells=cells)
    without = submission("0101", {"101": 200, "306": 139}, path="new.xlsx", revision=1, cells=cells)
    names = ("change", "line", "old", "new", "sheet", "cell")
    assert changes((with_text,), (with_text, without), *names)[0] == (
        "corrected",
        "006",
        "Петрова",
        None,
        "Титул",
        "C6",
    )
    assert changes((without,), (without, replace(with_text, revision=2)), *names)[0] == (
        "corrected",
        "006",
        None,
        "Петрова",
        "Показатели",
        "C006",
    )


def test_the_date_of_filling_in_is_no_change() -> None:
    first = answered({"011": date(2025, 1, 10)})
    second = answered({"011": date(2025, 1, 20)}, path="new.xlsx", filled_on=date(2025, 1, 20))
    assert changes((first,), (first, second), "change") == [("arrived",)]


def test_a_number_and_a_text_of_the_same_digits_differ() -> None:
    first, second = answered({"006": "7"}), answered({"006": "07"}, path="new.xlsx", revision=1)
    assert changes((first,), (first, second), "line", "old", "new")[0] == ("006", "7", "07")


def test_a_closed_text_where_a_number_is_asked_now_is_shown_as_it_stood() -> None:
    closed = closed_data_of(consolidated(school("0101", 200, 139)))
    spoilt = replace(closed, facts={**closed.facts, ("0101", Address("306")): "много"})
    frame = consolidated(school("0101", 200, 139), closed=spoilt).changes
    assert frame[["line", "old", "new"]].to_numpy().tolist() == [["306", "много", 139]]


@pytest.mark.parametrize(
    "text", ["=СУММ(1)", "'=1", "C:\\new\\папка", "\\n", "-5", "- нет", "a\tb\x00", "'", "\u202eтекст"]
)
def test_a_text_that_a_table_cannot_hold_as_it_is_has_not_changed_by_that(text: str) -> None:
    assert changes((answered({"006": text}),), (answered({"006": text}),)) == []


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(), min_size=1) | st.text("=+-@\t\r\n'\\nux0", min_size=1))
def test_no_text_changes_by_being_closed(text: str) -> None:
    assert changes((answered({"006": text}),), (answered({"006": text}),)) == []


def test_a_new_report_is_one_row_and_not_all_its_values() -> None:
    first, late = school("0101", 200, 139), school("0102", 100, 70, received_on=date(2025, 1, 27))
    assert changes((first,), (first, late), "place_id", "change", "old", "new", "path") == [
        ("0102", "new", "silent", "late", "0102.xlsx"),
        ("0102", "arrived", None, "accepted", "0102.xlsx"),
    ]


def test_a_report_that_was_faulty_and_counts_now_is_new() -> None:
    bad, good = school("0101", 200, 300), school("0101", 200, 139, path="new.xlsx", revision=1)
    closed = closed_data_of(consolidated(bad, faulty=(bad.path,)))
    frame = consolidated(bad, good, closed=closed, faulty=(bad.path,)).changes
    assert frame[["change", "old", "new"]].to_numpy().tolist()[0] == ["new", "with_errors", "reported"]


def test_a_report_that_no_longer_counts_is_withdrawn() -> None:
    sent, other = school("0101", 200, 139), school("0102", 100, 70)
    assert changes((sent, other), (other,)) == [
        ("0101", "withdrawn", None, None, None, None, "reported", "silent", None, None, None),
        ("0101", "gone", None, None, None, None, "accepted", None, "0101.xlsx", None, None),
    ]


def test_a_report_that_is_no_longer_expected_is_withdrawn() -> None:
    sent = school("0101", 200, 139)
    exempt = replace(RULES, decisions=(decision("0101", "exempt"),))
    frame = consolidated(sent, closed=closed_data_of(consolidated(sent)), rules=exempt).changes
    reports = frame[frame["change"] == "withdrawn"]
    assert reports[["place_id", "old", "new"]].to_numpy().tolist() == [["0101", "reported", "exempt"]]


def test_a_report_whose_state_changes_without_counting_or_ceasing_to_is_told() -> None:
    late, bad = school("0101", 200, 139, received_on=date(2025, 1, 20)), school("0102", 100, 300)
    extended = replace(
        RULES, decisions=(decision("0101", "extend", until=date(2025, 1, 31)), decision("0103", "exempt"))
    )
    closed = closed_data_of(consolidated(late, bad, faulty=(bad.path,)))
    frame = consolidated(late, closed=closed, rules=extended).changes
    assert frame[frame["change"] == "report"][["place_id", "old", "new", "path"]].to_numpy().tolist() == [
        ["0101", "late", "on_time", "0101.xlsx"],
        ["0102", "with_errors", "silent", None],
        ["0103", "silent", "exempt", None],
    ]


def test_a_report_that_is_expected_again_is_told_with_the_decision_that_it_was_not() -> None:
    exempt = replace(RULES, decisions=(decision("0103", "exempt"),))
    closed = replace(closed_data_of(consolidated(rules=exempt)), decisions={("0103", "exempt"): "основание"})
    frame = consolidated(closed=closed).changes
    assert frame[frame["change"] == "report"][["place_id", "old", "new"]].to_numpy().tolist() == [
        ["0103", "exempt", "silent"]
    ]


def test_a_file_is_gone_by_its_content_and_not_by_its_name() -> None:
    first = school("0101", 200, 139)
    files = [
        FileReading("a.zip", 10, "zip bytes", "zip", ignored=True),
        FileReading("a.zip/скан.pdf", 10, "scan", "pdf", ignored=True),
        FileReading("b.xlsx", 10, "b", "xlsx", usable=False),
        FileReading("c.xlsx", 10, "c", "xlsx", usable=False),
        FileReading("~$a.xlsx", 0, "", "xlsx", ignored=True),
    ]
    replaced = FileReading("c.xlsx", 10, "c anew", "xlsx", usable=False)
    rows = changes((first, *files), (replace(first, path="moved.xlsx"), replaced), "change", "path", "old", "new")
    assert rows == [
        ("arrived", "c.xlsx", None, "rejected"),
        ("gone", "a.zip/скан.pdf", "ignored", None),
        ("gone", "b.xlsx", "rejected", None),
    ]
    copied = changes((first, reading(replace(first, path="копия.xlsx"))), (first,), "change")
    assert copied == []


def test_what_is_said_about_an_activity_is_compared_by_occurrence_whatever_its_line_is() -> None:
    rules = small_rulebook(roadmap=plan(activity("1", date(2024, 10, 31)), activity("2", date(2024, 11, 30))))
    first = answered({"7001.1": "в работе", "7002.1": "выполнено"}, occurrences={"7001": "1", "7002": "2"})
    second = answered(
        {"7001.1": "выполнено", "7002.1": "выполнено", "7002.2": date(2024, 10, 30)},
        occurrences={"7001": "2", "7002": "1"},
        path="new.xlsx",
        revision=1,
    )
    closed = closed_data_of(consolidated(first, rules=rules))
    frame = consolidated(first, second, closed=closed, rules=rules).changes
    assert frame[["change", "line", "column", "roadmap", "key", "old", "new", "cell"]].to_numpy().tolist() == [
        ["corrected", "7002", "1", "plan", "1", "в работе", "выполнено", "C7002"],
        ["corrected", "7002", "2", "plan", "1", None, date(2024, 10, 30), "C7002"],
        ["newly_done", None, None, "plan", "1", "overdue", "done", None],
        ["arrived", None, None, None, None, None, "accepted", None],
    ]


def test_what_was_said_about_an_activity_that_the_form_no_longer_lists_has_no_line() -> None:
    first = answered({"7001.1": "выполнено"}, occurrences={"7001": "1"})
    second = answered({}, path="new.xlsx", revision=1)
    rows = changes((first,), (first, second), "change", "line", "key", "old", "new")
    assert rows[0] == ("corrected", None, "1", "выполнено", "не начато")


@pytest.mark.parametrize(
    ("status", "as_of", "kind", "old", "new"),
    [
        (None, date(2025, 2, 1), None, None, None),
        ("выполнено", AS_OF, "newly_done", "overdue", "done"),
        ("срок перенесён", AS_OF, "status", "overdue", "postponed"),
    ],
)
def test_a_status_that_changed_is_told_and_more_days_overdue_are_not(
    status: str | None, as_of: date, kind: str | None, old: str | None, new: str | None
) -> None:
    before = answered({}, occurrences={"7001": "1"})
    after = answered({} if status is None else {"7001.1": status}, occurrences={"7001": "1"})
    frame = consolidated(after, closed=closed_data_of(consolidated(before)), as_of=as_of).changes
    rows = frame[frame["key"].eq("1") & frame["line"].isna()]
    expected = [] if kind is None else [[kind, old, new]]
    assert rows[["change", "old", "new"]].to_numpy().tolist() == expected


def test_what_fell_due_since_is_newly_overdue() -> None:
    sent = answered({}, occurrences={"7001": "1"})
    closed = closed_data_of(consolidated(sent, as_of=date(2024, 10, 31)))
    frame = consolidated(sent, closed=closed, as_of=date(2024, 11, 1)).changes
    rows = frame[frame["place_id"] == "0101"]
    assert rows[["change", "roadmap", "key", "old", "new"]].to_numpy().tolist() == [
        ["newly_overdue", "plan", "1", "due_soon", "overdue"]
    ]


def test_a_target_decided_by_coverage_changes_with_it() -> None:
    first, second = school("0101", 200, 139), school("0101", 200, 140, path="new.xlsx", revision=1)
    closed = closed_data_of(consolidated(first, rules=WITH_TARGET))
    frame = consolidated(first, second, closed=closed, rules=WITH_TARGET).changes
    assert frame[frame["place_id"] == "01"][["change", "key", "old", "new"]].to_numpy().tolist() == [
        ["status", "3", "missed", "met"]
    ]


def test_of_a_new_report_only_activities_overdue_or_done_are_told() -> None:
    rules = small_rulebook(roadmap=plan(*(activity(str(number), date(2024, 6 + number, 1)) for number in range(1, 4))))
    late = answered(
        {"7001.1": "выполнено", "7002.1": "срок перенесён"}, occurrences={"7001": "1", "7002": "2", "7003": "3"}
    )
    frame = consolidated(late, closed=closed_data_of(consolidated(rules=rules)), rules=rules).changes
    assert frame[["change", "key", "old", "new"]].to_numpy().tolist() == [
        ["new", None, "silent", "reported"],
        ["newly_overdue", "3", "unknown", "overdue"],
        ["newly_done", "1", "unknown", "done"],
        ["arrived", None, None, "accepted"],
    ]


def test_files_arrive_once_by_their_content() -> None:
    first = school("0101", 200, 139)
    copy = reading(replace(first, path="копия.xlsx"))
    archive = FileReading("a.zip", 10, "zip bytes", "zip", ignored=True)
    member = FileReading("a.zip/скан.pdf", 10, "scan bytes", "pdf", ignored=True)
    again = FileReading("скан.pdf", 10, "scan bytes", "pdf", ignored=True)
    lock = FileReading("~$a.xlsx", 0, "", "xlsx", ignored=True)
    unknown = FileReading("b.xlsx", 10, "b", "xlsx", usable=False)
    rows = changes((first,), (first, copy, archive, member, again, lock, unknown), "change", "place_id", "path", "new")
    assert rows == [
        ("arrived", None, "a.zip/скан.pdf", "ignored"),
        ("arrived", None, "b.xlsx", "rejected"),
        ("arrived", None, "скан.pdf", "ignored"),
    ]


def test_a_place_that_left_the_registry_is_told_without_a_district() -> None:
    sent = school("0101", 200, 139)
    closed = closed_data_of(consolidated(sent))
    left = [place for place in RULES.registry.places.values() if place.id not in {"0101", "0102"}]
    frame = consolidated(closed=closed, rules=replace(RULES, registry=Registry.of(left))).changes
    assert frame[["district_id", "place_id", "change", "new"]].to_numpy().tolist() == [
        [None, "0101", "withdrawn", None],
        [None, "0101", "gone", None],
        [None, "0102", "report", None],
    ]


def test_what_is_asked_no_more_is_told_where_it_was_overdue() -> None:
    rules = small_rulebook(roadmap=plan(*(activity(each, date(2024, 10, 31)) for each in ("1", "5"))))
    fewer = small_rulebook(roadmap=plan(activity("6", date(2025, 12, 31))))
    sent = answered({"7001.1": "неприменимо"}, occurrences={"7001": "1", "7002": "5"})
    now = answered({}, occurrences={"7001": "6"})
    frame = consolidated(now, closed=closed_data_of(consolidated(sent, rules=rules)), rules=fewer).changes
    rows = frame[(frame["place_id"] == "0101") & frame["line"].isna() & frame["column"].isna()]
    assert rows[["change", "key", "old", "new"]].to_numpy().tolist() == [["status", "5", "overdue", None]]


def test_changes_do_not_depend_on_the_order_of_files_and_change_nothing() -> None:
    first = [school(place_id, 200, 139) for place_id in ("0101", "0102", "0201")]
    second = [school(each.place_id, 210, 140, path=f"{each.place_id} new.xlsx", revision=1) for each in first]
    closed = closed_data_of(consolidated(*first))
    result = consolidated(*first, *second, closed=closed)
    for seed in range(3):
        shuffled = [*first, *second]
        Random(seed).shuffle(shuffled)  # noqa: S311  a test's order, not a secret
        assert_frame_equal(consolidated(*shuffled, closed=closed).changes, result.changes)
    assert closed == closed_data_of(consolidated(*first))
    assert result.changes["district_id"].tolist() == sorted(result.changes["district_id"])
    assert result.changes[result.changes["place_id"] == "0101"]["line"].tolist() == ["101", "306", None]


def decided(*decisions: Decision) -> Consolidation:
    return consolidated(school("0101", 200, 139), rules=replace(RULES, decisions=decisions))


def decision_changes(before: Consolidation, *decisions: Decision) -> list[list[object]]:
    rules = replace(RULES, decisions=decisions)
    frame = consolidated(school("0101", 200, 139), rules=rules, closed=closed_data_of(before)).changes
    return frame[["place_id", "change", "key", "old", "new"]].to_numpy().tolist()


def test_decisions_taken_and_withdrawn_since_are_told_with_their_basis() -> None:
    signed, accepted = decision("0101", "signed_copy"), decision("0101", "accept", revision=0)
    basis = "служебная записка № 5"
    assert decision_changes(decided(), signed) == [["0101", "decision_new", "signed_copy", None, basis]]
    assert decision_changes(decided(signed), accepted) == [
        ["0101", "decision_withdrawn", "signed_copy", basis, None],
        ["0101", "decision_new", "accept/0", None, basis],
    ]
    assert decision_changes(decided(signed), signed) == []


def test_a_decision_with_another_basis_is_withdrawn_and_new() -> None:
    signed = decision("0101", "signed_copy")
    other = decision("0101", "signed_copy", basis="=почта")
    assert [row[1:] for row in decision_changes(decided(signed), other)] == [
        ["decision_withdrawn", "signed_copy", "служебная записка № 5", None],
        ["decision_new", "signed_copy", None, "=почта"],
    ]
    assert decision_changes(decided(other), other) == []


def test_a_due_date_that_was_extended_again_is_another_decision() -> None:
    first, second = (decision("0102", "extend", until=date(2025, 1, day)) for day in (24, 31))
    assert [row[1:3] for row in decision_changes(decided(first), second)] == [
        ["decision_withdrawn", "extend/2025-01-24"],
        ["decision_new", "extend/2025-01-31"],
    ]


def test_a_version_that_does_not_tell_its_decisions_is_not_compared_with() -> None:
    closed = replace(closed_data_of(decided()), decisions=None)
    rules = replace(RULES, decisions=(decision("0101", "signed_copy"),))
    assert consolidated(school("0101", 200, 139), rules=rules, closed=closed).changes.empty


def test_what_stays_in_a_district_is_no_change_when_its_transmittal_tells_the_rest() -> None:
    personal = decision("0103", "exempt", basis="болеет Петрова А. И., т. 8-900-000-00-01")
    rules = replace(RULES, decisions=(personal,))
    answers: dict[str, Value] = {"7001.1": "в работе", "7001.2": date(2024, 12, 1)}
    below = consolidated(answered(answers, occurrences={"7001": "1"}), rules=rules)
    told = sent_file(sent_up(below, rules, "01"))
    above = consolidated(told, closed=closed_data_of(below), rules=RULES)
    assert set(above.changes["change"]) == {"arrived", "gone"}
    back = replace(closed_data_of(consolidated(told)), sent_up=frozenset({"0101"}))
    assert set(
        consolidated(answered(answers, occurrences={"7001": "1"}), closed=back, rules=rules).changes["change"]
    ) == {
        "arrived",
        "gone",
    }


def test_a_number_that_a_transmittal_tells_otherwise_is_corrected() -> None:
    told = sent_file(sent_up(consolidated(answered({"306": 150})), RULES, "01"))
    frame = consolidated(told, closed=closed_data_of(consolidated(answered({})))).changes
    corrected = frame[frame["change"] == "corrected"]
    assert corrected[["place_id", "line", "old", "new", "path", "sheet"]].to_numpy().tolist() == [
        ["0101", "306", 139, 150, told.path, "Данные"]
    ]
