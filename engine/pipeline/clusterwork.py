"""What the workers of a cluster do for a run, each from the rules and the program that it finds where it is."""

from __future__ import annotations

import multiprocessing
import os
import socket
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from engine.intake.incoming import LIMITS, Processes
from engine.intake.listing import Listed
from engine.intake.workers import Workers
from engine.pipeline.choices import Asked
from engine.pipeline.closed import rules_of
from engine.pipeline.clustererrors import ClusterError
from engine.pipeline.districts import Commission
from engine.pipeline.earlier import earlier_outputs
from engine.pipeline.formcache import form_cache
from engine.pipeline.generation import generation
from engine.report.correspondence import Returning
from engine.rulebook.errors import RulesError
from engine.rulebook.rulebook import Rulebook
from engine.workspace.errors import WorkspaceError
from engine.workspace.folders import Workspace

Result = TypeVar("Result")

#: Folder in .svod/ under which every task of every run has a folder of its own.
APART = "apart"


@dataclass(frozen=True, slots=True)
class Rules:
    """Where a worker finds the rules, and what they and its program have to be."""

    root: str
    sha256: str
    generation: str


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a worker makes its commission from; ``run`` is different for every run."""

    rules: Rules
    run: str
    asked: Asked
    language: str
    returning: Returning


def read_there(rules: Rules, listed: Sequence[Listed]) -> list[tuple[bytes, bool]]:
    """Read files; the record of each, and whether it lasts."""
    read = dict(_reader(rules).read(listed))
    return [(read[each].record.content, read[each].lasting) for each in listed]


def work_there(ticket: Ticket, function: Callable[..., Result], arguments: Sequence[object]) -> tuple[str, Result]:
    """Do a district's work in a folder that nobody else writes to; the folder and the result."""
    apart = Path(ticket.rules.root, ".svod", APART, ticket.run, uuid.uuid4().hex)
    return str(apart), function(_commission(ticket).writing_to(apart), *arguments)


@lru_cache(maxsize=1)
def _rulebook(rules: Rules) -> Rulebook:
    here = socket.gethostname()
    if rules.generation != generation():
        raise ClusterError("other_program", host=here)
    try:
        rulebook = rules_of(Workspace(Path(rules.root)))
    except (RulesError, WorkspaceError, OSError) as fault:
        raise ClusterError("no_workspace", host=here, root=rules.root) from fault
    if rulebook.sha256 != rules.sha256:
        raise ClusterError("other_rules", host=here)
    return rulebook


@lru_cache(maxsize=1)
def _commission(ticket: Ticket) -> Commission:
    workspace, rulebook = Workspace(Path(ticket.rules.root)), _rulebook(ticket.rules)
    return Commission(
        rulebook=rulebook,
        asked=ticket.asked,
        language=ticket.language,
        returning=ticket.returning,
        workspace=workspace,
        folder=Path(os.devnull),  # each task has its own
        earlier=earlier_outputs(workspace, ticket.asked.period.id, ticket.language),
        prefilled=form_cache(workspace, rulebook),
    )


@lru_cache(maxsize=1)
def _reader(rules: Rules) -> Processes:
    # Dask starts its workers as processes that may have none of their own; ours end with them all the same.
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]  # noqa: SLF001  no other way
    return Processes(Workers(_rulebook(rules), 1, LIMITS).__enter__())
