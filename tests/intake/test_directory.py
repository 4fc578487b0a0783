from __future__ import annotations

import io
import struct
import zipfile

import pytest

from engine.intake.directory import directory_start
from engine.intake.limits import FILE_SIZE, MEMBERS
from engine.intake.refusal import Refused

END = struct.Struct("<4s4H2LH")


def _zip(count: int, comment: bytes = b"") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.xml", b"1")
        archive.comment = comment
    return target.getvalue()


def _with_end(content: bytes, count: int, size: int) -> bytes:
    """The same zip with another number of entries or another size of its directory at its end."""
    mark, *disks, _, _, _, start, comment = END.unpack(content[-END.size :])
    return content[: -END.size] + END.pack(mark, *disks, count, count, size, start, comment)


def _size(content: bytes) -> int:
    size: int = END.unpack(content[-END.size :])[5]
    return size


def _code(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        directory_start(content)
    return refused.value.code


@pytest.mark.parametrize("comment", [b"", b"PK and more", b"1" * 65_535])
def test_a_directory_is_found_before_any_comment(comment: bytes) -> None:
    content = _zip(3, comment)
    assert directory_start(content) == content.index(b"PK\x01\x02")


def test_a_zip_may_be_empty() -> None:
    assert directory_start(_zip(0)) == 0


def test_a_directory_of_large_numbers_is_read() -> None:
    content = _zip(2)
    size, start = END.unpack(content[-END.size :])[5:7]
    wide = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, 2, 2, size, start)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, start + size, 1)
    end = END.pack(b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    content = content[: -END.size] + wide + locator + end
    assert directory_start(content) == start
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["0.xml", "1.xml"]


@pytest.mark.parametrize("over", [0, 1])
def test_the_number_of_members_is_limited_as_it_is_stated(over: int) -> None:
    content = _zip(MEMBERS + over)
    if over:
        assert _code(content) == "S02"
    else:
        assert directory_start(content) > 0


def test_a_long_directory_that_is_stated_as_short_is_left_before_its_end() -> None:
    entry = struct.pack("<4s24x3H12x", b"PK\x01\x02", 0, 0, 0)
    directory = entry * ((FILE_SIZE - END.size) // len(entry))
    content = directory + END.pack(b"PK\x05\x06", 0, 0, 1, 1, len(directory), 0, 0)
    assert _code(content) == "S02"


@pytest.mark.parametrize("count", [2, 4])
def test_a_directory_holds_as_many_members_as_it_says(count: int) -> None:
    content = _zip(3)
    assert _code(_with_end(content, count, _size(content))) == "F08"


@pytest.mark.parametrize("more", [-1, 1, 2**31])
def test_a_directory_is_as_long_as_it_says(more: int) -> None:
    content = _zip(3)
    assert _code(_with_end(content, 3, _size(content) + more)) == "F08"


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04", b"PK\x05\x06", _zip(3)[:-1], _zip(3)[:40]], ids=["start", "end", "cut", "no end"]
)
def test_without_its_end_a_zip_is_damaged(content: bytes) -> None:
    assert _code(content) == "F08"
