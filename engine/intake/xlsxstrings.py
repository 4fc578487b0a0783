"""Reads the texts that the cells of .xlsx share."""

from __future__ import annotations

import re
from xml.parsers import expat

from engine.intake.container import Container
from engine.intake.limits import STRINGS
from engine.intake.markup import Attributes, local, parse_markup
from engine.intake.plainmarkup import NotPlainError, cut_out, readable
from engine.intake.refusal import Refused
from engine.intake.xlsxparts import number_of

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PART = "xl/sharedstrings.xml"
_TABLE = re.compile(rb"<sst(?: [^<>]*)?>")
_TAGS_AROUND = 3  # of the declaration, which need not be there, and of the table
#: A text of one run; anything else is taken as one piece to the end.
_TEXT = re.compile(r'<si><t(?: xml:space="preserve")?(?:/>|>([^<]*)</t>)</si>|([\s\S]+)')


def strings_of(container: Container) -> dict[str, str]:
    """The texts that cells share, by their index as cells write it.

    Raises:
        Refused: the part is damaged or forbidden, or has too many texts.
    """
    if _PART not in container:
        return {}
    content = container.read(_PART)
    try:
        texts = _plain_texts(content)
    except (NotPlainError, Refused):
        texts = _parsed(content)
    return dict(zip(map(str, range(len(texts))), texts, strict=True))


def unescaped(text: str) -> str:
    """A text with the letters that XML cannot hold, or that look like their spelling, as they were typed."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _plain_texts(content: bytes) -> list[str]:
    """The texts where each is one run and nothing else is told of it, without a parser.

    Raises:
        NotPlainError: they are written otherwise.
        Refused: what stands around them is damaged or forbidden, or says that there are too many.
    """
    rest, told = cut_out(content, _TABLE, b"</sst>")
    _parsed(rest)
    found = _TEXT.findall(told)
    if rest.count(b"<") > _TAGS_AROUND or (found and found[-1][1]) or len(found) > STRINGS:
        raise NotPlainError
    texts = [text for text, _ in found]
    return [unescaped(readable(text)) for text in texts] if "&" in told or "_x" in told else texts


def _parsed(content: bytes) -> list[str]:
    strings = _Strings()
    parse_markup(content, strings.start, parser=strings.parser)
    return strings.texts


class _Strings:
    """Callbacks of the shared strings: a text's runs are one text, how it is pronounced does not belong to it.

    A raised figure stays one («12¹»), or a footnote's number would make another number of the one before it.
    """

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.EndElementHandler = self.end
        self.texts: list[str] = []
        self.runs: list[str] = []
        self.pronounced = self.raised = False

    def start(self, name: str, attributes: Attributes) -> None:
        tag = local(name)
        if tag == "t" and not self.pronounced:
            self.parser.CharacterDataHandler = self._raise if self.raised else self.runs.append
        elif tag == "r":
            self.raised = False
        elif tag == "vertAlign":
            self.raised = attributes.get("val") == "superscript"
        elif tag == "rPh":
            self.pronounced = True
        elif tag == "sst":
            declared = max(number_of(attributes.get("count")), number_of(attributes.get("uniqueCount")))
            if declared > STRINGS:
                raise Refused("S05", sheet="", rows=declared, columns=1)

    def _raise(self, text: str) -> None:
        self.runs.append(text.translate(_RAISED))

    def end(self, name: str) -> None:
        self.parser.CharacterDataHandler = None
        tag = local(name)
        if tag == "rPh":
            self.pronounced = False
        elif tag == "si":
            self.texts.append(unescaped("".join(self.runs)))
            self.runs.clear()
            self.raised = False
            if len(self.texts) > STRINGS:
                raise Refused("S05", sheet="", rows=STRINGS, columns=1)
