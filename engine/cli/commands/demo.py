"""``svod demo``: a workspace with a demo region's filled forms."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli.options import shared_options
from engine.cli.output import say, say_json


@click.command("demo")
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
    """Make a demo workspace with filled forms in incoming/ (показать на вымышленном регионе)."""
    from engine.pipeline.demo import make_demo
    from engine.pipeline.initialisation import shipped_rules

    report = make_demo(folder, shipped_rules())
    if form_of_output == "json":
        say_json({"workspace": str(folder), "files": len(report.files), "planted": dict(report.planted)})
    elif lang == "en":
        say(f"Demo workspace {folder}: {len(report.files)} files in incoming/.")
        say(f"Next: svod consolidate --workspace {folder}")
    else:
        say(f"Демонстрационная папка «{folder}» готова, файлов в incoming: {len(report.files)}.")
        say(f"Дальше: svod consolidate --workspace {folder}")
    return 0
