from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook
from support.consolidations import consolidated, sample_rulebook, school_submission
from support.workbook_text import Shown, column, sample_scope, written

from engine.report.bookfile import open_book
from engine.report.countslayout import CountsLayout
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import counts, coverage
from engine.rulebook.model import Denominator
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address
from engine.vocabulary.language import speaking


def row_of(cells: dict[str, Shown], name: str) -> str:
    return next(address[1:] for address, cell in cells.items() if address[0] == "A" and cell.value == name)


def test_share_is_numerator_over_denominator_beside_it(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(coverage.write, sample_scope(rulebook, "00"), tmp_path)
    row = row_of(cells, "МБОУ «Ручейская СОШ № 1»")

    assert (cells[f"D{row}"].value, cells[f"E{row}"].value, cells[f"G{row}"].value) == (699, 1000, 0.699)
    assert cells[f"G{row}"].formula == (
        f'=IF($E${row}="","",IF($E${row}=0,"",IF($E${row}<5,"мало данных",$D${row}/$E${row})))'
    )
    assert cells[f"G{row}"].tone == "bad"
    assert str(cells[f"D{row}"].formula).count("'Показатели'!") == 3


def test_territory_adds_up_and_divides_never_averages(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(coverage.write, sample_scope(rulebook, "00"), tmp_path)

    assert (cells["D8"].value, cells["E8"].value) == (1185, 1664)
    assert cells["G8"].value == 1185 / 1664
    assert "SUMIF" in str(cells["D8"].formula)


def test_below_a_territory_stands_on_how_many_organisations_each_number_rests(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    cells = written(coverage.write, sample_scope(rulebook, "00"), tmp_path)

    assert (cells["A9"].value, cells["G9"].value) == ("учтено организаций", "4 из 5")


def test_share_of_a_few_people_is_not_judged(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(coverage.write, sample_scope(rulebook, "02"), tmp_path)
    row = row_of(cells, "МБОУ «Дальнехолмская НОШ»")

    assert (cells[f"G{row}"].value, cells[f"G{row}"].tone) == ("мало данных", "neutral")
    assert cells[f"H{row}"].value is None


def test_kind_that_is_not_counted_shows_a_dash_and_a_silent_place_nothing(rulebook: Rulebook, tmp_path: Path) -> None:
    region = written(coverage.write, sample_scope(rulebook, "00"), tmp_path)

    assert region[f"G{row_of(region, 'МБДОУ Детский сад «Родничок»')}"].value == "–"
    silent = row_of(region, "МБОУ «Заречная СОШ с углублённым изучением отдельных предметов»")
    assert region[f"G{silent}"].value is None
    assert region[f"C{silent}"].value == "□ нет отчёта"


def test_external_denominator_of_a_territory_is_a_number_not_a_sum(rulebook: Rulebook, tmp_path: Path) -> None:
    row = Denominator(indicator="involved_pupils", place_id="01", period="2024", value=2_000, source="тест")
    small = replace(sample_rulebook(rulebook), denominators=(row,))
    one = school_submission(small, small.periods["2024"], "0101", 1000, 699)
    scope = Scope(Index(consolidated(small, (one,)), small), small.registry["01"])

    cells = written(coverage.write, scope, tmp_path)

    assert (cells["E8"].value, cells["E8"].formula, cells["G8"].value) == (2_000, None, 699 / 2_000)


def test_legend_explains_signs_and_colours(rulebook: Rulebook, tmp_path: Path) -> None:
    words = "\n".join(map(str, column(written(coverage.write, sample_scope(rulebook, "02"), tmp_path), "A")))

    assert "▲ – цель достигнута" in words
    assert "меньше 5 чел." in words
    assert "Жёлтый цвет" in words


def test_shares_of_territories_lead_to_their_counts(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")
    cells = written(coverage.write, scope, tmp_path)
    numerator = CountsLayout(scope).reference("01", Address("306")).replace("$", "")

    assert (cells["G12"].link, cells["G14"].link) == (numerator, None)
    assert isinstance(cells["G12"].value, float)


def test_organisations_of_the_region_are_folded_and_their_shares_stay_live(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(coverage.write, sample_scope(rulebook, "00"), tmp_path)
    rows = load_workbook(tmp_path / "sheet.xlsx").worksheets[0].row_dimensions

    assert [number for number, row in rows.items() if row.hidden] == [14, 15, 16, 19, 20, 21, 22]
    assert [number for number, row in rows.items() if row.collapsed] == [13, 18]
    assert "«+» слева раскрывает" in str(cells["A4"].value)
    assert (cells["G14"].value, str(cells["G14"].formula)[:4]) == (0.699, "=IF(")


def test_every_number_says_what_it_is(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")
    with open_book(tmp_path / "a.xlsx", "Проба", "Отдел", scope.as_of) as book:
        coverage.write(book, scope)
    parts = book.meanings.parts

    assert [parts["Охват", None, column][0] for column in range(3, 8)] == [
        f"coverage:involved_pupils:{what}" for what in ("numerator", "denominator", "target", "value", "gap")
    ]
    assert (parts["Охват", 7, None], parts["Охват", 8, None]) == (("place:00",), ("place:00",))
    assert parts["Охват", 8, 6] == ("coverage:involved_pupils:basis",)
    assert parts["Охват", 9, None] == ("place:00", "filtered:rows")


def test_words_are_in_the_language_spoken_and_indicators_as_in_the_rules(rulebook: Rulebook, tmp_path: Path) -> None:
    with speaking("en"):
        cells = written(coverage.write, sample_scope(rulebook, "02"), tmp_path)
    words = {str(cell.value) for cell in cells.values()}

    assert {"Coverage: indicators and targets", "target 70%\nschools only", "share", "too few"} <= words
    assert rulebook.indicators[0].short in words
    assert any('"too few"' in str(cell.formula) for cell in cells.values())


def test_indicator_that_leaves_kinds_out_says_whose_reports_it_counts(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")
    cells = written(coverage.write, scope, tmp_path)

    assert cells["D6"].value == "цель 70\u00a0%\nтолько школы"
    words = "\n".join(map(str, column(cells, "A")))
    assert "на листе «Показатели» сложены все организации" in words


def test_what_stays_on_the_screen_is_low_and_narrow(rulebook: Rulebook, tmp_path: Path) -> None:
    for scope in (sample_scope(rulebook, "00"), sample_scope(rulebook, "01")):
        for write, most in ((coverage.write, 150), (counts.write, 190)):
            written(write, scope, tmp_path)
            sheet = load_workbook(tmp_path / "sheet.xlsx").worksheets[0]
            row = int(str(sheet.freeze_panes)[1:])
            assert str(sheet.freeze_panes)[0] == "B"
            assert sum(sheet.row_dimensions[each].height or 17 for each in range(1, row)) <= most


def test_it_is_printed_readably_on_two_pages_with_whole_indicators(rulebook: Rulebook, tmp_path: Path) -> None:
    written(coverage.write, sample_scope(rulebook, "00"), tmp_path)
    sheet = load_workbook(tmp_path / "sheet.xlsx").worksheets[0]
    first, second = str(sheet.print_area).split(",")

    assert sheet.page_setup.scale >= 75
    assert (first[:12], second.split("!")[1].split("$")[2]) == ("'Охват'!$A$1", "5:")
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$5:$7", "$A:$A")
