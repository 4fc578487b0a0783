"""Every error at every call of publishing and closing."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from support.refusals import ERRORS
from support.refused import closed_once, refused_closings, refused_publications

_STAYS = ["no", "room", "all"]


@pytest.mark.parametrize("stays", _STAYS)
@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
def test_publication_refused_at_any_call_leaves_the_old_set_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, stays: str
) -> None:
    assert refused_publications(closed_once(tmp_path / "before"), monkeypatch, error, stays) > 40


@pytest.mark.parametrize("stays", _STAYS)
@pytest.mark.parametrize("error", ERRORS, ids=errno.errorcode.get)
def test_closing_refused_at_any_call_leaves_no_version_or_a_whole_one_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, stays: str
) -> None:
    assert refused_closings(closed_once(tmp_path / "before"), monkeypatch, error, stays) > 30
