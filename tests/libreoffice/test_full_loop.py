"""The whole way of a number: a person types it into the form in a real program, saves, and the engine reads it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from support.libreoffice import LibreOffice, save, type_in

from engine.intake.incoming import read_incoming
from engine.pipeline.demo.answers import school_answers
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent, school_content, universal_content
from engine.template.layout import layout_of
from engine.template.writer import write_form
from engine.vocabulary.fields import Address, Source, Submission, Value

pytestmark = pytest.mark.libreoffice

FILLED_ON = date(2025, 1, 14)
ENDINGS = ("xlsx", "ods", "xls")


def typed_and_saved(
    libreoffice: LibreOffice, folder: Path, content: FormContent, answers: Mapping[Address, Value]
) -> dict[str, Path]:
    """Write a form, type the answers into it and save it in every format, each in a folder of its own."""
    layout = layout_of(content)
    form = folder / "форма.xlsx"
    write_form(form, content)
    targets = {ending: folder / "incoming" / ending / f"отчёт.{ending}" for ending in ENDINGS}
    for target in targets.values():
        target.parent.mkdir(parents=True)
    typed = {layout.cell_of(address): value for address, value in answers.items()}
    libreoffice.run(form, type_in(typed), *map(save, targets.values()))
    return targets


def submission_in(folder: Path, rulebook: Rulebook) -> Submission:
    (reading,) = read_incoming(folder, rulebook)
    assert [finding for finding in reading.findings if finding.severity != "info"] == []
    assert reading.submission is not None
    return reading.submission


@pytest.mark.parametrize("place_id", ["0501", "0115", "0318"])
def test_what_a_person_types_is_what_the_engine_reads_from_every_format(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path, place_id: str
) -> None:
    content = school_content(rulebook, rulebook.periods["2024"], place_id)
    answers = school_answers(content, rulebook.registry[place_id], FILLED_ON)

    for target in typed_and_saved(libreoffice, tmp_path, content, answers).values():
        submission = submission_in(target.parent, rulebook)

        typed = {each.address: each.value for each in submission.values if each.source is Source.TYPED}
        implied = {each.address: each.value for each in submission.values if each.source is Source.IMPLIED}
        assert typed == {**content.printed, **answers}
        assert {type(value) for value in typed.values()} == {int, str, date}
        assert all(address.line.startswith("2") and value == 0 for address, value in implied.items())
        assert (submission.place_id, submission.period_id, submission.revision) == (place_id, "2024", 0)


def test_a_picked_name_identifies_the_school_in_every_format(
    libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path
) -> None:
    content = universal_content(rulebook, rulebook.periods["2024"], "04")
    answers = school_answers(content, rulebook.registry["0408"], FILLED_ON)

    for target in typed_and_saved(libreoffice, tmp_path, content, answers).values():
        submission = submission_in(target.parent, rulebook)

        assert submission.place_id == "0408"
        typed = {each.address: each.value for each in submission.values if each.source is Source.TYPED}
        assert typed == {**school_content(rulebook, rulebook.periods["2024"], "0408").printed, **answers}


def test_an_untouched_form_holds_nothing(libreoffice: LibreOffice, rulebook: Rulebook, tmp_path: Path) -> None:
    content = school_content(rulebook, rulebook.periods["2024"], "0501")

    for target in typed_and_saved(libreoffice, tmp_path, content, {}).values():
        (reading,) = read_incoming(target.parent, rulebook)
        values = () if reading.submission is None else reading.submission.values
        assert [each for each in values if each.source is Source.TYPED] == []
