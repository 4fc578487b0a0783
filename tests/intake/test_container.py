from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
import zlib

import pytest

from engine.intake.container import open_container
from engine.intake.limits import MEMBER_SIZE, MEMBERS, RATIO, RATIO_FROM, TOTAL_SIZE
from engine.intake.refusal import Refused


def _zip(parts: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", method) as archive:
        warnings.simplefilter("ignore")  # zipfile warns of the repeated names that a test wants
        for name, content in parts:
            archive.writestr(name, content)
    return target.getvalue()


def _code(content: bytes, part: str | None = None) -> str:
    with pytest.raises(Refused) as refused:
        _read(content, part)
    return refused.value.code


def _workbook_code(content: bytes) -> str:
    container = open_container(content)
    with pytest.raises(Refused) as refused:
        container.refuse_unless_workbook()
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
    for again in ("XL/A.xml", "xl\\a.xml", "/xl/a.xml"):
        assert _workbook_code(_zip([("xl/a.xml", b"1"), (again, b"2")])) == "S13"


@pytest.mark.parametrize(
    "name", ["/a.xml", "\\a.xml", "../a.xml", "xl/../../a.xml", "xl\\..\\a", "C:a", "xl//a", "./a"]
)
def test_parts_of_a_workbook_have_names_that_lead_nowhere_else(name: str) -> None:
    assert _workbook_code(_zip([("xl/a.xml", b"1"), (name, b"2")])) == "S12"


def test_a_name_that_ends_early_is_refused() -> None:
    content = _zip([("xl/a.xml_.png", b"1")]).replace(b".xml_", b".xml\0")
    assert _workbook_code(content) == "S12"


def test_folders_are_parts_like_any_other() -> None:
    open_container(_zip([("xl/", b""), ("xl/a.xml", b"1")])).refuse_unless_workbook()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_parts_of_a_workbook_are_packed_as_office_programs_do(method: int) -> None:
    content = _zip([("a", b"1" * 99)], method)
    assert _workbook_code(content) == "S12"
    assert _code(content, "a") == "F12"


def test_stored_parts_are_read() -> None:
    assert open_container(_zip([("a", b"1" * 99)], zipfile.ZIP_STORED)).read("a") == b"1" * 99


def test_a_locked_part_is_told() -> None:
    content = _zip([("a", b"1")])
    locked = content.replace(b"PK\x03\x04\x14\0\0", b"PK\x03\x04\x14\0\1").replace(
        b"PK\x01\x02\x14\x03\x14\0\0", b"PK\x01\x02\x14\x03\x14\0\1"
    )
    assert _code(locked, "a") == "F09"


def test_members_that_share_their_bytes_are_refused() -> None:
    content = bytearray(_zip([("a", b"1" * 99), ("b", b"2" * 99)], zipfile.ZIP_STORED))
    second = content.rindex(b"PK\x01\x02")
    struct.pack_into("<L", content, second + 42, 10)
    assert _code(bytes(content)) == "S12"


@pytest.mark.parametrize("over", [0, 1])
def test_members_may_touch_and_nothing_more(over: int) -> None:
    content = bytearray(_zip([("a", b"1" * 99), ("b", b"2" * 99)], zipfile.ZIP_STORED))
    first = content.index(b"PK\x01\x02")
    struct.pack_into("<L", content, first + 20, 99 + over)
    if over:
        assert _code(bytes(content)) == "S12"
    else:
        assert open_container(bytes(content)).read("a") == b"1" * 99


def test_a_member_ends_before_the_directory() -> None:
    content = bytearray(_zip([("a", b"1" * 99)], zipfile.ZIP_STORED))
    struct.pack_into("<L", content, content.index(b"PK\x01\x02") + 20, 100)
    assert _code(bytes(content)) == "F08"


@pytest.mark.parametrize("more", [-1, 1])
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_size_that_is_not_true_is_damage_even_where_its_sum_fits(method: int, more: int) -> None:
    whole = b"1" * 999
    content = bytearray(_zip([("a", whole)], method))
    stated = (whole + b"1")[: len(whole) + more]
    struct.pack_into("<L", content, content.index(b"PK\x01\x02") + 16, zlib.crc32(stated))
    struct.pack_into("<L", content, content.index(b"PK\x01\x02") + 24, len(stated))
    assert _code(bytes(content), "a") == "F08"


def test_bytes_behind_the_end_of_a_part_are_damage() -> None:
    packed = zlib.compress(b"1" * 99, wbits=-15) + b"more"
    content = bytearray(_zip([("a", packed)], zipfile.ZIP_STORED))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", content, content.index(mark) + at, zipfile.ZIP_DEFLATED)
    struct.pack_into("<L", content, content.index(b"PK\x01\x02") + 16, zlib.crc32(b"1" * 99))
    struct.pack_into("<L", content, content.index(b"PK\x01\x02") + 24, 99)
    assert _code(bytes(content), "a") == "F08"


@pytest.mark.parametrize(("at", "field"), [(26, "<H"), (8, "<H"), (30, "<B"), (0, "<L")])
def test_a_member_says_of_itself_what_the_directory_says(at: int, field: str) -> None:
    content = bytearray(_zip([("a", b"1" * 99)]))
    struct.pack_into(field, content, at, 3)
    assert _code(bytes(content), "a") == "F08"


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


def _packed(size: int) -> bytes:
    """Bytes that hardly get smaller."""
    return random.Random(1).randbytes(size)  # noqa: S311  nobody's secret


@pytest.mark.parametrize("over", [0, 1])
def test_the_size_of_a_part_is_limited_by_what_a_workbook_says_of_it(
    over: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.intake.container.MEMBER_SIZE", 1000)
    container = open_container(_zip([("a", bytes(1000 + over))]))
    if over:
        assert _workbook_code(container.content) == "S01"
    else:
        container.refuse_unless_workbook()


@pytest.mark.parametrize("over", [0, 1])
def test_the_size_of_all_parts_is_limited(over: int) -> None:
    content = bytearray(_zip([(str(number), _packed(TOTAL_SIZE // 1000)) for number in range(5)]))
    at = -1
    for number in range(5):  # what they say decides: nobody unfolds 200 MiB to refuse them
        at = content.index(b"PK\x01\x02", at + 1)
        struct.pack_into("<L", content, at + 24, TOTAL_SIZE // 5 + (over if number == 0 else 0))
    if over:
        assert _workbook_code(bytes(content)) == "S01"
    else:
        open_container(bytes(content)).refuse_unless_workbook()


@pytest.mark.parametrize("over", [0, 1])
def test_how_tightly_a_part_is_packed_is_limited(over: int) -> None:
    packed = len(zlib.compress(_packed(RATIO_FROM // RATIO + 100), wbits=-15))
    content = bytearray(_zip([("a", _packed(RATIO_FROM // RATIO + 100))]))
    struct.pack_into("<L", content, content.index(b"PK\x01\x02") + 24, RATIO * packed + over)
    if over:
        assert _workbook_code(bytes(content)) == "S03"
    else:
        open_container(bytes(content)).refuse_unless_workbook()


@pytest.mark.parametrize("over", [0, 1])
def test_small_parts_may_be_packed_as_tightly_as_they_like(over: int) -> None:
    content = _zip([("a", bytes(RATIO_FROM + over))])
    if over:
        assert _workbook_code(content) == "S03"
    else:
        open_container(content).refuse_unless_workbook()
