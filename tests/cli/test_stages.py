from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from engine.cli import stages
from engine.cli.stages import Stages

_SHOWN = """
import sys
from engine.cli.stages import Stages
with Stages(sys.argv[1], quiet=False) as told:
    told("reading")
    for number in range(1, 41):
        told("reading", number, 40)
    told("consolidation")
    told("workbooks", 1, 3)
"""
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def test_without_a_terminal_each_stage_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    with Stages("ru", quiet=False) as told:
        told("reading")
        for number in range(1, 41):
            told("reading", number, 40)
        told("consolidation")
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "Читаю файлы…\nПроверяю и считаю свод…\n")


def test_without_a_terminal_a_long_stage_says_now_and_then_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 10.0, 31.0, 40.0, 62.0, 64.0])
    monkeypatch.setattr(stages, "monotonic", lambda: next(clock))
    with Stages("ru", quiet=False) as told:
        told("reading")
        for number in (100, 310, 400, 620, 1000):
            told("reading", number, 1000)
    assert capsys.readouterr().err.splitlines() == [
        "Читаю файлы…",
        "Читаю файлы… 310 из 1000, осталось около 69 с",
        "Читаю файлы… 620 из 1000, осталось около 38 с",
    ]


def test_time_left_is_told_in_minutes_where_it_is_long(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 60.0])
    monkeypatch.setattr(stages, "monotonic", lambda: next(clock))
    with Stages("en", quiet=False) as told:
        told("workbooks")
        told("workbooks", 100, 1501)
    assert (
        capsys.readouterr().err.splitlines()[-1]
        == "Writing workbooks, documents and letters… 100 of 1501, about 14 min left"
    )


def test_quiet_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with Stages("ru", quiet=True) as told:
        told("reading")
        told("reading", 1, 2)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_terminal_shows_bars_with_what_is_done(lang: str) -> None:
    terminal, theirs = pty.openpty()
    root = str(Path(__file__).parent.parent.parent)
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "PYTHONPATH": root}
    subprocess.run([sys.executable, "-c", _SHOWN, lang], env=environment, stderr=theirs, check=True)
    os.close(theirs)
    said = b""
    try:
        while part := os.read(terminal, 65536):
            said += part
    except OSError:  # the other end is closed
        pass
    os.close(terminal)
    text = _CONTROL.sub("", said.decode())
    last = [line.strip() for line in text.splitlines() if line.strip()][-3:]
    words = {
        "ru": ["Читаю файлы…", "Проверяю и считаю свод…", "Пишу книги, справки и письма…"],
        "en": ["Reading", "Checking", "Writing"],
    }[lang]
    assert all(line.startswith(word) for line, word in zip(last, words, strict=True)), last
    assert "━" * 24 in last[0]


def test_an_interruption_leaves_the_terminal_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)

    def interrupted() -> None:
        with Stages("ru", quiet=False) as told:
            told("reading", 1, 2)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
