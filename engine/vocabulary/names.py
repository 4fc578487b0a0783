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
#: Legal forms, short and spelled out, which people leave out, mix up or keep after they have changed.
_LEGAL_FORM = re.compile(
    r"\b(?:(?:муниципальн|государственн|краев|областн|районн|бюджетн|казенн|автономн|дошкольн|общеобразовательн|образовательн)"
    r"(?:ое|ого) )+учреждени[ея](?: дополнительного образования)?\b"
    r"|\b(?:[мг](?:обу|бу|ау|ку)(?: до)?|[мг][бак]?д?оу(?: до)?|м[бак]удо|г[бак]поу)\b"
)
_KINDS_SPELLED_OUT = tuple(
    (re.compile(rf"\b{kind}[а-я]* общеобразовательн[а-я]+ школ[а-я]*\b"), short)
    for kind, short in (("средн", "сош"), ("основн", "оош"), ("начальн", "нош"))
)


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
    plain = " ".join(re.sub(r"[.,;:()/\\]+", " ", plain).split())
    plain = re.sub(r"[\s-]*-[\s-]*", "-", _DASHES.sub("-", plain))
    return " ".join(plain.split()).strip("- ")


@lru_cache(maxsize=16_384)
def organisation_key(text: str) -> str:
    """The key of an organisation's own name: as `name_key`, without its legal form and the sign «№», kinds in short.

    «Муниципальное казённое общеобразовательное учреждение Ручейская средняя общеобразовательная школа 1», «МБОУ
    «Ручейская СОШ № 1»» and «Ручейская СОШ №1» have one key. An organisation that is nothing but its legal form keeps
    it.
    """
    key = name_key(text)
    plain = _LEGAL_FORM.sub(" ", key)
    for spelled_out, short in _KINDS_SPELLED_OUT:
        plain = spelled_out.sub(short, plain)
    return " ".join(plain.replace("№", " ").split()) or key


def word_key(text: str) -> str:
    """The key of a word of a list: as `name_key`, and without any spaces."""
    return name_key(text).replace(" ", "")


def _one_alphabet(word: re.Match[str]) -> str:
    letters = word[0]
    return letters.translate(_ALIKE) if _CYRILLIC.search(letters) else letters
