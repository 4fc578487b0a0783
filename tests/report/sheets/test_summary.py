from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl.utils.cell import coordinate_to_tuple
from support.consolidations import consolidated, sample, sample_rulebook, school_submission
from support.first_pages import (
    Drawn,
    drawn,
    many_districts,
    nobody,
    nothing_to_divide_by,
    one_school,
    with_history,
)
from support.workbook_text import column, sample_scope

from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets.summary import ZOOM
from engine.report.workbooks import DISTRICT_SHEETS, REGION_SHEETS
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import speaking

#: What a screen of 1920 × 1080 shows of a sheet in points at 100 %: 780 pixels between the ribbon and the tabs.
SCREEN = 780 * 72 / 96
EARLIER = ((date(2022, 12, 31), 45, 100), (date(2023, 12, 31), 60, 100))


def without_targets(rulebook: Rulebook) -> Scope:
    free = replace(sample_rulebook(rulebook), targets=())
    return Scope(Index(sample(free), free), free.registry.region)


LIMITS: dict[str, Callable[[Rulebook], Scope]] = {
    "300 districts": many_districts,
    "one school": one_school,
    "nobody in a district": lambda rulebook: nobody(rulebook, "02"),
    "nobody in the region": lambda rulebook: nobody(rulebook, "00"),
    "zero denominators": nothing_to_divide_by,
    "no targets": without_targets,
}


