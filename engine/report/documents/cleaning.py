"""A Word document without what its last editors left in it: comments, tracked changes, names, paths, hidden parts."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.part import Part, XmlPart
from docx.opc.rel import Relationships
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml import etree

#: Ends of the types of relationships whose parts are left out: about people and programs, never about the text.
_LEFT_OUT = (
    "/comments",
    "/commentsExtended",
    "/commentsIds",
    "/commentsExtensible",
    "/people",
    "/customXml",
    "/custom-properties",
    "/extended-properties",
    "/metadata/thumbnail",
    "/attachedTemplate",
    "/mailMergeSource",
    "/mailMergeHeaderSource",
    "/vbaProject",
    "/glossaryDocument",
    "/stylesWithEffects",
)
_NOTES = ("footnotes+xml", "endnotes+xml")
#: What is taken away with everything inside; the last ones say how something was formatted before.
_REMOVED = (
    "w:del",
    "w:moveFrom",
    "w:commentRangeStart",
    "w:commentRangeEnd",
    "w:commentReference",
    "w:moveFromRangeStart",
    "w:moveFromRangeEnd",
    "w:moveToRangeStart",
    "w:moveToRangeEnd",
    "w:proofErr",
    "w:rPrChange",
    "w:pPrChange",
    "w:sectPrChange",
    "w:tblPrChange",
    "w:tblPrExChange",
    "w:tblGridChange",
    "w:tcPrChange",
    "w:trPrChange",
    "w:numberingChange",
)
_UNWRAPPED = ("w:ins", "w:moveTo")
_SETTINGS = ("w:attachedTemplate", "w:mailMerge", "w:rsids", "w:docVars", "w:trackRevisions", "w:revisionView")


def clean(document: Document) -> None:
    """Accept tracked changes and take away comments, hidden parts and traces of editing, in place."""
    package = document.part.package
    forget_properties(document)
    _drop(package.rels)
    for part in list(package.iter_parts()):
        _drop(part.rels)
        if isinstance(part, XmlPart):
            _clean_tree(part.element)
        elif part.content_type.endswith(_NOTES):
            _clean_blob(part)
    settings = document.settings.element
    for each in _found(settings, _SETTINGS):
        settings.remove(each)


def forget_properties(document: Document) -> None:
    """Take away what a document says about itself, in place: title, author, dates, who saved it last."""
    document.core_properties  # noqa: B018  python-docx makes the part where there is none
    for part in document.part.package.iter_parts():
        if part.content_type == CONTENT_TYPE.OPC_CORE_PROPERTIES and isinstance(part, XmlPart):
            for each in list(part.element):
                part.element.remove(each)


def _drop(relations: Relationships) -> None:
    for relation_id, relation in list(relations.items()):
        if relation.reltype.endswith(_LEFT_OUT) and relation.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES:
            del relations[relation_id]


def _clean_blob(part: Part) -> None:
    tree = parse_xml(part.blob)
    _clean_tree(tree)
    part._blob = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)  # noqa: SLF001  python-docx has no way to replace the content of a part that it does not know


def _clean_tree(tree: etree._Element) -> None:
    for each in list(_found(tree, _REMOVED)):
        if (parent := each.getparent()) is not None:
            parent.remove(each)
    for each in list(_found(tree, _UNWRAPPED)):
        parent = each.getparent()
        if parent is not None:
            position = parent.index(each)
            parent.remove(each)
            for child in reversed(each):
                parent.insert(position, child)


def _found(tree: etree._Element, names: tuple[str, ...]) -> Iterator[etree._Element]:
    yield from tree.iter(*(qn(name) for name in names))
