"""Every payload in every text that a file brings: the run that `test_injection` makes once, from every payload on."""

from __future__ import annotations

from pathlib import Path

import pytest
from hazards.harmless import harm_in, obeyed
from hazards.injected import PERIOD, injected_workspace, run
from hazards.payloads import PAYLOADS


@pytest.mark.parametrize("first", range(len(PAYLOADS)))
def test_no_payload_does_harm_wherever_it_is_typed(first: int, tmp_path: Path, small_rules: Path) -> None:
    workspace = injected_workspace(tmp_path, small_rules, first).workspace
    templates = {each.stem.casefold(): each for each in workspace.templates.glob("*.docx")}
    for words, code in ((["consolidate"], 3), (["close"], 0)):
        said = run(*words, "--workspace", str(workspace.root))
        assert said.code == code, said.err.decode("utf-8")[-1000:]
        assert obeyed(said.out.decode("utf-8") + said.err.decode("utf-8")) == []
    for path in (workspace.outgoing / PERIOD).rglob("*"):
        if path.is_file():
            template = next((each for stem, each in templates.items() if stem in path.stem.casefold()), None)
            assert harm_in(path, template) == []
