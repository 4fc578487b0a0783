"""The good form in zips as different programs write them: as streams, with 64-bit numbers, comments, other names."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from hazards.case import Good


class _Stream(io.RawIOBase):
    """A target that cannot go back: sizes then stand behind the parts, as many exporting programs write them."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: bytes) -> int:  # type: ignore[override]  # zipfile gives bytes
        self.written += content
        return len(content)


def streamed(good: Good) -> bytes:
    """Sizes stand behind the parts."""
    target = _Stream()
    with (
        zipfile.ZipFile(io.BytesIO(good.form())) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            new.writestr(part.filename, old.read(part))
    return bytes(target.written)


def wide(good: Good) -> bytes:
    """Sizes and places are numbers of 64 bits."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good.form())) as old,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            with new.open(part.filename, "w", force_zip64=True) as member:
                member.write(old.read(part))
    return target.getvalue()


def commented(good: Good) -> bytes:
    """A comment stands at the end."""
    target = io.BytesIO(good.form())
    with zipfile.ZipFile(target, "a") as archive:
        archive.comment = "Сохранено программой".encode()
    return target.getvalue()


def renamed(rename: Callable[[str], str]) -> Callable[[Good], bytes]:
    """Parts under other names, none of them packed."""

    def made(good: Good) -> bytes:
        target = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(good.form())) as old, zipfile.ZipFile(target, "w") as new:
            for part in old.infolist():
                entry = zipfile.ZipInfo("x")
                entry.filename = rename(part.filename)  # the constructor would turn slashes
                new.writestr(entry, old.read(part))
        return target.getvalue()

    return made
