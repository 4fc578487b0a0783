from __future__ import annotations

from engine.template.returned import Problem, Returned
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Severity


def problem(code: str, severity: Severity = Severity.WARNING, *, explainable: bool = False) -> Problem:
    return Problem(code, severity, "что", "почему", "как", explainable=explainable)


def test_errors_are_listed_first_and_otherwise_as_they_came() -> None:
    problems = (problem("V45"), problem("K06", Severity.ERROR), problem("K11"), problem("V40", Severity.ERROR))

    assert [each.code for each in Returned(problems).listed] == ["K06", "V40", "V45", "K11"]
    assert Returned(problems).number_of(Severity.ERROR) == 2


def test_a_cell_is_marked_once_however_often_it_takes_part() -> None:
    at, other = Address("306"), Address("301")

    assert Problem("K06", Severity.ERROR, "", "", "", at, (other, at, other)).cells == (at, other)
    assert problem("T07").cells == ()


def test_a_relation_that_is_broken_in_several_lines_is_one_problem_in_several_places() -> None:
    at, other, compared = Address("201", "1"), Address("203", "1"), Address("201", "2")
    often = Problem("K11", Severity.WARNING, "", "", "", at, (compared, other), times=2, starts=(at, other))

    assert often.main_cells == (at, other)
    assert Problem("K11", Severity.WARNING, "", "", "", at, (other,)).main_cells == (at,)
    assert problem("T07").main_cells == ()
    returned = Returned((often, problem("V45"), problem("K06", Severity.ERROR)))
    assert (returned.number_of(Severity.WARNING), returned.places_of(Severity.WARNING)) == (2, 3)


def test_a_text_settles_its_relation_unless_it_is_to_be_explained_once_more() -> None:
    texts = {"K08b": "Совместители.", "K11": "Уехали.", "K13": "  "}
    returned = Returned((problem("K06", Severity.ERROR), problem("K11", explainable=True)), texts)

    assert [returned.settles(relation) for relation in ("K08b", "K11", "K13", "K16")] == [True, False, False, False]
    assert returned.to_explain == {"K11": 1}
