"""The harness itself: it must see what a file keeps and what a formula really gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from support.libreoffice import (
    Difference,
    LibreOffice,
    RefusedError,
    cached,
    differences,
    save,
    type_in,
    with_other_cached_value,
)

pytestmark = pytest.mark.libreoffice


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """Two sheets with formulas of every kind of result, each with its right cached value, and one cell to fill in."""
    path = tmp_path / "книга.xlsx"
    with xlsxwriter.Workbook(path) as book:
        unlocked = book.add_format({"locked": False})
        sums = book.add_worksheet("Суммы")
        sums.write_column("A1", [1, 2, 3])
        sums.write_formula("A4", "=SUM(A1:A3)", value=6)
        sums.write_formula("B4", '=IF(A4>5,"да","нет")', value="да")
        sums.write_formula("C4", "=A4/0", value="#DIV/0!")
        sums.write_formula("D4", '=IF(A4>100,1,"")', value="")
        sums.write_formula("E4", "=A4/7", value=6 / 7)
        form = book.add_worksheet("Форма")
        form.write_blank("B2", None, unlocked)
        form.write_blank("B3", None, unlocked)
        form.write_formula("B4", "=Суммы!A4+B2", value=6)
        form.data_validation(
            "B3", {"validate": "list", "source": ["да", "нет"], "error_message": "Выберите да или нет"}
        )
        form.protect()
    return path


def test_every_formula_recalculates_to_its_cached_value(libreoffice: LibreOffice, workbook: Path) -> None:
    kept = cached(workbook)

    assert kept == {
        ("Суммы", "A4"): 6.0,
        ("Суммы", "B4"): "да",
        ("Суммы", "C4"): "#DIV/0!",
        ("Суммы", "D4"): "",
        ("Суммы", "E4"): pytest.approx(6 / 7),
        ("Форма", "B4"): 6.0,
    }
    assert differences(kept, libreoffice.recalculated(workbook)) == ()


def test_a_planted_wrong_cached_value_is_caught(libreoffice: LibreOffice, workbook: Path, tmp_path: Path) -> None:
    wrong = with_other_cached_value(workbook, tmp_path / "подделка.xlsx", ("Суммы", "A4"), "7")

    found = differences(cached(wrong), libreoffice.recalculated(wrong))

    assert found == (Difference("Суммы", "A4", 7.0, 6.0),)


def test_a_formula_without_a_kept_value_is_caught(libreoffice: LibreOffice, workbook: Path, tmp_path: Path) -> None:
    empty = with_other_cached_value(workbook, tmp_path / "пусто.xlsx", ("Форма", "B4"), "")

    found = differences(cached(empty), libreoffice.recalculated(empty))

    assert found == (Difference("Форма", "B4", "", 6.0),)


def test_a_typed_number_reaches_the_formulas_that_depend_on_it(libreoffice: LibreOffice, workbook: Path) -> None:
    _, values = libreoffice.run(
        workbook, type_in({("Форма", "B2"): 10}), {"do": "read", "cells": [["Форма", "B4"], ["Форма", "B3"]]}
    )

    assert values == [16.0, None]


def test_a_locked_cell_refuses_typing(libreoffice: LibreOffice, workbook: Path) -> None:
    with pytest.raises(RefusedError, match="Форма!B4"):
        libreoffice.run(workbook, type_in({("Форма", "B4"): 1}))


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_typed_values_and_guards_survive_saving(
    libreoffice: LibreOffice, workbook: Path, tmp_path: Path, ending: str
) -> None:
    target = tmp_path / f"сохранено.{ending}"
    libreoffice.run(workbook, type_in({("Форма", "B2"): date(2025, 1, 15), ("Форма", "B3"): "да"}), save(target))

    values, guards = libreoffice.run(
        target,
        {"do": "read", "cells": [["Форма", "B2"], ["Форма", "B3"]]},
        {"do": "guards", "cells": [["Форма", "B3"], ["Форма", "B4"]]},
    )

    assert values == [45672.0, "да"]
    assert [(guard["protected"], guard["locked"], guard["drop_down"]) for guard in guards] == [
        (True, False, True),
        (True, True, False),
    ]
