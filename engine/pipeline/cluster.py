"""A Dask cluster as the team of a run: its workers share the workspace, and any of them can do any task again.

What a task writes goes into a folder of its own and is taken among the outputs when the task is done: a worker that was
given up and works on all the same spoils nothing.
"""

from __future__ import annotations

import shutil
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from engine.intake.incoming import Read, Reader
from engine.intake.listing import Listed
from engine.intake.recorded import record_of
from engine.pipeline.clustererrors import ClusterError
from engine.pipeline.clusterwork import APART, Rules, Ticket, read_there, work_there
from engine.pipeline.crew import Crew
from engine.pipeline.districts import Commission
from engine.pipeline.generation import generation
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace

if TYPE_CHECKING:
    from distributed import Client

Result = TypeVar("Result")

_FILES_PER_TASK = 40
_PATIENCE = 20  # seconds in which a scheduler and its first worker have to answer
_GIVEN_UP = 60.0  # seconds without any worker after which nobody is waited for any more
_RETRIES = 2  # of a task that failed; a task whose worker was lost is done again without being counted


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of a Dask scheduler; to be made by `cluster`."""

    client: Client
    workspace: Workspace

    @contextmanager
    def readers(self, rulebook: Rulebook) -> Iterator[Reader]:
        """The workers as readers; each reads in a process of its own with the same limits as everywhere."""
        with self._errands() as errands:
            yield _Readers(errands, Rules(str(self.workspace.root.absolute()), rulebook.sha256, generation()))

    @contextmanager
    def crew(self, given: Commission) -> Iterator[Crew]:
        """The workers as those who work for a run."""
        everything = self.workspace.state / APART
        shutil.rmtree(everything, ignore_errors=True)  # what a lost worker of an earlier run wrote
        rules = Rules(str(self.workspace.root.absolute()), given.rulebook.sha256, generation())
        ticket = Ticket(rules, uuid.uuid4().hex, given.asked, given.language, given.returning)
        try:
            with self._errands() as errands:
                yield _Crew(errands, ticket, given.folder)
        finally:
            shutil.rmtree(everything, ignore_errors=True)

    @contextmanager
    def _errands(self) -> Iterator[_Errands]:
        errands = _Errands(self.client)
        try:
            yield errands
        finally:
            errands.end()


@contextmanager
def cluster(scheduler: str, workspace: Workspace) -> Iterator[Cluster]:
    """The workers of the scheduler at an address such as ``tcp://host:8786``.

    Raises:
        ClusterError: Dask is not installed, or no scheduler or no worker answers.
    """
    try:
        from distributed import Client  # noqa: PLC0415  only who asks for a cluster needs it
    except ImportError as fault:
        raise ClusterError("no_extra") from fault
    try:
        client = Client(scheduler, timeout=_PATIENCE, set_as_default=False)  # type: ignore[no-untyped-call]  # not typed there
    except (OSError, ValueError, TimeoutError) as fault:
        raise ClusterError("no_scheduler", address=scheduler) from fault
    with client:
        try:
            client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as fault:
            raise ClusterError("no_workers", address=scheduler) from fault
        yield Cluster(client, workspace)


@dataclass
class _Errands:
    """Sends tasks to the workers, and gives up where there are none any more."""

    client: Client
    _asked: set[Future[Any]] = field(default_factory=set)
    _over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        # Two runs may ask for the same: neither may be given what the other one's worker wrote.
        self._executor = self.client.get_executor(pure=False, retries=_RETRIES)  # type: ignore[no-untyped-call]  # not typed there
        threading.Thread(target=self._watch, daemon=True).start()

    def send(
        self, done: Callable[[Any], Result], function: Callable[..., object], *arguments: object
    ) -> Future[Result]:
        """Ask a worker for ``function(*arguments)``; the result is what ``done`` makes of it here."""
        asked: Future[Result] = Future()
        self._asked.add(asked)

        def settle(theirs: Future[object]) -> None:
            self._asked.discard(asked)
            try:
                result = done(theirs.result())
            except BaseException as fault:  # noqa: BLE001  whoever waits for the result shall meet it
                _set(asked, _explained(fault))
            else:
                if not asked.done():
                    asked.set_result(result)

        self._executor.submit(function, *arguments).add_done_callback(settle)
        return asked

    def end(self) -> None:
        """Wait for nothing any more."""
        self._over.set()
        self._executor.shutdown(wait=False)

    def _watch(self) -> None:
        alone = 0.0
        while not self._over.wait(_GIVEN_UP / 12):
            alone = 0.0 if self._has_workers() else alone + _GIVEN_UP / 12
            if alone >= _GIVEN_UP:
                for each in list(self._asked):
                    _set(each, ClusterError("lost"))

    def _has_workers(self) -> bool:
        try:
            return bool(self.client.scheduler_info(n_workers=-1)["workers"])
        except Exception:  # noqa: BLE001  whatever a scheduler that is gone gives
            return False


def _set(asked: Future[Any], fault: BaseException) -> None:
    if not asked.done():
        asked.set_exception(fault)


def _explained(fault: BaseException) -> BaseException:
    """What is the cluster's fault, and not the program's, said as such."""
    return ClusterError("lost") if type(fault).__module__.startswith(("distributed", "dask", "concurrent")) else fault


@dataclass(frozen=True, slots=True)
class _Readers:
    """Hands files out to the workers, some at once."""

    errands: _Errands
    rules: Rules

    def read(self, listed: Sequence[Listed]) -> Iterator[tuple[Listed, Read]]:
        """What came of each of the files, as it comes."""
        batches = [listed[start : start + _FILES_PER_TASK] for start in range(0, len(listed), _FILES_PER_TASK)]
        asked = {self.errands.send(_read_of, read_there, self.rules, tuple(batch)): batch for batch in batches}
        for future in as_completed(asked):
            yield from zip(asked[future], future.result(), strict=True)


def _read_of(content: Sequence[tuple[bytes, bool]]) -> list[Read]:
    return [Read(record_of(record), lasting) for record, lasting in content]


@dataclass(frozen=True, slots=True)
class _Crew:
    """Hands districts out to the workers, and takes what they wrote among the outputs."""

    errands: _Errands
    ticket: Ticket
    folder: Path

    def submit(self, function: Callable[..., Result], *arguments: object) -> Future[Result]:
        """Ask for ``function(commission, *arguments)``."""

        def take(done: tuple[str, Result]) -> Result:
            apart, result = done
            for source in sorted(each for each in Path(apart).rglob("*") if each.is_file()):
                target = self.folder / source.relative_to(apart)
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)
            return result

        return self.errands.send(take, work_there, self.ticket, function, arguments)
