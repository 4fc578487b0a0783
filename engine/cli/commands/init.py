"""``svod init``: makes a new workspace."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli.options import shared_options
from engine.cli.output import say, say_json


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@shared_options
def command(
    folder: Path,
    root: Path,
    lang: str | None,
    form_of_output: str,
    *,
    quiet: bool,
) -> int:
    """Make a workspace: rules, blank forms, incoming/ and outgoing/ (создать рабочую папку)."""
    from engine.pipeline.initialisation import make_workspace

    workspace = make_workspace(folder)
    if form_of_output == "json":
        say_json({"workspace": str(workspace.root)})
    elif lang == "en":
        say(f"Workspace {folder} is ready. Put your places into rules/registry.csv.")
        say(f"Next: svod template --workspace {folder}")
    else:
        say(f"Рабочая папка «{folder}» готова. Внесите организации в rules/registry.csv.")
        say(f"Дальше: svod template --workspace {folder}")
    return 0
