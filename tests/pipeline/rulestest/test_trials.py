from __future__ import annotations

import pytest
from support.trying import Subjects

from engine.pipeline.rulestest.fills import Purpose, Subject
from engine.pipeline.rulestest.trials import can_hold_together, trials_of
from engine.rulebook.forms import Form
from engine.rulebook.relations.expansion import expand
from engine.rulebook.relations.parsing import parse_relation
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind


def test_every_condition_of_the_rules_is_kept_and_broken(rulebook: Rulebook, form: Form) -> None:
    written = [
        Subject(control, instance, form)
        for control in rulebook.controls
        if control.rule is not None
        for instance in expand(parse_relation(control.rule), form)
    ]

    assert len(written) > 100
    for subject in written:
        trials = trials_of(subject)
        assert {each.exact for each in trials.trials if each.purpose is Purpose.HOLDS} == {True}, subject.control.id
        assert {each.exact for each in trials.trials if each.purpose is Purpose.BROKEN} == {False}, subject.control.id


def test_the_broken_fill_is_next_to_one_that_keeps_the_condition(subjects: Subjects) -> None:
    trials = trials_of(subjects("[306] = [301] + [303] - [305]")[0])
    kept, broken = trials.of(Purpose.HOLDS), trials.of(Purpose.BROKEN)

    assert kept is not None
    assert broken is not None
    changed = {address: number - kept.fill.counts[address] for address, number in broken.fill.counts.items()}
    assert sorted(changed.values()) == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("rule", "purposes"),
    [
        ("[101] >= 0", {Purpose.HOLDS, Purpose.BLANK, Purpose.ZEROS, Purpose.LARGEST}),
        ("[101] < [101]", {Purpose.BROKEN, Purpose.BLANK, Purpose.ZEROS, Purpose.LARGEST}),
        ("[101] / ([102] - [102]) > 1", {Purpose.BLANK, Purpose.ZEROS, Purpose.LARGEST}),
    ],
)
def test_what_cannot_be_is_not_found(subjects: Subjects, rule: str, purposes: set[Purpose]) -> None:
    trials = trials_of(subjects(rule)[0])

    assert {each.purpose for each in trials.trials} == purposes
    assert trials.tried > 100


def test_lines_that_no_kind_fills_together_give_nothing_to_try(subjects: Subjects) -> None:
    assert trials_of(subjects("[205.1] <= [206.1]")[0]).trials == ()


def test_counts_of_the_last_period_are_invented_too(subjects: Subjects) -> None:
    trials = trials_of(subjects("[101] within 30 % or 5 of prev([101])")[0])
    broken, without = trials.of(Purpose.BROKEN), trials.of(Purpose.NO_PREVIOUS)

    assert broken is not None
    assert without is not None
    assert broken.exact is False
    assert without.fill.previous == {}
    assert without.exact is None


def test_kinds_that_fill_other_lines_of_a_span_are_tried_as_well(subjects: Subjects) -> None:
    trials = trials_of(subjects("max([201.1]..[208.1]) <= [291.1]")[0])

    assert {each.fill.kind for each in trials.trials} == {Kind.SCHOOL, Kind.KINDERGARTEN, Kind.VOCATIONAL}
    assert all(Address("201") not in each.fill.counts for each in trials.trials if each.fill.kind is Kind.KINDERGARTEN)


def test_an_implication_is_kept_by_a_fill_that_it_asks_something_of(subjects: Subjects) -> None:
    kept = trials_of(subjects("[101] >= 10 => [306] != [101]")[0]).of(Purpose.HOLDS)

    assert kept is not None
    assert kept.fill.counts[Address("101")] >= 10


def test_fills_are_the_same_every_time(subjects: Subjects) -> None:
    rule = "[101] * [102] = 1001 or [103] / [104] > 2.5"

    assert trials_of(subjects(rule)[0]) == trials_of(subjects(rule)[0])


def test_conditions_that_exclude_each_other_are_found_out(subjects: Subjects) -> None:
    assert not can_hold_together(subjects("[101] > 5 and [101] < 3"))
    assert can_hold_together(subjects("[103] <= [102] <= [101]"))
