from __future__ import annotations

from dataclasses import replace

from engine.intake.formulaedits import other_formulas
from engine.intake.grids import Sheet
from engine.vocabulary.formulas import formula_hash
from engine.vocabulary.transmittalrows import mirrored

TOTAL = replace(mirrored("Охват", 3, "B", 150, is_formula=True), formula=formula_hash("=SUM(B1:B2)"))
MIRROR = {2: {0: mirrored("Охват", 3, "A", "Всего"), 1: TOTAL, 2: mirrored("Охват", 3, "C", 1, is_formula=True)}}


def came(**texts: str) -> tuple[str, ...]:
    return other_formulas(
        MIRROR, Sheet("Охват", [], formula_texts={(2, "ABC".index(at)): each for at, each in texts.items()})
    )


def test_only_a_formula_that_is_another_one_is_named() -> None:
    assert came(B="SUM($B$1:B2)") == ()
    assert came(B="SUM(B1:B2)+5") == ("B3",)


def test_a_formula_that_either_side_does_not_tell_is_not_compared() -> None:
    assert came() == ()
    assert came(C="SUM(C1:C2)") == ()
