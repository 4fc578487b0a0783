"""A workspace where every text that people or their programs write is a payload, and what its commands say."""

from __future__ import annotations

import csv
import io
import os
import re
import shutil
import zipfile
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from hazards.payloads import PAYLOADS
from support.forms import consistent
from support.returning import explain
from support.templates import shipped_templates

from engine.cli.group import exit_code
from engine.rulebook.loading import load_rulebook
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, school_content
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, FieldType, Value
from engine.workspace.folders import Workspace

PERIOD = "2024"
_TEXTS = {FieldType.TEXT, FieldType.LINK}
_MARK = re.compile("@@([0-9]{4})@@")
#: What XML cannot hold, and what its readers would change; Excel writes these as «_x001B_».
_WRITTEN_OUT = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_EXPLAINED = "K08b"  # the relation that 0501 breaks
_STAMP = {"form": "school", "form_version": "2024-1", "period": "2024", "place_id": "0503"}
#: Names of a sheet that do most harm, by place; the first place's stays as it is.
_SHEETS = {"0501": "terminal", "0502": "half of a pair", "0503": "bidi"}


@dataclass(frozen=True)
class Injected:
    """The workspace, and the payloads typed into its forms: by file, then by address ("601.2") or by what it is."""

    workspace: Workspace
    typed: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Said:
    """What a command printed: its exit code and the bytes of both streams."""

    code: int
    out: bytes
    err: bytes


