"""From printed text to known words and numbers: what a scan split or garbled is mended, and that is said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from engine.rulebook.deadlines import lettering
from engine.rulebook.deadlines.deadline import Note
from engine.rulebook.deadlines.words import lemmas, mended

_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")
_RUN = re.compile(r"\d+|[^\W\d]+")
_ORDINAL = re.compile(
    r"(?P<number>\d{1,2})(?P<ending>й|ый|ой|ий|го|ого|его|е|ое|ее|я|ая|му|ому|м|ом|ем|ти|х|ми|и|мя|ух)"
)
#: «10-ти дней», «2-х раз»: the ending of a number that is no ordinal.
_PLAIN_ENDINGS = {"ти", "х", "ми", "и", "мя", "ух"}
_ENDING = re.compile(_ORDINAL.pattern.partition(")")[2])
_ROMAN = {"i": "1-й", "ii": "2-й", "iii": "3-й", "iv": "4-й"}
#: What stands for a Roman numeral where no Latin keyboard was at hand; only in front of a word that counts.
_TYPED_ROMAN = {
    "і": "i",
    "іі": "ii",
    "ііі": "iii",
    "l": "i",
    "ll": "ii",
    "lll": "iii",
    "п": "ii",
    "ш": "iii",
    "іv": "iv",
}
_COUNTED = {"квартал", "полугодие", "четверть", "триместр", "декада", "половина", "неделя"}
#: «IVкв.»
_GLUED_ROMAN = re.compile(r"(iii|ii|iv|i)([а-я]+)")
_MOST_PIECES = 4
_UNKNOWN_COSTS = 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters or digits, or one sign; ``start`` and ``end`` are its place in the text shown."""

    text: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()

    @property
    def is_number(self) -> bool:
        """Whether it is made of digits."""
        return self.text.isdecimal()


@dataclass(frozen=True, slots=True)
class Repaired:
    """The words of a text in their dictionary form (an unknown one as it stands), and what was mended."""

    words: tuple[str, ...]
    notes: tuple[Note, ...]


def repaired(shown: str) -> Repaired:
    """Take a text apart; ``shown`` is as `lettering.printed` leaves it."""
    notes: list[Note] = []
    pieces = [each for piece in _pieces(shown) for each in _lettered(piece, shown, notes)]
    pieces = _joined_numbers(pieces, shown, notes)
    pieces = _joined_words(pieces, shown, notes)
    pieces = _roman(pieces, shown, notes)
    return Repaired(tuple(_ordinals([_lemma(piece, shown, notes) for piece in pieces], pieces)), tuple(notes))


def _pieces(shown: str) -> Iterator[Piece]:
    return (Piece(match[0], *match.span()) for match in _PIECE.finditer(lettering.plain(shown)))


def _lettered(piece: Piece, shown: str, notes: list[Note]) -> list[Piece]:
    """One piece in one alphabet; digits and letters that run together («2021г») are two."""
    text = piece.text
    if not text.isalnum() or text in _ROMAN or text in _TYPED_ROMAN or text in lemmas() or text.isdecimal():
        return [piece]
    if (glued := _GLUED_ROMAN.fullmatch(text)) is not None and glued[2] in lemmas():
        middle = piece.start + glued.end(1)
        return [Piece(glued[1], piece.start, middle), Piece(glued[2], middle, piece.end)]
    number, word = lettering.digits(text), lettering.cyrillic(text)
    if word in lemmas():
        number = None
    for turned in (number, word):
        if turned is not None and (turned != text) and (turned in lemmas() or turned == number or text.isalpha()):
            notes.append(_note("lookalike", shown, piece.start, piece.end, turned))
            return [Piece(turned, piece.start, piece.end)]
    if text.isalpha() or _ORDINAL.fullmatch(text):
        return [piece]
    runs = [Piece(run[0], piece.start + run.start(), piece.start + run.end()) for run in _RUN.finditer(text)]
    return [each for run in runs for each in (_lettered(run, shown, notes) if len(runs) > 1 else [run])]


def _joined_numbers(pieces: list[Piece], shown: str, notes: list[Note]) -> list[Piece]:
    """Years that a scan broke: «2020/20 21»."""
    joined: list[Piece] = []
    while pieces:
        count = next((count for count in range(2, _MOST_PIECES + 1) if _broken_year(pieces[:count], count)), 1)
        piece = Piece("".join(each.text for each in pieces[:count]), pieces[0].start, pieces[count - 1].end)
        if count > 1:
            notes.append(_note("split_number", shown, piece.start, piece.end, piece.text))
        joined.append(piece)
        pieces = pieces[count:]
    return joined


