from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from support.templates import edited, made_template, shipped_templates

from engine.report.documents.content import CoveringLetter, Memo
from engine.report.documents.faults import TemplateFault
from engine.report.documents.files import LETTER_TEMPLATE, MEMO_TEMPLATE
from engine.report.documents.tagged import schema_of
from engine.report.documents.template import printable, read_template

SCHEMA = {"период": None, "места": {"место": None}, "тексты": {}}


def faults(path: Path) -> list[TemplateFault]:
    template, found = read_template(path, SCHEMA)
    assert (template is None) == bool(found)
    return list(found)


def faults_of(tmp_path: Path, *texts: str, header: str = "") -> list[TemplateFault]:
    return faults(made_template(tmp_path / "ш.docx", *texts, header=header))


def test_shipped_templates_have_no_fault(tmp_path: Path) -> None:
    folder = shipped_templates(tmp_path)
    assert read_template(folder / MEMO_TEMPLATE, schema_of(Memo))[1] == ()
    assert read_template(folder / LETTER_TEMPLATE, schema_of(CoveringLetter))[1] == ()


def test_missing_template_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path / "ш.docx") == [TemplateFault("ш.docx", "missing")]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut", b"{\\rtf1 old}", "просто текст".encode()])
def test_file_that_is_no_word_document_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ш.docx"
    path.write_bytes(content)
    assert faults(path) == [TemplateFault("ш.docx", "unreadable")]


def test_spreadsheet_with_the_name_of_a_document_is_no_template(tmp_path: Path, rules_dir: Path) -> None:
    path = tmp_path / "ш.docx"
    path.write_bytes(next((rules_dir.parent / "workbook_templates").glob("*.xlsx")).read_bytes())
    assert faults(path) == [TemplateFault("ш.docx", "unreadable")]


@pytest.mark.parametrize(
    "text",
    ["за {{ период }", "за { период }}", "{% if период", "за { период }", "за { { период } }", "{{ период } }"],
)
def test_brackets_that_do_not_match_are_told_with_the_paragraph(tmp_path: Path, text: str) -> None:
    assert faults_of(tmp_path, "Справка", text, "{{ период }}") == [TemplateFault("ш.docx", "syntax", text=text)]


def test_quotation_marks_that_word_replaced_are_told(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, "{% if период == «2024» %}да{% endif %}")
    assert (fault.problem, fault.text) == ("syntax", "{% if период == «2024» %}да{% endif %}")


def test_every_unknown_tag_is_told_with_the_nearest_valid_one(tmp_path: Path) -> None:
    found = faults_of(
        tmp_path, "{{ Период }}", "{%p for ряд in места %}", "{{ ряд.меcто }}", "{%p endfor %}", header="{{ жжжж }}"
    )
    assert found == [
        TemplateFault("ш.docx", "unknown", tag="Период", meant="период"),
        TemplateFault("ш.docx", "unknown", tag="ряд.меcто", meant="ряд.место"),
        TemplateFault("ш.docx", "unknown", tag="жжжж"),
    ]


def test_unknown_tag_is_told_once(tmp_path: Path) -> None:
    assert len(faults_of(tmp_path, "{{ перод }} {{ перод }}", "{{ перод }}")) == 1


def test_loop_that_is_not_closed_is_told(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "{%p for т in тексты %}", "{{ т }}") == [
        TemplateFault("ш.docx", "unclosed", tag="{%p endfor %}", text="{%p for т in тексты %}")
    ]


def test_end_without_a_beginning_is_out_of_place(tmp_path: Path) -> None:
    assert [each.problem for each in faults_of(tmp_path, "{{ период }}", "{%p endfor %}")] == ["misplaced"]


def test_row_tag_outside_a_table_is_out_of_place(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, "{%tr for ряд in места %}", "{{ ряд.место }}", "{%tr endfor %}")
    assert (fault.problem, fault.text) == ("misplaced", "{%tr for ряд in места %}")


def test_unknown_command_is_told_with_the_nearest_one(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, "Выводы", "{%p fro т in тексты %}", "{%p endfor %}")
    assert (fault.problem, fault.tag, fault.meant) == ("command", "fro", "for")
    assert fault.text == "{%p fro т in тексты %}"


def test_unknown_filter_is_told(tmp_path: Path) -> None:
    assert faults_of(tmp_path, "{{ период|uper }}") == [TemplateFault("ш.docx", "filter", tag="uper", meant="upper")]


def test_tag_that_word_split_into_pieces_is_read_whole(tmp_path: Path) -> None:
    path = edited(made_template(tmp_path / "ш.docx", "{{ период }}"), "{{ период }}", "")
    document = Document(str(path))
    for piece in ("{", "{ пер", "иод", " }", "}"):
        document.paragraphs[0].add_run(piece).bold = piece == "иод"
    document.save(str(path))
    assert faults(path) == []


def test_text_keeps_what_a_document_can_hold_and_loses_the_rest() -> None:
    assert printable("МБОУ\u00a0«А» <&> {{ x }}") == "МБОУ\u00a0«А» <&> {{ x }}"
    assert printable("а\x00б\ud800в\uffffг\u202eд\x1fе") == "абвгде"
