"""How far a run is, on stderr: a bar on a terminal, plain lines elsewhere, nothing with ``-q``."""

from __future__ import annotations

import sys
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Self

from engine.cli.output import note
from engine.cli.summarywords import STAGES

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

#: Seconds between two lines where there is no terminal: a log shows that the run goes on, and is no longer than needed.
_BETWEEN_LINES = 30.0
_WORDS = {
    "ru": ("{stage} {done} из {total}, осталось около {left}", "{n} с", "{n} мин"),
    "en": ("{stage} {done} of {total}, about {left} left", "{n} s", "{n} min"),
}
_MINUTE, _LONG = 60, 100  # seconds; from so many on whole minutes say enough


class Stages:
    """Told how far a run is: the name of a stage when it begins, and within it how much of how much is done.

    Use it as a context manager: leaving it leaves the terminal as it was.
    """

    def __init__(self, lang: str, *, quiet: bool) -> None:
        self._lang, self._quiet = lang, quiet
        self._bars: Bars | None = None
        self._task: TaskID | None = None
        self._stage, self._began, self._said = "", 0.0, 0.0

    def __call__(self, stage: str, done: int = 0, total: int = 0) -> None:
        """Show that a stage begins, or that ``done`` of its ``total`` files, workbooks or letters are done."""
        if self._quiet:
            return
        if stage != self._stage:
            self._stage, self._began = stage, monotonic()
            self._said = self._began
            self._begin(STAGES[self._lang][stage])
        if total:
            self._go_on(done, total)

    def __enter__(self) -> Self:
        if not self._quiet and sys.stderr.isatty():
            self._bars = _bars()
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars is not None:
            if kind is None:
                self._finish()
            self._bars.stop()
            self._bars = None

    def _begin(self, words: str) -> None:
        if self._bars is None:
            note(words, quiet=False)
            return
        self._finish()
        self._task = self._bars.add_task(words, total=None, left="")

    def _go_on(self, done: int, total: int) -> None:
        now = monotonic()
        left = (now - self._began) * (total - done) / done if done else 0.0
        if self._bars is not None and self._task is not None:
            said = _said(self._lang, "", done, total, left)
            self._bars.update(self._task, completed=done, total=total, left=said)
        elif self._bars is None and now - self._said >= _BETWEEN_LINES and done < total:
            self._said = now
            note(_said(self._lang, STAGES[self._lang][self._stage], done, total, left), quiet=False)

    def _finish(self) -> None:
        """Show the stage before as done."""
        if self._bars is not None and self._task is not None:
            self._bars.update(self._task, total=1, completed=1, left="")


def _said(lang: str, stage: str, done: int, total: int, left: float) -> str:
    """«Читаю файлы… 340 из 1000, осталось около 12 с»."""
    words, seconds, minutes = _WORDS[lang]
    time = minutes.format(n=round(left / _MINUTE)) if left >= _LONG else seconds.format(n=max(1, round(left)))
    text = words.format(stage=stage, done=done, total=total, left=time).strip()
    return text if done < total else text.partition(",")[0]


def _bars() -> Bars:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(24), TextColumn("{task.fields[left]}"))
    return Progress(*columns, console=Console(stderr=True), refresh_per_second=5)