def _broken_year(pieces: Sequence[Piece], count: int) -> bool:
    text = "".join(piece.text for piece in pieces)
    return (
        len(pieces) == count and all(piece.is_number for piece in pieces) and re.fullmatch(r"20\d\d", text) is not None
    )


def _joined_words(pieces: list[Piece], shown: str, notes: list[Note]) -> list[Piece]:
    """Words that a scan split («Сентябр ь», «сен- тябрь»): the way to read them that leaves fewest unknown words."""
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(pieces) + 1):
        ways = [
            (best[start][0] + _cost(pieces[start:end]), start) for start in range(max(0, end - 2 * _MOST_PIECES), end)
        ]
        best.append(min(ways, key=lambda way: (way[0], -way[1])))
    ends = [len(pieces)]
    while ends[-1]:
        ends.append(best[ends[-1]][1])
    bounds = list(reversed(ends))
    return [_one(pieces[start:end], shown, notes) for start, end in pairwise(bounds)]


def _cost(pieces: Sequence[Piece]) -> int:
    if len(pieces) == 1:
        return _UNKNOWN_COSTS if pieces[0].is_word and pieces[0].text not in lemmas() else 0
    if not (pieces[0].is_word and pieces[-1].is_word and all(each.is_word or each.text == "-" for each in pieces)):
        return _UNKNOWN_COSTS * len(pieces)
    return len(pieces) - 1 if _joined(pieces) in lemmas() else _UNKNOWN_COSTS * len(pieces)


def _joined(pieces: Sequence[Piece]) -> str:
    return "".join(each.text for each in pieces if each.is_word)


def _one(pieces: Sequence[Piece], shown: str, notes: list[Note]) -> Piece:
    if len(pieces) == 1:
        return pieces[0]
    piece = Piece(_joined(pieces), pieces[0].start, pieces[-1].end)
    notes.append(_note("split_word", shown, piece.start, piece.end, piece.text))
    return piece


def _roman(pieces: list[Piece], shown: str, notes: list[Note]) -> list[Piece]:
    """Roman numerals, also typed with letters that look like them («П квартал») in front of a word that counts."""
    counted = False
    turned: list[Piece] = []
    for piece in reversed(pieces):
        text = piece.text
        if text in _TYPED_ROMAN and counted:
            text = _TYPED_ROMAN[text]
            notes.append(_note("lookalike", shown, piece.start, piece.end, text.upper()))
        elif piece.is_word and text not in _ROMAN and text != "и":
            counted = lemmas().get(text) in _COUNTED
        turned.append(Piece(_ROMAN.get(text, text), piece.start, piece.end))
    return turned[::-1]


def _lemma(piece: Piece, shown: str, notes: list[Note]) -> str:
    known = lemmas().get(piece.text)
    if known is not None or not piece.is_word:
        return known or piece.text
    lemma = mended(piece.text)
    if lemma is None:
        return piece.text
    notes.append(_note("misspelt", shown, piece.start, piece.end, lemma))
    return lemma


def _ordinals(words: Sequence[str], pieces: Sequence[Piece]) -> Iterator[str]:
    """«1-й», «1-го» and «1го» as one word."""
    skip = 0
    for index, word in enumerate(words):
        if skip:
            skip -= 1
        elif match := _ORDINAL.fullmatch(word):
            yield f"{int(match['number'])}-й"
        elif _ends_ordinal(pieces[index : index + 3]) and (word.isdecimal() or word in _ROMAN.values()):
            skip = 2
            number = int(word.removesuffix("-й"))
            yield str(number) if pieces[index + 2].text in _PLAIN_ENDINGS else f"{number}-й"
        else:
            yield word


def _ends_ordinal(pieces: Sequence[Piece]) -> bool:
    if len(pieces) != 3 or pieces[1].text != "-" or len(pieces[0].text) > 3:
        return False
    return pieces[1].end == pieces[2].start and _ENDING.fullmatch(pieces[2].text) is not None


def _note(code: str, shown: str, start: int, end: int, read: str) -> Note:
    return Note(code, {"printed": shown[start:end], "read": read})
