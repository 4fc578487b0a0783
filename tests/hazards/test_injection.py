from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document
from hazards.harmless import harm_in, obeyed, unsafe_name
from hazards.injected import PERIOD, Injected, Said, injected_workspace, run
from hazards.payloads import PAYLOADS
from python_calamine import CalamineWorkbook
from support.document_text import document_text
from support.small_region import PERIOD as YEAR
from support.workspaces import made_workspace

from engine.report.documents.files import MEMO, document_name
from engine.report.names import transmittal_name, workbook_name
from engine.vocabulary.celltext import CUT, LONGEST
from engine.vocabulary.places import Level, Place
from engine.vocabulary.safetext import typed_text

#: With which payload the first text of the quick run begins; every text meets every payload once all are tried.
FIRST = 0
#: Payloads of which nothing is changed when a form is read: one line, no blanks at the ends, nothing that is not seen.
PLAIN = {
    text
    for name, text in PAYLOADS.items()
    if text.isprintable() and text == " ".join(text.split()) and len(text) > 2 and name != "written escape"
}


@dataclass(frozen=True)
class Ran:
    """A workspace after its period was consolidated, closed, and consolidated once more, and what was printed."""

    injected: Injected
    said: dict[str, Said]

    @property
    def outputs(self) -> Path:
        return self.injected.workspace.outgoing / PERIOD

    def table(self, name: str) -> list[dict[str, str]]:
        with (self.outputs / "data" / f"{name}.csv").open(encoding="utf-8", newline="") as rows:
            return list(csv.DictReader(rows))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Ran:
    """Everything that a district does with what came."""
    injected = injected_workspace(tmp_path_factory.mktemp("injected"), small_rules, FIRST)
    root, incoming = str(injected.workspace.root), injected.workspace.incoming
    commands = {
        "consolidate": ["consolidate"],
        "check": ["check", *(str(incoming / path) for path in [*injected.typed, "почта.zip"])],
        "status": ["status", "--format", "json"],
        "close": ["close"],
        "again": ["consolidate", "--format", "json"],
    }
    return Ran(injected, {name: run(*words, "--workspace", root) for name, words in commands.items()})


def files(ran: Ran) -> Iterator[tuple[Path, Path | None]]:
    """Every output, and the template of a document."""
    templates = {each.stem: each for each in ran.injected.workspace.templates.glob("*.docx")}
    for path in sorted(ran.outputs.rglob("*")):
        if path.is_file():
            yield (
                path,
                next((each for stem, each in templates.items() if stem.casefold() in path.stem.casefold()), None),
            )


def cells(path: Path) -> set[str]:
    """The texts of a workbook."""
    book = CalamineWorkbook.from_path(str(path))
    rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
    return {cell for row in rows for cell in row if isinstance(cell, str)}


def test_there_are_as_many_payloads_as_were_promised() -> None:
    assert len(PAYLOADS) >= 34
    assert len(set(PAYLOADS.values())) == len(PAYLOADS)


