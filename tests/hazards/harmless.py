"""What could do harm in the outputs of a run: formulas, links, markup, escapes and names that came from an input."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from html import unescape
from pathlib import Path
from xml.parsers import expat

from hazards.payloads import PAYLOADS

from engine.report.mailaddresses import mail_address

_CALCULATED = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?(e-?[0-9]+)?")
_OBEYED = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
#: What is not seen and does nothing, as between the parts of an emoji; in data it stays as it was typed.
_JOINING = "\u00ad\u200b\u200c\u200d\u2060\ufeff\U000e0041"
#: Parts that no output of ours has.
_FOREIGN = ("externalLink", "vbaProject", "connections", "customXml", "customProperty", "embeddings", "persons")
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_HEADERS = {"X-Unsent", "To", "Cc", "Subject", "Content-Type", "MIME-Version"}
#: Payloads that no formula of ours holds by chance.
_IN_FORMULAS = tuple(text.strip("={} \t\r\n") for text in PAYLOADS.values() if 6 <= len(text.strip()) < 1000)


def harm_in(path: Path, template: Path | None = None) -> list[str]:
    """Everything in an output file that an input may have put there; ``template`` is what a Word document began as."""
    kinds = {".xlsx": _workbook, ".csv": _table, ".txt": _letter, ".eml": _draft, ".json": _contents}
    found = _document(path, template) if path.suffix == ".docx" else kinds[path.suffix](path)
    return [f"{path.name}: {each}" for each in (*found, *unsafe_name(path.name))]


def obeyed(text: str, *, but: str = "\n") -> list[str]:
    """Characters of a text that a terminal or a reader of plain text would obey instead of showing them."""
    return [f"{each!r} in {text!r:.200}" for each in text if unicodedata.category(each) in _OBEYED and each not in but]


def unsafe_name(name: str) -> Iterator[str]:
    """Why a file cannot be called so everywhere."""
    if len(name) > 79 or _DEVICES.fullmatch(name) or name != name.strip(" .") or re.search(r'[<>:"/\\|?*]', name):
        yield "its name"
    yield from (f"its name: {each}" for each in obeyed(name, but=""))


def _workbook(path: Path) -> Iterator[str]:
    for name, content in _parts(path):
        yield from _markup(name, content)
        if "comments" in name and "returns" not in path.parts:
            yield f"{name}: notes"
        for formula in re.findall(r"<f[^>]*>([^<]*)</f>", content):
            yield from (f"{name}: {formula:.200}" for each in _IN_FORMULAS if each in unescape(formula))
            if re.search(r'WEBSERVICE|DDE\(|cmd\||HYPERLINK\((?!"#)', unescape(formula)):
                yield f"{name}: {formula:.200}"
        yield from (f"{name}: {each}" for each in re.findall("<hyperlink [^>]*>", content) if "location=" not in each)
        yield from (f"{name}: {each}" for each in re.findall("<hyperlink [^>]*>", content) if "r:id=" in each)
        for sheet in re.findall(r'<sheet name="([^"]*)"', content):
            if len(unescape(sheet)) > 31 or re.search(r"[\[\]:*?/\\]|^'|'$", unescape(sheet)):
                yield f"sheet {sheet}"


def _document(path: Path, template: Path | None) -> Iterator[str]:
    own = "" if template is None else "\n".join(content for _, content in _parts(template))
    for name, content in _parts(path):
        yield from _markup(name, content)
        for tag in re.findall(r"<w:(?:instrText|fldSimple|hyperlink|object|altChunk)[ >][^>]*", content):
            if tag not in own:
                yield f"{name}: {tag}"


def _markup(name: str, content: str) -> Iterator[str]:
    """A part that cannot be read, is not ours, or leads outside."""
    try:
        expat.ParserCreate().Parse(content.encode(), True)  # noqa: FBT003  its signature
    except expat.ExpatError as error:
        yield f"{name}: {error}"
    if any(each in name for each in _FOREIGN) or 'TargetMode="External"' in content or "<!DOCTYPE" in content:
        yield f"{name}: leads outside"


def _table(path: Path) -> Iterator[str]:
    text = path.read_bytes().decode("utf-8")
    yield from obeyed(text, but=f"\n{_JOINING}")
    for row in csv.reader(io.StringIO(text, newline="")):
        yield from (cell[:200] for cell in row if _calculated(cell))
    # A Russian Excel takes «;» for the end of a cell.
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=";"):
        yield from (f";{cell[:200]}" for cell in row[1:] if _calculated(cell))


def _calculated(cell: str) -> bool:
    return cell.lstrip().startswith(_CALCULATED) and _NUMBER.fullmatch(cell) is None


def _letter(path: Path) -> Iterator[str]:
    yield from obeyed(path.read_bytes().decode("utf-8-sig"), but="\r\n")


def _draft(path: Path) -> Iterator[str]:
    message = message_from_bytes(path.read_bytes())
    yield from (f"header {each}" for each in message if each not in _HEADERS)
    for name in ("To", "Cc"):
        if name in message and mail_address(message[name]) != message[name]:
            yield f"{name}: {message[name]}"
    said, *files = message.get_payload()
    assert isinstance(said, Message)
    body = said.get_payload(decode=True)
    assert isinstance(body, bytes)
    yield from obeyed(body.decode("utf-8"), but="\r\n")
    if len(files) > 1:
        yield f"{len(files)} files"


def _contents(path: Path) -> Iterator[str]:
    text = path.read_bytes().decode("utf-8")
    json.loads(text, parse_constant=_not_a_number)
    yield from obeyed(text)


def _not_a_number(text: str) -> None:
    raise ValueError(text)


def _parts(path: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if not name.endswith((".png", ".jpeg", ".bin")):
                yield name, archive.read(name).decode("utf-8")
