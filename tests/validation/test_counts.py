"""The table of counts."""

from __future__ import annotations

import pandas as pd
from support.filled_forms import submission

from engine.rulebook.rulebook import Rulebook
from engine.validation.counts import count_finding, count_judgements, counts_columns, counts_table, previous_counts
from engine.validation.filled import Filled, filled_in
from engine.validation.judging import Broken, judge, schema_of
from engine.vocabulary.fields import Address, Submission


def batch_of(rulebook: Rulebook, *submissions: Submission) -> list[Filled]:
    (batch,) = filled_in(submissions, rulebook, rulebook.periods["2024"])
    return batch


def test_one_row_per_submission_and_one_column_per_count(rulebook: Rulebook) -> None:
    batch = batch_of(rulebook, submission(rulebook, {"301": None}), submission(rulebook, place_id="0115"))
    form = batch[0].form
    counts = counts_table(batch, form, {"0115": {Address("101"): 90}})
    assert counts["kind"].tolist() == ["school", "kindergarten"]
    assert counts["301.1"].isna().tolist() == [True, True]
    assert counts["101.1"].tolist() == [400, 400]
    assert counts["prev 101.1"].tolist() == [pd.NA, 90]
    assert {name: str(dtype) for name, dtype in counts.dtypes.items()} == counts_columns(form)
    assert "290.1" not in counts.columns


def test_only_whole_numbers_of_the_last_period_are_kept() -> None:
    rows = [("0101", "101", "1", 5), ("0101", "006", "1", "Куратор"), ("0102", "201", "2", None)]
    facts = pd.DataFrame(rows, columns=["place_id", "line", "column", "value"])
    assert previous_counts(facts) == {"0101": {Address("101"): 5}}
    assert previous_counts(None) == {}


def test_what_is_blank_beyond_its_limits_or_half_filled_breaks_its_judgement(rulebook: Rulebook) -> None:
    batch = batch_of(rulebook, submission(rulebook, {"301": None, "402": 1001, "203.4": None, "306": -1}))
    form = batch[0].form
    broken = judge(schema_of(counts_columns(form), count_judgements(form)), counts_table(batch, form, {}))
    assert {each.name for each in broken} == {"V40 301.1", "V42 402.1", "V41 203", "V43 306.1"}


def test_a_half_filled_line_names_its_blank_columns(rulebook: Rulebook) -> None:
    (filled,) = batch_of(rulebook, submission(rulebook, {"203.4": None, "203.7": None}))
    finding = count_finding(Broken("V41 203", 0), filled)
    assert finding is not None
    assert (finding.cell, finding.facts["columns"], [cell.address for cell in finding.also]) == (
        "F203",
        "4, 7",
        ["I203"],
    )


def test_an_unreadable_cell_is_not_blank(rulebook: Rulebook) -> None:
    (filled,) = batch_of(rulebook, submission(rulebook, unreadable=["301", "203.4"]))
    assert count_finding(Broken("V40 301.1", 0), filled) is None
    assert count_finding(Broken("V41 203", 0), filled) is None
