"""A folder with every hazard beside fifty good schools, consolidated as a person does it."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from hazards.case import PERIOD, Case, Good
from hazards.company import good_places, send_cases, send_good
from hazards.every import CASES
from support.outputs_seen import untouched
from support.templates import shipped_templates

from engine.intake.limits import MEBIBYTE
from engine.rulebook.loading import load_rulebook
from engine.workspace.folders import Workspace

_SCHOOLS, _MINUTES, _MEMORY = 50, 5, 700 * MEBIBYTE  # of each process
_GLANCE = 0.05  # seconds between two looks at the memory
_OF_GOOD_SCHOOLS_ALONE = ("02", "03")  # districts
_RUN = re.compile("(?<=<si><t>data_sha256</t></si><si><t>)[0-9a-f]{64}")


@dataclass(frozen=True)
class Ran:
    """What one run left."""

    code: int
    seconds: float
    memory: int
    outputs: Path

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.outputs / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
            return list(csv.DictReader(rows))


@pytest.fixture(scope="module")
def planless_rules(tmp_path_factory: pytest.TempPathFactory, rules_dir: Path) -> Path:
    """The repository's rules pack where nobody follows a roadmap."""
    rules = tmp_path_factory.mktemp("planless") / "rules"
    shutil.copytree(rules_dir, rules)
    with (rules / "registry.csv").open(encoding="utf-8", newline="") as rows:
        names, *places = csv.reader(rows)
    at = names.index("roadmaps")
    with (rules / "registry.csv").open("w", encoding="utf-8", newline="") as rows:
        csv.writer(rows).writerows([names, *([*each[:at], "", *each[at + 1 :]] for each in places)])
    return rules


def _consolidated(folder: Path, rules: Path, good: Good, cases: tuple[Case, ...]) -> tuple[Ran, dict[str, Case]]:
    workspace = Workspace(folder)
    shutil.copytree(rules, folder / "rules")
    shipped_templates(workspace.templates)
    send_good(workspace.incoming, good, good_places(good, _SCHOOLS))
    sent = send_cases(workspace.incoming, good, cases)
    before, begun, memory = untouched(workspace.incoming), time.monotonic(), 0
    run = subprocess.Popen([sys.executable, "-m", "engine", "consolidate", "--workspace", str(folder)])
    while run.poll() is None:
        memory = max(memory, *_resident(run.pid))
        time.sleep(_GLANCE)
    seconds = time.monotonic() - begun
    assert untouched(workspace.incoming) == before
    return Ran(run.returncode, seconds, memory, workspace.outgoing / PERIOD), sent


def _resident(pid: int) -> Iterator[int]:
    """Bytes that a process and those that it started hold; what the system counts at the end has ours in it."""
    yield 0
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        yield from (each.memory_info().rss for each in (process, *process.children(recursive=True)))


def test_every_hazard_beside_fifty_good_schools(planless_rules: Path, tmp_path: Path) -> None:
    good = Good(load_rulebook(planless_rules))
    alone, _ = _consolidated(tmp_path / "alone", planless_rules, good, ())
    ran, sent = _consolidated(tmp_path / "together", planless_rules, good, CASES)
    assert ran.code == 3
    assert ran.seconds < _MINUTES * 60
    assert 0 < ran.memory < _MEMORY
    print(f"{len(ran.table('register'))} files, {ran.seconds:.0f} s, {ran.memory // MEBIBYTE} MiB")  # noqa: T201  for the report

    register = ran.table("register")
    expected = {f"{name}/{path}" for name, case in sent.items() for path in case.statuses}
    told = Counter(row["path"] for row in register)
    assert set(told.values()) == {1}
    assert {path for path in told if not path.startswith("хорошие/")} == expected

    messages = defaultdict(list)
    for finding in ran.table("findings"):
        messages[finding["path"]].append(finding["message"])
    for row in register:
        if row["status"] not in {"accepted", "warned"}:
            assert row["codes"], row
            assert any(len(message.split()) > 3 for message in messages[row["path"]]), row

    schools = set(good_places(good, _SCHOOLS))
    facts = [
        [fact for fact in each.table("facts") if fact["place_id"] in schools and fact["path"].startswith("хорошие/")]
        for each in (alone, ran)
    ]
    assert facts[0] == facts[1]
    for district in _OF_GOOD_SCHOOLS_ALONE:
        assert _workbook(ran.outputs, district) == _workbook(alone.outputs, district)


def _workbook(outputs: Path, district: str) -> dict[str, str]:
    """The parts of a district's workbook; which run it is of stands in its stamp alone."""
    (path,) = outputs.glob(f"{district} * муниципальный свод *.xlsx")
    with zipfile.ZipFile(path) as parts:
        return {name: _RUN.sub("", parts.read(name).decode("utf-8")) for name in parts.namelist()}
