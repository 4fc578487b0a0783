"""Who works for a run: the processes of this machine, or those of a cluster; the work is the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol

from engine.consolidation.districts import known_districts
from engine.intake.incoming import Processes, Reader, processes
from engine.pipeline.crew import Crew, crew
from engine.pipeline.districts import Commission
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace


class Team(Protocol):
    """Who reads files and does the districts' work; the result does not depend on who does."""

    def readers(self, rulebook: Rulebook) -> AbstractContextManager[Reader]:
        """Those who read files under these rules."""

    def crew(self, given: Commission) -> AbstractContextManager[Crew]:
        """Those who work for a run."""


@dataclass(frozen=True, slots=True)
class OneMachine:
    """``jobs`` processes of this machine."""

    jobs: int = 1

    def readers(self, rulebook: Rulebook) -> AbstractContextManager[Processes]:
        """Processes with limits of time and memory."""
        return processes(rulebook, self.jobs)

    def crew(self, given: Commission) -> AbstractContextManager[Crew]:
        """Processes that have the commission already; with one job this process itself."""
        return crew(given, min(self.jobs, len(known_districts(given.rulebook.registry))))


@contextmanager
def team_of(workspace: Workspace, jobs: int = 1, scheduler: str | None = None) -> Iterator[Team]:
    """``jobs`` processes of this machine, or the workers of a Dask ``scheduler``.

    Raises:
        ClusterError: there is no such cluster.
    """
    if scheduler is None:
        yield OneMachine(jobs)
    else:
        from engine.pipeline.cluster import cluster  # noqa: PLC0415  only who asks for a cluster needs it

        with cluster(scheduler, workspace) as workers:
            yield workers
