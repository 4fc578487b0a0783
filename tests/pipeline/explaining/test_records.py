from fractions import Fraction

from engine.pipeline.explaining.records import Earlier, Fact


def test_fact_is_a_number_only_where_it_is_a_whole_one() -> None:
    assert Fact("38", "a.xlsx", "Показатели", "C44").number == 38
    assert Fact("Петрова", "a.xlsx", "Титул", "C9").number is None
    assert Fact("2025-01-10", "a.xlsx", "Титул", "C9").number is None
    assert Fact("٣", "a.xlsx", "Титул", "C9").number is None


def test_earlier_result_is_exact() -> None:
    assert Earlier("01", "involved", "2023-12-31", "", "2", "3").value == Fraction(2, 3)
    assert Earlier("01", "partners", "2023-12-31", "", "7", "").value == 7
