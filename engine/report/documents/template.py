"""A Word template that an office may have edited: read, cleaned and checked before anything is made from it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docxtpl import DocxTemplate
from jinja2 import Environment, StrictUndefined, Template, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree
from rapidfuzz import fuzz, process

from engine.report.documents.cleaning import clean
from engine.report.documents.faults import Problem, TemplateFault
from engine.report.documents.nesting import commands_in, never_closed
from engine.report.documents.tagged import Schema
from engine.report.documents.tagnames import unknown_names

_COMMANDS = ("for", "endfor", "if", "elif", "else", "endif", "set")
_PLACED = ("p", "tr", "tc", "r")
_TAG = re.compile(r"<[^>]+>")
_SINGLE = re.compile(r"(?<!\{)\{\s*([^\W\d]\w*)\s*\}(?!\})")
_APART = re.compile(r"\{\s+[{%]|[%}]\s+\}")
_INNERMOST = re.compile(r"innermost block that needs to be closed is '(\w+)'")
_UNKNOWN_COMMAND = re.compile(r"unknown tag '([^']*)'")
_NO_FILTER = re.compile(r"No (?:filter|test) named '([^']*)'")
_LIKE_ENOUGH = 60
_LONGEST = 120
_PARAGRAPH = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_UNREADABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class _Tags(ImmutableSandboxedEnvironment):
    """The language of the tags: values are text, whatever they hold; each part of a template is compiled once."""

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_printed)
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: Any, *options: Any, **named: Any) -> Template:  # noqa: ANN401  as inherited
        if source not in self._compiled:
            self._compiled[source] = super().from_string(source, *options, **named)
        return self._compiled[source]


@dataclass(frozen=True)
class WordTemplate:
    """A template that passed its checks: its name, the cleaned document, and what its tags are read with.

    ``sha256`` is the hash of the file as it came; ``patched`` keeps what docxtpl made of the document's parts.
    """

    name: str
    content: bytes
    tags: Environment
    sha256: str = ""
    patched: dict[str, str] = field(default_factory=dict)


def read_template(path: Path, schema: Schema) -> tuple[WordTemplate | None, tuple[TemplateFault, ...]]:
    """Read and check a template; it is None where there are faults, all of which are told."""
    try:
        content = path.read_bytes()
        document = Document(BytesIO(content))
        clean(document)
        cleaned = BytesIO()
        document.save(cleaned)
    except FileNotFoundError:
        return None, (TemplateFault(path.name, "missing"),)
    except Exception:  # noqa: BLE001  python-docx raises whatever its parsers met in a file that is no document
        return None, (TemplateFault(path.name, "unreadable"),)
    template = WordTemplate(path.name, cleaned.getvalue(), _Tags(), hashlib.sha256(content).hexdigest())
    faults = tuple(dict.fromkeys(_Check(template, schema).faults()))
    return (None if faults else template), faults


@dataclass(frozen=True)
class _Check:
    """The checks of one template against what it may name."""

    template: WordTemplate
    schema: Schema

    def faults(self) -> Iterator[TemplateFault]:
        for source, patched in self._parts:
            written = list(self._wrongly_written(source))
            yield from written or self._wrongly_used(patched, [_text_of(each) for each in source.iter(_PARAGRAPH)])

    @cached_property
    def _parts(self) -> list[tuple[etree._Element, str]]:
        """The body, headers, footers and notes: as they stand, and as docxtpl hands them over, a line a paragraph."""
        filled = DocxTemplate(BytesIO(self.template.content))
        filled.init_docx()
        sources = [filled.get_xml()]
        for kind in (filled.HEADER_URI, filled.FOOTER_URI):
            sources += [filled.get_part_xml(part) for _, part in filled.get_headers_footers(kind)]
        return [
            (etree.fromstring(each), re.sub(r"<w:p([ >])", r"\n<w:p\1", filled.patch_xml(each))) for each in sources
        ]

    def _wrongly_written(self, source: etree._Element) -> Iterator[TemplateFault]:
        """Paragraphs in which a tag is opened and not closed, or its brackets are not double."""
        for paragraph in source.iter(_PARAGRAPH):
            text = _text_of(paragraph)
            single = _SINGLE.search(text)
            if (
                text.count("{{") != text.count("}}")
                or text.count("{%") != text.count("%}")
                or _APART.search(text)
                or (single is not None and single[1] in self.schema)
            ):
                yield self._fault("syntax", text=_shortened(text))

    def _wrongly_used(self, patched: str, texts: Sequence[str]) -> Iterator[TemplateFault]:
        try:
            tree = self.template.tags.parse(patched)
            self.template.tags.from_string(patched)
        except TemplateSyntaxError as error:
            yield self._syntax_fault(error, patched, texts)
            return
        for name, options in unknown_names(tree, self.schema, frozenset(self.template.tags.globals)):
            yield self._fault("unknown", tag=name, meant=_nearest(name, options))

    def _syntax_fault(self, error: TemplateSyntaxError, patched: str, texts: Sequence[str]) -> TemplateFault:
        said = error.message or ""
        text = _shortened(_TAG.sub("", patched.splitlines()[min(error.lineno, patched.count("\n") + 1) - 1]))
        if match := _INNERMOST.search(said):
            opened = next((each for each in never_closed(texts) if each.command == match[1]), None)
            if opened is None:
                return self._fault("unclosed", tag=f"{{% end{match[1]} %}}", text=text)
            return self._fault("unclosed", tag=opened.closing, text=opened.words)
        if match := _NO_FILTER.search(said):
            return self._fault("filter", tag=match[1], meant=_nearest(match[1], self.template.tags.filters))
        if match := _UNKNOWN_COMMAND.search(said):
            # docxtpl takes the paragraph around a tag away, so that the tag sticks to the text before it.
            own = [each for each in texts if match[1] in commands_in(each)]
            text = _shortened(own[0]) if len(own) == 1 else text
            if match[1] in (*_PLACED, *_COMMANDS):
                return self._fault("misplaced", text=text)
            return self._fault("command", tag=match[1], text=text, meant=_nearest(match[1], _COMMANDS))
        return self._fault("syntax", text=text)

    def _fault(
        self, problem: Problem, tag: str | None = None, text: str | None = None, meant: str | None = None
    ) -> TemplateFault:
        return TemplateFault(self.template.name, problem, tag, text, meant)


def _nearest(name: str, options: Mapping[str, Any] | tuple[str, ...]) -> str | None:
    found = process.extractOne(name.casefold(), list(options), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH)
    return None if found is None else str(found[0])


def _text_of(paragraph: etree._Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(_TEXT))


def _shortened(text: str) -> str:
    bare = " ".join(text.split())
    return bare if len(bare) <= _LONGEST else f"{bare[:_LONGEST]}…"


def printable(text: str) -> str:
    """The text without what XML cannot hold and what turns the direction of writing."""
    return _TURNING.sub("", _UNREADABLE.sub("", text))


def _printed(value: object) -> object:
    return printable(value) if isinstance(value, str) else value
