from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

TESTS = Path(__file__).parent.parent

READING = """
import sys
sys.path.insert(0, sys.argv[1])
from support import killers
from engine.intake.workerprocess import Limits
from engine.intake.workers import Workers

with Workers(None, 2, Limits(seconds=60, memory=300 * 1024 * 1024)) as workers:
    working = [workers.submit(killers.sleep, 60), workers.submit(killers.loop)]
    print("working", flush=True)
    [each.result() for each in working]
"""
WRITING = """
import sys
sys.path.insert(0, sys.argv[1])
from concurrent.futures import ProcessPoolExecutor
from engine.intake.orphans import end_with_parent
from support import killers

with ProcessPoolExecutor(2, initializer=end_with_parent) as pool:
    working = [pool.submit(killers.sleep, None, 60), pool.submit(killers.loop, None)]
    [pool.submit(killers.echo, None).cancel() for _ in range(3)]
    print("working", flush=True)
    [each.result() for each in working]
"""


@pytest.mark.parametrize("program", [READING, WRITING], ids=["reading", "writing"])
def test_no_process_outlives_a_run_that_was_killed(program: str) -> None:
    with subprocess.Popen([sys.executable, "-c", program, str(TESTS)], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        assert run.stdout.readline() == "working\n"
        until = time.monotonic() + 20
        started = psutil.Process(run.pid).children(recursive=True)
        while sum(each.cpu_times().user > 0.5 for each in started if each.is_running()) == 0:
            assert time.monotonic() < until
            time.sleep(0.05)
            started = psutil.Process(run.pid).children(recursive=True)
        assert len(started) >= 2
        run.kill()
        _, alive = psutil.wait_procs(started, timeout=10)
        for each in alive:
            each.kill()
        assert alive == []
