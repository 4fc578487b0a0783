from __future__ import annotations

import pytest
from support.rules import Rules


@pytest.mark.parametrize(
    ("name", "old", "new", "key", "problem", "nearest"),
    [
        ("targets.csv", "mentees_10_19", "mentees_10-19", "indicator", "unknown_indicator", "mentees_10_19"),
        ("targets.csv", "pupils,05,2020", "pupils,5,2020", "place_id", "lost_zeros", "05"),
        ("targets.csv", "pupils,05,2020", "pupils,Q5,2020", "place_id", "unknown_place", "05"),
        ("targets.csv", ",,2024,0.70,", ",,2024,70,", "minimum", "not_a_share", "70 %"),
        ("targets.csv", ",,2024,0.70,", ",,2024,-0.70,", "minimum", "negative", None),
        ("targets.csv", ",,2024,0.70,2024-12-31,", ",,2024,0.70,,", "effective_on", "blank_cell", None),
        ("targets.csv", ",,2024,0.70,2024-12-31,", ",,2024,0.70,2042-12-31,", "effective_on", "far_from_year", None),
        ("targets.csv", "mentees_10_19,,2021,", "mentees_10_19,,2020,", "year", "repeated", None),
        ("targets.csv", ",да\n", ",возможно\n", "confirmed", "csv_not_yes_no", None),
        ("targets.csv", "place_id,year", "place_id,god", "god", "unknown_column", None),
        ("history.csv", "2020-12-31,05,", "2020-12-31,5,", "place_id", "lost_zeros", "05"),
        ("history.csv", "2020-12-31,05,inv", "2020-12-31,05,jnv", "indicator", "unknown_indicator", "involved_pupils"),
        ("history.csv", ",585,3502,", ",585,,", "denominator", "blank_cell", None),
        ("history.csv", ",585,3502,", ",585,0,", "denominator", "not_positive", None),
        ("history.csv", ",585,3502,", ",-585,3502,", "numerator", "negative", None),
        ("history.csv", ",585,3502,", ",3502,585,", "numerator", "above_denominator", None),
        ("history.csv", ",585,3502,", ',"585,5",3502,', "numerator", "not_whole", None),
        ("history.csv", ",585,3502,", ',585,"3502,5",', "denominator", "not_whole", None),
        ("history.csv", "2021-12-31,05,", "2020-12-31,05,", "as_of", "repeated", None),
        ("history.csv", "2021-12-31,05,", "31.12.2020,05,", "as_of", "repeated", None),
    ],
)
def test_mistake_in_a_table_of_numbers(
    rules: Rules, name: str, old: str, new: str, key: str, problem: str, nearest: str | None
) -> None:
    line = rules.edit(name, old, new)
    path, at, where, what, near = next(each for each in rules.problems() if each[3] == problem)
    assert (path, at, where, what) == (name, line, key, problem)
    assert problem == "unknown_column" or near == nearest


@pytest.mark.parametrize(
    ("row", "key", "problem", "nearest"),
    [
        ("involved_pupils,5,2024,5000,Росстат", "place_id", "lost_zeros", "05"),
        ("involved_pupils,05,2042,5000,Росстат", "period", "unknown_period", "2022"),
        ("involved_pupils,05,2024,0,Росстат", "value", "not_positive", None),
        ("involved_pupils,05,2024,5000,", "source", "blank_cell", None),
    ],
)
def test_mistake_in_a_denominator(rules: Rules, row: str, key: str, problem: str, nearest: str | None) -> None:
    line = rules.append("denominators.csv", row)
    assert rules.problems() == [("denominators.csv", line, key, problem, nearest)]


@pytest.mark.parametrize(
    ("row", "key", "problem", "nearest"),
    [
        ("101,2024,accept,1,письмо,отдел,20.01.2025", "place_id", "lost_zeros", "0101"),
        ("0101,20024,accept,1,письмо,отдел,20.01.2025", "period", "unknown_period", "2024"),
        ("0101,2024,acept,1,письмо,отдел,20.01.2025", "decision", "unknown_value", "accept"),
        ("0101,2024,accept,первый,письмо,отдел,20.01.2025", "revision", "not_number", None),
        ("0101,2024,accept,1,,отдел,20.01.2025", "basis", "blank_cell", None),
        ("0101,2024,accept,1,письмо,отдел,2025", "decided_on", "csv_not_date", None),
    ],
)
def test_mistake_in_a_decision(rules: Rules, row: str, key: str, problem: str, nearest: str | None) -> None:
    line = rules.append("decisions.csv", row)
    assert rules.problems() == [("decisions.csv", line, key, problem, nearest)]


