from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from support.forms import written
from support.markdown_workbook import xlsx
from support.real_forms import filled

from engine.intake import settling
from engine.intake.incoming import read_incoming
from engine.intake.limits import MEBIBYTE
from engine.intake.workerprocess import Limits
from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content
from engine.vocabulary.fields import Address
from engine.vocabulary.files import FileReading

#: Less than the two files below need, more than any form: what they need in earnest takes minutes to make.
LITTLE = Limits(seconds=0.6, memory=160 * MEBIBYTE)
CODES = {"slow.xlsx": "S07", "large.xlsx": "S08"}


@pytest.fixture(scope="session")
def good(rulebook: Rulebook) -> dict[str, bytes]:
    """The blank forms of three schools."""
    period = rulebook.periods["2024"]
    return {f"{each}.xlsx": written(school_content(rulebook, period, each)) for each in ("0501", "0502", "0503")}


@pytest.fixture(scope="session")
def bad() -> dict[str, bytes]:
    """A file that takes long to read, though within the limits of cells, and one that takes much memory."""
    cells = "".join(f"{'<c/>' * 50}<!--{number}-->" for number in range(320))  # numbers: what repeats packs too well
    slow = _with_sheet(f"<row>{cells}</row>" * 220)
    text = "".join(f"{'щ' * 100}{number}" for number in range(12 * MEBIBYTE // 100))
    large = _with_sheet(f'<row r="1"><c t="inlineStr"><is><t>{text}</t></is></c></row>')
    return {"slow.xlsx": slow, "large.xlsx": large}


def _with_sheet(rows: str) -> bytes:
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx({"A": [[1]]}))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for each in source.infolist():
            part = source.read(each)
            if each.filename == "xl/worksheets/sheet1.xml":
                head, _, rest = part.partition(b"<sheetData>")
                part = head + b"<sheetData>" + rows.encode() + b"</sheetData>" + rest.partition(b"</sheetData>")[2]
            made.writestr(each, part)
    return target.getvalue()


def _read(folder: Path, files: dict[str, bytes], rulebook: Rulebook, jobs: int = 1) -> dict[str, FileReading]:
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return {each.path: each for each in read_incoming(folder, rulebook, jobs, LITTLE)}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_brings_its_process_down_is_one_rejected_file(
    tmp_path: Path, rulebook: Rulebook, good: dict[str, bytes], bad: dict[str, bytes], jobs: int
) -> None:
    alone = _read(tmp_path / "alone", good, rulebook)
    together = _read(tmp_path / "together", good | bad, rulebook, jobs)
    assert {name: together[name] for name in good} == alone
    for name, code in CODES.items():
        assert [each.code for each in together[name].findings] == [code]
        assert not together[name].usable
        assert (together[name].size, len(together[name].sha256)) == (len(bad[name]), 64)


def test_of_an_archive_only_the_member_that_brings_the_process_down_is_rejected(
    tmp_path: Path, rulebook: Rulebook, good: dict[str, bytes], bad: dict[str, bytes]
) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (good | bad | {"Thumbs.db": b"x"}).items():
            archive.writestr(name, content)
    readings = _read(tmp_path / "in", {"mail.zip": stream.getvalue()}, rulebook)
    assert set(readings) == {"mail.zip", *(f"mail.zip/{name}" for name in (*good, *bad, "Thumbs.db"))}
    assert [each.code for each in readings["mail.zip"].findings] == ["F22"]
    assert readings["mail.zip"].format == "zip"
    for name, code in CODES.items():
        assert [each.code for each in readings[f"mail.zip/{name}"].findings] == [code]
    alone = _read(tmp_path / "alone", good, rulebook)
    for name in good:
        assert readings[f"mail.zip/{name}"].sha256 == alone[name].sha256
        assert readings[f"mail.zip/{name}"].usable


def test_the_path_may_be_relative(
    tmp_path: Path, rulebook: Rulebook, good: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert all(each.usable for each in _read(Path("in"), good, rulebook).values())


@pytest.mark.parametrize(
    ("later", "codes"),
    [
        (1.0, []),  # copied to its end while the run waited
        (0.9, ["F06"]),  # still growing
        (0.5, ["F08"]),  # as it was
    ],
)
def test_a_file_that_was_being_copied_is_waited_for_once(
    tmp_path: Path, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch, later: float, codes: list[str]
) -> None:
    whole = filled(school_content(rulebook, rulebook.periods["2024"], "0501"), {Address("101"): 1})
    file = tmp_path / "a.xlsx"
    file.write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.xlsx").write_bytes(b"")
    naps = []

    def copy_on(seconds: float) -> None:
        naps.append(seconds)
        if later != 0.5:
            file.write_bytes(whole[: int(len(whole) * later)])

    monkeypatch.setattr(settling, "sleep", copy_on)
    read, empty = read_incoming(tmp_path, rulebook, patience=60)
    assert [each.code for each in read.findings if each.code.startswith("F")] == codes
    assert (read.submission is not None, read.size) == (not codes, file.stat().st_size)
    assert [each.code for each in empty.findings] == ["F05"]
    assert len(naps) == 1


def test_nobody_waits_for_files_that_can_be_used(
    tmp_path: Path, rulebook: Rulebook, good: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, content in good.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "old.xlsx").write_bytes(b"PK\x03\x04")
    os.utime(tmp_path / "old.xlsx", (1, 1))
    naps: list[float] = []
    monkeypatch.setattr(settling, "sleep", naps.append)
    read_incoming(tmp_path, rulebook, patience=60)
    assert naps == []


def test_a_file_that_disappears_while_others_are_read_still_has_a_row(
    tmp_path: Path, rulebook: Rulebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    monkeypatch.setattr(settling, "sleep", lambda _: (tmp_path / "a.xlsx").unlink())
    (reading,) = read_incoming(tmp_path, rulebook, patience=60)
    assert ([each.code for each in reading.findings], reading.usable) == (["F06"], False)
