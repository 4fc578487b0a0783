from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from support.consolidations import AS_OF, consolidated, sample_rulebook, school_submission, with_history
from support.progressing import COUNT, MAIN, progressed
from support.workbook_text import Shown, column, sample_scope, written

from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import progress
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import speaking
from engine.vocabulary.places import Kind, Level, Place


def rows(cells: dict[str, Shown]) -> dict[tuple[object, object], str]:
    """The number of each row by indicator and place."""
    return {
        (cell.value, cells[f"B{address[1:]}"].value): address[1:]
        for address, cell in cells.items()
        if address[0] == "A" and address[1:].isdecimal() and f"B{address[1:]}" in cells
    }


@pytest.fixture
def region(rulebook: Rulebook, tmp_path: Path) -> dict[str, Shown]:
    return written(progress.write, progressed(rulebook, "00"), tmp_path)


def test_without_earlier_results_there_is_no_sheet(rulebook: Rulebook, tmp_path: Path) -> None:
    with open_book(tmp_path / "none.xlsx", "Проба", "Проба", AS_OF) as book:
        progress.write(book, sample_scope(rulebook, "00"))
        book.add("Пусто", 10)
    assert "Динамика" not in (tmp_path / "none.xlsx").read_text(encoding="latin-1")
    with zipfile.ZipFile(tmp_path / "none.xlsx") as archive:
        assert "Динамика" not in archive.read("xl/workbook.xml").decode()


def test_earlier_days_stand_before_now(region: dict[str, Shown]) -> None:
    assert [region[f"{letter}5"].value for letter in "CDE"] == ["31.12.2022", "31.12.2023", "сейчас\n31.12.2024"]
    assert [region[f"{letter}6"].value for letter in "CDE"] == [700 / 1800, 900 / 1810, 1185 / 1664]


def test_districts_stand_first_with_their_organisations_below(region: dict[str, Shown]) -> None:
    assert column(region, "B")[2:] == [
        "Пробный регион",
        "Ручейский район",
        "МБОУ «Ручейская СОШ № 1»",
        "Холмский городской округ",
        "МБОУ «Холмская гимназия»",
        "МБОУ «Дальнехолмская НОШ»",
        "МБОУ «Заречная СОШ с углублённым изучением отдельных предметов»",
        "Ручейский район",
    ]


def test_change_is_live_between_now_and_the_last_result_before(region: dict[str, Shown]) -> None:
    row = rows(region)["Охват обучающихся", "Ручейский район"]
    change = region[f"G{row}"]

    assert str(region[f"E{row}"].formula).startswith("=IF('Охват'!")
    assert change.formula == f'=IF(AND(ISNUMBER($E${row}),ISNUMBER($D${row})),($E${row}-$D${row})*100,"")'
    assert change.value == pytest.approx((795 / 1120 - 0.5) * 100)
    assert (change.number_format, change.tone) == ('"▲ +"0.0;"▼ −"0.0;"= "0.0', "good")


def test_changed_denominator_is_marked_in_words_and_takes_the_colour_off_the_change(region: dict[str, Shown]) -> None:
    row = rows(region)["Охват обучающихся", "Холмский городской округ"]

    assert (region[f"H{row}"].value, region[f"H{row}"].tone) == (pytest.approx(544 / 810 - 1), "warn")
    assert region[f"G{row}"].tone == "neutral"
    assert "знаменатель уменьшился на 33\u00a0%: сравнивать осторожно" in str(region[f"L{row}"].value)
    assert region[f"K{row}"].value == "2 из 3"


def test_who_is_missing_to_the_target_is_said_in_a_number_and_in_words(region: dict[str, Shown]) -> None:
    row = rows(region)["Охват обучающихся", "МБОУ «Ручейская СОШ № 1»"]

    assert (region[f"I{row}"].value, region[f"J{row}"].value) == (0.7, 1)
    assert str(region[f"L{row}"].value).endswith(
        "чтобы дойти до 70\u00a0% (цель 2024 года), не хватает 1\u00a0обучающегося"
    )


def test_next_target_of_a_later_year_goes_before_that_of_this_one(rulebook: Rulebook, tmp_path: Path) -> None:
    known = next(each for each in rulebook.targets if each.place_id is None and each.indicator == MAIN)
    next_year = known.model_copy(update={"year": 2025, "minimum": Decimal("0.8")})
    later = replace(rulebook, targets=(*rulebook.targets, next_year))
    cells = written(progress.write, progressed(later, "01"), tmp_path)
    row = rows(cells)["Охват обучающихся", "Ручейский район"]

    assert (cells[f"I{row}"].value, cells[f"J{row}"].value) == (0.8, 101)
    assert cells[f"L{row}"].value == ("чтобы дойти до 80\u00a0% (цель 2025 года), не хватает 101\u00a0обучающегося")


