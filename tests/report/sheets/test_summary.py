from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook
from support.consolidations import consolidated, sample_rulebook, school_submission
from support.workbook_text import column, sample_scope, written

from engine.report.scope import Index, Scope
from engine.report.sheets import summary
from engine.rulebook.rulebook import Rulebook


def test_first_lines_say_what_it_is_about(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(summary.write, sample_scope(rulebook, "00"), tmp_path)

    assert cells["A1"].value == "Региональный свод: Пробный регион"
    assert "по состоянию на 31.12.2024" in str(cells["A3"].value)
    assert cells["A4"].value == "ДЕМО: территории, организации и числа вымышлены"


def test_real_work_shows_no_notice(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")
    quiet = replace(scope.rulebook, programme=rulebook.programme.model_copy(update={"notice": None}))

    cells = written(summary.write, Scope(Index(scope.index.consolidation, quiet), scope.place), tmp_path)

    assert not any("ДЕМО" in str(cell.value) for cell in cells.values())


def test_tiles_say_who_answered_how_much_and_what_is_overdue(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(summary.write, sample_scope(rulebook, "00"), tmp_path)

    assert cells["A6"].value == "7 из 8"
    assert cells["B6"].value == (699 + 96 + 388 + 2) / (1000 + 120 + 540 + 4)
    assert cells["F6"].value == 2
    assert cells["A7"].value == "отчётов учтено из ожидаемых\n(в том числе форм муниципалитетов: 1)"
    assert str(cells["B7"].value).endswith("учтено организаций: 4 из 5")
    assert str(cells["F7"].value).split("\n") == [
        "мероприятия просрочены",
        "из них 1 – по неподтверждённому сроку",
        "ещё 2 – неизвестно: отчёта нет или он не принят",
        "дорожные карты: у 1 из 2 муниципалитетов",
    ]


def test_tile_of_a_district_without_a_roadmap_says_so_instead_of_nothing_overdue(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    cells = written(summary.write, sample_scope(rulebook, "01"), tmp_path)

    assert cells["F6"].value == "–"
    assert "дорожная карта не задана" in str(cells["F7"].value)


def test_organisations_are_listed_with_what_became_of_their_reports(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(summary.write, sample_scope(rulebook, "02"), tmp_path)

    assert {"Отчёт", "√ учтён", "□ нет отчёта"} <= set(column(cells, "F"))


def test_indicator_says_value_target_gap_people_basis_and_status_in_words(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(summary.write, sample_scope(rulebook, "01"), tmp_path)
    row = next(
        address[1:] for address, cell in cells.items() if str(cell.value).startswith("Доля детей и подростков от 10")
    )

    assert cells[f"C{row}"].value == 0.7
    assert cells[f"E{row}"].value == "не хватает 309\u00a0наставляемых"
    assert cells[f"F{row}"].value == "2 из 2"
    assert cells[f"G{row}"].value == "▼ ниже цели\n(цель не подтверждена)"


def test_attention_names_the_places_where_most_people_are_missing(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(summary.write, sample_scope(rulebook, "01"), tmp_path)

    assert "Ручейская СОШ № 1" in column(cells, "E")
    assert "не хватает 1\u00a0обучающегося" in column(cells, "G")


def test_silent_and_late_places_are_named(rulebook: Rulebook, tmp_path: Path) -> None:
    notes = column(written(summary.write, sample_scope(rulebook, "00"), tmp_path), "E")

    assert "Нет отчёта: 1 – Заречная СОШ с углублённым изучением отдельных предметов." in notes
    assert "Сдано с опозданием: 1 – Мостовская ООШ." in notes
    assert "Цель дорожной карты не достигнута: Холмский городской округ, № 7 (срок 31.12.2023)." in notes


def test_contents_link_to_every_other_sheet(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(summary.write, sample_scope(rulebook, "02"), tmp_path)

    contents = [cell.link for address, cell in cells.items() if cell.link and address.startswith("I")]
    assert contents[:2] == ["'Охват'!A1", "'Показатели'!A1"]
    assert len(contents) == 14


def test_contents_stand_in_rows_that_are_high_enough_to_read(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "02")
    quiet = replace(scope.rulebook, programme=rulebook.programme.model_copy(update={"notice": None}))
    for each in (scope, Scope(Index(scope.index.consolidation, quiet), scope.place)):
        cells = written(summary.write, each, tmp_path)
        sheet = load_workbook(tmp_path / "sheet.xlsx").worksheets[0]
        rows = [int(address[1:]) for address, cell in cells.items() if cell.link and address.startswith("I")]

        assert len(rows) == 14
        assert all((sheet.row_dimensions[row].height or 17) >= 14 for row in rows)


def test_notes_link_to_the_sheet_where_more_stands(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(summary.write, sample_scope(rulebook, "02"), tmp_path)

    links = {str(cell.value): cell.link for address, cell in cells.items() if cell.link and address.startswith("G")}
    assert links["► лист «Просрочено»"] == "'Просрочено'!A1"


def test_share_just_below_the_target_never_looks_like_the_target(rulebook: Rulebook, tmp_path: Path) -> None:
    small = sample_rulebook(rulebook)
    one = school_submission(small, small.periods["2024"], "0101", 10_000, 6_996)
    scope = Scope(Index(consolidated(small, (one,)), small), small.registry["01"])

    cells = written(summary.write, scope, tmp_path)

    assert cells["B6"].number_format == cells["B11"].number_format == "0.00\\ %"
    assert cells["G11"].value == "▼ ниже цели"


def test_places_stand_with_the_lowest_share_first_and_those_without_last(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(summary.write, sample_scope(rulebook, "02"), tmp_path)
    names = [str(value) for value in column(cells, "A")]

    first = names.index("Холмская гимназия")
    assert names[first : first + 3] == [
        "Холмская гимназия",
        "Дальнехолмская НОШ",
        "Заречная СОШ с углублённым изучением отдельных предметов",
    ]
