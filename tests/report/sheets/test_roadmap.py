from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from support.workbook_text import column, sample_scope, written

from engine.report.scope import Index, Scope
from engine.report.sheets import roadmap
from engine.report.sheets.roadmap import items
from engine.rulebook.model import HistoryRow
from engine.rulebook.rulebook import Rulebook


def test_district_shows_every_activity_with_every_place_in_words_and_colour(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(roadmap.write, sample_scope(rulebook, "02"), tmp_path)

    assert [cells[f"{letter}5"].value for letter in "GHIK"] == [
        "Холмский городской округ",
        "Холмская гимназия",
        "Дальнехолмская НОШ",
        "Холмский колледж",
    ]
    assert (cells["G6"].value, cells["G6"].tone) == ("▼ просрочено\n1575 дн.", "bad")
    assert (cells["H7"].value, cells["H7"].tone) == ("√ выполнено", "good")
    assert (cells["I7"].value, cells["I7"].tone) == ("√ выполнено с опозданием", "warn")
    assert (cells["J7"].value, cells["J7"].tone) == ("□ нет отчёта", "neutral")
    assert (cells["E7"].formula, cells["E7"].value) == ('=COUNTIF($G$7:$K$7,"√ выполнено*")', 2)


def test_target_rows_are_decided_by_coverage(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(roadmap.write, sample_scope(rulebook, "02"), tmp_path)

    assert cells["E9"].value == "по охвату"
    assert cells["G9"].value == "▲ цель достигнута"
    assert cells["G11"].value == "□ нет данных об охвате"
    assert cells["G12"].value == "▼ цель не достигнута"


def test_target_row_says_the_coverage_that_decided_it_and_what_that_rests_on(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    scope = sample_scope(rulebook, "02")
    earlier = HistoryRow(
        as_of=date(2020, 12, 31),
        place_id="02",
        indicator="involved_pupils",
        numerator=156,
        denominator=347,
        source="тест",
    )
    known = Scope(Index(scope.index.consolidation, replace(scope.rulebook, history=(earlier,))), scope.place)

    cells = written(roadmap.write, known, tmp_path)

    assert cells["G9"].value == "▲ цель достигнута\n45,0\u00a0%, данные прошлых лет"


def test_region_counts_answers_by_district(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(roadmap.write, sample_scope(rulebook, "00"), tmp_path)

    assert (cells["A7"].value, cells["F7"].value, cells["G7"].value, cells["H7"].value) == (
        "Холмский городской округ",
        4,
        1,
        1,
    )
    assert (cells["I14"].formula, cells["I14"].value) == ("=SUM($I$6:$I$13)", 2)
    assert cells["F9"].value == "▲ цель достигнута (решается по охвату)"


def test_due_date_that_nobody_confirmed_is_marked(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(roadmap.write, sample_scope(rulebook, "02"), tmp_path)

    assert cells["D6"].value == "08.09.2020?\nсрок требует уточнения"


def test_deadline_stands_as_in_the_order(rulebook: Rulebook, tmp_path: Path) -> None:
    assert "До 8.09.2020" in column(written(roadmap.write, sample_scope(rulebook, "02"), tmp_path), "C")


def test_place_without_a_roadmap_is_told_so(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")

    assert items(scope) == []
    assert written(roadmap.write, scope, tmp_path)["A5"].value == roadmap.NO_ROADMAP
