"""A real Dask scheduler and workers as processes of this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep

from distributed import Client

_ROOT = str(Path(__file__).parent.parent.parent)


@dataclass(frozen=True)
class Started:
    """A cluster: the address of its scheduler and the processes of its workers by name."""

    address: str
    workers: dict[str, subprocess.Popen[bytes]]

    def lose(self, name: str) -> None:
        """Kill a worker, which no guard starts again."""
        os.kill(self.workers[name].pid, signal.SIGKILL)

    def lose_while_working(self, name: str, function: str) -> bool:
        """Kill a worker in the middle of a task of this function; tell whether it had one within a minute."""
        until = monotonic() + 60
        with Client(self.address, set_as_default=False) as client:
            addresses = {
                each["name"]: address for address, each in client.scheduler_info(n_workers=-1)["workers"].items()
            }
            while monotonic() < until:
                if any(function in key for key in client.processing().get(addresses[name], ())):
                    self.lose(name)
                    return True
                sleep(0.005)
        return False


@contextmanager
def started_cluster(folder: Path, *names: str, guarded: bool = False) -> Iterator[Started]:
    """Start a scheduler and a worker of each name, ``guarded`` by Dask's nanny or not; end them all."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    with ExitStack() as stack:
        stack.enter_context(_process("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"))
        options = ("--nthreads", "1", "--no-dashboard", "--death-timeout", "60", "--local-directory", str(folder))
        guard = "--nanny" if guarded else "--no-nanny"
        workers = {
            name: stack.enter_context(_process("worker", address, "--name", name, guard, *options)) for name in names
        }
        with Client(address, timeout=60, set_as_default=False) as client:
            if names:
                client.wait_for_workers(len(names), timeout=60)
        yield Started(address, workers)


@contextmanager
def _process(what: str, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments]
    environment = {**os.environ, "PYTHONPATH": _ROOT, "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):  # a worker that was lost, and all that it had started
                os.killpg(process.pid, signal.SIGKILL)
