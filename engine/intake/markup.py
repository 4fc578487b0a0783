"""Parses XML parts with expat: no DTD, UTF-8 only, names without their prefixes' whims."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from xml.parsers import expat
from xml.parsers.expat import errors

from engine.intake.limits import ATTRIBUTES, DEPTH, ELEMENTS
from engine.intake.refusal import Refused, damaged

Attributes = dict[str, str]
_NO_MEMORY = errors.codes[errors.XML_ERROR_NO_MEMORY]
StartTag = Callable[[str, Attributes], None]


class BrokenMarkupError(Refused):
    """A part is no XML; which part that is knows whoever asked for it to be parsed."""

    def __init__(self) -> None:
        super().__init__("F08", **damaged("markup").facts)


def parse_markup(content: bytes, start: StartTag | None = None, *, parser: expat.XMLParserType | None = None) -> None:
    """Run a parser over a whole part, calling ``start`` for every element within the limits of depth and attributes.

    Without ``start`` the parser keeps its own handlers, and the limits are theirs to keep.

    Raises:
        Refused: the part has a DTD, is not UTF-8, is no XML, or has too many elements.
    """
    parser = parser or expat.ParserCreate()
    if start is not None:
        _nest(parser, start)
    parser.StartDoctypeDeclHandler = _refuse_dtd
    parser.XmlDeclHandler = _refuse_encoding
    if b"\0" in content:  # another encoding, declared or not
        raise Refused("S12")
    if len(content) > ELEMENTS * len("<c/>"):  # what is smaller cannot have so many
        elements = content.count(b"<") - content.count(b"</")
        if elements > ELEMENTS:
            raise Refused("S02", count=elements, limit=ELEMENTS)
    try:
        parser.Parse(content, True)  # noqa: FBT003  expat takes it by position only
    except expat.ExpatError as fault:
        if fault.code == _NO_MEMORY:
            raise MemoryError from fault
        raise BrokenMarkupError from fault


def refuse_dtd(content: bytes) -> None:
    """Look through a part that nobody reads, whatever else is wrong with it.

    Raises:
        Refused: the part has a DTD.
    """
    if b"<!" not in content:
        return  # nothing that a DTD could begin with, in any encoding in which one would be found
    try:
        parse_markup(content, parser=expat.ParserCreate())
    except Refused as refused:
        if refused.code == "S04":
            raise


def _nest(parser: expat.XMLParserType, started: StartTag) -> None:
    """Hand elements on while they do not stand too deep in one another and have no more attributes than any needs."""
    depth, ended = 0, parser.EndElementHandler

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > DEPTH or len(attributes) > ATTRIBUTES:
            raise Refused("S12")
        started(name, attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        if ended is not None:
            ended(name)

    parser.StartElementHandler, parser.EndElementHandler = start, end


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]


def prefix(name: str) -> str:
    """The prefix of a name, with its colon."""
    return name[: name.find(":") + 1]


def attribute(attributes: Attributes, name: str) -> str | None:
    """An attribute whatever its prefix."""
    return next((value for key, value in attributes.items() if local(key) == name), None)


def moment(text: str) -> datetime | None:
    """A moment as office programs store it; one without a time zone counts as UTC; None when it is none."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def text_of(content: bytes, element: str) -> str:
    """The text of the first element of this name in a small part; empty when there is none.

    Raises:
        Refused: as `parse_markup`.
    """
    parser = expat.ParserCreate()
    collected: list[str] = []
    seen = 0

    def start(name: str, _: Attributes) -> None:
        nonlocal seen
        if local(name) == element:
            seen += 1
            parser.CharacterDataHandler = collected.append if seen == 1 else None

    def end(name: str) -> None:
        if local(name) == element:
            parser.CharacterDataHandler = None

    parser.EndElementHandler = end
    parse_markup(content, start, parser=parser)
    return "".join(collected)


def _refuse_dtd(*_: object) -> None:
    raise Refused("S04")


def _refuse_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if encoding is not None and encoding.lower() not in {"utf-8", "utf8", "us-ascii"}:
        raise Refused("S12")
