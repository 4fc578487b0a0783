from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from support.consolidations import sample, sample_rulebook

from engine.consolidation.fingerprint import fingerprint
from engine.consolidation.result import Consolidation
from engine.consolidation.slices import Slices
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import FindingState


@pytest.fixture
def small(rulebook: Rulebook) -> Rulebook:
    return sample_rulebook(rulebook)


def with_cell(frame: str, column: str, value: object) -> Callable[[Consolidation], Consolidation]:
    def changed(made: Consolidation) -> Consolidation:
        rows: pd.DataFrame = getattr(made, frame).copy()
        rows[column] = rows[column].astype(object)
        rows.iat[0, list(rows.columns).index(column)] = value  # noqa: PD009  the first row, whatever it is called
        return replace(made, **{frame: rows})

    return changed


def with_first_file(**changes: object) -> Callable[[Consolidation], Consolidation]:
    def changed(made: Consolidation) -> Consolidation:
        first, *rest = made.register
        return replace(made, register=(replace(first, **changes), *rest))  # type: ignore[arg-type]  # fields of a row

    return changed


def explained(made: Consolidation) -> Consolidation:
    first, *rest = made.findings
    return replace(made, findings=(first.with_(state=FindingState.EXPLAINED, explanation="так и есть"), *rest))


@pytest.mark.parametrize(
    "change",
    [
        with_cell("facts", "value", 7),
        with_cell("facts", "value", "7"),
        with_cell("facts", "value", date(2024, 1, 1)),
        with_cell("facts", "value", None),
        with_cell("facts", "value", "None"),
        with_cell("coverage", "target", pd.NA),
        with_cell("completeness", "status", "late"),
        with_cell("activities", "days_overdue", 1),
        with_first_file(sha256="0" * 64),
        with_first_file(path="другой.xlsx"),
        explained,
        lambda made: replace(made, as_of=date(2025, 1, 1)),
        lambda made: replace(made, submissions=made.submissions[1:]),
    ],
)
def test_whatever_changes_changes_the_hash(small: Rulebook, change: Callable[[Consolidation], Consolidation]) -> None:
    before = sample(small)
    assert fingerprint(change(before), small) != fingerprint(before, small)


def test_other_rules_change_the_hash(small: Rulebook) -> None:
    made = sample(small)
    assert fingerprint(made, replace(small, sha256="1" * 64)) != fingerprint(made, small)


def test_missing_is_no_text_and_a_date_no_text(small: Rulebook) -> None:
    made = sample(small)
    values = [None, "None", "", pd.NA, "<NA>", date(2024, 1, 1), "2024-01-01", 1, "1", True]
    assert len({fingerprint(with_cell("facts", "value", each)(made), small) for each in values}) == len(values)


def test_the_same_numbers_have_the_same_hash(small: Rulebook) -> None:
    assert fingerprint(sample(small), small) == fingerprint(sample(small), small)


def test_what_happens_in_one_district_leaves_the_others_hash(small: Rulebook) -> None:
    before = sample(small)
    after = with_cell("facts", "value", 5000)(before)  # of the first district
    assert [fingerprint(Slices(each, small).of("02"), small) for each in (before, after)] == [
        fingerprint(Slices(before, small).of("02"), small)
    ] * 2
    assert fingerprint(Slices(before, small).of("01"), small) != fingerprint(Slices(after, small).of("01"), small)
