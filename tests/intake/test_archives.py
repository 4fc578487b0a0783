from __future__ import annotations

import io
import stat
import zipfile
from datetime import date

import pytest

from engine.intake.archives import Member, member_name, members_of
from engine.intake.container import open_container
from engine.intake.limits import FILE_SIZE


def _members(*parts: tuple[zipfile.ZipInfo | str, bytes]) -> list[Member]:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return list(members_of("почта/a.zip", open_container(target.getvalue())))


def test_members_are_listed_in_order_with_the_archive_in_front() -> None:
    members = _members(("б.xlsx", b"2"), ("2025-01-15/а.xlsx", b"1"), ("папка/", b""))
    assert [each.path for each in members] == ["почта/a.zip/2025-01-15/а.xlsx", "почта/a.zip/б.xlsx"]
    assert members[0].received_on == date(2025, 1, 15)
    assert members[0].snapshot is not None
    assert members[0].snapshot.content == b"1"


@pytest.mark.parametrize("encoding", ["cp866", "utf-8"])
def test_names_are_read_as_russian_programs_write_them(encoding: str) -> None:
    part = zipfile.ZipInfo("отчёт.xlsx".encode(encoding).decode("cp437"))
    assert member_name(part) == "отчёт.xlsx"


def test_a_name_marked_as_utf8_is_taken_as_it_is() -> None:
    part = zipfile.ZipInfo("отчёт.xlsx")
    part.flag_bits = 0x800
    assert member_name(part) == "отчёт.xlsx"


def test_paths_never_lead_out_and_are_unique() -> None:
    paths = [each.path for each in _members(("../../etc/a.xlsx", b"1"), ("/etc/a.xlsx", b"2"))]
    assert paths == ["почта/a.zip/etc/a.xlsx", "почта/a.zip/etc/a.xlsx~"]


def test_a_member_without_a_name_of_its_own_is_not_taken_for_the_archive() -> None:
    assert [each.path for each in _members(("..", b"1"), (".", b"2"))] == ["почта/a.zip/~", "почта/a.zip/~~"]


def test_folders_are_no_files_whichever_way_their_slash_leans() -> None:
    folder = zipfile.ZipInfo("x")
    folder.filename = "папка\\"  # the constructor would keep it, but not on Windows
    assert _members((folder, b""), ("папка/", b"")) == []


def test_members_that_are_not_opened_have_their_reason() -> None:
    link = zipfile.ZipInfo("ссылка.xlsx")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    members = _members(
        (link, b"/etc/passwd"), ("~$а.xlsx", b""), ("__MACOSX/._а.xlsx", b""), ("большой.xlsx", bytes(FILE_SIZE + 1))
    )
    codes = {each.path.rpartition("/")[2]: each.refusal and each.refusal.code for each in members}
    assert codes == {"ссылка.xlsx": "F04", "~$а.xlsx": "F01", "._а.xlsx": "F02", "большой.xlsx": "F15"}
    assert all(each.snapshot is None for each in members)


def test_a_member_without_a_date_is_read_like_any_other() -> None:
    part = zipfile.ZipInfo("а.xlsx")
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(part, b"1")
    undated = content.getvalue().replace(b"\x00\x00\x21\x00", b"\x00\x00\x00\x00")
    (member,) = members_of("a.zip", open_container(undated))
    assert member.snapshot is not None
    assert (member.snapshot.content, member.snapshot.modified_ns) == (b"1", 0)


def test_names_that_a_workbook_may_not_have_are_files_of_their_own_in_an_archive() -> None:
    members = _members(("a.xlsx", b"1"), ("A.xlsx", b"2"), ("C:\\a.xlsx", b"3"), ("/a.xlsx", b"4"))
    found = {each.path: each.snapshot and each.snapshot.content for each in members}
    assert sorted(content for content in found.values() if content is not None) == [b"1", b"2", b"3", b"4"]


@pytest.mark.parametrize("over", [0, 1])
def test_members_are_unfolded_until_they_are_too_much_together(over: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.intake.archives.TOTAL_SIZE", 3000)
    members = _members(("a.xlsx", bytes(1000)), ("b.xlsx", bytes(2000 + over)), ("c.xlsx", b""))
    codes = [each.refusal and each.refusal.code for each in members]
    assert codes == [None, "S01" if over else None, None]


def test_a_damaged_member_costs_itself_only() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.xlsx", b"first")
        archive.writestr("b.xlsx", b"second")
    damaged = target.getvalue().replace(b"first", b"worst")
    first, second = members_of("a.zip", open_container(damaged))
    assert first.refusal is not None
    assert first.refusal.code == "F08"
    assert second.snapshot is not None
