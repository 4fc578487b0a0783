from __future__ import annotations

import shutil

import pytest
from support.rules import Rules

SCHOOL = "forms/school/2024-1.yaml"


@pytest.mark.parametrize(
    ("old", "new", "key", "problem", "nearest"),
    [
        ('version: "2024-1"', 'version: "2025-1"', "version", "misplaced", "2024-1"),
        ("form: school", "form: district", "form", "misplaced", "school"),
        ('line: "105"', 'line: "104"', "sections[1].lines[104].line", "repeated", None),
        ('column: "7"', 'column: "6"', "sections[2].columns[6].column", "repeated", None),
        ("Показатели, Дорожная карта", "Дорожная карта, Дорожная карта", "sheets[3]", "repeated", None),
        ("Практики, Проверка", "'Практики: лучшие', Проверка", "sheets[4]", "bad_sheet_name", None),
        ("sheet: Практики", "sheet: Практика", "sections[practices].sheet", "unknown_sheet", "Практики"),
        (
            'columns: ["1", "2"]',
            'columns: ["1", "9"]',
            "sections[2].lines[291].columns[2]",
            "unknown_column_code",
            None,
        ),
        ('last_line: "815"', 'last_line: "800"', "sections[practices].last_line", "out_of_order", None),
        ('    last_line: "815"\n', "", "sections[practices]", "missing_key", None),
        ("sum([201]..[208])", "sum([201]..[209])", "sections[2].lines[290].computed", "bad_rule", "201.1"),
        ("sum([201]..[208])", "sum([201]..", "sections[2].lines[290].computed", "bad_rule", None),
        ('zero_if: "013"', 'zero_if: "012"', "sections[2].zero_if", "not_a_switch", "013"),
        ("maximum: 20000,", "maximum: 5, minimum: 6,", "sections[1].lines[101].maximum", "out_of_order", None),
        (", type: yes_no, required", ", type: choice, required", "sections[title].lines[013]", "missing_key", None),
        (
            "type: choice, choices: [не начато, в работе, выполнено, срок перенесён, неприменимо]",
            "type: choice",
            "sections[roadmap].columns[1]",
            "missing_key",
            None,
        ),
        ("в работе, выполнено,", "в работе, сделано,", "sections[roadmap].columns[1].choices", "missing_choice", None),
        ("type: yes_no", "type: yesno", "sections[title].lines[013].type", "unknown_value", "yes_no"),
        ("kinds: [school,", "kinds: [scool,", "sections[1].lines[102].kinds[1]", "unknown_value", "school"),
        ("zero_if:", "zero_iff:", "sections[2].zero_iff", "unknown_key", "zero_if"),
    ],
)
def test_mistake_is_named_with_line_key_and_nearest(
    rules: Rules, old: str, new: str, key: str, problem: str, nearest: str | None
) -> None:
    line = rules.edit(SCHOOL, old, new)
    told = [each for each in rules.problems() if each[3] == problem]
    assert told[0][0] == SCHOOL
    assert told[0][2:4] == (key, problem)
    if problem != "missing_key":  # told where the key is missing, above the edit
        assert told[0][1] == line
    if nearest is not None:
        assert told[0][4] == nearest


@pytest.mark.parametrize(("code", "where"), [("803", "practices"), ("7001", "roadmap")])
def test_code_that_a_free_or_roadmap_section_gives_is_not_given_again(rules: Rules, code: str, where: str) -> None:
    rules.edit(SCHOOL, 'line: "607"', f'line: "{code}"')
    assert (f"sections[{where}].first_line", "repeated") in {
        (key, problem) for _, _, key, problem, _ in rules.problems()
    }


def test_section_is_not_given_twice(rules: Rules) -> None:
    line = rules.edit(SCHOOL, '- id: "4"', '- id: "3"')
    assert (SCHOOL, line, "sections[3].id", "repeated", None) in rules.problems()


def test_folder_of_forms_has_the_name_of_a_level(rules: Rules) -> None:
    shutil.copytree(rules.folder / "forms/school", rules.folder / "forms/scholl")
    assert rules.problems() == [("forms/scholl/2024-1.yaml", 1, "", "unknown_folder", "school")]


def test_section_without_columns_is_told(rules: Rules) -> None:
    rules.edit(
        SCHOOL,
        """    columns:
      - {column: "1", label: "Всего, ед.", units: [ед, шт]}
""",
        "    columns: []\n",
    )
    assert ("sections[4].columns", "missing_key") in {(key, problem) for _, _, key, problem, _ in rules.problems()}


def test_code_of_a_computed_line_is_not_given_again(rules: Rules) -> None:
    line = rules.edit(SCHOOL, 'line: "291"', 'line: "290"')
    assert (SCHOOL, line, "sections[2].lines[290].line", "repeated", None) in rules.problems()


def test_version_is_fit_for_a_file_name(rules: Rules) -> None:
    shutil.copy(rules.folder / SCHOOL, rules.folder / "forms/school/2025 весна.yaml")
    line = rules.edit("forms/school/2025 весна.yaml", '"2024-1"', "2025 весна")
    assert rules.problems() == [("forms/school/2025 весна.yaml", line, "version", "unsafe_id", None)]


def test_roadmap_without_one_of_its_columns_is_told_at_the_columns(rules: Rules) -> None:
    rules.edit(SCHOOL, 'column: "4", label: "Примечание', 'column: "5", label: "Примечание')
    told = [(where, problem) for _, _, where, problem, _ in rules.problems()]
    assert told == [("sections[roadmap].columns", "missing_column_code")]
