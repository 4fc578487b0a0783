from __future__ import annotations

from support.trying import Subjects

from engine.pipeline.rulestest.fills import Fill
from engine.pipeline.rulestest.naming import example, formula_in_codes, short_code
from engine.rulebook.forms import Form
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind


def test_columns_are_named_only_in_sections_that_have_several(form: Form) -> None:
    assert short_code(Address("306"), form) == "306"
    assert short_code(Address("203", "2"), form) == "203.2"


def test_an_example_names_blanks_and_the_last_period(subjects: Subjects) -> None:
    (subject,) = subjects("[306] <= [301] + prev([101])")
    fill = Fill(Kind.SCHOOL, {Address("306"): 7}, {Address("101"): 5})

    assert example(subject, fill, "ru") == "306 = 7, 301 = не заполнено, 101 в прошлом периоде = 5"
    assert example(subject, fill, "en") == "306 = 7, 301 = blank, 101 in the last period = 5"


def test_of_many_operands_the_zeros_are_told_together(subjects: Subjects) -> None:
    (subject,) = subjects("max([201.1]..[208.1]) <= [291.1]")
    counts = dict.fromkeys(subject.operands, 0) | {Address("203"): 4}
    school, kindergarten = (Fill(kind, counts, {}) for kind in (Kind.SCHOOL, Kind.KINDERGARTEN))

    assert example(subject, school, "ru") == (
        "203.1 = 4, остальные 201.1, 202.1, 204.1, 205.1, 207.1, 208.1, 291.1 = 0"
    )
    assert example(subject, kindergarten, "ru") == "детский сад: 203.1 = 4, 207.1 = 0, 208.1 = 0, 291.1 = 0"


def test_the_formula_stands_with_codes_in_the_place_of_cells(subjects: Subjects) -> None:
    (subject,) = subjects("[502] >= 85 % * [501] + prev([101])", missing="zero")

    assert formula_in_codes(subject) == (
        'IF(OR(MAX(state[502],state[501])=2,COUNT(prev[101])<1),"",'
        "IF((N([502])*20)>=((N([501])*17)+(N(prev[101])*20)),0,1))"
    )
