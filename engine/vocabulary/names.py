"""Keys of names: two ways of writing one name have one key."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ALIKE = str.maketrans("abcehkmoptxy", "авсенкмортху")  # Latin letters that look like Cyrillic ones, in either case
_CYRILLIC = re.compile(r"[а-я]")
_WORD = re.compile(r"[a-zа-я]+")
_QUOTES = re.compile(r"[«»„“”‟\"'`‘’‚‛]")
_DASHES = re.compile(r"[‐‑‒–—―−⁃﹘﹣-]")
_NUMBER_SIGN = re.compile(r"№|\bno?\b\.?(?=\s*[0-9])")


@lru_cache(maxsize=16_384)
def name_key(text: str) -> str:
    """The key by which names, labels and words of a list are compared.

    Case, ё and е, quotes, kinds of dashes, dots, commas, and spaces around them make no difference; Latin letters that
    look like Cyrillic ones count as these in a word that has Cyrillic letters too. An empty text has an empty key.
    """
    plain = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    plain = _WORD.sub(_one_alphabet, _QUOTES.sub(" ", plain))
    plain = _NUMBER_SIGN.sub(" № ", plain)
    plain = re.sub(r"[.,;:()/\\]+", " ", plain)
    plain = re.sub(r"[\s-]*-[\s-]*", "-", _DASHES.sub("-", plain))
    return " ".join(plain.split()).strip("- ")


def word_key(text: str) -> str:
    """The key of a word of a list: as `name_key`, and without any spaces."""
    return name_key(text).replace(" ", "")


def _one_alphabet(word: re.Match[str]) -> str:
    letters = word[0]
    return letters.translate(_ALIKE) if _CYRILLIC.search(letters) else letters
