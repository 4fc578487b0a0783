"""The words of a text with what tells a person's name from other names: place, quotes, what stands before and after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.vocabulary.names import name_key

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_ENDING = re.compile(r"(?:ого|ому|ыми|ими|ая|ой|ую|ые|ие|ый|ий|ых|их|ым|им|ом|ем|ам|ах|ов|а|у|ы|и|е|о|я|ю|ь)$")
_SHORT_WORD = 4
_SHORTENED = {
    "г",
    "гр",
    "дир",
    "зам",
    "им",
    "лог",
    "мед",
    "пед",
    "преп",
    "псих",
    "соц",
    "ст",
    "тов",
    "ул",
    "уч",
    "учит",
    "восп",
}
_NAMED_AFTER = {"имени", "им", "памяти"}
_RANKS = re.compile(r"(?:геро|генерал|маршал|адмирал|академик|советск|союз|дважды|свят)\w*")
#: After these a name is that of a place: «в городе Азове», «ул. Петрова».
_BEFORE_A_PLACE = re.compile(
    r"г|гор|ст|ул|пер|пр|просп|мкр|город\w*|сел[оаеу]|селом|пос[её]л\w*|хутор\w*|станиц\w*|деревн\w*|аул\w*"
    r"|улиц\w*|переул\w*|проспект\w*|микрорайон\w*|район\w*|област\w*|кра[йяюе]|остров\w*|рек[аиеу]|мыс\w*"
)
_SHORT_BEFORE_A_PLACE = {"с", "п", "х", "д"}  # with a dot only: «с Петровой» is no village
#: Before these an adjective is that of a place: «Ростовской области», «Донская школа».
_AFTER_A_PLACE = re.compile(
    r"област\w*|кра[йяюе]\w*|район\w*|округ\w*|город\w*|поселен\w*|пос[её]л\w*|сельск\w*|станиц\w*|школ\w*|гимнази\w*|лице\w*"
    r"|сад\w*|детск\w*|дом\w*|центр\w*|колледж\w*|техникум\w*|институт\w*|университет\w*|академи\w*|отдел\w*|управлени\w*"
    r"|федераци\w*|республик\w*|филиал\w*|основн\w*|средн\w*|начальн\w*|общеобразоват\w*|районн\w*|районо|больниц\w*"
    r"|движени\w*|войск\w*|казач\w*|кадетск\w*|вечерн\w*|улиц\w*|проспект\w*|епархи\w*|библиотек\w*|и"
)
_IN_PLACES = re.compile(r"[а-яё]+[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)", re.IGNORECASE)
#: What else is written with a capital letter in letters about schools, by the beginnings of the words.
_ORDINARY = re.compile(
    r"(?:минпросвещ|минобр|министерств|департамент|управлен|отдел|росси|русск|федерац|област|кра[йея]|район|округ|республик"
    r"|школ|гимнази|лице|колледж|техникум|институт|университет|академи|центр|дом|дворец|дворц|станци|детск|сад|кванториум"
    r"|движени|первы|точк|рост[ае]?$|год|орлят|больш|перемен|дон[ауе]?$|дону$|нов(?:ый|ого|ому|ой|ая|ые|ых)$|основ|приказ|указ|закон"
    r"|правительств|президент|рособр|роспотреб|рострудин|росгвард|росатом|интернет|положени|навигатор|билет|будущ|учител[яь]$"
    r"|наставни|молод|профессионал|ворлдскиллс|азов(?:а|у|ом|е)?$|ростов(?:а|у|ом|е)?$|саратов(?:а|у|ом|е)?$"
    r"|тамбов(?:а|у|ом|е)?$|псков(?:а|у|ом|е)?$|сахалин(?:а|у|ом|е)?$|украин|берлин(?:а|у|ом|е)?$|медицин|причин|половин"
    r"|дисциплин|машин|магазин|один$|конституци|отечеств|побед|земск|базов|сетев|целев|правов|игров|трудов|кадров|льгот"
    r"|снова$|слова$|голова$|готова$|нижн|велик|комисси|совет|дума|думы|мкоу|единый|горячая|всеросс|педагог|псих|народн)",
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word: ``before`` is what stands between it and the word before, ``sign`` the character after it.

    ``is_first`` begins a sentence, ``is_quoted`` stands in quotes, as names of organisations do; ``is_known`` is
    the name of a place or of an organisation, ``is_honoured`` of somebody after whom one is named. ``shouted`` texts
    have capital letters only.
    """

    text: str
    before: str
    sign: str
    is_first: bool
    is_quoted: bool
    is_honoured: bool
    is_known: bool
    shouted: bool

    @property
    def is_ordinary(self) -> bool:
        """Tell whether it names nobody."""
        return self.is_honoured or self.is_known

    @property
    def is_title(self) -> bool:
        """Tell whether it has a capital letter and small ones: «Петров»."""
        return len(self.text) > 1 and self.text[0].isupper() and not self.text.isupper()

    @property
    def is_capital(self) -> bool:
        """Tell whether it is written as a name is, also «ПЕТРОВ» among words in small letters."""
        return self.is_title or (self.text.isupper() and len(self.text) >= _SHORT_WORD and not self.shouted)


