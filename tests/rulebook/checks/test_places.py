from __future__ import annotations

import pytest
from support.rules import Rules


@pytest.mark.parametrize(
    ("old", "new", "key", "problem", "nearest"),
    [
        ("0101,school,01,", "0101,school,,", "parent_id", "blank_cell", None),
        ("0101,school,01,", "0101,school,0l,", "parent_id", "unknown_place", "00"),
        ("0102,school,01,", "0102,school,0101,", "parent_id", "parent_level", "01"),
        ("0101,school,01,", "0101,school,1,", "parent_id", "lost_zeros", "01"),
        ("0101,school,01,", "101,school,01,", "id", "lost_zeros", "0101"),
        ("0116,school,01,", "0115,school,01,", "id", "repeated", None),
        ("0116,school,01,", "01/16,school,01,", "id", "unsafe_id", None),
        ("0101,school,01,", "0101,scool,01,", "level", "unknown_value", "school"),
        ("2024-07-01,0404", "2024-07-01,O404", "successor_id", "unknown_place", "0404"),
        ("2024-07-01,0404", "2024-07-01,404", "successor_id", "lost_zeros", "0404"),
        ("2024-07-01,0404", "2024-07-01,0410", "successor_id", "bad_successor", None),
        ("2024-07-01,0404", "2024-07-01,04", "successor_id", "bad_successor", None),
        ("2024-07-01,0404", ",0404", "successor_id", "successor_of_open", None),
        ("2024-07-01,0404", "31.06.2024,0404", "closed_on", "csv_not_date", None),
        (",aksaysky,", ",aksaisky,", "roadmaps", "unknown_roadmap", "aksaysky"),
        (",vocational,", ",vocatonal,", "kind", "unknown_value", "vocational"),
        (",kindergarten,", ",,", "kind", "blank_cell", None),
        ("Тихореченский район,,", "Тихореченский район,school,", "kind", "kind_above_school", None),
        ("Верхнеозёрская СОШ № 2", "Верхнеозерская  СОШ № 1", "name", "same_name", None),
        ("Верхнеозёрская СОШ № 2", "Верхнеозёрская СОШ №1", "name", "same_name", None),
        ("school-0101@example.org", "school-0101.example.org", "email", "not_email", None),
        ("district,00,Верх", "district,,Верх", "parent_id", "blank_cell", None),
        ("00,region,,", "00,region,01,", "parent_id", "parent_of_region", None),
    ],
)
def test_mistake_in_the_registry(rules: Rules, old: str, new: str, key: str, problem: str, nearest: str | None) -> None:
    line = rules.edit("registry.csv", old, new)
    assert rules.problems() == [("registry.csv", line, key, problem, nearest)]


def test_closing_before_opening_is_told(rules: Rules) -> None:
    line = rules.edit("registry.csv", "2024-09-01,,", "2024-09-01,2024-08-31,")
    assert rules.problems() == [("registry.csv", line, "closed_on", "date_too_early", None)]


def test_second_region_is_told(rules: Rules) -> None:
    line = rules.append("registry.csv", "99,region,,Другой регион,,,,,,,,")
    assert rules.problems() == [("registry.csv", line, "level", "second_region", None)]


def test_registry_without_region_is_told(rules: Rules) -> None:
    rules.edit("registry.csv", "00,region,", "00,district,")
    assert ("registry.csv", None, "level", "no_region", None) in rules.problems()


def test_table_that_lost_all_its_zeros_is_told_row_by_row_and_nowhere_else(rules: Rules) -> None:
    head, *rows = rules.text("registry.csv").splitlines()
    cells = [row.split(",") for row in rows]
    lost = [",".join([str(int(each[0])), each[1], each[2] and str(int(each[2])), *each[3:]]) for each in cells]
    rules.write("registry.csv", "\n".join([head, *lost, ""]).replace(",0404,", ",404,"))
    told = rules.problems()
    assert {(path, key, problem) for path, _, key, problem, _ in told} == {("registry.csv", "id", "lost_zeros")}
    assert [nearest for *_, nearest in told] == [each[0] for each in cells]


def test_same_name_in_another_district_is_no_mistake(rules: Rules) -> None:
    rules.edit("registry.csv", "Тихореченский лицей", "Верхнеозёрская гимназия")
    assert rules.problems() == []


def test_roadmap_that_is_named_twice_is_told(rules: Rules) -> None:
    line = rules.edit("registry.csv", ",aksaysky,", ",aksaysky aksaysky,")
    assert rules.problems() == [("registry.csv", line, "roadmaps", "named_twice", None)]
