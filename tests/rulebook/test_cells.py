from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rulebook import cells
from engine.rulebook.cells import CellError, Reader


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("0,7", "0.7"),
        ("0.70", "0.70"),
        ("70%", "0.7"),
        ("70 %", "0.7"),
        ("12", "12"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234", "1234"),
        ("-3", "-3"),
    ],
)
def test_number_is_read_with_comma_point_groups_and_percent(cell: str, value: str) -> None:
    assert cells.number(cell) == Decimal(value)


@pytest.mark.parametrize("cell", ["1 23", "семь", "1.234,5", "nan", "1e3", "１２", "0,7 чел.", "--1"])
def test_what_is_no_number_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="not_number"):
        cells.number(cell)


@pytest.mark.parametrize(("cell", "value"), [("2024", 2024), ("1 200", 1200), ("5,0", 5)])
def test_whole_number_is_read(cell: str, value: int) -> None:
    assert cells.whole(cell) == value


@pytest.mark.parametrize("cell", ["2,5", "-1", "10%"])
def test_fraction_minus_and_percent_are_no_whole_number(cell: str) -> None:
    with pytest.raises(CellError, match="not_whole"):
        cells.whole(cell)


@pytest.mark.parametrize("cell", ["31.12.2024", "2024-12-31", "31.12.2024 0:00", "2024-12-31 00:00:00"])
def test_day_is_read_in_russian_and_iso_order(cell: str) -> None:
    assert cells.day(cell) == date(2024, 12, 31)


@pytest.mark.parametrize("cell", ["31.02.2024", "12/31/2024", "31.12.24", "декабрь", "45657", "31.12.2024 10:00"])
def test_what_is_no_day_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="csv_not_date"):
        cells.day(cell)


@given(st.dates(min_value=date(1900, 1, 1)))
def test_every_day_reads_back(day: date) -> None:
    assert cells.day(f"{day:%d.%m.%Y}") == cells.day(day.isoformat()) == day


@pytest.mark.parametrize(
    ("cell", "value"), [("да", True), ("Да", True), ("ИСТИНА", True), ("true", True), ("нет", False), ("FALSE", False)]
)
def test_answer_is_read_in_both_languages(cell: str, value: bool) -> None:  # noqa: FBT001  a parameter of the table
    assert cells.yes_no(cell) is value


def test_other_answer_is_refused() -> None:
    with pytest.raises(CellError, match="csv_not_yes_no"):
        cells.yes_no("возможно")


def test_one_of_several_words_is_read_without_regard_to_case() -> None:
    assert cells.one_of("school", "district")("School") == "school"


def test_other_word_names_the_nearest() -> None:
    with pytest.raises(CellError) as error:
        cells.one_of("school", "district")("shcool")
    assert (error.value.problem, error.value.nearest) == ("unknown_value", "school")


def test_ids_may_have_commas_semicolons_or_blanks_between_them() -> None:
    assert cells.ids("a, b;c d") == ("a", "b", "c", "d")


@pytest.mark.parametrize("cell", ["0001010101", "123456789012"])
def test_inn_of_ten_or_twelve_digits_is_read(cell: str) -> None:
    assert cells.inn(cell) == cell


@pytest.mark.parametrize(("cell", "nearest"), [("277123456", "0277123456"), ("1010101", "0001010101")])
def test_inn_that_lost_its_zeros_names_the_one_meant(cell: str, nearest: str) -> None:
    with pytest.raises(CellError) as error:
        cells.inn(cell)
    assert (error.value.problem, error.value.nearest) == ("lost_zeros", nearest)


def test_other_inn_is_refused() -> None:
    with pytest.raises(CellError, match="not_inn"):
        cells.inn("12345")


@pytest.mark.parametrize("read", [cells.number, cells.whole, cells.day, cells.yes_no, cells.inn])
@given(cell=st.text(max_size=20))
def test_any_text_is_read_or_refused_never_worse(read: Reader, cell: str) -> None:
    try:
        read(cell)
    except CellError as error:
        assert error.problem  # noqa: PT017  either way is right, a crash is not
