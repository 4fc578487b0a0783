from __future__ import annotations

from support.trying import Subjects

from engine.pipeline.rulestest.fills import Fill
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind


def test_operands_stand_in_the_order_of_the_rule(subjects: Subjects) -> None:
    (subject,) = subjects("[306] <= prev([101]) + [301]")

    assert [str(each) for each in subject.operands] == ["306.1", "301.1"]
    assert [str(each) for each in subject.before] == ["101.1"]


def test_a_fill_is_judged_with_missing_values_and_tolerance_of_its_control(subjects: Subjects) -> None:
    fill = Fill(Kind.SCHOOL, {Address("302"): 2}, {})

    assert subjects("[302] <= [102]")[0].verdict(fill) is None
    assert subjects("[302] <= [102]", missing="zero")[0].verdict(fill) is False
    assert subjects("[302] <= [102]", missing="zero", tolerance=2)[0].verdict(fill) is True
