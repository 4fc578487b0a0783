from __future__ import annotations

from support.workbook_text import sample_scope

from engine.report.countslayout import CountsLayout
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address


def test_reference_names_sheet_row_and_column(rulebook: Rulebook) -> None:
    layout = CountsLayout(sample_scope(rulebook, "01"))

    assert layout.reference("01", Address("101")) == "'Показатели'!$D$10"
    assert layout.reference("0103", Address("103")) == "'Показатели'!$F$15"


def test_computed_fields_know_what_they_add_up(rulebook: Rulebook) -> None:
    parts = CountsLayout(sample_scope(rulebook, "01")).parts

    assert {address.line for address in parts} == {"290"}
    assert parts[Address("290", "3")] == [Address(str(line), "3") for line in range(201, 209)]


def test_columns_right_before_their_sum_are_one_run(rulebook: Rulebook) -> None:
    layout = CountsLayout(sample_scope(rulebook, "01"))
    first, last = layout.columns[Address("201", "1")], layout.columns[Address("290", "1")] - 1

    assert layout.folded == ((first, last),)
