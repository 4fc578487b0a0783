from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support.consolidations import sample, sample_rulebook
from support.first_pages import drawn, nobody
from support.workbook_text import Shown, sample_scope

from engine.report.index import Index
from engine.report.scope import Scope
from engine.rulebook.rulebook import Rulebook


def tiles(cells: dict[str, Shown]) -> dict[str, tuple[object, list[str]]]:
    """Numbers and lines of the captions by the tile's column."""
    return {
        letter: (cells[f"{letter}5"].value, str(cells[f"{letter}6"].value).split("\n"))
        for letter in ("A", "B", "E", "G")
    }


def test_tiles_say_who_answered_how_much_how_many_are_short_and_what_is_overdue(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    found = tiles(drawn(sample_scope(rulebook, "00"), tmp_path).cells)

    assert found == {
        "A": ("7 из 8", ["отчётов учтено из ожидаемых", "(в том числе форм муниципалитетов: 1 из 1)"]),
        "B": (
            (699 + 96 + 388 + 2) / (1000 + 120 + 540 + 4),
            ["Охват обучающихся (организаций: 4 из 5)", "▲ цель 70\u00a0% достигнута"],
        ),
        "E": (0, ["обучающихся не хватает до цели"]),
        "G": (
            2,
            [
                "▼ мероприятия просрочены, из них 1 – по неподтверждённому сроку",
                "ещё 2 – неизвестно: отчёта нет или он не принят",
                "дорожные карты: у 1 из 2 муниципалитетов",
            ],
        ),
    }


def test_district_without_a_roadmap_says_so_instead_of_nothing_overdue(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = drawn(sample_scope(rulebook, "01"), tmp_path).cells

    assert tiles(cells)["G"] == ("–", ["просрочено мероприятий:", "дорожная карта не задана"])
    assert cells["G5"].link is None


def test_unconfirmed_target_is_said_to_be_one(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    made = scope.index.consolidation
    unsure = replace(made, coverage=made.coverage.assign(target_confirmed=False, status="below"))
    cells = drawn(Scope(Index(unsure, scope.rulebook), scope.place), tmp_path).cells

    assert tiles(cells)["B"][1][1] == "▼ ниже цели 70\u00a0% (не подтверждена)"
    assert cells["B6"].tone == "warn"


def test_nothing_known_is_a_dash_and_never_zero(rulebook: Rulebook, tmp_path: Path) -> None:
    found = tiles(drawn(nobody(rulebook, "02"), tmp_path).cells)

    assert found["A"][0] == "0 из 4"
    assert found["B"] == ("–", ["Охват обучающихся (организаций: 0 из 3)", "○ данных нет; цель 70\u00a0%"])
    assert found["E"] == ("–", ["не хватает до цели: нет данных"])


def test_without_a_target_nobody_is_short(rulebook: Rulebook, tmp_path: Path) -> None:
    free = replace(sample_rulebook(rulebook), targets=())
    found = tiles(drawn(Scope(Index(sample(free), free), free.registry.region), tmp_path).cells)

    assert found["B"][1][1] == "– цель не установлена"
    assert found["E"] == ("–", ["цель не установлена"])


def test_each_tile_leads_to_what_stands_behind_it_by_its_number_and_by_words(
    rulebook: Rulebook, tmp_path: Path
) -> None:
    made = drawn(sample_scope(rulebook, "02"), tmp_path)

    assert {letter: made.cells[f"{letter}5"].link for letter in "ABG"} == {
        "A": "'Сдача отчётов'!A1",
        "B": made.cells["I11"].link,
        "G": "'Просрочено'!A1",
    }
    assert {letter: made.cells[f"{letter}7"].value for letter in "ABEG"} == {
        "A": "► лист «Сдача отчётов»",
        "B": "► лист «Охват»",
        "E": "► по организациям",
        "G": "► лист «Просрочено»",
    }
    assert made.cells["E7"].link == f"'Сводка'!A{made.first_break + 1}"
