"""``svod template``: writes the forms to send out."""

from __future__ import annotations

from pathlib import Path

import click

from engine.cli.options import shared_options, workspace_and_rules
from engine.cli.output import say, say_json


@click.command("template")
@click.option("--period", "period_id", metavar="P", help="Period of the forms. Default: the rules' current period.")
@click.option("--district", "district_id", metavar="ID", help="Only this district's forms.")
@click.option("--school", "school_id", metavar="ID", help="Only this school's form.")
@click.option("--blanks", is_flag=True, help="Write the blank forms into workbook_templates/ instead.")
@shared_options
def command(
    period_id: str | None,
    district_id: str | None,
    school_id: str | None,
    root: Path,
    lang: str | None,
    form_of_output: str,
    *,
    blanks: bool,
    quiet: bool,
) -> int:
    """Write forms to send out (выдать формы организациям).

    They go to outgoing/forms/<period>/<district>/: a prefilled form per school, a universal blank and a district form.
    """
    from dataclasses import asdict

    from engine.pipeline.choices import period_of
    from engine.pipeline.forms import write_blanks, write_forms

    workspace, rulebook, lang = workspace_and_rules(root, lang)
    if blanks:
        paths = write_blanks(workspace, rulebook)
        if form_of_output == "json":
            say_json({"blanks": list(paths)})
        else:
            for path in paths:
                say(path)
        return 0
    period = period_of(rulebook, period_id)
    forms = write_forms(workspace, rulebook, period, district_id, school_id)
    if form_of_output == "json":
        say_json({"forms": [asdict(form) for form in forms]})
        return 0
    for form in forms:
        say(form.path)
    words = "Период: {}. Форм: {}." if lang == "ru" else "Period: {}. Forms: {}."
    say(words.format(period.title, len(forms)))
    return 0
