"""Every formula of every form works in Excel 2010, LibreOffice and OnlyOffice alike."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from support.forms import consistent, filled, written
from support.spreadsheet_formulas import (
    WELL_KNOWN,
    Written,
    formulas_of,
    longest_text,
    parts_of,
    shape_of,
    text_formats,
)

from engine.template.content import FormContent
from engine.template.returned import Problem, Returned
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Severity


def _returned(content: FormContent) -> FormContent:
    problems = (
        Problem("K06", Severity.ERROR, "строка 306 = 99", "", "Проверьте строку 306.", Address("306")),
        Problem("K08b", Severity.WARNING, "строка 308 = 26", "", "Поясните.", Address("308"), explainable=True),
    )
    return replace(consistent(content), revision=1, returned=Returned(problems, {"K08b": "совместители"}))


@pytest.fixture(
    scope="module",
    params=["school", "kindergarten", "universal", "district", "blank", "filled", "with the last period", "returned"],
)
def formulas(request: pytest.FixtureRequest) -> tuple[Written, ...]:
    """The formulas of one kind of form in turn."""
    return tuple(formulas_of(BytesIO(written(_content(request)))))


def _content(request: pytest.FixtureRequest) -> FormContent:
    ways = {
        "filled": lambda school: filled(school, 7),
        "with the last period": lambda school: replace(
            school, previous={field.address: 20 for field in school.form.counts}
        ),
        "returned": _returned,
    }
    if request.param not in ways:
        content = request.getfixturevalue(request.param)
        assert isinstance(content, FormContent)
        return content
    return ways[request.param](request.getfixturevalue("school"))


def test_only_functions_that_every_spreadsheet_program_has_are_used(formulas: tuple[Written, ...]) -> None:
    unknown = {
        (name, each.where) for each in formulas for name in shape_of(each.text).functions if name not in WELL_KNOWN
    }

    assert len(formulas) > 100
    assert unknown == set()


def test_no_formula_is_an_array_or_spills(formulas: tuple[Written, ...]) -> None:
    assert {each.kind for each in formulas} == {""}
    assert [each for each in formulas if "_xl" in each.text or "{" in each.text.replace('"', "")] == []


def test_no_formula_is_larger_than_excel_takes(formulas: tuple[Written, ...]) -> None:
    shapes = [shape_of(each.text) for each in formulas]

    assert max(len(each.text) for each in formulas) < 8192
    assert max(shape.depth for shape in shapes) <= 64
    assert max(shape.arguments for shape in shapes) <= 255
    assert max(longest_text(each.text) for each in formulas) <= 255


def test_numbers_become_text_without_letters_of_a_language(formulas: tuple[Written, ...]) -> None:
    assert {pattern for each in formulas for pattern in text_formats(each.text) if set(pattern) - set("0#-.,")} == set()


def test_a_form_has_no_part_that_only_newer_programs_know(school: FormContent) -> None:
    parts = parts_of(BytesIO(written(_returned(school))))

    assert not {name for name in parts if "metadata" in name or "richData" in name or "vbaProject" in name}


def test_what_a_formula_asks_for_is_read_from_its_text() -> None:
    shape = shape_of("IF(_xlfn.FILTER('Лист (1)'!A1:B2,\"SUM(\" )=1,СУММ(1,2,3),OFFSET(A1,1,1))")

    assert shape.functions == {"IF", "_xlfn.FILTER", "СУММ", "OFFSET"}
    assert (shape.depth, shape.arguments) == (2, 3)
    assert text_formats('TEXT(MOD(A1,7),"000")&TEXT(A2,"dd.mm")') == {"000", "dd.mm"}
    assert not shape.functions & {"OFFSET", "INDIRECT", "NOW", "TODAY", "RAND", "CELL", "INFO"} & WELL_KNOWN
