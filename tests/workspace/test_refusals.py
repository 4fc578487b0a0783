"""Whatever the system refuses while outputs are published or sealed, a reader sees the old set or the new one."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from support.refused import closed_once, refused_closings, refused_publications

#: A share of what the slow tests try.
_QUICK = [(errno.ENOSPC, "room"), (errno.EIO, "no"), (errno.EACCES, "all")]


@pytest.mark.parametrize(("error", "stays"), _QUICK)
def test_publication_refused_at_any_call_leaves_the_old_set_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, stays: str
) -> None:
    assert refused_publications(closed_once(tmp_path / "before"), monkeypatch, error, stays, step=9) > 40


@pytest.mark.parametrize(("error", "stays"), _QUICK)
def test_closing_refused_at_any_call_leaves_no_version_or_a_whole_one_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, stays: str
) -> None:
    assert refused_closings(closed_once(tmp_path / "before"), monkeypatch, error, stays, step=9) > 30
