"""Every formula of the report workbooks, really recalculated, gives the value that stands beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.changes import after_closing
from support.consolidations import consolidated, sample, sample_rulebook, school_submission, with_history
from support.libreoffice import LibreOffice, cached, differences
from support.progressing import EARLIER

from engine.report.workbooks import write_workbooks
from engine.rulebook.rulebook import Rulebook

pytestmark = pytest.mark.libreoffice


def assert_recalculates(libreoffice: LibreOffice, folder: Path, names: list[str]) -> None:
    for name in names:
        kept = cached(folder / name)
        assert len(kept) > 50
        assert differences(kept, libreoffice.recalculated(folder / name)) == ()


def test_sample_workbooks_recalculate_to_what_they_show(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path
) -> None:
    small = with_history(sample_rulebook(rulebook), *EARLIER)
    written = write_workbooks(tmp_path, sample(small), small)

    assert_recalculates(libreoffice, tmp_path, [output.path for output in written])


def test_workbooks_after_closing_recalculate_to_what_they_show(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path
) -> None:
    small = sample_rulebook(rulebook)
    written = write_workbooks(tmp_path, after_closing(small), small)

    assert_recalculates(libreoffice, tmp_path, [output.path for output in written])


@pytest.mark.parametrize("with_targets", [True, False])
def test_workbooks_with_nothing_to_divide_recalculate_to_what_they_show(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path, *, with_targets: bool
) -> None:
    small = sample_rulebook(rulebook)
    small = with_history(small if with_targets else replace(small, targets=()), *EARLIER)
    zeros = school_submission(small, small.periods["2024"], "0101", 0, 0)
    written = write_workbooks(tmp_path, consolidated(small, (zeros,)), small)

    assert_recalculates(libreoffice, tmp_path, [output.path for output in written])
