"""The verb «explain»: what a cell of a workbook stands for, and the chain from it down to cells of files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.intake.refusal import Refused
from engine.intake.written import open_written
from engine.pipeline.explaining.addresses import read_address
from engine.pipeline.explaining.comparing import shows
from engine.pipeline.explaining.errors import ExplainError
from engine.pipeline.explaining.evidence import Evidence
from engine.pipeline.explaining.meant import nodes_of
from engine.pipeline.explaining.opened import ShownCell, opened
from engine.pipeline.explaining.originals import Originals
from engine.pipeline.explaining.runs import KnownRun, run_of
from engine.pipeline.explaining.tree import Node, shortened
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found
from engine.workspace.folders import Workspace


class UnreadableWorkbookError(Exception):
    """The file cannot be opened as a workbook; ``finding`` says why, as intake would of a file that came in."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True)
class Explanation:
    """Why a cell shows what it shows; ``folder`` is that of the run in the workspace.

    ``nodes`` are the numbers that stand in it, one but for a text such as «14 из 16». ``is_edited``: the cell shows
    something else than the run says. ``is_filtered``: it does so because its total follows a filter. ``rules_changed``:
    the rules are not those of the run any more; names, targets and dates in words are today's.
    """

    workbook: Path
    kind: str
    folder: str
    shown: ShownCell
    run: KnownRun
    nodes: tuple[Node, ...]
    is_edited: bool
    is_filtered: bool
    rules_changed: bool


def explain(
    workspace: Workspace, rulebook: Rulebook, workbook: Path, address: str, most: int | None = None
) -> Explanation:
    """Explain a cell («Сводка!B9») of a workbook that a run of the workspace wrote; nothing is written.

    Args:
        workspace: where the run is, or a closed version of it.
        rulebook: the rules of today; what periods settled that were closed need not be known to them.
        workbook: the workbook, wherever it lies, also if it was saved again by another program.
        address: the cell.
        most: how many rows of long lists are kept (None: all).

    Raises:
        ExplainError: the address, the workbook or its run is not known, or in the cell stands nothing to explain.
        UnreadableWorkbookError: the workbook cannot be opened.
    """
    asked = read_address(address)
    try:
        book = opened(open_written(workbook))
        run = run_of(workspace, book.stamp, workbook)
        shown = book.cell(asked)
    except Refused as refused:
        raise UnreadableWorkbookError(found(refused.code, workbook.name, **refused.facts)) from refused
    if run.period_id not in rulebook.periods:
        raise ExplainError(
            f"Период {run.period_id} этой книги убрали из правил (rules/periods.yaml): объяснить её числа нечем.",
            f"The period {run.period_id} of this workbook is not in the rules any more (rules/periods.yaml).",
        )
    evidence = Evidence(workspace, run, rulebook, rulebook.periods[run.period_id])
    nodes = nodes_of(evidence, shown.meaning, book.stamp.place_id)
    same = shows(shown.value, nodes)
    is_filtered = "filtered" in shown.meaning.parts
    originals = Originals(evidence)
    return Explanation(
        workbook=workbook,
        kind=book.stamp.kind,
        folder=workspace.relative(run.folder),
        shown=shown,
        run=run,
        nodes=tuple(originals.beside(each) for each in _shortened(nodes, most)),
        is_edited=not same and not is_filtered,
        is_filtered=not same and is_filtered,
        rules_changed=run.rules_sha256 != rulebook.sha256,
    )


def _shortened(nodes: Sequence[Node], most: int | None) -> Iterator[Node]:
    """The trees with the lists of the first cut; of «14 из 16» the second number is made of much the same."""
    for number, node in enumerate(nodes):
        yield shortened(node, 0 if number and most is not None else most)
