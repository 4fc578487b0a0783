"""Which submission of each place counts, and what becomes of every other file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_region import (
    AS_OF,
    PERIOD,
    decision,
    error,
    reading,
    school,
    small_rulebook,
    submission,
    warning,
)
from support.transmittals import sent_file, sent_up

from engine.consolidation.run import consolidate
from engine.consolidation.selection import Selection, choose, recognised, register_row
from engine.rulebook.controlnumber import control_number_of
from engine.vocabulary.files import FileReading, FileStatus, RegisterRow
from engine.vocabulary.findings import Finding, FindingState

RULES = small_rulebook()


def chosen(*readings: FileReading, findings: Sequence[Finding] = ()) -> Selection:
    return choose(readings, findings, RULES, PERIOD, AS_OF)


def rows_of(selection: Selection) -> dict[str, RegisterRow]:
    return {row.path: row for row in selection.register}


def statuses(selection: Selection) -> dict[str, str]:
    return {row.path: str(row.status) for row in selection.register}


def counting(selection: Selection) -> list[str]:
    return [each.path for each in selection.submissions]


def test_a_single_faultless_submission_is_accepted() -> None:
    assert statuses(chosen(reading(school("0101", 100, 70)))) == {"0101.xlsx": "accepted"}


def test_a_submission_with_a_warning_counts() -> None:
    selection = chosen(reading(school("0101", 100, 70), warning("0101.xlsx")))
    assert statuses(selection) == {"0101.xlsx": "warned"}
    assert counting(selection) == ["0101.xlsx"]


def test_an_error_of_intake_or_of_validation_keeps_a_submission_out() -> None:
    one, two = school("0101", 100, 70), school("0102", 100, 70)
    selection = chosen(reading(one, error(one.path)), reading(two), findings=[error(two.path, "K02")])
    assert set(statuses(selection).values()) == {"rejected"}
    assert selection.submissions == ()


def test_a_waived_error_does_not_keep_a_submission_out() -> None:
    sent = school("0101", 100, 70)
    waived = error(sent.path).with_(state=FindingState.WAIVED, explanation="решение района")
    assert counting(chosen(reading(sent, waived))) == [sent.path]


@pytest.mark.parametrize(
    ("older", "newer", "reason"),
    [
        ({"revision": 0, "filled_on": date(2025, 1, 16)}, {"revision": 1}, "C05"),
        ({"filled_on": date(2025, 1, 10)}, {"filled_on": date(2025, 1, 12)}, "C06"),
        ({"saved_at": datetime(2025, 1, 20, tzinfo=UTC)}, {"filled_on": date(2025, 1, 12)}, "C06"),
        ({"saved_at": datetime(2025, 1, 10, 8, tzinfo=UTC)}, {"saved_at": datetime(2025, 1, 10, 9, tzinfo=UTC)}, "C07"),
        ({"modified_ns": 1}, {"modified_ns": 2}, "C08"),
        ({"sha256": "a"}, {"sha256": "b"}, "C09"),
    ],
)
def test_the_newer_of_two_submissions_counts_and_the_other_says_why(
    older: dict[str, object], newer: dict[str, object], reason: str
) -> None:
    first = school("0101", 100, 60, path="z.xlsx", **older)
    second = school("0101", 100, 70, path="a.xlsx", **newer)
    selection = chosen(reading(first), reading(second))
    assert counting(selection) == ["a.xlsx"]
    assert rows_of(selection)["z.xlsx"].status is FileStatus.SUPERSEDED
    assert rows_of(selection)["z.xlsx"].superseded_by == "a.xlsx"
    assert rows_of(selection)["z.xlsx"].codes == (reason,)


def test_a_moment_without_a_time_zone_is_ordered_beside_one_that_has_it() -> None:
    naive = school("0101", 100, 60, path="naive.xlsx", saved_at=datetime(2025, 1, 10, 12))  # noqa: DTZ001  as files hold it
    aware = school("0101", 100, 70, path="aware.xlsx", saved_at=datetime(2025, 1, 10, 11, tzinfo=UTC))
    assert counting(chosen(reading(naive), reading(aware))) == ["naive.xlsx"]


def test_a_filling_date_from_the_far_future_is_a_finding_and_orders_nothing() -> None:
    wrong = school("0101", 100, 60, path="wrong.xlsx", filled_on=date(2026, 1, 15))
    right = school("0101", 100, 70, path="right.xlsx", filled_on=date(2025, 1, 12))
    both = chosen(reading(wrong), reading(right))
    assert counting(both) == ["right.xlsx"]
    # Nobody could tell why the file counts as the older one if its date were not mentioned.
    assert [(each.path, each.code) for each in both.findings] == [("wrong.xlsx", "C04"), ("wrong.xlsx", "C06")]
    alone = chosen(reading(wrong))
    assert [(each.code, each.sheet, each.cell, each.line) for each in alone.findings] == [
        ("C04", "Титул", "C11", "011")
    ]
    assert statuses(alone) == {"wrong.xlsx": "warned"}


def test_a_filling_date_up_to_the_threshold_after_the_as_of_date_is_believed() -> None:
    last_day = school("0101", 100, 60, filled_on=date(2025, 1, 31))
    next_day = school("0102", 100, 60, filled_on=date(2025, 2, 1))
    selection = chosen(reading(last_day), reading(next_day))
    assert statuses(selection) == {"0101.xlsx": "accepted", "0102.xlsx": "warned"}


def test_of_identical_bytes_the_first_path_counts() -> None:
    first = school("0101", 100, 70, path="a/form.xlsx", sha256="same")
    again = school("0101", 100, 70, path="b/form.xlsx", sha256="same")
    selection = chosen(reading(again, warning(again.path)), reading(first, warning(first.path)))
    assert statuses(selection) == {"a/form.xlsx": "warned", "b/form.xlsx": "duplicate"}
    assert rows_of(selection)["b/form.xlsx"].codes == ("F13",)
    assert counting(selection) == ["a/form.xlsx"]


def test_two_damaged_files_with_the_same_bytes_are_both_named() -> None:
    empty = [FileReading(path, 0, "e3b0", "unknown", usable=False) for path in ("a.xlsx", "b.xlsx")]
    assert statuses(chosen(*empty)) == {"a.xlsx": "rejected", "b.xlsx": "rejected"}


def test_a_correction_takes_the_place_of_the_faulty_first_form() -> None:
    faulty = school("0101", 100, 170, path="1.xlsx")
    corrected = school("0101", 100, 70, path="2.xlsx", revision=1)
    selection = chosen(reading(faulty, error(faulty.path)), reading(corrected))
    assert statuses(selection) == {"1.xlsx": "superseded", "2.xlsx": "accepted"}
    assert {each.code for each in selection.findings} == {"C05"}


def test_a_faulty_correction_leaves_the_earlier_valid_form_counting_and_says_so() -> None:
    valid = school("0101", 100, 70, path="1.xlsx")
    faulty = school("0101", 100, 170, path="2.xlsx", revision=1)
    selection = chosen(reading(valid), reading(faulty, error(faulty.path)))
    assert statuses(selection) == {"1.xlsx": "accepted", "2.xlsx": "rejected"}
    assert rows_of(selection)["2.xlsx"].codes == ("C10", "V09")
    assert rows_of(selection)["2.xlsx"].superseded_by is None


def faulty(number: int, place_id: str = "0101") -> FileReading:
    sent = school(place_id, 100, 170, path=f"{number}.xlsx", revision=number)
    return reading(sent, error(sent.path))


def test_of_several_faulty_submissions_only_the_newest_is_rejected() -> None:
    selection = chosen(faulty(1), faulty(0), faulty(2))
    assert statuses(selection) == {"0.xlsx": "superseded", "1.xlsx": "superseded", "2.xlsx": "rejected"}
    rows = rows_of(selection)
    assert [rows[path].superseded_by for path in ("0.xlsx", "1.xlsx", "2.xlsx")] == ["2.xlsx", "2.xlsx", None]
    assert (rows["0.xlsx"].codes, rows["2.xlsx"].codes) == (("C05",), ("V09",))
    assert selection.submissions == ()


def test_beside_an_older_valid_one_the_newest_faulty_submission_alone_is_rejected() -> None:
    valid = reading(school("0101", 100, 70, path="1.xlsx", revision=1))
    selection = chosen(faulty(0), valid, faulty(2), faulty(3))
    rows = rows_of(selection)
    assert statuses(selection) == {
        "0.xlsx": "superseded",
        "1.xlsx": "accepted",
        "2.xlsx": "superseded",
        "3.xlsx": "rejected",
    }
    assert (rows["0.xlsx"].superseded_by, rows["2.xlsx"].superseded_by) == ("1.xlsx", "3.xlsx")
    assert rows["3.xlsx"].codes == ("C10", "V09")


def test_each_place_has_its_own_newest_faulty_submission() -> None:
    other = school("0102", 100, 170, path="x.xlsx")
    assert statuses(chosen(faulty(5), reading(other, error(other.path)))) == {
        "5.xlsx": "rejected",
        "x.xlsx": "rejected",
    }


def test_what_is_explained_asks_for_nothing_and_what_is_waived_is_still_a_warning() -> None:
    sent = school("0101", 100, 70)
    told = warning(sent.path).with_(state=FindingState.EXPLAINED, explanation="совместители")
    waived = error(sent.path).with_(state=FindingState.WAIVED, explanation="решение")
    assert statuses(chosen(reading(sent, told))) == {sent.path: "accepted"}
    assert statuses(chosen(reading(sent, told, waived))) == {sent.path: "warned"}


def test_a_file_of_an_exempt_place_is_ignored_and_says_why() -> None:
    rules = small_rulebook(decisions=(decision("0101", "exempt", basis="ремонт."),))
    sent = reading(school("0101", 100, 70), error("0101.xlsx"))
    selection = choose([sent], [], rules, PERIOD, AS_OF)
    assert statuses(selection) == {"0101.xlsx": "ignored"}
    (why,) = selection.findings
    assert (why.code, why.path, why.facts["basis"]) == ("E15", "0101.xlsx", "ремонт")


def test_the_exemption_of_a_district_is_not_that_of_its_schools() -> None:
    rules = small_rulebook(decisions=(decision("01", "exempt"),))
    selection = choose([reading(submission("01")), reading(school("0101", 100, 70))], [], rules, PERIOD, AS_OF)
    assert statuses(selection) == {"01.xlsx": "ignored", "0101.xlsx": "accepted"}


def test_an_accepted_report_counts_with_its_errors_waived_and_warned() -> None:
    rules = small_rulebook(decisions=(decision("0101", "accept"),))
    selection = choose([faulty(0)], [], rules, PERIOD, AS_OF)
    assert statuses(selection) == {"0.xlsx": "warned"}
    assert counting(selection) == ["0.xlsx"]
    assert {(each.code, str(each.state), each.explanation) for each in selection.findings} == {
        ("V09", "waived", "служебная записка № 5"),
        ("E10", "open", None),
    }


def test_a_newer_accepted_report_counts_rather_than_an_older_valid_one() -> None:
    rules = small_rulebook(decisions=(decision("0101", "accept", revision=2),))
    valid = reading(school("0101", 100, 70, path="1.xlsx", revision=1))
    selection = choose([valid, faulty(2)], [], rules, PERIOD, AS_OF)
    assert statuses(selection) == {"1.xlsx": "superseded", "2.xlsx": "warned"}


def test_an_accepted_revision_counts_though_a_newer_one_has_errors() -> None:
    rules = small_rulebook(decisions=(decision("0101", "accept", revision=0),))
    selection = choose([faulty(0), faulty(1)], [], rules, PERIOD, AS_OF)
    assert statuses(selection) == {"0.xlsx": "warned", "1.xlsx": "rejected"}


def test_a_decision_that_applies_to_nothing_is_a_finding_beside_those_of_files() -> None:
    rules = small_rulebook(decisions=(decision("0102", "accept"),))
    selection = choose([faulty(0)], [], rules, PERIOD, AS_OF)
    assert [(each.path, each.code, each.place_id) for each in selection.findings] == [
        ("0.xlsx", "V09", "0101"),
        ("rules/decisions.csv", "E11", "0102"),
    ]


def test_a_file_of_another_period_is_ignored_with_an_information_only() -> None:
    earlier = school("0101", 100, 70, period_id="2023")
    selection = chosen(reading(earlier, error(earlier.path)))
    assert statuses(selection) == {"0101.xlsx": "ignored"}
    assert rows_of(selection)["0101.xlsx"].codes == ("C01",)
    assert selection.submissions == ()


def test_a_place_that_closed_before_the_period_ended_does_not_count() -> None:
    selection = chosen(reading(school("0202", 100, 70)))
    assert statuses(selection) == {"0202.xlsx": "ignored"}
    assert rows_of(selection)["0202.xlsx"].codes == ("C12",)


def test_a_district_without_anything_to_answer_for_is_not_expected_to_report() -> None:
    selection = chosen(reading(submission("02")), reading(submission("01")))
    assert statuses(selection) == {"01.xlsx": "accepted", "02.xlsx": "ignored"}
    assert rows_of(selection)["02.xlsx"].codes == ("C03",)


def test_enclosures_are_ignored_and_keep_their_findings() -> None:
    scan = FileReading("скан.pdf", 10, "x", "pdf", ignored=True, findings=(warning("скан.pdf", "F01"),))
    row = rows_of(chosen(scan))["скан.pdf"]
    assert (row.status, row.codes) == (FileStatus.IGNORED, ("F01",))


def test_a_file_that_is_not_our_form_is_rejected() -> None:
    other = FileReading("смета.xlsx", 10, "x", "xlsx", findings=(error("смета.xlsx", "T01"),))
    assert statuses(chosen(other)) == {"смета.xlsx": "rejected"}


def test_the_register_names_place_district_period_version_and_revision() -> None:
    row = chosen(reading(school("0201", 10, 7, revision=2))).register[0]
    assert (row.place_id, row.district_id, row.period, row.form_version, row.revision) == (
        "0201",
        "02",
        "2024",
        "1",
        2,
    )


def test_two_readings_of_one_path_are_refused() -> None:
    sent = reading(school("0101", 100, 70))
    with pytest.raises(ValueError, match="path"):
        chosen(sent, sent)


def test_no_files_give_an_empty_selection() -> None:
    assert chosen() == Selection((), (), ())


def test_a_file_judged_on_its_own_is_accepted_or_rejected_by_its_findings_alone() -> None:
    sent = reading(school("0101", 100, 70, period_id="2023"))
    assert register_row(sent, [], RULES).status is FileStatus.ACCEPTED
    assert register_row(sent, [warning(sent.path)], RULES).status is FileStatus.WARNED
    assert register_row(sent, [error(sent.path)], RULES).status is FileStatus.REJECTED
    assert register_row(replace(sent, ignored=True), [], RULES).status is FileStatus.IGNORED
    assert register_row(replace(sent, submission=None), [], RULES).status is FileStatus.REJECTED


def test_a_faulty_form_of_the_period_is_recognised_as_its_places_form() -> None:
    sent = reading(school("0101", 100, 70), error("0101.xlsx"))
    assert recognised(sent, PERIOD) == ("0101", "school")
    assert recognised(replace(sent, submission=None), PERIOD) == ("0101", "school")
    assert recognised(replace(sent, usable=False), PERIOD) is None
    assert recognised(reading(school("0101", 100, 70, period_id="2023")), PERIOD) is None


@st.composite
def heaps(draw: st.DrawFn) -> list[FileReading]:
    """Files of a few places and periods, some identical, some faulty, some not forms at all."""
    files = []
    for number in range(draw(st.integers(0, 8))):
        path = f"{number}.xlsx"
        sent = school(
            draw(st.sampled_from(["0101", "0102", "0202"])),
            100,
            70,
            path=path,
            revision=draw(st.integers(0, 1)),
            filled_on=draw(st.sampled_from([None, date(2025, 1, 10), date(2026, 1, 1)])),
            sha256=draw(st.sampled_from(["one", "two", path])),
            period_id=draw(st.sampled_from(["2024", "2024", "2023"])),
        )
        findings = draw(st.sampled_from([(), (error(path),), (warning(path),)]))
        usable, is_form = draw(st.booleans()) or draw(st.booleans()), draw(st.booleans()) or draw(st.booleans())
        files.append(replace(reading(sent, *findings, usable=usable), **({} if is_form else {"submission": None})))
    return files


@given(heaps(), st.randoms(use_true_random=False))
def test_the_order_of_files_changes_nothing(files: list[FileReading], random: object) -> None:
    shuffled = list(files)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a Random made by hypothesis
    assert chosen(*shuffled) == chosen(*files)


@given(heaps())
def test_every_file_has_exactly_one_row_and_every_place_at_most_one_submission(files: list[FileReading]) -> None:
    selection = chosen(*files)
    assert [row.path for row in selection.register] == sorted(file.path for file in files)
    places = [each.place_id for each in selection.submissions]
    assert len(places) == len(set(places))
    accepted = {row.path for row in selection.register if row.status in {FileStatus.ACCEPTED, FileStatus.WARNED}}
    assert accepted == set(counting(selection))


@given(heaps())
def test_of_every_place_at_most_one_submission_is_rejected(files: list[FileReading]) -> None:
    forms = {each.path: each.place_id for each in files if each.submission is not None and each.usable}
    rejected = [
        forms[row.path] for row in chosen(*files).register if str(row.status) == "rejected" and row.path in forms
    ]
    assert len(rejected) == len(set(rejected))


@given(heaps())
def test_codes_of_the_register_are_those_of_the_findings(files: list[FileReading]) -> None:
    selection = chosen(*files)
    for row in selection.register:
        assert row.codes == tuple(sorted({each.code for each in selection.findings if each.path == row.path}))


def test_a_file_with_a_form_has_the_control_number_of_its_counts_whatever_became_of_it() -> None:
    good, faulty = school("0101", 100, 70), school("0102", 100, 71)
    rows = rows_of(chosen(reading(good), reading(faulty, error(faulty.path))))

    assert rows[good.path].control_number == control_number_of(good, RULES) is not None
    assert rows[faulty.path].control_number == control_number_of(faulty, RULES)
    assert rows[good.path].control_number != rows[faulty.path].control_number


def test_a_file_that_is_no_form_has_no_control_number() -> None:
    scan = replace(reading(school("0101", 100, 70), path="скан.pdf"), submission=None, ignored=True)

    assert rows_of(chosen(scan))["скан.pdf"].control_number is None


def test_a_transmittal_is_no_report_of_its_district_and_judged_on_its_own_by_its_findings() -> None:
    sent = FileReading("a.xlsx", 1, "x", "xlsx", place_id="01", period_id="2024", form="transmittal")
    assert recognised(sent, PERIOD) is None
    assert register_row(sent, [], RULES).status is FileStatus.REJECTED  # its data could not be believed
    told = sent_file(sent_up(consolidate([], [], RULES, PERIOD, AS_OF), RULES, "01"))
    assert register_row(told, [], RULES).status is FileStatus.ACCEPTED
    assert register_row(told, [warning(told.path, "G10")], RULES).status is FileStatus.WARNED


def test_a_file_of_a_place_that_its_district_has_exempted_is_for_the_district_to_look_at() -> None:
    rules = small_rulebook(decisions=(decision("0101", "exempt"),))
    told = sent_file(sent_up(consolidate([], [], rules, PERIOD, AS_OF), rules, "01"))
    selection = chosen(told, reading(school("0101", 100, 70)))
    assert statuses(selection) == {told.path: "accepted", "0101.xlsx": "superseded"}
    assert counting(selection) == []
    assert [each.code for each in selection.findings if each.path == "0101.xlsx"] == ["G22"]


def test_a_file_of_a_place_that_the_transmittal_does_not_name_is_judged_here() -> None:
    told = sent_up(consolidate([], [], RULES, PERIOD, AS_OF), RULES, "01")
    forgotten = {table: tuple(row for row in rows if row["place_id"] != "0101") for table, rows in told.tables.items()}
    selection = chosen(sent_file(replace(told, tables=forgotten)), reading(school("0101", 100, 70)))
    assert statuses(selection) == {told.path: "warned", "0101.xlsx": "accepted"}
    assert "G33" in {each.code for each in selection.findings}
