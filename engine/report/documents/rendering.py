"""Filling a template: the document's bytes, the same for the same content, with nothing of the machine in them."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from lxml import etree

from engine.report.documents.cleaning import forget_properties
from engine.report.documents.faults import Problem, TemplateFault, UnfilledError
from engine.report.documents.template import WordTemplate, printable

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # of a zip archive
_LONGEST = 255  # characters of a property
_CONTAINERS = ("w:tc", "w:hdr", "w:ftr", "w:footnote")


@dataclass(frozen=True, slots=True)
class Properties:
    """What a document says about itself: ``created`` is the as-of date, since no clock is read."""

    title: str
    organisation: str
    created: date


class _Filled(DocxTemplate):  # type: ignore[misc]  # docxtpl ships no types
    """A document being filled that would rather stop than lose a part of a page."""

    def __init__(self, template: WordTemplate) -> None:
        super().__init__(BytesIO(template.content))
        self._patched = template.patched

    def patch_xml(self, xml: str) -> str:
        # The same few parts come for every document of a template, and working them over takes longest.
        if xml not in self._patched:
            self._patched[xml] = super().patch_xml(xml)
        return self._patched[xml]

    def fix_tables(self, xml: str) -> etree._Element:
        # docxtpl repairs what does not parse by leaving it out; here nobody would notice.
        etree.fromstring(xml)
        tree = super().fix_tables(xml)
        complete(tree)
        return tree


def rendered(template: WordTemplate, values: Mapping[str, Any], properties: Properties) -> bytes:
    """Fill a template.

    Raises:
        UnfilledError: its tags stand so that the result would be no document.
    """
    filled = _Filled(template)
    try:
        filled.render(dict(values), template.tags)
        _describe(filled, properties)
        made = BytesIO()
        filled.save(made)
    except Exception as fault:
        # What a template does is its author's program: whatever that raises is told as the template's fault.
        problem: Problem = "misplaced" if isinstance(fault, etree.XMLSyntaxError) else "filling"
        said = f"{type(fault).__name__}: {fault}"
        raise UnfilledError(TemplateFault(template.name, problem, text=" ".join(said.split())[:200])) from fault
    return same_every_time(made.getvalue())


def same_every_time(archive: bytes) -> bytes:
    """The same archive without the times at which its parts were written."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(archive)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in source.infolist():
            member = zipfile.ZipInfo(info.filename, _EARLIEST)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            member.create_system = 3
            copy.writestr(member, source.read(info))
    return made.getvalue()


def complete(tree: etree._Element) -> None:
    """Give every cell, header and footer the paragraph that it must have, where a condition took it away."""
    for container in tree.iter(*(qn(name) for name in _CONTAINERS)):
        if container.find(qn("w:p")) is None:
            container.append(OxmlElement("w:p"))


def _describe(filled: DocxTemplate, properties: Properties) -> None:
    """Write the document's properties; who edited the template, and when, is not in them."""
    forget_properties(filled.docx)
    made = datetime.combine(properties.created, time(), UTC)
    own = filled.docx.core_properties
    own.title = printable(properties.title)[:_LONGEST]
    own.author = printable(properties.organisation)[:_LONGEST]
    own.created = own.modified = made
    own.language = "ru-RU"
