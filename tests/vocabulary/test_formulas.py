from __future__ import annotations

import pytest

from engine.vocabulary.formulas import formula_hash

FORMULA = "=IF('Охват'!$B$3>0.5,SUBTOTAL(9,B4:B20)/1000,\"нет  данных\")"


@pytest.mark.parametrize(
    "spelt",
    [
        FORMULA,
        'IF(Охват!B3>0.5, SUBTOTAL(9, B4:B20)/1000, "нет  данных")',
        'if(Охват!$B3>0.50,subtotal(9,B4:B20)/1E3,"нет  данных")',
        '_xlfn.IF((Охват!B3>0.5),SUBTOTAL(9,B4:B20)/1000,"нет  данных")',
    ],
)
def test_another_spelling_is_the_same_formula(spelt: str) -> None:
    assert formula_hash(spelt) == formula_hash(FORMULA)


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("B20", "B19"),
        ("9,", "109,"),
        ("1000", "1001"),
        ("SUBTOTAL", "SUM"),
        ("/", "*"),
        (">", ">="),
        ("нет  д", "нет д"),
    ],
)
def test_whatever_changes_the_result_is_another_formula(was: str, now: str) -> None:
    assert formula_hash(FORMULA.replace(was, now)) != formula_hash(FORMULA)
