"""``svod explain WORKBOOK CELL``: where a number of a workbook comes from, down to the cells of the files sent."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli.exitcodes import UNUSABLE_FILES
from engine.cli.options import shared_options
from engine.cli.output import note, say, say_json

_MOST = 20  # rows of long lists on the terminal


@click.command("explain")
@click.argument("workbook", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("cell")
@click.option("--all", "every", is_flag=True, help=f"Long lists whole; the terminal shows the first {_MOST} rows.")
@shared_options
def command(
    workbook: Path,
    cell: str,
    root: Path,
    lang: str | None,
    form_of_output: str,
    *,
    every: bool,
    quiet: bool,
) -> int:
    """Explain where a number of a workbook comes from (откуда число в своде).

    As in: svod explain "outgoing/2024/Региональный свод 2024.xlsx" "Сводка!B9"

    Назовите файл свода, лист и ячейку: команда покажет, из каких чисел получено это число и в какой ячейке какого
    присланного файла стоит каждое из них.
    """
    from engine.cli.explained import explanation_lines, explanation_record
    from engine.pipeline.explaining.explaining import UnreadableWorkbookError, explain
    from engine.rulebook.loading import load_rulebook
    from engine.vocabulary.messages import sentence
    from engine.workspace.folders import open_workspace

    workspace = open_workspace(root)
    rulebook = load_rulebook(workspace.rules)
    lang = lang or rulebook.programme.language
    most = None if every or form_of_output == "json" else _MOST
    try:
        explanation = explain(workspace, rulebook, workbook, cell, most)
    except UnreadableWorkbookError as fault:
        note(f"{workbook.name}: {sentence(fault.finding, lang)}", quiet=False)
        return UNUSABLE_FILES
    if form_of_output == "json":
        say_json(explanation_record(explanation, rulebook, lang))
    else:
        for line in explanation_lines(explanation, rulebook, lang):
            say(line)
    return 0
