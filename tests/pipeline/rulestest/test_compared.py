from __future__ import annotations

from support.trying import Subjects

from engine.pipeline.rulestest.compared import said_of
from engine.pipeline.rulestest.fills import Fill, Purpose, Trial
from engine.pipeline.rulestest.trials import trials_of
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind


def test_pandera_says_what_exact_arithmetic_says(subjects: Subjects) -> None:
    rules = ("[302] <= [102]", "max([201.1]..[208.1]) <= [291.1]", "[101] within 30 % or 5 of prev([101])")
    trials = [trial for rule in rules for trial in trials_of(subjects(rule)[0]).trials]

    assert [each.broken for each in said_of(trials)] == [each.exact is False for each in trials]


def test_what_is_broken_is_said_in_both_languages(subjects: Subjects) -> None:
    (subject,) = subjects("[302] <= [102]")
    broken, kept = (Fill(Kind.SCHOOL, {Address("302"): 6, Address("102"): count}, {}) for count in (5, 6))
    trials = [Trial(subject, Purpose.BROKEN, broken, exact=False), Trial(subject, Purpose.HOLDS, kept, exact=True)]
    said = said_of(trials)

    assert said[0].sentences["ru"].startswith("Строка 302 (наставляемых 10–19 лет) = 6, а должно быть не больше")
    assert said[0].sentences["en"].startswith("Line 302")
    assert (said[1].broken, said[1].sentences) == (False, {})


def test_nothing_to_judge_gives_nothing() -> None:
    assert said_of([]) == ()