@pytest.mark.parametrize(
    ("row", "key", "problem"),
    [
        ("0101,2024,extend,,карантин,отдел,20.01.2025,", "until", "until_missing"),
        ("0101,2024,extend,,карантин,отдел,20.01.2025,17.01.2025", "until", "until_not_later"),
        ("0101,2024,extend,,карантин,отдел,20.01.2025,10.01.2025", "until", "until_not_later"),
        ("0101,2024,extend,,карантин,отдел,20.01.2025,24.01.2052", "until", "until_too_late"),
        ("01,2024,extend,,карантин,отдел,20.01.2025,20.01.2025", "until", "until_not_later"),
        ("0101,2024,accept,1,письмо,отдел,20.01.2025,24.01.2025", "until", "until_needless"),
        ("0101,2024,extend,1,карантин,отдел,20.01.2025,24.01.2025", "revision", "revision_needless"),
        ("0101,2024,exempt,0,ремонт,отдел,20.01.2025,", "revision", "revision_needless"),
        ("0101,2024,accept,-1,письмо,отдел,20.01.2025,", "revision", "not_whole"),
        ("00,2024,accept,,письмо,отдел,20.01.2025,", "place_id", "decision_of_region"),
        ("0101,2024,extend,,карантин,отдел,20.01.2025,завтра", "until", "csv_not_date"),
    ],
)
def test_decision_that_cannot_be_meant_names_line_and_cell(rules: Rules, row: str, key: str, problem: str) -> None:
    rules.edit("decisions.csv", "decided_on", "decided_on,until")
    line = rules.append("decisions.csv", row)
    assert rules.problems() == [("decisions.csv", line, key, problem, None)]


def test_extension_without_a_column_for_its_date_lacks_the_date(rules: Rules) -> None:
    line = rules.append("decisions.csv", "0101,2024,extend,,карантин,отдел,20.01.2025")
    assert rules.problems() == [("decisions.csv", line, "until", "until_missing", None)]


def test_right_decisions_of_every_kind_are_accepted(rules: Rules) -> None:
    rules.edit("decisions.csv", "decided_on", "decided_on,until")
    for row in (
        "0101,2024,accept,,письмо,отдел,20.01.2025,",
        "0101,2024,accept,1,письмо,отдел,20.01.2025,",
        "0101,2024,entered_by_district,1,скан,отдел,20.01.2025,",
        "0101,2024,signed_copy,,почта,отдел,20.01.2025,",
        "0101,2024,EXTEND,,карантин,отдел,20.01.2025,18.01.2025",
        "0102,2024,exempt,,ремонт,отдел,20.01.2025,",
        "0101,2023,exempt,,ремонт,отдел,20.01.2025,",
        "01,2024,extend,,паводок,отдел,20.01.2025,31.01.2025",
    ):
        rules.append("decisions.csv", row)
    assert rules.problems() == []


@pytest.mark.parametrize("other", ["accept", "entered_by_district", "signed_copy"])
def test_exemption_contradicts_every_other_decision_about_the_place(rules: Rules, other: str) -> None:
    first = rules.append("decisions.csv", f"0101,2024,{other},,письмо,отдел,20.01.2025")
    line = rules.append("decisions.csv", "0101,2024,exempt,,ремонт,отдел,20.01.2025")
    (problem,) = rules.check()
    assert (problem.line, problem.key, problem.problem) == (line, "decision", "contradicts")
    assert (problem.facts["other"], problem.facts["first"]) == (other, str(first))


def test_decision_written_in_another_way_is_the_same_decision(rules: Rules) -> None:
    rules.append("decisions.csv", "0101,2024,accept,1,письмо,отдел,20.01.2025")
    line = rules.append("decisions.csv", "0101,2024,ACCEPT,01,письмо,отдел,20.01.2025")
    assert rules.problems() == [("decisions.csv", line, "decision", "repeated", None)]


def test_decision_is_not_taken_twice(rules: Rules) -> None:
    rules.append("decisions.csv", "0101,2024,accept,,письмо,отдел,20.01.2025")
    line = rules.append("decisions.csv", "0101,2024,accept,,другое,отдел,21.01.2025")
    assert rules.problems() == [("decisions.csv", line, "decision", "repeated", None)]


def test_target_for_everyone_and_one_of_a_place_stand_side_by_side(rules: Rules) -> None:
    rules.append("targets.csv", "mentors_15_19,01,2024,12 %,31.12.2024,письмо,да")
    assert rules.problems() == []
