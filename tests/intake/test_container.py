from __future__ import annotations

import io
import warnings
import zipfile

import pytest

from engine.intake.container import open_container
from engine.intake.limits import MEMBER_SIZE, MEMBERS
from engine.intake.refusal import Refused


def _zip(parts: list[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        warnings.simplefilter("ignore")  # zipfile warns of the repeated names that a test wants
        for name, content in parts:
            archive.writestr(name, content)
    return target.getvalue()


def _code(content: bytes, part: str | None = None) -> str:
    with pytest.raises(Refused) as refused:
        _read(content, part)
    return refused.value.code


def _read(content: bytes, part: str | None) -> None:
    container = open_container(content)
    if part is not None:
        container.read(part)


def test_parts_are_found_whatever_their_case_and_slashes() -> None:
    container = open_container(_zip([("xl\\Workbook.XML", b"a")]))
    assert "xl/workbook.xml" in container
    assert container.read("xl/workbook.xml") == b"a"


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04", _zip([("a", b"b" * 999)])[:-30], _zip([("a", b"b" * 999)])[:40]],
    ids=["only the mark", "half a directory", "no directory"],
)
def test_a_cut_off_zip_is_damaged(content: bytes) -> None:
    assert _code(content) == "F08"


def test_a_flipped_byte_is_noticed() -> None:
    whole = bytearray(_zip([("a", bytes(range(256)) * 9)]))
    whole[60] ^= 0xFF
    assert _code(bytes(whole), "a") == "F08"


def test_a_missing_part_is_named() -> None:
    assert _code(_zip([("a", b"")]), "b") == "F25"


def test_repeated_parts_are_refused_without_regard_to_case() -> None:
    assert _code(_zip([("xl/a.xml", b"1"), ("XL/A.xml", b"2")])) == "S13"


@pytest.mark.parametrize("over", [0, 1])
def test_the_number_of_parts_is_limited(over: int) -> None:
    content = _zip([(str(number), b"") for number in range(MEMBERS + over)])
    if over:
        assert _code(content) == "S02"
    else:
        assert len(open_container(content).parts) == MEMBERS


@pytest.mark.parametrize("over", [0, 1])
def test_the_size_of_a_part_is_limited(over: int) -> None:
    content = _zip([("a", bytes(MEMBER_SIZE + over))])
    if over:
        assert _code(content, "a") == "S01"
    else:
        assert len(open_container(content).read("a")) == MEMBER_SIZE
