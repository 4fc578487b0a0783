"""The highest version ever closed of each period, kept apart from them: a lost one is noticed, its number not reused.

The ledger stands in outgoing/closed.json, outside the folders that it tells of. It is written after a version was put
in place, so that it never tells of one that was not; a version that it does not know yet counts as well.
"""

from __future__ import annotations

import json

from engine.workspace.closed import ClosedVersion, closed_versions
from engine.workspace.durable import flush_folder, write_json
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace
from engine.workspace.publication import staging

LEDGER = "closed.json"


def highest_versions(workspace: Workspace) -> dict[str, int]:
    """The highest version that was ever closed, by period id; only of periods that were.

    Raises:
        WorkspaceError: the ledger cannot be read.
    """
    highest = _noted(workspace)
    for each in closed_versions(workspace):
        highest[each.period_id] = max(each.version, highest.get(each.period_id, 0))
    return highest


def note_closed(workspace: Workspace, version: ClosedVersion) -> None:
    """Put a version that was closed into the ledger.

    Raises:
        WorkspaceError: the ledger cannot be read.
    """
    highest = highest_versions(workspace)
    highest[version.period_id] = max(version.version, highest.get(version.period_id, 0))
    with staging(workspace, "ledger") as folder:
        write_json(folder / LEDGER, dict(sorted(highest.items())))
        (folder / LEDGER).replace(workspace.outgoing / LEDGER)
    flush_folder(workspace.outgoing)


def _noted(workspace: Workspace) -> dict[str, int]:
    file = workspace.outgoing / LEDGER
    try:
        noted = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(noted, dict) or not all(type(each) is int for each in noted.values()):
            raise ValueError(LEDGER)  # noqa: TRY301  told below, as every other damage
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (ValueError, IsADirectoryError) as fault:
        raise WorkspaceError(
            f"Файл «{file}» (номера закрытых версий) повреждён. Верните его из резервной копии; если её нет, удалите "
            "файл: тогда считается, что закрыты те версии, которые лежат на месте.",
            f"{file} (the numbers of closed versions) is damaged. Restore it from a backup; without one delete it: "
            "then those versions count as closed that are in their place.",
        ) from fault
    return noted
