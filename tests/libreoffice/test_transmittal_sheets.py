"""A transmittal saved again by another program still carries its data, its mirror and its stamp, out of sight."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.consolidations import consolidated, sample_rulebook, school_submission
from support.hidden_sheets import hidden_sheets, stamp, texts
from support.libreoffice import LibreOffice

from engine.report.index import Index
from engine.report.scope import Scope
from engine.report.transmittal import write_transmittal
from engine.report.workbooks import REGION_SHEETS
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding, FindingState, Severity

pytestmark = pytest.mark.libreoffice

#: Everything that some program changes in a text on its way.
AWKWARD = "  два  пробела,\tтабуляция,\r\nстрока\u2028\u00a0_x000D_ \u00ad\u200b\ufeff\uffff \x01\x7f 😀 «=1+1» \"'\\"


@pytest.fixture(scope="module")
def transmittal(rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A transmittal with an explanation of awkward characters, and one as long as a row may be."""
    small = sample_rulebook(rulebook)
    one = school_submission(small, small.periods["2024"], "0101", 100, 70)
    said = Finding(
        "K11", Severity.WARNING, one.path, place_id="0101", state=FindingState.EXPLAINED, explanation=AWKWARD
    )
    long = replace(said, code="K15", explanation="\x01" * 40_000)
    leaving = Scope(Index(consolidated(small, (one,), findings=(said, long)), small), small.registry["01"], leaves=True)
    folder = tmp_path_factory.mktemp("up")
    return folder / write_transmittal(folder, leaving, REGION_SHEETS, "d" * 64)


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_hidden_sheets_keep_every_text_and_stay_hidden(
    libreoffice: LibreOffice, transmittal: Path, tmp_path: Path, ending: str
) -> None:
    saved = libreoffice.convert(transmittal, tmp_path / f"свод.{ending}")
    assert hidden_sheets(saved) == ["_data", "_cells", "_svod"]
    assert texts(saved, "_data") == texts(transmittal, "_data")
    assert texts(saved, "_cells") == texts(transmittal, "_cells")
    assert stamp(saved) == stamp(transmittal)
