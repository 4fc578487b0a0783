"""The relations are written out here once more, by hand: the demo must not lean on the engine that it shows."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.pipeline.demo.numbers import Profile, Stage, counts_of, roll_of
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind

FORMS = tuple(str(line) for line in range(201, 209))
SHARES = (
    ("306", "101"),
    ("302", "102"),
    ("304", "103"),
    ("307", "106"),
    ("311", "107"),
    ("502", "501"),
    ("504", "503"),
)
ROUND = (0.1, 0.7, 0.85, 1.0)

shares = st.floats(0.0, 0.95)
profiles = st.builds(
    Profile,
    kind=st.sampled_from(Kind),
    pupils=st.integers(30, 2000),
    stage=st.sampled_from(Stage),
    involved=st.floats(0.02, 0.95),
    mentors=st.floats(0.0, 0.2),
    rookies=shares,
    pleased=shares,
)
place_ids = st.from_regex(r"[0-9]{4}", fullmatch=True)


def reader(place_id: str, profile: Profile) -> Callable[..., int]:
    counts = counts_of(place_id, profile)
    return lambda line, column="1": counts.get(Address(line, column), 0)


@given(place_ids, profiles)
def test_parts_are_never_more_than_the_whole(place_id: str, profile: Profile) -> None:
    n = reader(place_id, profile)

    for chain in (
        ("103", "102", "101"),
        ("107", "106", "105", "104"),
        ("302", "301"),
        ("304", "303"),
        ("304", "103"),
        ("301", "101"),
        ("307", "106"),
        ("308", "104"),
        ("310", "306", "101"),
        ("311", "107"),
        ("402", "401"),
        ("502", "501"),
        ("504", "503"),
    ):
        assert all(n(part) <= n(whole) for part, whole in pairwise(chain)), chain
    if profile.kind is not Kind.KINDERGARTEN:
        assert n("302") + n("303") - n("305") <= n("102")


@given(place_ids, profiles)
def test_every_child_is_counted_once(place_id: str, profile: Profile) -> None:
    n = reader(place_id, profile)

    assert n("306") == n("301") + n("303") - n("305")
    assert n("305") <= min(n("301"), n("303"))


#: A college in which nobody but the mentors takes part.
FEW = Profile(
    kind=Kind.SCHOOL, pupils=30, stage=Stage.COLLEGE, involved=0.0625, mentors=0.0625, rookies=0.0, pleased=0.0
)


@example("0000", FEW)
@given(place_ids, profiles)
def test_people_of_all_forms_agree_with_the_forms(place_id: str, profile: Profile) -> None:
    n = reader(place_id, profile)

    for column in ("1", "2"):
        by_form = [n(line, column) for line in FORMS]
        assert max(by_form) <= n("291", column) <= sum(by_form)
    assert n("201") <= n("303")
    assert n("201", "2") <= n("301")
    assert max(n("202"), n("203")) <= n("308")


@given(place_ids, profiles)
def test_every_form_that_is_practised_has_a_place_for_everybody(place_id: str, profile: Profile) -> None:
    n = reader(place_id, profile)

    for line in FORMS:
        mentors, mentees, in_pairs, groups, _, finished, left = (n(line, str(column)) for column in range(1, 8))
        assert (mentors > 0) == (mentees > 0) == (in_pairs + groups > 0)
        assert mentees >= groups
        assert groups > 0 or in_pairs >= max(mentors, mentees)
        assert finished + left <= mentees


@given(place_ids, profiles)
def test_surveys_ask_only_people_who_take_part(place_id: str, profile: Profile) -> None:
    n = reader(place_id, profile)

    assert n("501") <= n("291", "2")
    assert n("503") <= n("291", "1")
    assert (n("501") == 0) == (n("291", "2") == 0)


@given(place_ids, profiles)
def test_employers_as_mentors_come_from_partners(place_id: str, profile: Profile) -> None:
    n = reader(place_id, profile)

    assert n("402") > 0 or n("205") + n("206") == 0


@given(place_ids, profiles)
def test_no_share_of_ten_or_more_is_suspiciously_round(place_id: str, profile: Profile) -> None:
    n = reader(place_id, profile)

    for part, whole in SHARES:
        assert n(whole) < 10 or n(part) / n(whole) not in ROUND, (part, n(part), whole, n(whole))


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_fills_exactly_the_lines_asked_of_it(kind: Kind, rulebook: Rulebook) -> None:
    form = rulebook.form("school", rulebook.periods["2024"])
    counts = counts_of("0101", Profile(kind, 300, Stage.COLLEGE if kind is Kind.VOCATIONAL else Stage.FULL))

    asked = {each.address for each in form.counts if each.asked_of(kind)}
    required = {each.address for each in form.counts if each.asked_of(kind) and each.required and each.blank != "zero"}
    assert counts.keys() <= asked
    assert required <= counts.keys()


@given(place_ids, profiles)
def test_the_roll_does_not_depend_on_mentoring(place_id: str, profile: Profile) -> None:
    roll = roll_of(place_id, profile)

    assert roll == {address: count for address, count in counts_of(place_id, profile).items() if address.line < "200"}
