from __future__ import annotations

from dataclasses import replace

from support.small_region import error, reading, school, warning

from engine.consolidation.verdicts import accepted_status, copies
from engine.vocabulary.files import FileStatus
from engine.vocabulary.findings import FindingState

SENT = reading(school("0101", 100, 70))


def test_an_open_warning_or_a_waived_error_is_shown_and_an_explained_one_is_not() -> None:
    assert accepted_status([]) is FileStatus.ACCEPTED
    assert accepted_status([warning("a")]) is FileStatus.WARNED
    assert accepted_status([error("a").with_(state=FindingState.WAIVED)]) is FileStatus.WARNED
    assert accepted_status([warning("a").with_(state=FindingState.EXPLAINED)]) is FileStatus.ACCEPTED


def test_a_copy_names_the_file_that_comes_first() -> None:
    verdicts = copies([SENT, replace(SENT, path="копия.xlsx")])
    assert {path: (each.status, each.superseded_by) for path, each in verdicts.items()} == {
        "копия.xlsx": (FileStatus.DUPLICATE, SENT.path)
    }


def test_what_could_not_be_used_is_no_copy() -> None:
    assert copies([replace(SENT, usable=False), replace(SENT, path="b.xlsx", usable=False)]) == {}