def test_share_of_a_few_people_is_compared_neither_now_nor_before(region: dict[str, Shown]) -> None:
    row = rows(region)["Охват обучающихся", "МБОУ «Дальнехолмская НОШ»"]

    assert region[f"E{row}"].value == "мало данных"
    assert region[f"L{row}"].value == "◊ мало данных"
    assert not {f"{letter}{row}" for letter in "CDGHIJK"} & region.keys()


def test_place_that_is_silent_now_keeps_what_it_was(region: dict[str, Shown]) -> None:
    row = rows(region)["Охват обучающихся", "МБОУ «Заречная СОШ с углублённым изучением отдельных предметов»"]

    assert (region[f"D{row}"].value, region[f"E{row}"].value) == (0.3, None)
    assert region[f"L{row}"].value == "сейчас данных нет"
    assert f"G{row}" not in region


def test_count_is_compared_in_units(region: dict[str, Shown]) -> None:
    row = rows(region)["Организации с наставниками", "Ручейский район"]

    assert (region[f"D{row}"].value, region[f"E{row}"].value, region[f"G{row}"].value) == (5, 9, 4)
    assert region[f"G{row}"].number_format == '"▲ +"#,##0;"▼ −"#,##0;"= "#,##0'


def test_small_change_does_not_look_like_none(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(progress.write, progressed(rulebook, "01", ("0101", MAIN, 6989, 9_999, 2023)), tmp_path)
    row = rows(cells)["Охват обучающихся", "МБОУ «Ручейская СОШ № 1»"]

    change = cells[f"F{row}"]
    assert 0 < abs(float(str(change.value))) < 0.05
    assert "0.000" in change.number_format


def test_more_than_five_days_are_said_and_the_last_five_shown(rulebook: Rulebook, tmp_path: Path) -> None:
    years = [("01", MAIN, 100 + year, 1000, year) for year in range(2016, 2024)]
    cells = written(progress.write, progressed(rulebook, "01", *years), tmp_path)

    assert [cells[f"{letter}5"].value for letter in "CDEFG"] == [f"31.12.{year}" for year in range(2019, 2024)]
    assert "более ранних ещё 3" in str(cells["A4"].value)


def test_change_since_a_day_that_is_not_shown_is_a_number(rulebook: Rulebook, tmp_path: Path) -> None:
    years = [("01", MAIN, 100 + year, 1000, year) for year in range(2018, 2024)]
    cells = written(progress.write, progressed(rulebook, "01", ("0101", MAIN, 500, 1000, 2015), *years), tmp_path)
    row = rows(cells)["Охват обучающихся", "МБОУ «Ручейская СОШ № 1»"]

    assert cells[f"J{row}"].formula is None
    assert cells[f"J{row}"].value == pytest.approx(19.9)


def test_merged_organisations_are_named_where_their_counts_are_added(rulebook: Rulebook, tmp_path: Path) -> None:
    small = sample_rulebook(rulebook)
    gone = Place("0104", Level.SCHOOL, "01", "МБОУ «Заовражная НОШ»", Kind.SCHOOL)
    gone = replace(gone, closed_on=date(2024, 6, 30), successor_id="0101")
    places = sample_rulebook(rulebook, (*small.registry.places.values(), gone))
    made = with_history(places, ("0101", MAIN, 450, 900, 2023), ("0104", MAIN, 30, 60, 2023))
    one = school_submission(made, made.periods["2024"], "0101", 1000, 699)
    scope = Scope(Index(consolidated(made, (one,)), made), made.registry["01"])
    cells = written(progress.write, scope, tmp_path)
    row = rows(cells)["Охват обучающихся", "МБОУ «Ручейская СОШ № 1»"]

    assert cells[f"C{row}"].value == 0.5
    assert "прежние значения – вместе с присоединёнными: Заовражная НОШ" in str(cells[f"K{row}"].value)


def test_region_folds_its_organisations_and_a_district_shows_them(rulebook: Rulebook, tmp_path: Path) -> None:
    hidden = {}
    for place_id in ("00", "01"):
        cells = written(progress.write, progressed(rulebook, place_id), tmp_path)
        assert ("«+» слева" in str(cells["A4"].value)) is (place_id == "00")
        with zipfile.ZipFile(tmp_path / "sheet.xlsx") as archive:
            hidden[place_id] = len(re.findall('hidden="1"', archive.read("xl/worksheets/sheet1.xml").decode()))
    assert hidden == {"00": 4, "01": 0}


def test_each_number_says_what_it_stands_for(rulebook: Rulebook, tmp_path: Path) -> None:
    with open_book(tmp_path / "sheet.xlsx", "Проба", "Проба", AS_OF) as book:
        progress.write(book, progressed(rulebook, "01"))
        meanings = book.meanings.parts

    assert meanings["Динамика", 5, None] == ("place:01",)
    assert [meanings["Динамика", 5, each] for each in (2, 3, 4, 6, 7, 10)] == [
        (f"trend:{MAIN}:2022-12-31",),
        (f"trend:{MAIN}:2023-12-31",),
        (f"coverage:{MAIN}:value",),
        (f"progress:{MAIN}:change",),
        (f"progress:{MAIN}:denominator_change",),
        (f"coverage:{MAIN}:basis",),
    ]
    assert meanings["Динамика", 6, 8] == (f"coverage:{MAIN}:target",)
    assert meanings["Динамика", 6, 9] == (f"coverage:{MAIN}:short",)


def test_every_number_of_the_sheet_has_a_meaning(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = progressed(rulebook, "00")
    with open_book(tmp_path / "sheet.xlsx", "Проба", "Проба", scope.as_of) as book:
        progress.write(book, scope)
        noted = {(row, column) for _, row, column in book.meanings.parts}
    cells = written(progress.write, scope, tmp_path)
    letters = {letter: number for number, letter in enumerate("ABCDEFGHIJKL")}
    numbers = {
        (int(address[1:]) - 1, letters[address[0]])
        for address, cell in cells.items()
        if isinstance(cell.value, int | float)
    }
    assert numbers <= noted


def test_in_english_the_engines_words_are_english(rulebook: Rulebook, tmp_path: Path) -> None:
    with speaking("en"):
        cells = written(progress.write, progressed(rulebook, "01"), tmp_path)
    row = rows(cells)["Охват обучающихся", "МБОУ «Ручейская СОШ № 1»"]

    assert cells["A5"].value == "Indicator"
    assert "the denominator grew by 25%: compare with care" in str(cells[f"L{row}"].value)


def test_transmittal_has_the_sheet_too(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(progress.write, progressed(rulebook, "01", leaves=True), tmp_path)
    assert ("Организации с наставниками", "Ручейский район") in rows(cells)


def test_all_denominators_of_zero_give_a_sheet_without_changes(rulebook: Rulebook, tmp_path: Path) -> None:
    small = with_history(sample_rulebook(rulebook), ("01", MAIN, 5, 10, 2023), ("0101", MAIN, 5, 10, 2023))
    empty = school_submission(small, small.periods["2024"], "0101", 0, 0)
    scope = Scope(Index(consolidated(small, (empty,)), small), small.registry["00"])
    cells = written(progress.write, scope, tmp_path)

    assert column(cells, "K")[1:] == ["сейчас данных нет"] * 2
    assert column(cells, "F")[1:] == []


def test_three_hundred_districts_are_three_hundred_rows(rulebook: Rulebook, tmp_path: Path) -> None:
    districts = [Place(f"{number:03}", Level.DISTRICT, "00", f"Район {number}") for number in range(1, 301)]
    region = sample_rulebook(rulebook).registry.region
    known = [(each.id, MAIN, 40, 100, 2023) for each in districts]
    made = with_history(sample_rulebook(rulebook, (region, *districts)), *known)
    scope = Scope(Index(consolidated(made, ()), made), made.registry["00"])

    assert len(rows(written(progress.write, scope, tmp_path))) == 303  # the region, the head and the notice too
    assert scope.index.trends["00", MAIN][0].denominator == 30_000


def test_count_alone_gives_a_sheet(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(progress.write, progressed(rulebook, "01", ("01", COUNT, 12, None, 2023)), tmp_path)
    row = rows(cells)["Организации с наставниками", "Ручейский район"]

    assert (cells[f"F{row}"].value, cells[f"F{row}"].tone) == (-3, "warn")


def test_note_says_that_changes_are_worked_out_from_shares_that_are_not_rounded(region: dict[str, Shown]) -> None:
    assert "посчитано по неокруглённым долям" in str(region["A4"].value)
    assert "Не хватает, чел." in {cell.value for cell in region.values()}
