from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from support.consolidations import (
    AS_OF,
    PLACES,
    SECRETS,
    consolidated,
    sample,
    sample_rulebook,
    school_submission,
    with_history,
)
from support.progressing import EARLIER
from support.workbook_text import assert_golden, column, dump, read

from engine.report.bookfile import open_book
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.sheets import summary
from engine.report.workbooks import Output, write_workbooks
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.places import Kind, Level, Place

GOLDEN = Path(__file__).parent / "golden"
#: What a spreadsheet program would run or open, were it not plain text.
PAYLOADS = (
    "=1+1",
    "{=SUM(A1:A9)}",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://evil.example","тут")',
    "@SUM(1)",
    "http://evil.example/x",
    "mailto:evil@example.org",
    "internal:'Сводка'!A1",
    "\\\\evil\\share",
    "+79000000000",
    "a\x00b\ud800c_x000D_\uffff",
)


@pytest.fixture(scope="module")
def small(rulebook: Rulebook) -> Rulebook:
    return with_history(sample_rulebook(rulebook), *EARLIER)


@pytest.fixture(scope="module")
def outputs(small: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Output, ...]]:
    folder = tmp_path_factory.mktemp("workbooks")
    return folder, write_workbooks(folder, sample(small), small)


def path_of(outputs: tuple[Path, tuple[Output, ...]], place_id: str) -> Path:
    folder, written = outputs
    return next(folder / output.path for output in written if output.place_id == place_id)


def parts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def test_every_district_and_the_region_get_a_workbook(outputs: tuple[Path, tuple[Output, ...]]) -> None:
    folder, written = outputs

    assert [(each.kind, each.place_id) for each in written] == [
        ("district_workbook", "01"),
        ("district_workbook", "02"),
        ("district_transmittal", "01"),
        ("district_transmittal", "02"),
        ("region_workbook", "00"),
    ]
    assert sorted(path.name for path in folder.iterdir()) == sorted(each.path for each in written)


def test_a_district_from_which_nothing_came_gets_a_workbook_and_no_transmittal(small: Rulebook, tmp_path: Path) -> None:
    only = consolidated(small, (school_submission(small, small.periods["2024"], "0101", 100, 70),))
    written = write_workbooks(tmp_path, only, small)
    assert [each.place_id for each in written if each.kind == "district_workbook"] == ["01", "02"]
    assert [each.place_id for each in written if each.kind == "district_transmittal"] == ["01"]


@pytest.mark.parametrize("place_id", ["00", "02"])
def test_workbook_reads_as_its_golden_text(outputs: tuple[Path, tuple[Output, ...]], place_id: str) -> None:
    assert_golden(dump(path_of(outputs, place_id)), GOLDEN / f"workbook_{place_id}.txt")


def test_sheets_stand_in_reading_order(outputs: tuple[Path, tuple[Output, ...]]) -> None:
    shared = [
        "Сводка",
        "Охват",
        "Динамика",
        "Показатели",
        "По формам",
        "Дорожная карта",
        "Просрочено",
        "Календарь",
        "Уточнить сроки",
        "Сдача отчётов",
        "Замечания",
    ]

    assert list(read(path_of(outputs, "00"))) == [*shared, "Данные", "О своде", "_svod"]
    only_district = ["Практики", "Документы", "Контакты"]
    assert list(read(path_of(outputs, "01"))) == [*shared, *only_district, "Данные", "О своде", "_svod"]


def test_a_second_run_gives_the_same_bytes(
    outputs: tuple[Path, tuple[Output, ...]], small: Rulebook, tmp_path: Path
) -> None:
    folder, _ = outputs
    for output in write_workbooks(tmp_path, sample(small), small):
        assert (tmp_path / output.path).read_bytes() == (folder / output.path).read_bytes()


def test_no_person_text_or_file_name_of_a_sender_reaches_the_region(outputs: tuple[Path, tuple[Output, ...]]) -> None:
    region = "\n".join(parts(path_of(outputs, "00")).values())
    districts = "\n".join([*parts(path_of(outputs, "01")).values(), *parts(path_of(outputs, "02")).values()])

    assert [secret for secret in SECRETS if secret in region] == []
    assert [secret for secret in SECRETS if secret not in districts] == []


def test_workbook_is_by_the_organisation_and_is_dated_as_of(
    outputs: tuple[Path, tuple[Output, ...]], small: Rulebook
) -> None:
    properties, programme = parts(path_of(outputs, "00"))["docProps/core.xml"], small.programme

    assert f"<dc:creator>{programme.organisation}</dc:creator>" in properties
    assert f"<cp:lastModifiedBy>{programme.organisation}</cp:lastModifiedBy>" in properties
    assert f"<dc:subject>{programme.title}</dc:subject>" in properties
    assert f"{AS_OF}T00:00:00Z" in properties


def test_formulas_use_no_volatile_or_dynamic_function(outputs: tuple[Path, tuple[Output, ...]]) -> None:
    allowed = {
        "IF",
        "OR",
        "AND",
        "COUNT",
        "COUNTA",
        "COUNTIF",
        "COUNTIFS",
        "MAX",
        "SUM",
        "SUMIF",
        "SUBTOTAL",
        "ISNUMBER",
    }
    folder, written = outputs
    used = {
        name
        for output in written
        for cells in read(folder / output.path).values()
        for cell in cells.values()
        if cell.formula
        for name in _functions(cell.formula)
    }

    assert used <= allowed


