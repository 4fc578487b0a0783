"""The floor: calamine reads every sheet of every file, nothing else. ``python -m bench.floor workspace``."""

from __future__ import annotations

import sys
from pathlib import Path

from python_calamine import CalamineWorkbook


def main(workspace: Path) -> None:
    """Read every sheet of a workspace's mail."""
    for path in sorted(workspace.joinpath("incoming").rglob("*.xlsx")):
        workbook = CalamineWorkbook.from_path(str(path))
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
