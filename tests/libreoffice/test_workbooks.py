"""The district and region workbooks in a real spreadsheet program: every live formula gives what the file shows."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.consolidations import consolidated, sample, sample_rulebook
from support.libreoffice import LibreOffice, cached, differences, with_other_cached_value

from engine.report.workbooks import Output, write_workbooks
from engine.rulebook.rulebook import Rulebook

pytestmark = pytest.mark.libreoffice


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("своды")


@pytest.fixture(scope="module")
def outputs(folder: Path, rulebook: Rulebook) -> tuple[Output, ...]:
    small = sample_rulebook(rulebook)
    return write_workbooks(folder, sample(small), small)


def region_of(outputs: tuple[Output, ...]) -> Output:
    (region,) = (output for output in outputs if output.kind == "region_workbook")
    return region


def test_every_formula_of_every_workbook_recalculates_to_its_cached_value(
    libreoffice: LibreOffice, folder: Path, outputs: tuple[Output, ...]
) -> None:
    for output in outputs:
        kept = cached(folder / output.path)
        assert kept, output.path
        assert differences(kept, libreoffice.recalculated(folder / output.path)) == (), output.path


def test_no_formula_gives_an_error(libreoffice: LibreOffice, folder: Path, outputs: tuple[Output, ...]) -> None:
    for output in outputs:
        results = libreoffice.recalculated(folder / output.path)
        errors = {where: result for where, result in results.items() if str(result).startswith(("#", "Err:"))}
        assert errors == {}, output.path


def test_a_wrong_cached_value_in_the_region_workbook_is_caught(
    libreoffice: LibreOffice, folder: Path, outputs: tuple[Output, ...], tmp_path: Path
) -> None:
    path = folder / region_of(outputs).path
    where, value = next((where, value) for where, value in cached(path).items() if isinstance(value, float) and value)

    forged = with_other_cached_value(path, tmp_path / "подделка.xlsx", where, str(value + 1))

    found = differences(cached(forged), libreoffice.recalculated(forged))
    assert [(each.sheet, each.cell, each.cached) for each in found] == [(*where, value + 1)]


def test_a_region_that_has_reported_nothing_gives_no_errors_either(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path
) -> None:
    small = sample_rulebook(rulebook)

    for output in write_workbooks(tmp_path, consolidated(small, ()), small):
        results = libreoffice.recalculated(tmp_path / output.path)
        assert differences(cached(tmp_path / output.path), results) == (), output.path
        assert not any(str(result).startswith(("#", "Err:")) for result in results.values()), output.path