@pytest.fixture(scope="module")
def region(rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    return drawn(with_history(sample_scope(rulebook, "00"), *EARLIER), tmp_path_factory.mktemp("region"))


@pytest.fixture(scope="module")
def district(rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    return drawn(with_history(sample_scope(rulebook, "02"), *EARLIER), tmp_path_factory.mktemp("district"))


@pytest.fixture(scope="module", params=LIMITS)
def limit(request: pytest.FixtureRequest, rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Drawn:
    return drawn(LIMITS[request.param](rulebook), tmp_path_factory.mktemp("limit"))


def test_first_lines_say_what_it_is_about(region: Drawn) -> None:
    assert region.cells["A1"].value == "Региональный свод: Пробный регион"
    assert "по состоянию на 31.12.2024" in str(region.cells["C2"].value)
    assert region.cells["A3"].value == "ДЕМО: территории, организации и числа вымышлены"


def test_real_work_shows_no_notice(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "00")
    quiet = replace(scope.rulebook, programme=rulebook.programme.model_copy(update={"notice": None}))

    assert not any(
        "ДЕМО" in text for text in drawn(Scope(Index(scope.index.consolidation, quiet), scope.place), tmp_path).texts
    )


def test_transmittal_says_that_it_is_one_and_whether_it_is_closed(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = drawn(replace(sample_scope(rulebook, "02"), leaves=True), tmp_path).cells

    assert cells["A1"].value == "Передаточный свод: Холмский городской округ"
    assert cells["F1"].value == "○ предварительный: период не закрыт"
    purpose = str(cells["A4"].value)
    assert purpose.startswith("Файл для отправки в регион, править его не нужно. Фамилий и телефонов в нём нет")
    assert "(310)" in purpose
    assert "из папки closed" in purpose
    assert "A4" not in drawn(sample_scope(rulebook, "02"), tmp_path).cells


@pytest.mark.parametrize("level", ["region", "district"])
def test_first_page_is_seen_on_a_screen_without_scrolling(level: str, request: pytest.FixtureRequest) -> None:
    made: Drawn = request.getfixturevalue(level)
    points = sum(made.page.heights[row] for row in range(made.first_break))

    assert points * ZOOM / 100 <= SCREEN
    assert points <= 40 * 17


@pytest.mark.parametrize("level", ["region", "district"])
def test_first_page_is_printed_whole_at_a_readable_scale(level: str, request: pytest.FixtureRequest) -> None:
    made: Drawn = request.getfixturevalue(level)
    points = sum(made.page.heights[row] for row in range(made.first_break))
    scale = made.page.sheet.print_scale / 100

    assert scale >= 0.6
    assert 420 <= points * scale <= 495  # of the 495 points between the margins of a landscape page


def test_every_row_has_a_height_of_its_own(region: Drawn) -> None:
    assert set(range(region.page.last_row)) <= region.page.heights.keys()


def test_second_page_lists_places_with_the_lowest_share_first_and_those_without_last(district: Drawn) -> None:
    names = [str(value) for value in column(district.cells, "A")]

    first = names.index("Холмская гимназия")
    assert first > names.index("Показатели и цели 2024 года")
    assert names[first : first + 3] == [
        "Холмская гимназия",
        "Дальнехолмская НОШ",
        "Заречная СОШ с углублённым изучением отдельных предметов",
    ]
    assert {"Отчёт", "√ учтён", "□ нет отчёта"} <= set(column(district.cells, "H"))


def test_indicator_says_value_target_people_status_and_basis_in_words(rulebook: Rulebook, tmp_path: Path) -> None:
    made = drawn(sample_scope(rulebook, "01"), tmp_path)
    row = made.row(made.row_of("Доля детей и подростков от 10 до 19 лет в роли наставляемого"))

    assert row["D"] == 0.7
    assert row["F"] == "309\u00a0наставляемых"
    assert row["G"] == "▼ ниже цели (цель не подтверждена)"
    assert row["H"] == "2 из 2"


def test_share_just_below_the_target_never_looks_like_the_target(rulebook: Rulebook, tmp_path: Path) -> None:
    small = sample_rulebook(rulebook)
    one = school_submission(small, small.periods["2024"], "0101", 10_000, 6_996)
    made = drawn(Scope(Index(consolidated(small, (one,)), small), small.registry["01"]), tmp_path)

    shares = [cell for cell in made.cells.values() if cell.formula and cell.value == 0.6996]
    assert len(shares) >= 3
    assert {cell.number_format for cell in shares} == {"0.00\\ %"}


@pytest.mark.parametrize("place_id", ["00", "02"])
def test_every_number_and_formula_has_a_meaning(rulebook: Rulebook, tmp_path: Path, place_id: str) -> None:
    made = drawn(with_history(sample_scope(rulebook, place_id), *EARLIER, next_target=0.8), tmp_path)

    assert [
        address
        for address, cell in made.cells.items()
        if _is_number(cell.value, cell.formula) and not _meant(made, address)
    ] == []


def test_sentences_with_numbers_have_a_meaning_too(region: Drawn) -> None:
    notes = [
        address for address, cell in region.cells.items() if address.startswith("G") and ": 1 – " in str(cell.value)
    ]

    assert len(notes) == 2  # silent, late
    assert all(_meant(region, address) for address in notes)


@pytest.mark.parametrize("level", ["region", "district"])
def test_charts_show_cells_that_people_see(level: str, request: pytest.FixtureRequest) -> None:
    made: Drawn = request.getfixturevalue(level)

    assert len(made.charts) == 4
    for chart in made.charts:
        for reference in re.findall("<c:f>(.*?)</c:f>", chart):
            sheet, _, cells = reference.rpartition("!")
            assert sheet.strip("'") == "Сводка"
            first, _, last = cells.replace("$", "").partition(":")
            rows = range(coordinate_to_tuple(first)[0], coordinate_to_tuple(last or first)[0] + 1)
            assert made.first_break < rows[0]
            assert rows[-1] <= made.page.last_row + 1
            assert all(made.page.heights[row - 1] > 0 for row in rows)


def test_limits_give_a_readable_page_whose_charts_all_have_data(limit: Drawn) -> None:
    assert limit.cells["A9"].value == "Показатели и цели 2024 года"
    assert not any(str(cell.value).startswith("#") for cell in limit.cells.values())
    assert all(re.search("<c:numCache>.*?<c:v>[0-9.]+</c:v>", chart, re.DOTALL) for chart in limit.charts)
    assert limit.page.sheet.print_scale >= 60


def test_long_names_wrap_in_rows_that_are_high_enough(rulebook: Rulebook, tmp_path: Path) -> None:
    page = drawn(one_school(rulebook), tmp_path).page

    assert page.heights[0] >= 2 * 17 * 1.28


def test_three_hundred_districts_are_listed_page_by_page_and_no_table_is_torn(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    made = drawn(many_districts(rulebook), tmp_path)
    reports, overdue = (
        made.row_of(each) - 1 for each in ("Сдача отчётов, начиная с худших", "Что просрочено и где, начиная с худших")
    )

    assert {f"Район {number}" for number in range(1, 301) if number != 8} <= set(column(made.cells, "A"))
    assert len(made.page.sheet.hbreaks) > 6
    assert not [row for row in made.page.sheet.hbreaks if reports < row <= reports + 11 or overdue < row <= overdue + 9]


@pytest.mark.parametrize(("place_id", "sheets"), [("00", REGION_SHEETS), ("02", DISTRICT_SHEETS)])
def test_every_link_leads_to_a_sheet_of_the_workbook(
    rulebook: Rulebook, tmp_path: Path, place_id: str, sheets: tuple[Callable[..., None], ...]
) -> None:
    scope = with_history(sample_scope(rulebook, place_id), *EARLIER)
    with open_book(tmp_path / "whole.xlsx", "Проба", "Проба", scope.as_of) as book:
        for write in sheets:
            write(book, scope)
        names, links = {page.name for page in book.pages}, book.pages[0].sheet.hyperlinks
    targets = [url._link for row in links.values() for url in row.values()]  # noqa: SLF001  xlsxwriter shows it nowhere else

    assert len(targets) > 40
    assert {target.rpartition("!")[0].strip("'") for target in targets} <= names
    assert all(re.fullmatch(r"[A-Z]+\d+(:[A-Z]+\d+)?", target.rpartition("!")[2]) for target in targets)


def test_other_languages_are_spoken_but_for_the_words_of_the_rules(rulebook: Rulebook, tmp_path: Path) -> None:
    with speaking("en"):
        made = drawn(sample_scope(rulebook, "00"), tmp_path)

    assert made.page.name == "Summary"
    assert {"Indicators and targets of 2024", "– no target set", "Attention: most people short"} <= set(made.texts)
    assert "► open" in made.texts


def _is_number(value: object, formula: str | None) -> bool:
    return formula is not None or (isinstance(value, int | float) and not isinstance(value, bool))


def _meant(made: Drawn, address: str) -> bool:
    row, column = coordinate_to_tuple(address)
    parts = [*made.means.get((row - 1, column - 1), ()), *made.means.get((row - 1, None), ())]
    kinds = {part.partition(":")[0] for part in parts}
    return "plain" in kinds or ("place" in kinds and bool(kinds - {"place", "own"}))
