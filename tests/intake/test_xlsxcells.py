from __future__ import annotations

from datetime import date

import pytest

from engine.intake.grids import CellContent, CellError, FormulaWithoutValue
from engine.intake.refusal import Refused
from engine.intake.xlsxcells import Surroundings, content_of, result_of
from engine.intake.xlsxparts import Styles

AROUND = Surroundings({"0": "слово"}, Styles(moments=frozenset("23"), spans=frozenset("3")), since_1904=False)
KINDS: list[tuple[str, str, str | None, CellContent]] = [
    ("n", "7", None, 7.0),
    ("n", " 7 ", None, 7.0),
    ("n", "1e999", None, "1e999"),
    ("n", "0x1F", None, "0x1F"),
    ("n", "45657", "2", date(2024, 12, 31)),
    ("n", "1.25", "3", "1 day, 6:00:00"),
    ("s", " 0 ", None, "слово"),
    ("str", " a_x0009_ ", None, " a\t "),
    ("b", "1", None, True),
    ("e", "#N/A", None, CellError("#N/A")),
    ("d", "2024-12-31", None, date(2024, 12, 31)),
    ("unheard-of", " x ", None, "x"),
]


@pytest.mark.parametrize(("kind", "raw", "style", "content"), KINDS)
def test_typed_or_calculated_a_text_means_the_same(
    kind: str, raw: str, style: str | None, content: CellContent
) -> None:
    for read in (content_of(kind, raw, style, AROUND), result_of(kind, raw, style, AROUND, valued=True)):
        assert read == content
        assert type(read) is type(content)


@pytest.mark.parametrize(
    ("kind", "valued", "content"),
    [("n", 1, FormulaWithoutValue()), ("str", 0, FormulaWithoutValue()), ("str", 1, "")],
)
def test_a_formula_without_a_result_is_told_from_one_that_gave_an_empty_text(
    kind: str, valued: int, content: CellContent
) -> None:
    assert result_of(kind, "", None, AROUND, valued=bool(valued)) == content
    assert content_of(kind, "", None, AROUND) == ""


def test_a_shared_text_that_is_not_there_is_damage() -> None:
    with pytest.raises(Refused, match="F08"):
        content_of("s", "1", None, AROUND)
