from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.consolidations import SECRETS, consolidated, sample, sample_rulebook, school_submission
from support.hidden_sheets import hidden_sheets, mirror, stamp, tables, texts, unlike, visible_cells

import engine
from engine.report.book import Book
from engine.report.factslayout import FactsLayout
from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.transmittal import write_transmittal
from engine.report.workbooks import REGION_SHEETS
from engine.rulebook.parts import PARTS, part_hashes
from engine.rulebook.rulebook import Rulebook
from engine.template import style
from engine.vocabulary.language import speaking
from engine.vocabulary.transmittal import TABLES
from engine.vocabulary.transmittalrows import rows_hash, sealed_hash

NAME = "02 Холмский городской округ – передаточный свод 2024.xlsx"
DISTRICT_ONLY = {"Практики", "Документы", "Контакты"}


@pytest.fixture(scope="module")
def scope(rulebook: Rulebook) -> Scope:
    """The second district of the sample, as it leaves."""
    small = sample_rulebook(rulebook)
    return Scope(Index(sample(small), small), small.registry["02"], leaves=True)


@pytest.fixture(scope="module")
def transmittal(scope: Scope, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("up")
    return folder / write_transmittal(folder, scope, REGION_SHEETS, "d" * 64)


def one_sheet(book: Book, scope: Scope) -> None:
    """A sheet with every kind of cell."""
    page = book.add("Лист", 10, 10, 10)
    page.span(0, 0, 2, scope.place.name, "cell")
    page.put(1, 0, date(2024, 12, 31), "cell", "date", style.DATE)
    page.put(1, 1, 0.1 + 0.2, "cell")
    page.put(1, 2, "  два  пробела\nи строка\u00a0_x000D_", "cell")
    page.formula(2, 0, '=B2&""', "0.3", "cell")
    page.formula(2, 1, '=IF(B2>1,B2,"")', None, "cell")
    page.link(3, 0, "Лист", "► ссылка", "link")
    page.put(4, 0, "ж" * 40_000, "cell")
    page.put(5, 0, None, "cell")


def test_transmittal_is_called_after_its_district_and_holds_the_regions_sheets(transmittal: Path) -> None:
    assert transmittal.name == NAME
    sheets = {sheet for sheet, _ in visible_cells(transmittal)}
    assert {"Сводка", "Охват", "Сдача отчётов", "Замечания", "Данные", "О своде"} <= sheets
    assert not sheets & DISTRICT_ONLY


def test_data_mirror_and_stamp_are_hidden_and_nothing_else_is(transmittal: Path) -> None:
    assert hidden_sheets(transmittal) == ["_data", "_cells", "_svod"]


def test_stamp_says_whose_data_these_are_and_that_they_are_not_closed(scope: Scope, transmittal: Path) -> None:
    said = stamp(transmittal)
    hashes = part_hashes(scope.rulebook, "02", scope.period)
    assert said == {
        "form": "transmittal",
        "period": "2024",
        "place_id": "02",
        "as_of": "2024-12-31",
        "engine_version": engine.__version__,
        "data_sha256": "d" * 64,
        "version": "0",
        "closed_on": "",
        "cells_sha256": rows_hash(texts(transmittal, "_cells")),
        "transmittal_sha256": sealed_hash(texts(transmittal, "_data"), said),
        "facts_sheet": "Данные",
        "facts_column": "G",
        **{f"rules.{part}": hashes[part] for part in PARTS},
    }


def test_data_hold_whitelisted_columns_only(transmittal: Path) -> None:
    for table, row in tables(transmittal):
        assert tuple(row) == TABLES[table]
    assert {table for table, _ in tables(transmittal)} == TABLES.keys() - {"decisions", "denominators"}


def test_every_fact_names_the_row_that_prints_its_value(scope: Scope, transmittal: Path) -> None:
    shown, days = visible_cells(transmittal), 0
    for table, row in tables(transmittal):
        if table == "facts":
            assert shown["Данные", f"A{row['row']}"] == row["place_id"]
            assert (shown["Данные", f"D{row['row']}"], shown["Данные", f"E{row['row']}"]) == (
                row["line"],
                row["column"],
            )
            if row["kind"] == "date":
                days += 1
                continue
            assert shown["Данные", f"{FactsLayout(scope).value_letter}{row['row']}"] == row["value"]
    assert days == 3


def test_mirror_shows_every_visible_cell_as_it_was_written(transmittal: Path) -> None:
    cells = visible_cells(transmittal)
    assert len(cells) > 1_000
    assert unlike(cells, mirror(transmittal)) == []


def test_mirror_shows_every_kind_of_cell(scope: Scope, tmp_path: Path) -> None:
    path = tmp_path / write_transmittal(tmp_path, scope, [one_sheet], "")
    found = {each.cell: each for each in mirror(path)}
    assert unlike(visible_cells(path), mirror(path)) == []
    assert [*found] == ["A1", "A2", "B2", "C2", "A3", "B3", "A4", "A5"]
    assert [each.cell for each in found.values() if each.is_formula] == ["A3", "B3"]
    assert (found["A2"].value, found["B2"].value, found["B3"].value) == ("2024-12-31", 0.1 + 0.2, "")


def test_nothing_that_stays_in_the_district_is_anywhere_in_the_file(transmittal: Path) -> None:
    with zipfile.ZipFile(transmittal) as archive:
        whole = "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert [secret for secret in SECRETS if secret in whole] == []
    assert "письмо" not in whole


def test_rows_beyond_one_sheet_go_on_in_the_next(scope: Scope, tmp_path: Path) -> None:
    whole = tmp_path / "whole"
    divided = tmp_path / "divided"
    for folder, rows in ((whole, 1_048_576), (divided, 50)):
        folder.mkdir()
        write_transmittal(folder, scope, [one_sheet], "", rows)
    data = texts(whole / NAME, "_data")
    sheets = ["_data", *(f"_data{number}" for number in range(2, len(data) // 50 + 2))]
    assert [text for sheet in sheets for text in texts(divided / NAME, sheet)] == data
    assert hidden_sheets(divided / NAME) == [*sheets, "_cells", "_svod"]


def test_no_hidden_text_is_longer_than_a_cell_holds(rulebook: Rulebook, tmp_path: Path) -> None:
    small = sample_rulebook(rulebook)
    long = replace(small.registry["0101"], name="\x01я" * 30_000)
    named = replace(small, registry=type(small.registry).of([*small.registry.places.values(), long]))
    one = school_submission(named, named.periods["2024"], "0101", 100, 70)
    leaving = Scope(Index(consolidated(named, (one,)), named), named.registry["01"], leaves=True)
    path = tmp_path / write_transmittal(tmp_path, leaving, REGION_SHEETS, "")
    assert (
        max(len(text.encode("utf-16-le")) // 2 for name in ("_data", "_cells") for text in texts(path, name)) < 32_767
    )


def test_a_second_run_gives_the_same_bytes(scope: Scope, transmittal: Path, tmp_path: Path) -> None:
    again = tmp_path / write_transmittal(tmp_path, scope, REGION_SHEETS, "d" * 64)
    assert again.read_bytes() == transmittal.read_bytes()


def test_district_where_nobody_reported_gives_a_transmittal_that_says_so(rulebook: Rulebook, tmp_path: Path) -> None:
    small = sample_rulebook(rulebook)
    silent = Scope(Index(consolidated(small, ()), small), small.registry["01"], leaves=True)
    path = tmp_path / write_transmittal(tmp_path, silent, REGION_SHEETS, "")
    assert {table for table, _ in tables(path)} == {"completeness"}
    assert {row["status"] for _, row in tables(path)} == {"silent"}
    assert unlike(visible_cells(path), mirror(path)) == []


def test_data_are_the_same_in_every_language_and_the_stamp_names_the_sheet_as_it_is_called(
    scope: Scope, transmittal: Path, tmp_path: Path
) -> None:
    with speaking("en"):
        english = tmp_path / write_transmittal(tmp_path, scope, REGION_SHEETS, "d" * 64)
    assert texts(english, "_data") == texts(transmittal, "_data")
    assert stamp(english)["facts_sheet"] in {sheet for sheet, _ in visible_cells(english)}
    assert "○ preliminary: the period is not closed" in visible_cells(english).values()
