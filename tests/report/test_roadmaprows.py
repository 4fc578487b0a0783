from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from support.consolidations import planned_scope
from support.roadmaps import activity_of, occurrence, plan
from support.workbook_text import read

from engine.report.bookfile import open_book
from engine.report.plans import items
from engine.report.roadmaprows import draw_activity, draw_roadmap, draw_section
from engine.rulebook.roadmaps.roadmap import Section
from engine.rulebook.rulebook import Rulebook

DAY = date(2024, 12, 31)


def test_headings_name_the_document_and_the_sections_own_deadline(tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    dated = Section("3", "База", "январь 2022", None, None, ())
    with open_book(path, "Проба", "Проба", DAY) as book:
        page = book.add("Лист", 10, 30, 20, 20)
        row = draw_roadmap(page, 0, plan(), 1, 3)
        row = draw_section(page, row, dated, 1, 3)
        after = draw_section(page, row, replace(dated, number="I", deadline=None), 1, 3)

    cells = read(path)["Лист"]
    assert after == 3
    assert (cells["A1"].value, cells["C1"].value) == ("План", "Управление. тест.")
    assert (cells["A2"].value, cells["C2"].value) == ("3. База", "срок раздела: январь 2022")
    assert "C3" not in cells


def test_long_title_of_a_heading_gets_the_height_that_it_needs(tmp_path: Path) -> None:
    with open_book(tmp_path / "rows.xlsx", "Проба", "Проба", DAY) as book:
        page = book.add("Лист", 10, 30, 20, 20)
        draw_roadmap(page, 0, replace(plan(), title="Очень длинное название плана " * 8), 1, 3)
        draw_section(page, 1, Section("I", "Длинное название раздела " * 8, None, None, None, ()), 1, 3)

    assert page.heights[0] > 60
    assert page.heights[1] > 60


def test_activity_stands_with_its_number_year_deadline_and_due_date(rulebook: Rulebook, tmp_path: Path) -> None:
    path = tmp_path / "rows.xlsx"
    unsure = occurrence("5.2@2024", date(2024, 5, 31), confirmed=False)
    sure = occurrence("5.2@2025", date(2025, 5, 31))
    roadmap = replace(plan(activity_of("5.2", [unsure, sure], deadline=None)), id="p")
    statuses = {("0101", "p", key): "done" for key in ("5.2@2024", "5.2@2025")}
    listed = items(planned_scope(rulebook, [roadmap], statuses))
    with open_book(path, "Проба", "Проба", DAY) as book:
        page = book.add("Лист", 10, 30, 20, 12)
        heights = [draw_activity(page, row, item, (0, 1, 2, 3), "small") for row, item in enumerate(listed)]

    cells = read(path)["Лист"]
    assert [cells[f"{letter}1"].value for letter in "ABCD"] == [
        "5.2\n(2024)",
        "Мероприятие 5.2",
        "не указан",
        "31.05.2024?\nсрок требует уточнения",
    ]
    assert str(cells["D2"]) == "2025-05-31 [dd.mm.yyyy]"
    assert heights[0] > heights[1]
