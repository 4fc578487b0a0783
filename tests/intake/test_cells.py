from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.intake.cells import raw_of, read_cell
from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.rulebook.forms import Form
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address

CONTENT = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.builds(CellError, st.text(max_size=8)),
    st.just(FormulaWithoutValue()),
)


@pytest.fixture
def form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


@pytest.mark.parametrize("address", ["101", "601", "006", "011"])
def test_errors_and_uncalculated_formulas_are_never_blank(form: Form, address: str) -> None:
    asked = form.by_address[Address.parse(address)]
    assert read_cell(CellError("#ДЕЛ/0!"), asked).code == "V08"
    assert read_cell(FormulaWithoutValue(), asked).code == "V07"
    assert not read_cell(CellError("#ДЕЛ/0!"), asked).readable


@pytest.mark.parametrize("address", ["101", "601", "006", "011", "012"])
@pytest.mark.parametrize("text", ["#ДЕЛ/0!", " #н/д", "#REF!", "Err:502", "####"])
def test_the_text_of_an_error_is_an_error(form: Form, address: str, text: str) -> None:
    parsed = read_cell(text, form.by_address[Address.parse(address)])
    assert (parsed.value, parsed.code, parsed.readable) == (None, "V08", False)


def test_an_error_is_named_in_the_reader_s_language(form: Form) -> None:
    facts = read_cell(CellError("#DIV/0!"), form.by_address[Address("101")]).facts
    assert (facts["error_ru"], facts["error_en"]) == ("#ДЕЛ/0!", "#DIV/0!")


def test_units_are_those_of_the_field(form: Form) -> None:
    assert read_cell("5 пар", form.by_address[Address("201", "3")]).value == 5
    assert read_cell("5 пар", form.by_address[Address("101")]).code == "V12"


def test_a_text_field_with_a_list_is_read_as_a_choice(form: Form) -> None:
    assert read_cell("УТОЧНЁННЫЙ №1", form.by_address[Address("012")]).value == "уточнённый № 1"


@given(content=CONTENT)
def test_every_content_of_every_field_has_a_reading(rulebook: Rulebook, content: CellContent) -> None:
    for asked in rulebook.form("school", rulebook.periods["2024"]).fields:
        parsed = read_cell(content, asked)
        assert parsed.readable or parsed.code is not None
        assert parsed.value is None or parsed.readable
    assert isinstance(raw_of(content), str)


@pytest.mark.parametrize(
    ("content", "raw"),
    [
        (12.0, "12"),
        (0.5, "0,5"),
        (None, ""),
        (CellError("#Н/Д"), "#Н/Д"),
        (date(2024, 5, 12), "12.05.2024"),
        (" 7", " 7"),
        (datetime(2024, 5, 12, 9, 5), "12.05.2024 09:05"),  # noqa: DTZ001  a cell has no time zone
        (datetime(2024, 5, 12), "12.05.2024"),  # noqa: DTZ001  see above
        (FormulaWithoutValue(), ""),
        (True, "ИСТИНА"),
    ],
)
def test_raw_is_what_stood_there(content: CellContent, raw: str) -> None:
    assert raw_of(content) == raw


def test_raw_is_a_percentage_where_the_cell_shows_one() -> None:
    assert (raw_of(0.15, percent=True), raw_of(0.075, percent=True), raw_of("15", percent=True)) == (
        "15%",
        "7,5%",
        "15",
    )
