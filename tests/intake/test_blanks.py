from __future__ import annotations

from dataclasses import replace

from support.plain_forms import as_workbook, plain_form

from engine.intake.blanks import imply_zeros, is_blank_form
from engine.intake.entries import Entry, read_entries
from engine.intake.grids import CellContent
from engine.intake.locate import locate
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Source
from engine.vocabulary.findings import Finding
from engine.vocabulary.places import Kind


def _entries(rulebook: Rulebook, values: dict[str, CellContent]) -> list[Entry]:
    form = rulebook.form("school", rulebook.periods["2024"])
    location = locate(as_workbook(plain_form(form, values)), form, "a.xlsx")
    return read_entries(location, form, Kind.SCHOOL, "a.xlsx")[0]


def _implied(rulebook: Rulebook, values: dict[str, CellContent]) -> tuple[dict[str, object], list[Finding]]:
    entries, findings = imply_zeros(_entries(rulebook, values), "a.xlsx")
    return {str(each.asked.address): each.parsed.value for each in entries if each.source is Source.IMPLIED}, findings


def test_a_wholly_blank_line_of_section_2_is_zeros(rulebook: Rulebook) -> None:
    values, findings = _implied(rulebook, {"201.1": 5.0, "203.2": "-"})
    lines = {address.split(".")[0] for address in values}
    assert lines == {"202", "203", "204", "205", "207", "208"}
    assert set(values.values()) == {0}
    assert findings == []


def test_a_line_that_a_merged_cell_covers_is_not_known_to_be_blank(rulebook: Rulebook) -> None:
    entries = _entries(rulebook, {"101": 400.0})
    covered = [replace(each, swallowed_by="C9") if str(each.asked.address) == "207.1" else each for each in entries]
    implied = [each for each in imply_zeros(covered, "a.xlsx")[0] if each.source is Source.IMPLIED]
    assert {each.asked.address.line for each in implied} == {"201", "202", "203", "204", "205", "208"}


def test_a_line_partly_filled_stays_partly_blank(rulebook: Rulebook) -> None:
    values, _ = _implied(rulebook, {"201.1": 5.0, "202.1": "н/д", "202.2": 0.0})
    assert not {address for address in values if address.startswith(("201", "202"))}


def test_a_line_with_something_unreadable_is_not_blank(rulebook: Rulebook) -> None:
    values, _ = _implied(rulebook, {"204.3": "много"})
    assert not {address for address in values if address.startswith("204")}


def test_the_line_without_repetitions_is_never_implied(rulebook: Rulebook) -> None:
    values, _ = _implied(rulebook, {"101": 400.0})
    assert not {address for address in values if address[0] in "13456" or address.startswith("29")}


def test_no_mentoring_makes_sections_2_to_5_zeros(rulebook: Rulebook) -> None:
    values, findings = _implied(rulebook, {"013": "да", "101": 400.0, "301": 0.0})
    assert {"291.1", "302.1", "310.1", "402.1", "504.1"} <= values.keys()
    assert not {address for address in values if address[0] in "16"}
    assert findings == []


def test_numbers_beside_no_mentoring_are_a_contradiction(rulebook: Rulebook) -> None:
    values, findings = _implied(rulebook, {"013": "да", "101": 400.0, "301": 5.0, "402": 1.0})
    (finding,) = findings
    assert (finding.code, finding.line, len(finding.also)) == ("T21", "013", 2)
    assert "301.1" not in values


def test_no_in_line_013_implies_nothing_outside_section_2(rulebook: Rulebook) -> None:
    values, findings = _implied(rulebook, {"013": "нет", "101": 400.0})
    assert {address[0] for address in values} == {"2"}
    assert findings == []


def test_a_form_with_only_its_title_is_blank(rulebook: Rulebook) -> None:
    assert is_blank_form(_entries(rulebook, {"006": "Иванова", "013": "нет"}))
    assert not is_blank_form(_entries(rulebook, {"013": "да"}))
    assert not is_blank_form(_entries(rulebook, {"101": 0.0}))
    assert not is_blank_form(_entries(rulebook, {"101": "много"}))
    assert not is_blank_form(_entries(rulebook, {"101": "-"}))
