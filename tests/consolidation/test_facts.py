"""Facts: every value of the submissions that count, flat, with its cell."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from support.roadmaps import activity, plan
from support.small_region import PERIOD, small_rulebook, submission

from engine.consolidation.facts import facts_of
from engine.consolidation.result import FACTS

RULES = small_rulebook()


def test_each_value_travels_with_its_file_sheet_and_cell() -> None:
    facts = facts_of([submission("0101", {"201.2": 5})], RULES, PERIOD)
    assert facts.to_dict("records") == [
        {
            "period": "2024",
            "region_id": "00",
            "district_id": "01",
            "place_id": "0101",
            "line": "201",
            "column": "2",
            "value": 5,
            "path": "0101.xlsx",
            "sheet": "Показатели",
            "cell": "C201",
        }
    ]


def test_texts_and_dates_are_facts_and_printed_or_computed_fields_are_not() -> None:
    values = {"001": "0101", "006": "Иванова", "011": date(2025, 1, 15), "290.1": 4, "101": 100}
    facts = facts_of([submission("0101", values)], RULES, PERIOD)
    assert dict(zip(facts["line"], facts["value"], strict=True)) == {
        "006": "Иванова",
        "011": date(2025, 1, 15),
        "101": 100,
    }


def test_roadmap_lines_are_facts_and_locked_target_rows_are_not() -> None:
    sent = submission("01", {"7001": "выполнено", "7002": "решается по охвату"}, occurrences={"7001": "2", "7002": "3"})
    assert list(facts_of([sent], RULES, PERIOD)["line"]) == ["7001"]


def test_a_blank_is_no_fact() -> None:
    assert facts_of([submission("0101", {"101": None, "306": 0})], RULES, PERIOD)["value"].tolist() == [0]


def test_facts_are_sorted_by_place_line_and_column_number() -> None:
    sent = [submission("0102", {"306": 1}), submission("0101", {"203.2": 1, "203.1": 2, "101": 3})]
    facts = facts_of(sent, RULES, PERIOD)
    assert list(zip(facts["place_id"], facts["line"], facts["column"], strict=True)) == [
        ("0101", "101", "1"),
        ("0101", "203", "1"),
        ("0101", "203", "2"),
        ("0102", "306", "1"),
    ]


def test_the_facts_of_a_district_stand_with_itself() -> None:
    rules = small_rulebook(roadmap=plan(activity("2", None, reported_by="district")))
    facts = facts_of([submission("01", {"7001": "в работе"}, occurrences={"7001": "2"})], rules, PERIOD)
    assert facts[["district_id", "place_id"]].to_numpy().tolist() == [["01", "01"]]


def test_no_submissions_give_an_empty_frame_with_all_columns() -> None:
    facts = facts_of([], RULES, PERIOD)
    assert facts.empty
    assert tuple(facts.columns) == FACTS


def test_submissions_are_left_as_they_were() -> None:
    sent = [submission("0102", {"306": 1}), submission("0101", {"101": 3})]
    before = deepcopy(sent)
    facts_of(sent, RULES, PERIOD)
    assert sent == before
