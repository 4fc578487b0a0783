from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from support.forms import written

from engine.intake.incoming import read_incoming
from engine.intake.refusal import damaged
from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content
from engine.vocabulary.messages import sentence


@pytest.fixture(scope="module")
def whole(rulebook: Rulebook) -> bytes:
    return written(school_content(rulebook, rulebook.periods["2024"], "0501"))


def told(folder: Path, content: bytes, rulebook: Rulebook) -> tuple[str, str]:
    (folder / "a.xlsx").write_bytes(content)
    (reading,) = read_incoming(folder, rulebook)
    (finding,) = (each for each in reading.findings if each.code == "F08")
    return sentence(finding, "ru"), sentence(finding, "en")


def with_part(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with something else in one part."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.infolist():
            part = before.read(member)
            after.writestr(member, part.replace(old, new, 1) if member.filename == name else part)
    return changed.getvalue()


def test_file_that_is_cut_off_is_said_to_be(tmp_path: Path, rulebook: Rulebook, whole: bytes) -> None:
    ru, en = told(tmp_path, whole[: len(whole) // 2], rulebook)
    assert ru.startswith("Файл повреждён (обрывается: дошло не всё), прочитать его не удалось.")
    assert en.startswith("The file is damaged (it is cut off: only a part of it came) and cannot be read.")


def test_broken_sheet_is_named(tmp_path: Path, rulebook: Rulebook, whole: bytes) -> None:
    broken = with_part(whole, "xl/worksheets/sheet3.xml", b"</sheetData>", b"</sheetDate>")
    ru, en = told(tmp_path, broken, rulebook)
    assert "(испорчен лист «" in ru
    assert "(sheet «" in en


def test_part_that_does_not_unpack_is_named(tmp_path: Path, rulebook: Rulebook, whole: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        member = archive.getinfo("xl/workbook.xml")
    at = member.header_offset + 30 + len(member.filename) + member.compress_size // 2
    ru, _ = told(tmp_path, whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :], rulebook)
    assert "(не распаковывается часть «xl/workbook.xml»)" in ru


def test_name_from_a_file_is_cut() -> None:
    refused = damaged("sheet", "Лист" * 1000)
    assert len(str(refused.facts["what_ru"])) < 100
