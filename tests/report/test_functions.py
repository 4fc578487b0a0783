"""Every formula of every report workbook works in Excel 2010, LibreOffice and OnlyOffice alike."""

from __future__ import annotations

from pathlib import Path

from support.consolidations import sample, sample_rulebook, with_history
from support.progressing import EARLIER
from support.spreadsheet_formulas import WELL_KNOWN, formulas_of, longest_text, parts_of, shape_of

from engine.report.workbooks import write_workbooks
from engine.rulebook.rulebook import Rulebook


def test_only_plain_functions_are_used_and_no_newer_part_is_written(rulebook: Rulebook, tmp_path: Path) -> None:
    small = with_history(sample_rulebook(rulebook), *EARLIER)
    for output in write_workbooks(tmp_path, sample(small), small):
        formulas = tuple(formulas_of(tmp_path / output.path))
        shapes = [shape_of(each.text) for each in formulas]

        assert len(formulas) > 50
        assert frozenset().union(*(shape.functions for shape in shapes)) <= WELL_KNOWN
        assert {each.kind for each in formulas} == {""}
        assert max(len(each.text) for each in formulas) < 8192
        assert max(shape.arguments for shape in shapes) <= 255
        assert max(longest_text(each.text) for each in formulas) <= 255
        assert not {name for name in parts_of(tmp_path / output.path) if "metadata" in name or "vbaProject" in name}
