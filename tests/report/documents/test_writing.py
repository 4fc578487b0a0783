from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from support.consolidations import PLACES, SECRETS, sample, sample_rulebook
from support.document_text import document_text, paragraphs, with_earlier
from support.golden import assert_golden
from support.templates import edited, shipped_templates

from engine.report.documents.files import LETTER_TEMPLATE, MEMO_TEMPLATE
from engine.report.documents.writing import Documents, write_documents
from engine.report.workbooks import Output
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.language import speaking
from engine.vocabulary.transmittal import Transmittal

GOLDEN = Path(__file__).parents[1] / "golden"
REGION = "documents/Аналитическая справка 2024.docx"
MEMO = "documents/02 Холмский городской округ – аналитическая справка 2024.docx"
LETTER = "documents/02 Холмский городской округ – сопроводительное письмо 2024.docx"
HOSTILE = "МБОУ «Школа & <Ко>» {{ период }} {% if %}"


@pytest.fixture(scope="module")
def small(rulebook: Rulebook) -> Rulebook:
    return sample_rulebook(rulebook)


def written(folder: Path, small: Rulebook, templates: Path) -> Documents:
    return write_documents(folder, with_earlier(sample(small)), small, templates)


@pytest.fixture(scope="module")
def outputs(small: Rulebook, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Documents]:
    folder = tmp_path_factory.mktemp("documents")
    return folder, written(folder, small, shipped_templates(folder / "templates"))


@pytest.fixture
def sent_by_second() -> Transmittal:
    day = date(2024, 12, 31)
    return Transmittal("02.xlsx", "0" * 64, "02", "2024", day, 1, "1.0", {}, {}, "Данные", "F")


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    return shipped_templates(tmp_path / "templates")


def test_every_district_gets_a_memo_and_a_letter_and_the_region_a_memo(outputs: tuple[Path, Documents]) -> None:
    folder, made = outputs
    assert made.faults == ()
    assert [(each.kind, each.place_id, each.path) for each in made.outputs] == [
        ("document", "01", "documents/01 Ручейский район – аналитическая справка 2024.docx"),
        ("document", "01", "documents/01 Ручейский район – сопроводительное письмо 2024.docx"),
        ("document", "02", MEMO),
        ("document", "02", LETTER),
        ("document", "00", REGION),
    ]
    assert all((folder / each.path).is_file() for each in made.outputs)


@pytest.mark.parametrize(
    ("path", "golden"), [(REGION, "memo_00.txt"), (MEMO, "memo_02.txt"), (LETTER, "letter_02.txt")]
)
def test_documents_say_what_was_agreed(outputs: tuple[Path, Documents], path: str, golden: str) -> None:
    assert_golden(document_text(outputs[0] / path), GOLDEN / golden)


def test_no_tag_is_left_over(outputs: tuple[Path, Documents]) -> None:
    folder, made = outputs
    for each in made.outputs:
        text = document_text(folder / each.path)
        assert not [mark for mark in ("{{", "}}", "{%", "%}") if mark in text]


def test_secrets_are_in_no_part_of_the_regions_document(outputs: tuple[Path, Documents]) -> None:
    with zipfile.ZipFile(outputs[0] / REGION) as archive:
        everything = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    assert not [secret for secret in SECRETS if secret in everything]


def test_document_is_dated_as_of_and_signed_by_the_organisation(
    outputs: tuple[Path, Documents], small: Rulebook
) -> None:
    own = Document(str(outputs[0] / MEMO)).core_properties
    assert own.title == "Аналитическая справка за 2024 год · Холмский городской округ"
    assert own.author == small.programme.organisation
    assert own.last_modified_by == ""
    assert own.created is not None
    assert own.created.date() == date(2024, 12, 31)


def test_repeated_run_gives_the_same_bytes_in_any_language(
    outputs: tuple[Path, Documents], small: Rulebook, tmp_path: Path, templates: Path
) -> None:
    with speaking("en"):
        again = written(tmp_path, small, templates)
    for each in again.outputs:
        assert (tmp_path / each.path).read_bytes() == (outputs[0] / each.path).read_bytes()


def test_hostile_names_stay_text(rulebook: Rulebook, tmp_path: Path, templates: Path) -> None:
    places = [replace(each, name=HOSTILE) if each.id == "0203" else each for each in PLACES]
    small = sample_rulebook(rulebook, places)
    made = write_documents(tmp_path, sample(small), small, templates)
    assert made.faults == ()
    assert HOSTILE in document_text(tmp_path / MEMO)


def test_missing_template_leaves_everything_else(small: Rulebook, tmp_path: Path, templates: Path) -> None:
    (templates / MEMO_TEMPLATE).unlink()
    made = written(tmp_path, small, templates)
    (fault,) = made.faults
    assert fault.said("ru") == (
        f"Шаблон «{MEMO_TEMPLATE}»: файла нет в папке workbook_templates. Верните его; такой же есть в каждой новой "
        "рабочей папке (svod init)."
    )
    assert {each.path.rpartition("– ")[2] for each in made.outputs} == {"сопроводительное письмо 2024.docx"}
    assert "2. " not in "".join(paragraphs(tmp_path / LETTER))


def test_no_templates_at_all_yield_no_document_and_no_folder(small: Rulebook, tmp_path: Path) -> None:
    made = written(tmp_path, small, tmp_path / "нет")
    assert (made.outputs, [each.problem for each in made.faults]) == ((), ["missing", "missing"])
    assert list(tmp_path.iterdir()) == []


def test_unknown_tag_is_told_with_the_nearest_and_the_memos_are_written(
    small: Rulebook, tmp_path: Path, templates: Path
) -> None:
    edited(templates / LETTER_TEMPLATE, "{{ тема }}", "{{ темы }}")
    made = written(tmp_path, small, templates)
    assert [(each.file, each.tag, each.meant) for each in made.faults] == [(LETTER_TEMPLATE, "темы", "тема")]
    assert len(made.outputs) == 3


def test_fault_that_shows_only_when_filling_is_told_once(small: Rulebook, tmp_path: Path, templates: Path) -> None:
    edited(templates / LETTER_TEMPLATE, "{{ тема }}", "{{ 1 // 0 }}")
    made = written(tmp_path, small, templates)
    assert [each.problem for each in made.faults] == ["filling"]
    assert len(made.outputs) == 3


def test_offices_own_words_and_order_are_kept(small: Rulebook, tmp_path: Path, templates: Path) -> None:
    edited(templates / MEMO_TEMPLATE, "АНАЛИТИЧЕСКАЯ СПРАВКА", "СПРАВКА: учтено {{ отчетов_учтено }}")
    made = written(tmp_path, small, templates)
    assert made.faults == ()
    assert "СПРАВКА: учтено 7" in paragraphs(tmp_path / REGION)


def test_district_that_sent_its_transmittal_gets_no_letter_to_it(
    small: Rulebook, tmp_path: Path, templates: Path, sent_by_second: Transmittal
) -> None:
    made = write_documents(tmp_path, replace(sample(small), transmittals=(sent_by_second,)), small, templates)
    letters = [each.place_id for each in made.outputs if "письмо" in each.path]
    assert letters == ["01"]
    assert all(isinstance(each, Output) for each in made.outputs)
