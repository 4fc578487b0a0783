"""Takes markup apart that is written plainly, as the usual programs write it, so that most of it needs no parser.

Plainly means UTF-8 without comments, sections of text, notes to programs and signs for letters that have no need of
one. What is between two tags can then be cut out: if what is left is markup, the tags are what they look like.
"""

from __future__ import annotations

import re

from engine.intake.limits import MEBIBYTE

_DECLARATION = re.compile(
    rb"""(?:\xef\xbb\xbf)?<\?xml version=["']1\.0["'](?: encoding=["'](?i:utf-8)["'])?"""
    rb"""(?: standalone=["'](?:yes|no)["'])? ?\?>"""
)
_UNUSUAL = re.compile(rb"<[!?]")
_LARGEST = 4 * MEBIBYTE  # of a form none has a tenth; what is larger is left whole, for memory's sake
#: What no markup may hold, and ends of lines that a parser would change.
_FORBIDDEN = bytes(range(9)) + b"\x0b\x0c\r" + bytes(range(14, 32))
_LAST_LETTERS = ("\ufffe", "\uffff")  # of their plane; markup may not hold them either
_STRANGE_SIGN = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)")
_SIGNS = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


class NotPlainError(Exception):
    """Markup is not written as the usual programs write it: a parser may tell what it is."""


def cut_out(content: bytes, opening: re.Pattern[bytes], closing: bytes, instead: bytes = b"") -> tuple[bytes, str]:
    """Take out what stands between two tags of a part.

    Args:
        content: the part.
        opening: the first tag.
        closing: the second tag.
        instead: what is put between them.

    Returns:
        What is left, which only a parser can tell to be markup, and what was cut out, in which each letter and each
        sign stands for what it stands for everywhere; its tags have not been looked at.

    Raises:
        NotPlainError: the part has no such tags, is not written plainly, or is large.
    """
    begins = opening.search(content)
    end = -1 if begins is None else content.find(closing, begins.end())
    if begins is None or end < 0 or len(content) > _LARGEST:
        raise NotPlainError
    start = begins.end()
    declaration = _DECLARATION.match(content)
    rest = content[:start] + instead + content[end:]
    if _UNUSUAL.search(rest, 0 if declaration is None else declaration.end()):
        raise NotPlainError
    return rest, _letters(content[start:end])


def readable(text: str) -> str:
    """Text of plain markup without its signs for single letters."""
    if "&" in text:
        for sign, letter in _SIGNS:
            text = text.replace(sign, letter)
    return text


def _letters(content: bytes) -> str:
    if len(content.translate(None, _FORBIDDEN)) != len(content) or _STRANGE_SIGN.search(content):
        raise NotPlainError
    if b"]" in content and b"]]>" in content:  # one letter is found much faster than three
        raise NotPlainError
    try:
        text = content.decode()
    except UnicodeDecodeError as fault:
        raise NotPlainError from fault
    if any(letter in text for letter in _LAST_LETTERS):
        raise NotPlainError
    return text