def test_harm_is_seen_where_there_is_some(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write("A1", PAYLOADS["web"])
        sheet.write("A2", PAYLOADS["web link"])
        sheet.write_comment("A3", "заметка")
    assert len(harm_in(tmp_path / "a.xlsx")) >= 4
    for name, text in (
        ("a.csv", "0101,текст;=1+1"),
        ("b.csv", " @SUM(A1),2"),
        ("a.txt", "\x1b[31m"),
        ("nul.json", "{}"),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        assert harm_in(tmp_path / name)
    document = Document()
    document.part.relate_to("http://evil.example", "http://a/hyperlink", is_external=True)
    document.save(str(tmp_path / "a.docx"))
    assert harm_in(tmp_path / "a.docx", None)


def test_no_payload_stops_a_command(ran: Ran) -> None:
    assert {name: said.code for name, said in ran.said.items()} == {
        "consolidate": 3,
        "check": 3,
        "status": 0,
        "close": 0,
        "again": 3,
    }


def test_outputs_of_every_kind_were_written(ran: Ran) -> None:
    kinds = {each["kind"] for each in json.loads((ran.outputs / "run.json").read_text(encoding="utf-8"))["outputs"]}
    assert kinds == {
        *("region_workbook", "district_workbook", "district_transmittal", "return", "letter", "document", "data"),
    }


def test_no_output_calculates_links_or_obeys_what_came_from_an_input(ran: Ran) -> None:
    assert [each for path, template in files(ran) for each in harm_in(path, template)] == []


def test_no_command_prints_what_a_terminal_obeys(ran: Ran) -> None:
    for said in ran.said.values():
        assert obeyed(said.out.decode("utf-8")) == []
        assert obeyed(said.err.decode("utf-8")) == []


def test_what_is_printed_for_programs_is_json(ran: Ran) -> None:
    for name in ("status", "again"):
        json.loads(ran.said[name].out.decode("utf-8"))


def test_every_file_of_any_name_has_one_row(ran: Ran) -> None:
    incoming = ran.injected.workspace.incoming
    # Folders that are called like a workbook have a row, too.
    there = sum(each.is_file() or each.suffix == ".xlsx" for each in incoming.rglob("*"))
    paths = [row["path"] for row in ran.table("register")]
    assert len(paths) == len(set(paths)) == there + len(PAYLOADS)  # the members of the archive


def test_text_of_a_form_stands_in_the_data_and_in_the_workbook_as_it_was_typed(ran: Ran) -> None:
    told = {(row["path"], row["line"], row["column"]): row["value"] for row in ran.table("facts")}
    typed = ran.injected.typed["2025-01-13/01.xlsx"]
    (book,) = (each for each in ran.outputs.glob("01 *.xlsx") if "муниципальный свод" in each.name)
    shown = cells(book)
    known = {at: text for at, text in typed.items() if text in PLAIN and at not in {"002.1", "003.1"}}
    assert len(known) > 30
    for at, text in known.items():
        assert typed_text(told["2025-01-13/01.xlsx", *at.split(".")]) == text
        assert text in shown or any(len(each) == LONGEST and each.endswith(CUT) for each in shown)


def test_nothing_that_is_closed_seems_changed_when_it_is_read_again(ran: Ran) -> None:
    assert ran.table("changes") == []


def test_tag_of_a_template_stands_in_a_document_as_it_was_typed(ran: Ran) -> None:
    (memo,) = (ran.outputs / "documents").glob("05 * аналитическая справка*.docx")
    assert PAYLOADS["tag of a template"] in document_text(memo)


def test_letters_go_to_nobody_whom_an_input_names_in_a_line_of_its_own(ran: Ran) -> None:
    for path in ran.outputs.rglob("*.eml"):
        message = message_from_bytes(path.read_bytes())
        assert set(message.keys()) <= {"X-Unsent", "To", "Cc", "Subject", "Content-Type", "MIME-Version"}
        assert "evil" not in str(message["To"])


def test_outputs_have_safe_names_whatever_the_registry_calls_a_place() -> None:
    for text in PAYLOADS.values():
        place = Place("01", Level.DISTRICT, "00", text)
        names = [workbook_name(place, YEAR), transmittal_name(place, YEAR), document_name(place, YEAR, MEMO)]
        assert [why for name in names for why in unsafe_name(name)] == []
        assert all(name.startswith("01") for name in names)


def test_what_is_typed_at_a_command_is_shown_harmless(
    tmp_path: Path, small_rules: Path, kept_small_forms: Path
) -> None:
    made_workspace(tmp_path, small_rules, kept_small_forms)
    for name in ("terminal", "terminal of eight bits", "bidi", "control", "half of a pair"):
        text = PAYLOADS[name]
        for words in (["deadline", "--", text], ["consolidate", f"--period={text}"]):
            said = run(words[0], "--workspace", str(tmp_path), *words[1:])
            assert said.code in {0, 1, 2}
            assert obeyed(said.out.decode("utf-8")) == []
            assert obeyed(said.err.decode("utf-8")) == []
