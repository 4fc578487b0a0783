from engine.rulebook.deadlines.syntax import Years


def test_years_are_printed_where_a_number_or_the_word_current_says_which() -> None:
    assert Years(2022).printed
    assert Years(shift=0).printed
    assert not Years(school=True).printed
