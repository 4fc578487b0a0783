from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.rules import RULES, Rules

from engine.rulebook.crosscheck import check_rules, cross_problems, judged_pack
from engine.rulebook.pack import read_pack


def test_repository_rules_have_no_mistakes(rules_dir: Path) -> None:
    assert check_rules(rules_dir) == ()


def test_mistakes_in_files_and_between_them_are_told_together_in_order(rules: Rules) -> None:
    typo = rules.edit("periods.yaml", "previous:", "previuos:")
    orphan = rules.edit("targets.csv", "involved_pupils,05,", "involved_pupils,Q5,")
    bare = rules.edit("indicators.yaml", "    unit: share\n", "") - 3
    assert rules.problems() == [
        ("indicators.yaml", bare, "indicators[involved_pupils].unit", "missing_key", None),
        ("periods.yaml", typo, "periods[2021].previuos", "unknown_key", "previous"),
        ("targets.csv", orphan, "place_id", "unknown_place", "05"),
    ]


def test_file_that_cannot_be_read_is_one_problem_not_a_shower(rules: Rules) -> None:
    rules.write("indicators.yaml", "indicators: [")
    rules.write("registry.csv", "\0")
    assert [(path, problem) for path, _, _, problem, _ in rules.problems()] == [
        ("indicators.yaml", "bad_yaml"),
        ("registry.csv", "csv_encoding"),
    ]


def test_checks_between_files_leave_the_pack_alone(rules_dir: Path) -> None:
    pack, _ = read_pack(rules_dir)
    before = pack.registry.rows
    assert cross_problems(pack) == []
    assert pack.registry.rows == before


def test_judged_pack_comes_with_its_problems(rules: Rules) -> None:
    rules.append("targets.csv", "involved_pupils,05,2024,0.7,2024-12-31,повтор,да")
    pack, problems = judged_pack(rules.folder)
    assert [each.problem for each in problems] == ["repeated"]
    assert pack.targets.rows[-1].line == problems[0].line


def test_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    assert [each.problem for each in check_rules(tmp_path / "rules")] == ["missing_folder"]


FILES = sorted(file.relative_to(RULES).as_posix() for file in RULES.rglob("*") if file.suffix in {".yaml", ".csv"})


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(FILES),
    share=st.floats(0, 1, exclude_max=True),
    damage=st.sampled_from(["", "  x", "- []", "id: [[]]", '"', "a: &b [*b]", ";;;;", "{", "\t", "x: 5\nx: 6"]),
    keep=st.booleans(),
)
def test_no_damage_to_a_line_ends_in_an_exception(
    rules: Rules, name: str, share: float, damage: str, *, keep: bool
) -> None:
    whole = rules.text(name)
    lines = whole.split("\n")
    number = int(share * len(lines))
    lines[number] = (lines[number].partition(":")[0] + ": " if keep else "") + damage
    rules.write(name, "\n".join(lines))
    assert all(problem.text("ru") and problem.text("en") for problem in rules.check())
    rules.write(name, whole)
