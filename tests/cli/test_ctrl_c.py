"""Ctrl-C in the middle of a run; tests/slow has every stage and the seconds that it takes."""

from __future__ import annotations

from pathlib import Path

from support.ctrl_c import interrupted
from support.mail import small_mail
from support.workspaces import made_workspace


def test_ctrl_c_ends_a_run_with_a_word_and_without_outputs(
    tmp_path: Path, small_rules: Path, kept_small_forms: Path
) -> None:
    workspace = made_workspace(tmp_path / "ws", small_rules, kept_small_forms, documents=True)
    workspace.incoming.rmdir()
    small_mail(workspace.incoming, small_rules)
    done = interrupted(workspace.root, "Пишу книги", 0.1)
    assert done.code == 130
    assert done.said.splitlines()[-1].startswith("Прервано. В outgoing целиком прежний свод")
    assert "Traceback" not in done.said
    assert not workspace.outgoing.exists()
