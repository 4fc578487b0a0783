"""``svod decide``: writes down what district staff decided by hand."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import click

from engine.cli.options import Day, shared_options, workspace_and_rules
from engine.cli.output import note, say, say_json

_DECISIONS = ("accept", "entered_by_district", "exempt", "extend", "signed_copy")


@click.command("decide")
@click.argument("place", metavar="PLACE")
@click.argument("decision", metavar="DECISION", type=click.Choice(_DECISIONS))
@click.option("--basis", required=True, metavar="TEXT", help="What the decision rests on, in words.")
@click.option("--revision", type=click.IntRange(0), metavar="N", help="Only this revision of the report. Default: any.")
@click.option("--until", type=Day(), help="The new due date; required for extend.")
@click.option("--by", "decided_by", metavar="NAME", help="Who decides. Default: the user of this computer.")
@click.option("--on", "decided_on", type=Day(), help="The day of the decision. Default: today.")
@click.option("--period", "period_id", metavar="P", help="Period. Default: the rules' current period.")
@shared_options
def command(
    *,
    place: str,
    decision: str,
    basis: str,
    revision: int | None,
    until: date | None,
    decided_by: str | None,
    decided_on: date | None,
    period_id: str | None,
    root: Path,
    lang: str | None,
    form_of_output: str,
    quiet: bool,
) -> int:
    """Add a decision to rules/decisions.csv (записать решение).

    PLACE is an id or a name. DECISION is one of: accept (count a report with its errors), entered_by_district,
    exempt, extend, signed_copy.
    """
    from zoneinfo import ZoneInfo

    from engine.cli.decision import decision_lines, decision_record, doubt_lines
    from engine.cli.mistakes import Misuse
    from engine.pipeline.choices import period_of
    from engine.pipeline.deciding import decide, outlook, place_of
    from engine.rulebook.model import Decision
    from engine.workspace.lock import locked

    if decision == "extend" and until is None:
        raise Misuse("Добавьте новый срок: --until 2025-01-24", "Add the new due date: --until 2025-01-24")
    workspace, rulebook, lang = workspace_and_rules(root, lang)
    now = datetime.now(ZoneInfo(rulebook.programme.time_zone))
    taken = Decision(
        place_id=place_of(rulebook, place).id,
        period=period_of(rulebook, period_id).id,
        decision=decision,
        revision=revision,
        basis=basis,
        decided_by=decided_by or _user(),
        decided_on=decided_on or now.date(),
        until=until,
    )
    with locked(workspace, since=now.isoformat(timespec="seconds")):
        written = decide(workspace, taken)
    met = outlook(workspace, rulebook, written.decision)
    if form_of_output == "json":
        say_json(decision_record(written))
        for line in doubt_lines(written, met, rulebook, lang):
            note(line, quiet=False)
    else:
        for line in decision_lines(written, met, rulebook, lang, root):
            say(line)
    return 0


def _user() -> str:
    import getpass

    from engine.cli.mistakes import Misuse

    try:
        return getpass.getuser()
    except (OSError, KeyError):
        raise Misuse("Напишите, кто решил: --by ИМЯ", "Say who decides: --by NAME") from None
