"""``svod deadline``: reads a deadline as an order words it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from engine.cli.options import Day, shared_options
from engine.cli.output import say, say_json

if TYPE_CHECKING:
    from engine.rulebook.deadlines.deadline import Conventions, Deadline


@click.command("deadline")
@click.argument("text")
@click.option("--plan-from", type=Day(), help="First day of the plan.")
@click.option("--plan-to", type=Day(), help="Last day of the plan.")
@click.option("--document-date", type=Day(), help="Date of the order.")
@click.option("--section", metavar="TEXT", help="Deadline of the section that the row stands in, as printed.")
@shared_options
def command(
    text: str,
    *,
    plan_from: date | None,
    plan_to: date | None,
    document_date: date | None,
    section: str | None,
    root: Path,
    lang: str | None,
    form_of_output: str,
    quiet: bool,
) -> int:
    """Read a deadline in an order's own words (прочитать срок из приказа)."""
    from engine.cli.mistakes import Misuse
    from engine.rulebook.deadlines.deadline import Surroundings
    from engine.rulebook.deadlines.notes import note_text
    from engine.rulebook.deadlines.reading import read_deadline
    from engine.rulebook.deadlines.sentence import deadline_sentence

    if plan_from is not None and plan_to is not None and plan_to < plan_from:
        raise Misuse("Конец плана (--plan-to) раньше его начала (--plan-from).", "--plan-to is before --plan-from.")
    conventions, rules_language = _choices(root)
    lang = lang or rules_language
    deadline = read_deadline(text, Surroundings(plan_from, plan_to, document_date, section), conventions)
    notes = [note_text(note, lang) for note in deadline.notes]
    if form_of_output == "json":
        say_json(_record(deadline, notes))
        return 0
    say(deadline_sentence(text, deadline, lang))
    for line in notes:
        say(f"– {line}")
    return 0


def _choices(root: Path) -> tuple[Conventions, str]:
    """What the workspace's rules say about deadlines; outside a workspace the engine's own conventions."""
    from engine.rulebook.deadlines.deadline import Conventions
    from engine.rulebook.loading import load_rulebook

    if not (root / "rules").is_dir():
        return Conventions(), "ru"
    programme = load_rulebook(root / "rules").programme
    return programme.deadlines.conventions, programme.language


def _record(deadline: Deadline, notes: list[str]) -> dict[str, object]:
    return {
        "occurrences": [
            {"starts_on": window.starts_on, "due_on": window.due_on, "key": window.suffix}
            for window in deadline.windows
        ],
        "kind": str(deadline.kind),
        "confidence": str(deadline.confidence),
        "notes": notes,
    }
