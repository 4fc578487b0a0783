from __future__ import annotations

import csv
import re
from io import StringIO
from pathlib import Path

import pytest
from support.rules import Rules

from engine.rulebook.errors import RulesError
from engine.rulebook.loading import load_rulebook
from engine.rulebook.pack import rules_sha256
from engine.rulebook.rulebook import Rulebook


def test_repository_rules_load(rulebook: Rulebook, rules_dir: Path) -> None:
    assert rulebook.sha256 == rules_sha256(rules_dir)
    assert rulebook.form("school", rulebook.periods["2024"]).version == "2024-1"
    assert rulebook.registry.region.id == "00"


def test_all_mistakes_are_raised_at_once(rules: Rules) -> None:
    rules.edit("programme.yaml", 'current_period: "2024"', 'current_period: "2024g"')
    rules.edit("targets.csv", "involved_pupils", "involved_pupil")
    rules.edit("roadmaps/aksaysky.yaml", "reported_by: district", "reported_by: distric")
    with pytest.raises(RulesError) as error:
        load_rulebook(rules.folder)
    assert [(each.path, each.nearest) for each in error.value.problems] == [
        ("rules/programme.yaml", "2024"),
        ("rules/roadmaps/aksaysky.yaml", "district"),
        ("rules/targets.csv", "involved_pupils"),
    ]


def test_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(RulesError) as error:
        load_rulebook(tmp_path / "rules")
    assert [each.problem for each in error.value.problems] == ["missing_folder"]


@pytest.mark.parametrize("name", ["targets.csv", "registry.csv", "history.csv"])
def test_tables_read_the_same_as_a_russian_excel_saves_them(rules: Rules, rulebook: Rulebook, name: str) -> None:
    rows = list(csv.DictReader(StringIO(rules.text(name))))
    saved = StringIO()
    writer = csv.writer(saved, delimiter=";", lineterminator="\r\n")
    writer.writerow([*rows[0], "", ""])
    writer.writerows([*(_as_in_excel(cell) for cell in row.values()), "", ""] for row in rows)
    writer.writerow([""] * (len(rows[0]) + 2))
    (rules.folder / name).write_bytes(saved.getvalue().encode("cp1251"))
    loaded = load_rulebook(rules.folder)
    assert (loaded.targets, loaded.registry, loaded.history) == (rulebook.targets, rulebook.registry, rulebook.history)


def _as_in_excel(cell: str) -> str:
    """A decimal comma, days in Russian order, ИСТИНА for an answer."""
    cell = re.sub(r"^([0-9]{4})-([0-9]{2})-([0-9]{2})$", r"\3.\2.\1", cell)
    cell = re.sub(r"^0\.([0-9]+)$", r"0,\1", cell)
    return {"да": "ИСТИНА", "нет": "ЛОЖЬ"}.get(cell, cell)