def run(*arguments: str) -> Said:
    """Run one command as the shell would."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace") for _ in range(2))
    with redirect_stdout(out), redirect_stderr(err):
        code = exit_code(list(arguments))
    out.flush()
    err.flush()
    return Said(code, out.buffer.getvalue(), err.buffer.getvalue())  # type: ignore[attr-defined]  # BytesIO has it


class _Pen:
    """Gives payloads one after another, each as a mark that stands for it until the file is written."""

    def __init__(self, first: int) -> None:
        self._names = list(PAYLOADS)
        self._next = count(first)
        self.texts: list[str] = []

    def payload(self, suffix: str = "") -> str:
        self.texts.append(PAYLOADS[self._names[next(self._next) % len(self._names)]] + suffix)
        return f"@@{len(self.texts) - 1:04d}@@"

    def named(self, name: str) -> str:
        self.texts.append(PAYLOADS[name])
        return f"@@{len(self.texts) - 1:04d}@@"

    def text(self, mark: str) -> str:
        return self.texts[int(mark.strip("@"))]


def injected_workspace(folder: Path, small_rules: Path, first: int) -> Injected:
    """Fill a workspace; ``first`` says with which payload the first text begins, the others follow in turn."""
    shutil.copytree(small_rules, folder / "rules")
    pen = _Pen(first)
    _decide(folder / "rules" / "decisions.csv", pen)
    shipped_templates(folder / "workbook_templates")
    workspace, rulebook = Workspace(folder), load_rulebook(folder / "rules")
    workspace.incoming.mkdir(parents=True)
    typed = {
        path: _send(workspace, rulebook, place_id, path, pen)
        for place_id, path in (
            ("0101", "2025-01-13/01.xlsx"),
            ("0501", f"{_file_name(pen)}/2025-01-13/05.xlsx"),
            ("0502", f"2025-01-13/{_file_name(pen)}.xlsx"),
            ("0503", f"{_file_name(pen)}.XLSX"),
        )
    }
    _strangers(workspace, rulebook, pen)
    _odd_names(workspace.incoming)
    return Injected(workspace, typed)


def _send(workspace: Workspace, rulebook: Rulebook, place_id: str, path: str, pen: _Pen) -> dict[str, str]:
    content = consistent(school_content(rulebook, rulebook.periods[PERIOD], place_id))
    marks = {
        str(each.address): pen.payload()
        for each in content.fields
        if each.type in _TEXTS and not each.choices and str(each.address)[:3] not in {"001", "004"}
    }
    numbers: dict[str, Value] = {
        "0101": {"304": 7},
        "0501": {"304": 7, "308": 90},
        "0502": {"304": 7, "306": 40},
        "0503": {"304": 7, "101": pen.payload(), "011": pen.payload(), "601": pen.payload()},
    }[place_id]
    changes = {Address.parse(at): value for at, value in {**marks, **numbers}.items()}
    # A higher revision than that of the strangers: they say that they are 0503, too.
    content = replace(content, values={**content.values, **changes}, revision=int(place_id == "0503"))
    target = workspace.incoming / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(_with_payloads(_changed(content, place_id, pen), pen))
    return {at: pen.text(mark) for at, mark in marks.items()}


def _changed(content: FormContent, place_id: str, pen: _Pen) -> bytes:
    """The form after somebody opened it: an explanation, texts beside the form, another name of a sheet."""
    stream = io.BytesIO()
    write_form(stream, content)
    book = openpyxl.load_workbook(stream)
    if place_id == "0501":
        explain(_EXPLAINED, pen.payload(f" совместители {PAYLOADS['tag of a template']}"))(book)
    if place_id != "0101":
        book.worksheets[1].title = pen.named(_SHEETS[place_id])
        book.worksheets[1]["Z3"] = pen.payload()
        book.worksheets[0]["H2"] = pen.payload()
    return _saved(book)


def _strangers(workspace: Workspace, rulebook: Rulebook, pen: _Pen) -> None:
    """Files whose own words say whose form they are, of which kind, version and period: one payload each."""
    content = consistent(school_content(rulebook, rulebook.periods[PERIOD], "0503"))
    assert content.place is not None
    told = {"@@code@@": "0503", "@@name@@": content.place.name}
    stamp = {f"@@{key}@@": value for key, value in _STAMP.items()}
    stamped = _marked(content, {value: mark for mark, value in told.items()}, stamp)
    without = _marked(content, {value: mark for mark, value in told.items()}, None)
    for book, words in ((stamped, {**stamp, **told}), (without, told)):
        for mark in words:
            spoilt = _replaced(book, {**words, mark: pen.payload()})
            name = f"чужой {len(pen.texts)}.xlsx"
            (workspace.incoming / name).write_bytes(_with_payloads(spoilt, pen))


def _marked(content: FormContent, told: Mapping[str, str], stamp: Mapping[str, str] | None) -> bytes:
    """A form with marks instead of what it says about itself; without a stamp where there is none."""
    stream = io.BytesIO()
    write_form(stream, content)
    book = openpyxl.load_workbook(stream)
    if stamp is None:
        del book["_svod"]
    for sheet, words in ((book.worksheets[0], told), (book.worksheets[-1], _by_value(stamp or {}))):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value in words:
                    cell.value = words[str(cell.value)]
    return _saved(book)


def _by_value(stamp: Mapping[str, str]) -> dict[str, str]:
    return {value: mark for mark, value in stamp.items()}


def _replaced(workbook: bytes, words: Mapping[str, str]) -> bytes:
    return _rewritten(workbook, lambda text: re.sub("@@[a-z_]+@@", lambda found: escape(words[found[0]]), text))


def _odd_names(incoming: Path) -> None:
    """Files and members of an archive of every name that a disk and an archive can hold; none of them is a form."""
    with zipfile.ZipFile(incoming / "почта.zip", "w") as archive:
        for number, text in enumerate(PAYLOADS.values()):
            member = f"{_WRITTEN_OUT.sub('', text)[:200]}.{number}.xlsx"
            archive.writestr(zipfile.ZipInfo(member), "no form")
    names = [_disk_name(text) for text in PAYLOADS.values()]
    for above, name in zip([*names[1:], names[0]], names, strict=True):
        (incoming / above).mkdir(exist_ok=True)
        (incoming / above / f"{name}.xlsx").write_bytes(b"no form")


def _file_name(pen: _Pen) -> str:
    return _disk_name(pen.text(pen.payload()))


def _disk_name(text: str) -> str:
    """The text as a disk can hold it as a name; halves of pairs stand for bytes of another encoding."""
    name = re.sub("[\ud800-\udbff]", "\udc96", text.replace("/", "⁄").replace("\0", ""))
    while len(os.fsencode(name)) > 200:
        name = name[:-1]
    return name if name.strip(".") else "точки"


def _decide(table: Path, pen: _Pen) -> None:
    """Decisions whose basis and author are payloads, in the words that the rules check lets through."""
    with table.open("a", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        for place_id, decision in (("0502", "accept"), ("0501", "signed_copy"), ("0101", "signed_copy")):
            texts = (re.sub("[\x00\ud800-\udfff]", "", pen.text(pen.payload(" записка"))) for _ in range(2))
            writer.writerow([place_id, PERIOD, decision, "", *texts, date(2025, 1, 20).isoformat()])


def _saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _with_payloads(workbook: bytes, pen: _Pen) -> bytes:
    """The workbook with every mark replaced by its payload, as a program writes it that checks nothing."""
    return _rewritten(workbook, lambda text: _MARK.sub(lambda found: _in_xml(pen.text(found[0])), text))


def _rewritten(workbook: bytes, change: Callable[[str], str]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in source.infolist():
            part = source.read(info)
            if info.filename.endswith(".xml"):
                text = part.decode().replace("<t>@@", '<t xml:space="preserve">@@')
                part = change(text).encode()
            copy.writestr(info, part)
    return target.getvalue()


def _in_xml(text: str) -> str:
    text = _WRITTEN_OUT.sub(lambda found: f"_x{ord(found[0]):04X}_", text)
    return escape(text, {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
