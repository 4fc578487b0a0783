from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from docx import Document
from support.document_text import document_text
from support.templates import edited

from engine.report.documents.blanks import blanks, write_blanks
from engine.report.documents.content import CoveringLetter, Memo
from engine.report.documents.files import LETTER_TEMPLATE, MEMO_TEMPLATE
from engine.report.documents.tagged import Tag, tags_of

COMMITTED = Path(__file__).parents[3] / "workbook_templates"


def test_committed_templates_are_the_drawn_ones(tmp_path: Path) -> None:
    write_blanks(tmp_path)
    for name in (MEMO_TEMPLATE, LETTER_TEMPLATE):
        assert document_text(COMMITTED / name) == document_text(tmp_path / name)


def test_templates_are_drawn_the_same_every_time() -> None:
    assert blanks() == blanks()


def test_edited_template_is_left_alone_unless_forced(tmp_path: Path) -> None:
    write_blanks(tmp_path)
    path = edited(tmp_path / MEMO_TEMPLATE, "АНАЛИТИЧЕСКАЯ СПРАВКА", "СПРАВКА ОТДЕЛА")
    kept = path.read_bytes()
    assert write_blanks(tmp_path) == ([LETTER_TEMPLATE], [MEMO_TEMPLATE])
    assert path.read_bytes() == kept
    assert write_blanks(tmp_path, force=True) == ([MEMO_TEMPLATE, LETTER_TEMPLATE], [])
    assert path.read_bytes() == blanks()[MEMO_TEMPLATE]


def test_command_says_which_templates_it_left_alone(tmp_path: Path) -> None:
    write_blanks(tmp_path)
    edited(tmp_path / LETTER_TEMPLATE, "Уважаемые", "Дорогие")
    command = [sys.executable, "-X", "utf8", "-m", "engine.report.documents.blanks", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout.split("\n")[0]) == (1, MEMO_TEMPLATE)
    assert f"{LETTER_TEMPLATE}: edited, left alone" in done.stderr


def test_every_tag_of_the_memo_that_is_a_list_stands_in_its_template(tmp_path: Path) -> None:
    write_blanks(tmp_path)
    for name, content in ((MEMO_TEMPLATE, Memo), (LETTER_TEMPLATE, CoveringLetter)):
        text = document_text(tmp_path / name)
        for each in tags_of(content):
            if each.rows is not None:
                assert f"in {each.name} %}}" in text
                assert _row_tags_in(each, text)


def _row_tags_in(each: Tag, text: str) -> bool:
    return all(f".{row.name} " in text for row in each.rows or ())


def test_pages_are_a4_with_room_for_binding_and_no_number_on_the_first(tmp_path: Path) -> None:
    write_blanks(tmp_path)
    section = Document(str(tmp_path / MEMO_TEMPLATE)).sections[0]
    assert section.page_width is not None
    assert section.left_margin is not None
    assert (round(section.page_width.mm), round(section.left_margin.mm)) == (210, 30)
    assert section.different_first_page_header_footer
    assert "PAGE" not in section.first_page_header.part.blob.decode()
    assert "PAGE" in section.header.part.blob.decode()
