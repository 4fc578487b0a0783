from __future__ import annotations

from pathlib import Path

import pytest
from hazards.case import VICTIM, Case, Good, judged
from hazards.every import CASES, QUICK

from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.messages import message_of, remedy, what


@pytest.fixture(scope="module")
def good(planless: Rulebook) -> Good:
    """Good forms."""
    return Good(planless)


@pytest.mark.parametrize("case", QUICK, ids=lambda case: case.name)
def test_each_file_has_one_row_a_code_and_a_sentence_that_says_what_to_do(
    case: Case, good: Good, tmp_path: Path
) -> None:
    case.put(tmp_path, good)
    selection = judged(tmp_path, good.rulebook)
    assert {row.path: row.status.value for row in selection.register} == dict(case.statuses)
    codes = {finding.code for finding in selection.findings}
    assert case.codes <= codes
    assert not case.absent & codes
    for finding in selection.findings:
        assert message_of(finding.code)
        assert what(finding, "ru").strip()
        assert remedy(finding, "ru").strip()
    if case.values:
        (counted,) = [each for each in selection.submissions if each.place_id == VICTIM]
        assert {at: counted.get(*at.split(".")) for at in case.values} == dict(case.values)


def test_cases_have_names_of_their_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
