from __future__ import annotations

from pathlib import Path

from support.workbook_text import sample_scope, written

from engine.report.countslayout import CountsLayout
from engine.report.sheets import counts
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address


def test_every_count_of_the_form_has_a_column(rulebook: Rulebook, tmp_path: Path) -> None:
    scope = sample_scope(rulebook, "01")
    cells = written(counts.write, scope, tmp_path)
    codes = {str(cell.value) for address, cell in cells.items() if address.rstrip("0123456789") + "8" == address}

    assert {field.address.line for field in scope.form.counts} <= {code.split(".")[0] for code in codes}
    assert {"101", "201.7", "291.2", "310", "504"} <= codes


def test_totals_are_sums_of_the_rows_below(rulebook: Rulebook, tmp_path: Path) -> None:
    cells = written(counts.write, sample_scope(rulebook, "01"), tmp_path)

    assert (cells["D10"].formula, cells["D10"].value) == ('=IF(COUNT($D$11:$D$13)=0,"",SUM($D$11:$D$13))', 1210)


def test_line_that_may_count_somebody_twice_says_so(rulebook: Rulebook, tmp_path: Path) -> None:
    layout = CountsLayout(sample_scope(rulebook, "01"))
    cells = written(counts.write, layout.scope, tmp_path)
    says = {
        str(cells[address.replace("8", "9")].value)
        for address, cell in cells.items()
        if address.endswith("8") and cell.value in {"291.1", "308", "309", "401", "402"}
    }

    assert says == {"сумма, возможны повторы"}


def test_computed_line_adds_only_what_the_organisation_is_asked(rulebook: Rulebook) -> None:
    layout = CountsLayout(sample_scope(rulebook, "01"))

    assert layout.reference("01", Address("101")) == "'Показатели'!$D$10"
    assert layout.reference("0103", Address("103")) == "'Показатели'!$F$13"


def test_sum_of_a_kindergarten_is_known_though_it_fills_fewer_lines(rulebook: Rulebook, tmp_path: Path) -> None:
    layout = CountsLayout(sample_scope(rulebook, "01"))
    cells = written(counts.write, layout.scope, tmp_path)
    address = layout.reference("0103", Address("290", "1")).split("!")[1].replace("$", "")

    assert cells[address].value == 0
    assert str(cells[address].formula).startswith("=IF(COUNT(")
    assert "<3," in str(cells[address].formula)


def test_blank_stays_blank(rulebook: Rulebook, tmp_path: Path) -> None:
    layout = CountsLayout(sample_scope(rulebook, "02"))
    cells = written(counts.write, layout.scope, tmp_path)
    silent = layout.ladder.row_of["0203"] + 1

    assert [address for address in cells if address.rstrip("0123456789") + str(silent) == address] == [
        f"A{silent}",
        f"B{silent}",
        f"C{silent}",
    ]
