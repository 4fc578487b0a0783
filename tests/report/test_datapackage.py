"""datapackage.json: what the tidy tables are."""

from __future__ import annotations

import csv
import hashlib
import json
from dataclasses import replace
from pathlib import Path

from support.small_region import AS_OF, PERIOD, reading, school, small_rulebook

from engine.consolidation.run import consolidate
from engine.report.datapackage import datapackage, write_datapackage
from engine.report.tidy import write_tidy
from engine.rulebook.closed import ClosedPeriod, ClosedPeriods

RULES = small_rulebook()
RESULT = consolidate([reading(school("0101", 10, 7))], [], RULES, PERIOD, AS_OF)


def test_every_resource_describes_the_header_of_its_file(tmp_path: Path) -> None:
    write_tidy(tmp_path, RESULT, RULES)
    described = json.loads((tmp_path / "data" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in described["resources"]:
        with (tmp_path / "data" / resource["path"]).open(encoding="utf-8", newline="") as source:
            header = next(csv.reader(source))
        assert [field["name"] for field in resource["schema"]["fields"]] == header


def test_size_and_hash_are_those_of_the_file(tmp_path: Path) -> None:
    write_tidy(tmp_path, RESULT, RULES)
    resource = datapackage(tmp_path / "data", RESULT, RULES)["resources"][2]
    content = (tmp_path / "data" / "facts.csv").read_bytes()
    assert (resource["bytes"], resource["hash"]) == (len(content), f"sha256:{hashlib.sha256(content).hexdigest()}")


def test_a_key_identifies_each_row_of_its_table(tmp_path: Path) -> None:
    write_tidy(tmp_path, RESULT, RULES)
    for resource in datapackage(tmp_path / "data", RESULT, RULES)["resources"]:
        key = resource["schema"].get("primaryKey", [])
        with (tmp_path / "data" / resource["path"]).open(encoding="utf-8", newline="") as source:
            rows = [tuple(row[name] for name in key) for row in csv.DictReader(source)]
        assert not key or len(set(rows)) == len(rows)


def test_statuses_are_listed_and_words_are_in_both_languages(tmp_path: Path) -> None:
    write_tidy(tmp_path, RESULT, RULES)
    coverage = datapackage(tmp_path / "data", RESULT, RULES)["resources"][3]
    status = next(field for field in coverage["schema"]["fields"] if field["name"] == "status")
    assert status["constraints"] == {"enum": ["met", "below", "no_data", "no_target"]}
    assert status["title"].startswith("Цель")
    assert status["description"] == "Against the target"


def test_the_package_names_its_period_its_date_and_its_rules(tmp_path: Path) -> None:
    write_tidy(tmp_path, RESULT, RULES)
    described = datapackage(tmp_path / "data", RESULT, RULES)
    assert (described["name"], described["period"], described["as_of"]) == ("svod", "2024", "2024-12-31")
    assert described["rules_sha256"] == RULES.sha256
    assert "notice" not in described


def test_the_package_names_the_closed_versions_that_its_numbers_may_rest_on(tmp_path: Path) -> None:
    write_tidy(tmp_path, RESULT, RULES)
    past = ClosedPeriods((ClosedPeriod(RULES.periods["2023"], 2, AS_OF),))
    assert datapackage(tmp_path / "data", RESULT, RULES)["closed"] == {}
    assert datapackage(tmp_path / "data", RESULT, replace(RULES, closed=past))["closed"] == {"2023": 2}


def test_the_package_names_closed_versions_that_were_gone_and_nothing_where_none_was(tmp_path: Path) -> None:
    write_tidy(tmp_path, RESULT, RULES)
    lost = ClosedPeriods(lost={"2024": 2})
    assert "closed_lost" not in datapackage(tmp_path / "data", RESULT, RULES)
    assert datapackage(tmp_path / "data", RESULT, replace(RULES, closed=lost))["closed_lost"] == {"2024": 2}


def test_a_notice_of_the_programme_travels_with_the_data(tmp_path: Path) -> None:
    noticed = small_rulebook(notice="ДЕМО: числа вымышлены")
    write_tidy(tmp_path, RESULT, noticed)
    file = write_datapackage(tmp_path / "data", RESULT, noticed)
    assert json.loads(file.read_text(encoding="utf-8"))["notice"] == "ДЕМО: числа вымышлены"


def test_the_package_says_how_text_is_kept_from_being_calculated(tmp_path: Path) -> None:
    write_tidy(tmp_path, RESULT, RULES)
    described = datapackage(tmp_path / "data", RESULT, RULES)["description"]
    assert "apostrophe" in described
    assert "апостроф" in described
