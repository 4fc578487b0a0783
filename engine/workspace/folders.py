"""The folders of a workspace, by name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.workspace.errors import WorkspaceError

CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with rules/, incoming/, outgoing/ and workbook_templates/."""

    root: Path

    @property
    def rules(self) -> Path:
        """The rules pack."""
        return self.root / "rules"

    @property
    def incoming(self) -> Path:
        """What came by mail; never written by the engine."""
        return self.root / "incoming"

    @property
    def outgoing(self) -> Path:
        """What the engine writes, a folder per period."""
        return self.root / "outgoing"

    @property
    def templates(self) -> Path:
        """Blank forms."""
        return self.root / "workbook_templates"

    @property
    def state(self) -> Path:
        """Lock, staging area, and what makes the next run short; deleting it between runs costs time, nothing else."""
        return self.root / ".svod"

    def closed(self, period_id: str) -> Path:
        """The closed versions of a period, a folder each; what lies there is never changed."""
        return self.outgoing / period_id / CLOSED

    def relative(self, path: Path) -> str:
        """A path inside the workspace as people and other programs read it: relative, with forward slashes."""
        return path.relative_to(self.root).as_posix()


def open_workspace(root: Path) -> Workspace:
    """The workspace at ``root``.

    Raises:
        WorkspaceError: there is no rules/ in it.
    """
    workspace = Workspace(root)
    if not workspace.rules.is_dir():
        raise WorkspaceError(
            f"В папке «{root}» нет папки rules с правилами. Укажите рабочую папку: --workspace ПАПКА, "
            "или создайте новую: svod init ПАПКА.",
            f"There is no rules/ in {root}. Name a workspace with --workspace DIR, or make one: svod init DIR.",
        )
    return workspace


def require_incoming(workspace: Workspace) -> None:
    """Make sure that incoming/ is there; it may be empty.

    Raises:
        WorkspaceError: it is not there.
    """
    if not workspace.incoming.is_dir():
        raise WorkspaceError(
            f"В рабочей папке «{workspace.root}» нет папки incoming с присланными файлами. "
            "Создайте её или подключите диск, на котором она лежит. Прежние результаты не изменены.",
            f"There is no incoming/ in {workspace.root}. Make it or connect the drive that it is on. "
            "Earlier outputs are unchanged.",
        )
