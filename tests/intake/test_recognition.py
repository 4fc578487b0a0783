from __future__ import annotations

import pytest
from support.older_forms import OLDER, with_older_form
from support.plain_forms import Grid, as_workbook, plain_form, stamp_for

from engine.intake.recognition import Recognised, printed_cell, printed_place, recognise
from engine.rulebook.rulebook import Rulebook

PERIOD = "с 01.01.2024 по 31.12.2024"


def _grid(rulebook: Rulebook, stamp: dict[str, str] | None = None, level: str = "school", **values: str) -> Grid:
    given = {line.removeprefix("_"): value for line, value in values.items()}
    return plain_form(rulebook.form(level, rulebook.periods["2024"]), given, stamp)


def _recognise(rulebook: Rulebook, grid: Grid) -> tuple[str | None, str | None, list[str], Recognised]:
    result = recognise(as_workbook(grid), rulebook, "a.xlsx")
    codes = [finding.code for finding in result.findings]
    return result.form and result.form.form, result.period and result.period.id, codes, result


def test_a_stamp_says_form_version_and_period(rulebook: Rulebook) -> None:
    assert _recognise(rulebook, _grid(rulebook, stamp_for("0101"), _004=PERIOD))[:3] == ("school", "2024", [])


@pytest.mark.parametrize(
    ("stamp", "expected"),
    [
        ({"form_version": "2019-1"}, ("school", "2024", ["T02"])),
        ({"form": "анкета"}, (None, "2024", ["T43"])),
        ({"form": "анкета", "period": "1999"}, (None, None, ["T20", "T43"])),
        ({"period": "1999"}, ("school", None, ["T20"])),
        ({"revision": "второй"}, ("school", "2024", ["T46"])),
    ],
)
def test_what_the_stamp_says_that_the_rules_do_not_know_is_said(
    rulebook: Rulebook, stamp: dict[str, str], expected: tuple[str | None, str | None, list[str]]
) -> None:
    assert _recognise(rulebook, _grid(rulebook, stamp_for("0101", **stamp)))[:3] == expected


def test_a_form_of_another_version_is_located_by_its_own_codes(rulebook: Rulebook) -> None:
    rules = with_older_form(rulebook)
    older = rules.forms["school", OLDER]
    grid = plain_form(older, {"310": 5.0}, stamp_for("0101", form_version=OLDER))
    level, period, codes, result = _recognise(rules, grid)
    assert (level, period, codes) == ("school", "2024", ["T02"])
    assert (result.form, result.made_on, result.outdated) == (rules.forms["school", "2024-1"], older, True)
    assert result.location is not None
    assert printed_cell(result.location, "310") == 5.0


def test_a_form_of_the_periods_version_is_not_outdated(rulebook: Rulebook) -> None:
    result = _recognise(rulebook, _grid(rulebook, stamp_for("0101")))[3]
    assert (result.outdated, result.made_on) == (False, result.form)
    assert not _recognise(rulebook, _grid(rulebook, _004=PERIOD))[3].outdated


def test_line_004_may_not_contradict_the_stamp(rulebook: Rulebook) -> None:
    grid = _grid(rulebook, stamp_for("0101"), _004="с 01.01.2023 по 31.12.2023")
    assert _recognise(rulebook, grid)[:3] == ("school", None, ["T26"])


@pytest.mark.parametrize(
    ("printed", "period"),
    [
        (PERIOD, "2024"),
        ("01.01.2023 - 31.12.2023", "2023"),
        ("2024 год", "2024"),
        ("2022/2023 учебный год", "2022-2023"),
    ],
)
def test_without_a_stamp_line_004_says_the_period(rulebook: Rulebook, printed: str, period: str) -> None:
    assert _recognise(rulebook, _grid(rulebook, _004=printed))[:3] == ("school", period, ["T24"])


@pytest.mark.parametrize("printed", ["", "прошлый год", "с 01.01.2024 по 30.02.2024"])
def test_without_stamp_and_period_the_period_is_asked_for(rulebook: Rulebook, printed: str) -> None:
    assert _recognise(rulebook, _grid(rulebook, _004=printed))[:3] == ("school", None, ["T24", "T38"])


def test_without_a_stamp_a_districts_form_is_told_from_a_schools(rulebook: Rulebook) -> None:
    assert _recognise(rulebook, _grid(rulebook, None, "district", _004=PERIOD))[:3] == ("district", "2024", ["T24"])


def test_other_spreadsheets_are_not_our_form(rulebook: Rulebook) -> None:
    grid: Grid = {"Смета": [["№", "Статья", "Сумма"], [1.0, "Мел", 101.0]], "Пусто": []}
    assert _recognise(rulebook, grid)[:3] == (None, None, ["T01"])


def test_the_title_is_read_wherever_it_stands(rulebook: Rulebook) -> None:
    result = _recognise(rulebook, _grid(rulebook, stamp_for("0101"), _001="0101", _002="Школа", _003="Район"))[3]
    assert result.location is not None
    printed = printed_place(result.location)
    assert (printed.code, printed.name, printed.above) == ("0101", "Школа", "Район")
    assert printed.code_cell is not None
    assert printed_cell(result.location, "777") is None
