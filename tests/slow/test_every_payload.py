"""Every payload in every text that a file brings: the run that `test_injection` makes once, from every payload on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hazards import injected
from hazards.harmless import harm_in, obeyed
from hazards.injected import PERIOD, injected_workspace, run
from hazards.payloads import PAYLOADS

from engine.workspace.folders import Workspace


@pytest.mark.parametrize("first", range(len(PAYLOADS)))
def test_no_payload_does_harm_wherever_it_is_typed(first: int, tmp_path: Path, small_rules: Path) -> None:
    workspace = injected_workspace(tmp_path, small_rules, first).workspace
    for words, code in ((["consolidate"], 3), (["close"], 0)):
        said = run(*words, "--workspace", str(workspace.root))
        assert said.code == code, said.err.decode("utf-8")[-1000:]
        assert obeyed(said.out.decode("utf-8") + said.err.decode("utf-8")) == []
    assert _harm(workspace) == []


@pytest.mark.parametrize("name", ["half of a pair", "terminal", "bidi", "control", "separators"])
def test_no_form_does_harm_that_is_the_only_one_of_its_school(
    name: str, tmp_path: Path, small_rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is wrong with it goes into a letter then; beside a newer form none of them is written about."""
    monkeypatch.setattr(injected, "PAYLOADS", dict.fromkeys(PAYLOADS, PAYLOADS[name]))
    workspace = injected_workspace(tmp_path, small_rules, 0).workspace
    (own,) = (each for each in workspace.incoming.glob("*.XLSX") if each.is_file())
    strangers = {each: each.read_bytes() for each in workspace.incoming.glob("чужой *.xlsx")}
    for each in (own, *strangers):
        each.unlink()
    for path, content in strangers.items():
        path.write_bytes(content)
        said = run("consolidate", "--workspace", str(workspace.root))
        assert said.code == 3, (path.name, said.err.decode("utf-8")[-1000:])
        assert _harm(workspace) == []
        path.unlink()


def _harm(workspace: Workspace) -> list[str]:
    """Everything in the outputs that would do harm."""
    templates = {each.stem.casefold(): each for each in workspace.templates.glob("*.docx")}
    files = (each for each in (workspace.outgoing / PERIOD).rglob("*") if each.is_file())
    return [
        harm
        for path in files
        for harm in harm_in(
            path, next((each for stem, each in templates.items() if stem in path.stem.casefold()), None)
        )
    ]
