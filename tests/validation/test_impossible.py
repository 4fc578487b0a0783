"""What no report that counts may hold, judged apart from everything else."""

from __future__ import annotations

from dataclasses import replace

from support.filled_forms import CONSISTENT, submission

from engine.rulebook.rulebook import Rulebook
from engine.validation.impossible import impossible_counts
from engine.vocabulary.fields import Address, Submission, Value


def said(rulebook: Rulebook, *submissions: Submission) -> list[tuple[str | None, str, str | None]]:
    found = impossible_counts(submissions, rulebook, rulebook.periods["2024"])
    return [(each.place_id, each.code, each.line) for each in found]


def of(rulebook: Rulebook, **changes: Value) -> Submission:
    return submission(rulebook, CONSISTENT | {name.removeprefix("_"): value for name, value in changes.items()})


def test_a_consistent_report_is_possible(rulebook: Rulebook) -> None:
    assert said(rulebook, of(rulebook)) == []
    assert impossible_counts([], rulebook, rulebook.periods["2024"]) == ()


def test_broken_relations_of_level_error_and_counts_beyond_limits_are_found(rulebook: Rulebook) -> None:
    place_id = of(rulebook).place_id
    assert said(rulebook, of(rulebook, _306=50)) == [(place_id, "K06", "306")]
    assert said(rulebook, of(rulebook, _104=2001)) == [(place_id, "V42", "104")]
    assert said(rulebook, of(rulebook, _101=-5))[0] == (place_id, "V43", "101")


def test_warnings_and_blank_cells_are_left_to_who_accepted_the_report(rulebook: Rulebook) -> None:
    assert said(rulebook, of(rulebook, _402=1)) == []  # K17b, a warning
    assert said(rulebook, of(rulebook, _301=None)) == []  # V40


def test_a_relation_over_a_count_that_has_no_cell_is_not_judged(rulebook: Rulebook) -> None:
    broken = of(rulebook, _306=50)
    gone = Address("305")
    values = tuple(each for each in broken.values if each.address != gone)
    cells = {address: cell for address, cell in broken.cells.items() if address != gone}
    assert said(rulebook, replace(broken, values=values, cells=cells)) == []


def test_submissions_of_one_file_are_told_apart_by_their_places(rulebook: Rulebook) -> None:
    one = of(rulebook, _306=50)
    other = replace(one, place_id="0102")
    assert said(rulebook, one, other) == [(one.place_id, "K06", "306"), ("0102", "K06", "306")]
