from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from support.sending import Send

from engine.intake.again import Incoming
from engine.rulebook.rulebook import Rulebook
from engine.workspace.folders import Workspace


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files as they come: one by itself, one in an archive, one whose name is shown escaped."""
    (tmp_path / "2025-01-13").mkdir()
    (tmp_path / "2025-01-13" / "a.xlsx").write_bytes(b"one")
    (tmp_path / "2025-01-13" / "b\u200b.xlsx").write_bytes(b"odd")
    with zipfile.ZipFile(tmp_path / "2025-01-13" / "c.zip", "w") as archive:
        archive.writestr("школы/d.xlsx", b"two")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("2025-01-13/a.xlsx", b"one"),
        ("2025-01-13/c.zip/школы/d.xlsx", b"two"),
        ("2025-01-13/b\\u200b.xlsx", b"odd"),
    ],
)
def test_file_is_found_by_its_path_in_the_register(folder: Path, path: str, content: bytes) -> None:
    found = Incoming(folder).find(path, sha256(content))
    assert found is not None
    assert found.content == content


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("2025-01-13/a.xlsx", b"another by now"),
        ("2025-01-13/gone.xlsx", b"one"),
        ("2025-01-13/c.zip/gone.xlsx", b"two"),
        ("2025-01-13/a.xlsx/d.xlsx", b"two"),
        ("../a.xlsx", b"one"),
        ("2025-01-13", b"one"),
        ("", b""),
    ],
)
def test_file_that_is_gone_or_another_one_is_not_found(folder: Path, path: str, content: bytes) -> None:
    assert Incoming(folder).find(path, sha256(content)) is None


def test_path_never_leads_out_of_the_folder(folder: Path) -> None:
    (folder / "in").mkdir()
    assert Incoming(folder / "in").find("../2025-01-13/a.xlsx", sha256(b"one")) is None
    (folder / "in" / "link.xlsx").symlink_to(folder / "2025-01-13" / "a.xlsx")
    assert Incoming(folder / "in").find("link.xlsx", sha256(b"one")) is None


def test_file_is_read_again_as_intake_reads_it(workspace: Workspace, rulebook: Rulebook, send: Send) -> None:
    file = send("0101", "2025-01-13/a.xlsx")
    incoming, own = Incoming(workspace.incoming), sha256(file.read_bytes())
    reading = incoming.read("2025-01-13/a.xlsx", own, rulebook)
    assert reading is not None
    assert reading.submission is not None
    assert reading.submission.get("101") == 300
    assert incoming.read("2025-01-13/a.xlsx", "5e7", rulebook) is None
    assert incoming.read("2025-01-13/b.xlsx", own, rulebook) is None
