"""Publishes and closes without end in a process that is killed at random moments, and looks at what a reader sees."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

from support.outputs_seen import left_over, seen
from support.refused import NEW, OLD

from engine.workspace.closed import closed_versions
from engine.workspace.folders import Workspace
from engine.workspace.publication import finish_interrupted
from engine.workspace.sealing import verify

_WITHOUT_END = """
import sys
sys.path.insert(0, sys.argv[2])
from pathlib import Path
from support.refused import NEW, OLD, published, sealed
from engine.workspace.folders import Workspace
from engine.workspace.publication import finish_interrupted

workspace = Workspace(Path(sys.argv[1]))
finish_interrupted(workspace)
print("begun", flush=True)
while True:
    for texts in (NEW, OLD):
        published(workspace, texts)
    if sys.argv[3] == "sealed":
        sealed(workspace)
"""


def killed(workspace: Workspace, chance: random.Random, *, sealing: bool) -> int:
    """Kill such a process once; return how many files a reader saw (0: in the middle of the renamings)."""
    program = [sys.executable, "-c", _WITHOUT_END, str(workspace.root), str(Path(__file__).parent.parent)]
    with subprocess.Popen([*program, "sealed" if sealing else ""], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        time.sleep(chance.uniform(0, 0.1))
        process.kill()
    found = seen(workspace.outgoing / "2024")
    if found is None:
        assert (workspace.state / "staging" / "2024" / "publication.json").is_file()
    else:
        assert found.keys() in (OLD.keys(), NEW.keys())
    finish_interrupted(workspace)
    assert seen(workspace.outgoing / "2024") is not None
    assert left_over(workspace) == set()
    assert not any(verify(each) for each in closed_versions(workspace)[-2:])
    return len(found or ())