def test_would_be_formulas_and_links_of_a_school_stay_text(small: Rulebook, tmp_path: Path) -> None:
    period = small.periods["2024"]
    addresses = ("006.1", "007.1", "008.1", "009.1", "010.1", "601.2", "601.3", "801.1", "801.3", "602.2", "602.3")
    said = dict(zip(addresses, PAYLOADS, strict=True))
    one = school_submission(small, period, "0101", 100, 70, said)

    district, *_ = write_workbooks(tmp_path, consolidated(small, (one,)), small)
    sheets = read(tmp_path / district.path)
    cells = [cell for sheet in sheets.values() for cell in sheet.values()]

    assert {cell.value for cell in cells} >= {payload for payload in PAYLOADS if payload.isprintable()}
    assert not {cell.formula for cell in cells} & set(PAYLOADS)
    own = re.compile(r"'(.+)'!([A-Z]+[0-9]+)(:[A-Z]+[0-9]+)?")
    links = [own.fullmatch(cell.link) for cell in cells if cell.link]
    assert {link and link[1] for link in links} <= sheets.keys()
    relations = [text for name, text in parts(tmp_path / district.path).items() if ".rels" in name]
    assert 'TargetMode="External"' not in "".join(relations)


def test_text_longer_than_a_cell_is_cut_and_says_so(small: Rulebook, tmp_path: Path) -> None:
    long = {"801.1": "Ж" * 40_000, "006.1": "\U0001f600" * 20_000}
    one = school_submission(small, small.periods["2024"], "0101", 100, 70, long)

    district = write_workbooks(tmp_path, consolidated(small, (one,)), small)[0]
    sheets = read(tmp_path / district.path)

    practice = next(str(cell.value) for cell in sheets["Практики"].values() if str(cell.value).startswith("ЖЖ"))
    curator = next(str(cell.value) for cell in sheets["Контакты"].values() if str(cell.value).startswith("\U0001f600"))
    for text in (practice, curator):
        assert "текст сокращён" in text
        assert len(text.encode("utf-16-le")) // 2 <= 32_767


def test_a_region_where_nobody_reported_gives_readable_workbooks(small: Rulebook, tmp_path: Path) -> None:
    for output in write_workbooks(tmp_path, consolidated(small, ()), small):
        sheets = read(tmp_path / output.path)
        values = {str(cell.value) for cells in sheets.values() for cell in cells.values()}
        assert "Данных для диаграммы нет: ни один отчёт не учтён." in values
        assert "Дорожная карта не задана: отмечать нечего." in values
        assert not any(value.startswith("#") for value in values)


def test_a_region_without_any_district_gives_a_workbook(rulebook: Rulebook, tmp_path: Path) -> None:
    empty = sample_rulebook(rulebook, PLACES[:1])

    (region,) = write_workbooks(tmp_path, consolidated(empty, ()), empty)

    assert read(tmp_path / region.path)["Охват"]["A8"].value == "Всего: Пробный регион"


def test_rules_without_targets_say_that_no_target_is_set(small: Rulebook, tmp_path: Path) -> None:
    free = replace(small, targets=())
    one = school_submission(free, free.periods["2024"], "0101", 100, 70)

    *_, region = write_workbooks(tmp_path, consolidated(free, (one,)), free)
    summary = read(tmp_path / region.path)["Сводка"]

    assert {summary[f"D{row}"].value for row in range(11, 19)} == {"не установлена"}
    assert {summary[f"G{row}"].value for row in range(11, 18)} == {"– цель не установлена"}


def test_zero_denominators_leave_shares_blank(small: Rulebook, tmp_path: Path) -> None:
    one = school_submission(small, small.periods["2024"], "0101", 0, 0)

    *_, region = write_workbooks(tmp_path, consolidated(small, (one,)), small)
    sheets = read(tmp_path / region.path)

    assert sheets["Сводка"]["C11"].value is None
    assert sheets["Сводка"]["G11"].value == "○ нет данных"
    assert sheets["Показатели"]["D10"].value == 0


def test_three_hundred_districts_fit_one_workbook_and_one_chart(rulebook: Rulebook, tmp_path: Path) -> None:
    districts = [Place(f"{number:03d}", Level.DISTRICT, "00", f"Район {number}") for number in range(1, 301)]
    schools = [Place(f"{each.id}1", Level.SCHOOL, each.id, f"Школа {each.id}", Kind.SCHOOL) for each in districts]
    many = sample_rulebook(rulebook, [PLACES[0], *districts, *schools])
    period = many.periods["2024"]
    submissions = tuple(
        school_submission(many, period, each.id, 100, 50 + number % 45) for number, each in enumerate(schools)
    )

    scope = Scope(Index(consolidated(many, submissions), many), many.registry.region)
    path = tmp_path / "region.xlsx"
    with open_book(path, "Регион", "Регион", scope.as_of) as book:
        summary.write(book, scope)

    assert parts(path)["xl/charts/chart1.xml"].count("<c:dPt>") == 24  # the lowest ones, all below the target
    assert {f"Район {number}" for number in range(1, 301)} <= set(column(read(path)["Сводка"], "A"))


def _functions(formula: str) -> set[str]:
    outside = "".join(part for number, part in enumerate(formula.split('"')) if number % 2 == 0)
    outside = "".join(part for number, part in enumerate(outside.split("'")) if number % 2 == 0)
    return {part.rstrip().split("(")[-1].split(",")[-1].lstrip("=(+-*/<>") for part in _heads(outside)}


def _heads(text: str) -> list[str]:
    heads, word = [], ""
    for letter in text:
        if letter == "(" and word:
            heads.append(word)
        word = word + letter if letter.isalnum() else ""
    return heads
