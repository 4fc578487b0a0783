from __future__ import annotations

from datetime import date

from support.workbook_text import sample_scope

from engine.report.records import lines_of_places, roadmap_lines
from engine.rulebook.rulebook import Rulebook


def test_values_of_one_line_come_together(rulebook: Rulebook) -> None:
    found = list(lines_of_places(sample_scope(rulebook, "01"), "practices"))

    assert [(place_id, line) for place_id, line, _ in found] == [("0101", "801"), ("0102", "801"), ("0103", "801")]
    assert found[0][2] == {
        "1": "Секретная практика «Вместе»",
        "2": "ученик – ученик",
        "3": "https://example.org/tainova/practice",
    }


def test_section_that_the_form_does_not_have_gives_nothing(rulebook: Rulebook) -> None:
    assert list(lines_of_places(sample_scope(rulebook, "01"), "нет такого")) == []


def test_roadmap_lines_are_those_that_stand_for_an_occurrence(rulebook: Rulebook) -> None:
    found = list(roadmap_lines(sample_scope(rulebook, "02")))

    assert [place_id for place_id, _, _ in found] == ["0201", "0202", "0204"]
    assert found[0][2]["2"] == date(2020, 10, 30)
