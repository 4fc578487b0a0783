import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

import engine
from engine.cli.group import COMMANDS, exit_code, svod


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in COMMANDS)


def test_version_is_the_engines(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["--version"]) == 0
    assert engine.__version__ in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_and_takes_the_shared_options(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = [name] if name != "rules" else ["rules", "check"]
    assert exit_code([*path, "--help"]) == 0
    shown = capsys.readouterr().out
    assert all(option in shown for option in ("--workspace", "--lang", "--format", "-q"))


def test_unknown_command_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["konsolidate"]) == 2
    assert "konsolidate" in capsys.readouterr().err


def test_folder_without_rules_is_wrong_usage_said_in_russian(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(["consolidate", "--workspace", str(tmp_path)]) == 2
    assert "нет папки rules" in capsys.readouterr().err


def test_folder_without_rules_is_said_in_english_when_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(["consolidate", "--workspace", str(tmp_path), "--lang", "en"]) == 2
    assert "There is no rules/" in capsys.readouterr().err


def test_group_imports_nothing_of_the_engine_below_the_command_line() -> None:
    heavy = "import sys, engine.cli; print([each for each in ('pandas', 'pydantic') if each in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", heavy], check=True, capture_output=True, text=True).stdout
    assert shown.strip() == "[]"


def test_help_starts_within_six_times_a_bare_python(tmp_path: Path) -> None:
    # With compiled modules kept, as everywhere but in some test environments.
    kept = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(tmp_path)}

    def seconds(*command: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, capture_output=True, env=kept)
        return time.perf_counter() - start

    _, *pairs = [(seconds("-m", "engine", "--help"), seconds("-c", "pass")) for _ in range(10)]
    assert statistics.median(ours / bare for ours, bare in pairs) <= 6


def test_group_is_what_the_package_installs() -> None:
    assert svod.name == "svod"


def test_fault_that_quotes_a_rule_does_not_drive_the_terminal(
    tmp_path: Path, rules_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(rules_dir, tmp_path / "rules")
    with (tmp_path / "rules" / "decisions.csv").open("a", encoding="utf-8") as decisions:
        decisions.write("0501\x1b[2J\u202e,2024,accept,,записка,Петрова А. А.,2025-01-20\n")
    assert exit_code(["status", "--workspace", str(tmp_path)]) == 2
    shown = capsys.readouterr().err
    assert "\\x1b[2J\\u202e" in shown
    assert not {"\x1b", "\u202e"} & set(shown)
