from __future__ import annotations

from dataclasses import replace

from support.returns import broken, returned

from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.template.returned import Problem, Returned
from engine.template.returnmarks import Marks, marks_of
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Severity


def marks(content: FormContent, *problems: Problem) -> Marks:
    given_back = replace(content, returned=Returned(problems))
    return marks_of(given_back, layout_of(given_back))


def test_an_ordinary_form_has_no_marks(school: FormContent) -> None:
    assert marks_of(school, layout_of(school)) == Marks()


def test_every_cell_of_a_problem_is_marked_with_the_code_of_its_line(school: FormContent) -> None:
    found = marks(school, broken("K12a", "", "203.4", "203.2"))

    assert set(found.by_address) == {Address("203", "4"), Address("203", "2")}
    assert [mark.name for mark in found.marks] == ["line_203_4", "line_203_2", "code_203"]
    assert [mark.is_main for mark in found.marks] == [True, False, True]


def test_only_what_is_to_be_put_right_is_bold_in_every_place_where_it_was_found(school: FormContent) -> None:
    twice = replace(broken("K08b", "", "308", "104", "309", soft=True), starts=(Address("308"), Address("309")))
    main = {mark.name: mark.is_main for mark in marks(school, twice).marks}

    assert {name for name, is_main in main.items() if is_main} == {"line_308_1", "code_308", "line_309_1", "code_309"}
    assert {"line_104_1", "code_104"} < set(main)


def test_a_cell_with_several_problems_carries_the_gravest_mark(school: FormContent) -> None:
    found = marks(school, broken("K08b", "", "308", "104", soft=True), broken("K06", "", "306", "104"))

    assert found.by_address[Address("104")].severity is Severity.ERROR
    assert found.by_address[Address("104")].problems == (0, 1)
    assert found.by_address[Address("308")].severity is Severity.WARNING


def test_marks_are_numbered_as_the_hidden_list_has_them(school: FormContent) -> None:
    found = marks_of(content := returned(school), layout_of(content))

    assert [mark.number for mark in found.marks] == list(range(1, len(found.marks) + 1))
    assert len(found.by_spot) == len(found.marks)
    assert {mark.spot[0] for mark in found.marks} == {"Показатели"}
    assert found.on("Показатели") == found.marks


def test_what_is_only_told_marks_nothing(school: FormContent) -> None:
    told = Problem("V18", Severity.INFO, "", "", "", Address("101"))

    assert marks(school, told, Problem("T07", Severity.WARNING, "", "", "")) == Marks()
