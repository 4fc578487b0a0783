"""Letter by letter: one kind of dash and of space, lower case, Cyrillic where Latin letters only look alike."""

from __future__ import annotations

import unicodedata

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹘﹣－➖"), "-")
_PLAIN = {
    **_DASHES,
    ord("ё"): "е",
    ord("«"): " ",
    ord("»"): " ",
    ord("“"): " ",
    ord("”"): " ",
    ord("„"): " ",
    ord('"'): " ",
    ord("["): "(",
    ord("]"): ")",
}
#: Latin letters and digits that stand for a Cyrillic letter which looks the same, in one case or the other.
_CYRILLIC = str.maketrans("abcehkmoprtxy036", "авсенкморгтхуозб")
_DIGITS = str.maketrans("оoзil|", "003111")


def printed(text: str) -> str:
    """The text as a person sees it: composed characters, no invisible ones, single spaces."""
    shown = (
        each for each in unicodedata.normalize("NFKC", text) if each.isspace() or unicodedata.category(each) != "Cf"
    )
    return " ".join("".join(shown).split())


def plain(shown: str) -> str:
    """Lower case, one kind of dash, no quotes; as long as the text given, so that positions stay."""
    return "".join(_lower(each) for each in shown).translate(_PLAIN)


def cyrillic(word: str) -> str | None:
    """A word of mixed alphabets in Cyrillic («oктябрь»), or None where some letter has no Cyrillic twin."""
    turned = word.translate(_CYRILLIC)
    return turned if all("а" <= each <= "я" for each in turned) else None


def digits(word: str) -> str | None:
    """A number some of whose digits are letters («2о22»), or None where other letters stand in it."""
    turned = word.translate(_DIGITS)
    return turned if turned.isascii() and turned.isdigit() and any(each.isdigit() for each in word) else None


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character
