"""Damages valid forms in ways that keep them nearly right: the structure is known to whoever damages."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

#: What stands in markup and could stand there otherwise.
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
_ELEMENT = re.compile(rb"<(\w[\w:]*)[^<>]*?(?:/>|>[^<>]*</\1>)")
_TEXT = re.compile(rb">([^<>]+)<")
_ODD = (
    b"",
    b"-1",
    b"0",
    b"4294967295",
    b"99999999999",
    b"1e999",
    b"NaN",
    b"A1",
    b"XFD1048576",
    b"A1:XFD1048576",
    b"\xef\xbc\x91",
    b"&lt;",
    b"s",
    b"str",
    b"e",
    b"inlineStr",
    b"1" * 400,
)

Mutation = Callable[[bytes, random.Random], bytes]


def mutant(form: bytes, chance: random.Random) -> bytes:
    """A form with one to four things wrong with it, in its parts or in its container."""
    if not zipfile.is_zipfile(io.BytesIO(form)) or chance.random() < 0.1:
        return _bytes_changed(form, chance)
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        parts = {each.filename: archive.read(each) for each in archive.infolist()}
    for _ in range(chance.randint(1, 4)):
        name = chance.choice(sorted(parts))
        parts[name] = chance.choice(_MUTATIONS)(parts[name], chance)
    if chance.random() < 0.05:
        del parts[chance.choice(sorted(parts))]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def _bytes_changed(content: bytes, chance: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        if not changed:
            break  # nothing is left to damage
        at = chance.randrange(len(changed))
        match chance.randrange(3):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at : at + 4] = chance.randbytes(4)
            case _:
                del changed[at : at + chance.randint(1, 64)]
    return bytes(changed)


def _attribute_changed(part: bytes, chance: random.Random) -> bytes:
    return _replaced(part, _ATTRIBUTE, 2, chance)


def _text_changed(part: bytes, chance: random.Random) -> bytes:
    return _replaced(part, _TEXT, 1, chance)


def _replaced(part: bytes, pattern: re.Pattern[bytes], group: int, chance: random.Random) -> bytes:
    found = list(pattern.finditer(part))
    if not found:
        return part
    one, other = chance.choice(found), chance.choice(found)
    new = other.group(group) if chance.random() < 0.5 else chance.choice(_ODD)
    return part[: one.start(group)] + new + part[one.end(group) :]


def _element_repeated(part: bytes, chance: random.Random) -> bytes:
    found = list(_ELEMENT.finditer(part))
    if not found:
        return part
    one, place = chance.choice(found), chance.choice(found)
    return part[: place.end()] + one.group() * chance.choice((1, 1, 2, 50)) + part[place.end() :]


def _element_lost(part: bytes, chance: random.Random) -> bytes:
    found = list(_ELEMENT.finditer(part))
    if not found:
        return part
    one = chance.choice(found)
    return part[: one.start()] + part[one.end() :]


_MUTATIONS: tuple[Mutation, ...] = (
    _attribute_changed,
    _attribute_changed,
    _text_changed,
    _text_changed,
    _element_repeated,
    _element_lost,
    _bytes_changed,
)
