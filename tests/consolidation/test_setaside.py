from __future__ import annotations

from dataclasses import replace

import pytest
from support.small_region import PERIOD, decision, reading, school, small_rulebook

from engine.consolidation.setaside import set_aside
from engine.vocabulary.files import FileReading, FileStatus

RULES = small_rulebook(decisions=(decision("0102", "exempt"),))
SENT = school("0101", 100, 70)


def codes(*files: FileReading) -> dict[str, list[str]]:
    by_path = {each.path: each.findings for each in files}
    verdicts = dict(set_aside(files, by_path, RULES, PERIOD))
    assert all(each.status is FileStatus.IGNORED for each in verdicts.values())
    return {path: [finding.code for finding in each.findings] for path, each in verdicts.items()}


def test_a_report_of_an_expected_place_is_not_set_aside() -> None:
    assert codes(reading(SENT)) == {}


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (reading(replace(SENT, period_id="2023")), "C01"),
        (reading(school("0202", 40, 40)), "C12"),  # closed in summer, merged into another
        (reading(replace(SENT, form="district")), "C03"),
        (reading(school("0102", 40, 40)), "E15"),
    ],
)
def test_each_other_file_says_why_it_is_not_counted(file: FileReading, code: str) -> None:
    assert codes(file) == {file.path: [code]}


def test_what_intake_ignores_keeps_its_own_findings() -> None:
    assert codes(FileReading("скан.pdf", 1, "x", "pdf", ignored=True)) == {"скан.pdf": []}


def test_what_cannot_be_used_as_a_file_is_not_set_aside() -> None:
    assert codes(replace(reading(replace(SENT, period_id="2023")), usable=False)) == {}
