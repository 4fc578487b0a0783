"""``make bench``: the engine beside the floor and beside two scripts, in ratios within one run.

The numbers of all of them are compared with those that the forms were made with before any time is told.
"""

from __future__ import annotations

import argparse
import csv
import os
import platform
import shutil
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from bench.generated import PERIOD, Region, make_region, originals
from bench.judged import BEGIN
from bench.measured import Measured, measured

_ROOT = Path(__file__).parents[2]
_HELP, _PYTHON = "svod --help", "bare python"
_ONE, _TWO, _UNCHANGED = "svod consolidate, 1 process", "svod consolidate, 2 processes", "again, nothing changed"
_JUDGED = "judged alone"
_GROWTH = "{:>8} {:>10} {:>9} {:>12} {:>9} {:>10}"
_LINE = "{:<44} {:>24} {:>8} {:>8} {:>8} {:>10}"
Totals = Mapping[tuple[str, str, str], int]


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(prog="make bench", description=__doc__)
    asked.add_argument("--schools", type=int, default=1000)
    asked.add_argument("--districts", type=int, default=30)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--naive", type=int, default=1, help="rounds of the naive script, which takes minutes")
    asked.add_argument("--growth", type=int, nargs="+", metavar="N", help="time cold runs of so many schools instead")
    given = asked.parse_args()
    print(_machine())
    if given.growth:
        _grow(given.growth, given.schools / given.districts)
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        bench = _Bench(Path(folder), given.schools, given.districts)
        bench.run(given.rounds, given.naive)


def _machine() -> str:
    versions = ", ".join(f"{each} {version(each)}" for each in ("pandas", "xlsxwriter", "python-calamine", "pandera"))
    return f"{os.cpu_count()} processors, Python {platform.python_version()}, {platform.system()}; {versions}"


def _grow(sizes: Sequence[int], schools_of_district: float) -> None:
    """Time one cold run of each size in two processes."""
    print(_GROWTH.format("schools", "districts", "seconds", "ms a school", "own MiB", "child MiB"))
    for schools in sizes:
        with tempfile.TemporaryDirectory(prefix="bench-") as folder:
            bench = _Bench(Path(folder), schools, max(1, round(schools / schools_of_district)))
            taken = bench.once()
            of_each = f"{taken.seconds / schools * 1000:.1f}"
            sizes_of = (taken.own >> 20, taken.children >> 20)
            print(_GROWTH.format(schools, len(bench.region.districts), f"{taken.seconds:.1f}", of_each, *sizes_of))


class _Bench:
    def __init__(self, folder: Path, schools: int, districts: int) -> None:
        self.folder = folder
        forms = originals(_ROOT / "rules")
        self.region = make_region(folder / "region", _ROOT / "rules", forms, schools, districts)
        self.root = self.region.workspace.root
        self.taken: dict[str, list[Measured]] = {}

    def once(self) -> Measured:
        """One cold run in two processes, its numbers compared."""
        taken = self._measure("cold", self._consolidate(2))
        self._compare("svod", self._ours())
        return taken

    def run(self, rounds: int, naive: int) -> None:
        """Run everything in turns, compare the numbers, print the table."""
        for number in range(rounds):
            self._measure(_PYTHON, ["-c", "pass"])
            self._measure(_HELP, ["-m", "engine", "--help"])
            self._measure("floor: calamine reads all sheets", ["-m", "bench.floor", str(self.root)])
            for jobs in (1, 2):
                self._cold()
                self._measure(f"svod consolidate, {jobs} process{'es' * (jobs > 1)}", self._consolidate(jobs))
                self._compare("svod", self._ours())
                if jobs == 1:
                    self._measure(_JUDGED, ["-m", "bench.judged", str(self.root)])
            self._measure(_UNCHANGED, self._consolidate(2))
            self.region.correct()
            self._measure(f"again, 1 of {self.region.schools} changed", self._consolidate(2))
            self._compare("svod after a correction", self._ours())
            self._script("analyst", "script: pandas, calamine, to_excel")
            if number < naive:
                self._script("naive", "script: pandas, openpyxl, pandera per file")
        self._print()

    def _consolidate(self, jobs: int) -> list[str]:
        return ["-m", "engine", "consolidate", "--workspace", str(self.root), "--jobs", str(jobs)]

    def _cold(self) -> None:
        for each in (self.root / "outgoing", self.root / ".svod"):
            shutil.rmtree(each, ignore_errors=True)

    def _script(self, module: str, title: str) -> None:
        outputs = self.folder / module
        shutil.rmtree(outputs, ignore_errors=True)
        self._measure(title, ["-m", f"bench.{module}", str(self.root), str(outputs)])
        self._compare(module, _totals(outputs / "totals.csv", lambda row: row["district"]))

    def _measure(self, title: str, arguments: list[str]) -> Measured:
        taken = measured(arguments)
        if taken.code != 0:
            raise SystemExit(f"{title}: exit code {taken.code}")
        self.taken.setdefault(title, []).append(taken)
        return taken

    def _ours(self) -> Totals:
        return _totals(self.root / "outgoing" / PERIOD / "data" / "facts.csv", lambda row: row["district_id"])

    def _compare(self, who: str, totals: Totals) -> None:
        wrong = [at for at, value in _known(self.region).items() if totals.get(at) != value]
        if wrong:
            raise SystemExit(f"{who}: {len(wrong)} totals differ from what the forms hold, the first at {wrong[0]}")

    def _print(self) -> None:
        floor = next(name for name in self.taken if name.startswith("floor"))
        ours = _TWO
        print(f"{self.region.schools} schools, {len(self.region.districts)} districts")
        print(_LINE.format("", "seconds (least–most)", "× floor", "× svod", "own MiB", "child MiB"))
        for name, taken in self.taken.items():
            if name == _JUDGED:
                continue
            times = [each.seconds for each in taken]
            spread = f"{statistics.median(times):.2f} ({min(times):.2f}–{max(times):.2f})"
            own, child = (
                max(sizes) >> 20 for sizes in zip(*((each.own, each.children) for each in taken), strict=True)
            )
            print(_LINE.format(name, spread, self._ratio(name, floor), self._ratio(name, ours), own, child))
        print(f"svod --help / bare python: {self._ratio(_HELP, _PYTHON)}")
        pairs = zip(self.taken[_JUDGED], self.taken[_ONE], strict=True)
        judged = statistics.median(each.stages[BEGIN] / run.seconds for each, run in pairs)
        print(f"{BEGIN}, of {_ONE}: {judged:.1%}")
        print("shares of", ours)
        for stage in self.taken[ours][0].stages:
            share = statistics.median(each.stages[stage] / each.seconds for each in self.taken[ours])
            print(f"  {stage:<34} {share:6.1%}")

    def _ratio(self, name: str, to: str) -> str:
        """The median of the ratios within each round."""
        pairs = zip(self.taken[name], self.taken[to], strict=False)
        return f"{statistics.median(each.seconds / other.seconds for each, other in pairs):.2f}"


def _known(region: Region) -> Totals:
    return {
        (district, address.line, address.column): value
        for district, counts in region.totals.items()
        for address, value in counts.items()
    }


def _totals(file: Path, district: Callable[[Mapping[str, str]], str]) -> Totals:
    """Sums of counts by district, line and column, whichever rows a table has."""
    totals: dict[tuple[str, str, str], int] = {}
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            value = row["value"].removesuffix(".0")
            if value.isascii() and value.isdigit():
                at = district(row), row["line"], row["column"]
                totals[at] = totals.get(at, 0) + int(value)
    return totals


if __name__ == "__main__":
    main()
