from __future__ import annotations

from pathlib import Path

from support.workbook_text import sample_scope, written

from engine.report.sheets import findings
from engine.report.sheets.findings import REMEDY_BY_SERIES, region_remedy, region_subject
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.messages import catalogue


def test_district_reads_file_cell_and_what_to_do(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(findings.write, sample_scope(rulebook, "01"), tmp_path)

    assert cells["A6"].value == "► предупреждение"
    assert cells["E6"].value == "2025-01-10/письмо Тайновой 0101.xlsx"
    assert (cells["F6"].value, cells["G6"].value, cells["H6"].value, cells["I6"].value) == (
        "лист Тайновой",
        "E17",
        "011",
        "C04",
    )


def test_gravest_finding_stands_first(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(findings.write, sample_scope(rulebook, "00"), tmp_path)

    assert [str(cells[f"A{row}"].value)[0] for row in (6, 7, 8, 9)] == ["▼", "►", "►", "○"]


def test_region_reads_organisation_code_line_and_a_remedy_without_what_was_sent(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    cells = written(findings.write, sample_scope(rulebook, "00"), tmp_path)

    assert [cells[f"{letter}7"].value for letter in "CDEFG"] == [
        "МБОУ «Ручейская СОШ № 1»",
        "010101010101",
        "C04",
        "011",
        "Дата заполнения",
    ]
    assert cells["C6"].value == "организация не определена"


def test_no_remedy_for_the_region_quotes_a_fact_of_a_finding() -> None:
    secret = "ТАЙНА"  # noqa: S105  no password
    for code in catalogue():
        facts = dict.fromkeys(["used", "value", "number", "text", "sheet", "cell", "place", "asked", "found"], secret)
        finding = Finding(code, Severity.ERROR, secret, facts, value=secret, sheet=secret)
        assert secret not in region_remedy(finding)


def test_what_a_finding_is_about_never_quotes_a_fact_for_the_region(rulebook: Rulebook) -> None:
    secret = "ТАЙНА"  # noqa: S105  no password
    scope = sample_scope(rulebook, "00")
    for code in catalogue():
        facts = dict.fromkeys(["used", "value", "number", "text", "sheet", "cell", "place", "count", "path"], secret)
        subject = region_subject(scope, Finding(code, Severity.ERROR, secret, facts, value=secret, sheet=secret))
        assert subject
        assert secret not in subject


def test_every_series_of_codes_has_a_remedy_for_the_region() -> None:
    assert {code[:1] for code in catalogue()} <= set(REMEDY_BY_SERIES)