def familiar_words(names: Iterable[str]) -> frozenset[str]:
    """The words of names of districts and organisations, without endings; not those of whom they are named after."""
    return _familiar(tuple(names))


@lru_cache(maxsize=4)  # each district of a run asks for those of the whole region
def _familiar(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(
        _stem(word.text)
        for name in names
        for word in _words(name, frozenset())
        if len(word.text) >= _SHORT_WORD and not word.is_honoured
    )


def words_of(text: str, familiar: frozenset[str]) -> tuple[Word, ...]:
    """The words of a text in order; ``familiar`` are those of `familiar_words`."""
    return tuple(_words(text, familiar))


def _words(text: str, familiar: frozenset[str]) -> Iterator[Word]:
    found = [*_WORD.finditer(text)]
    keys = [each[0].casefold() for each in found]
    shouted = not any(each[0].islower() for each in found)
    end, depth = 0, 0
    for at, match in enumerate(found):
        before = text[end : match.start()]
        end = match.end()
        depth = _depth(depth, before)
        honoured = _is_honoured(keys, found, at, before)
        is_place = _is_place(keys, at, found[at + 1][0] if at + 1 < len(found) else "", before)
        known = _ORDINARY.match(keys[at]) is not None or _stem(match[0]) in familiar
        first, sign = _is_first(keys, at, before), text[end : end + 1]
        yield Word(match[0], before, sign, first, depth > 0, honoured, is_place or known, shouted)


def _is_honoured(keys: list[str], found: list[re.Match[str]], at: int, before: str) -> bool:
    """Tell whether something is named after this person: «имени М. А. Шолохова», but not «по имени»."""
    if not found[at][0][0].isupper() and not _RANKS.fullmatch(keys[at]):
        return False
    for back in range(at - 1, -1, -1):
        if keys[back] in _NAMED_AFTER:
            return not (keys[back] == "имени" and back and keys[back - 1] == "по")
        between = found[back][0]
        if not (_RANKS.fullmatch(keys[back]) or between[0].isupper()) or before.strip(" .") or at - back > _SHORT_WORD:
            return False
    return False


def _is_place(keys: list[str], at: int, after: str, before: str) -> bool:
    if (
        at
        and not before.strip(" .")
        and (
            _BEFORE_A_PLACE.fullmatch(keys[at - 1])
            or (keys[at - 1] in _SHORT_BEFORE_A_PLACE and before.startswith("."))
        )
    ):
        return True
    is_adjective = _IN_PLACES.fullmatch(keys[at]) is not None
    return is_adjective and (
        _AFTER_A_PLACE.fullmatch(after.casefold()) is not None or (after.isupper() and len(after) > 1)
    )


def _is_first(keys: list[str], at: int, before: str) -> bool:
    if not at:
        return True
    mark = before.strip(' «"„“(')
    if mark == "." and keys[at - 1] in _SHORTENED:
        return False
    return any(each in mark for each in ".!?…")


def _depth(depth: int, before: str) -> int:
    for letter in before:
        if letter in "«„":
            depth += 1
        elif letter in "»“" and depth:
            depth -= 1
        elif letter == '"':
            depth = 0 if depth else 1
    return depth


def _stem(word: str) -> str:
    return _ENDING.sub("", name_key(word))
