"""What the demo's conversion gives where LibreOffice is installed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from engine.intake.incoming import read_paths
from engine.pipeline.demo.answers import school_answers
from engine.pipeline.demo.conversion import convert
from engine.rulebook.rulebook import Rulebook
from engine.template.content import school_content
from engine.template.writer import write_form
from engine.vocabulary.fields import Source

pytestmark = pytest.mark.libreoffice

FILLED_ON = date(2025, 1, 14)


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_converted_forms_take_the_place_of_the_originals_and_hold_the_same(
    rulebook: Rulebook, tmp_path: Path, ending: str
) -> None:
    period = rulebook.periods["2024"]
    contents = []
    for place_id in ("0104", "0317"):
        content = school_content(rulebook, period, place_id)
        contents.append(replace(content, values=school_answers(content, rulebook.registry[place_id], FILLED_ON)))
    paths = [tmp_path / f"Отчёт {content.place and content.place.id}.xlsx" for content in contents]
    for path, content in zip(paths, contents, strict=True):
        write_form(path, content)

    converted = convert(paths, ending)

    assert [*converted] == [path.with_suffix(f".{ending}") for path in paths] == sorted(tmp_path.iterdir())
    for reading, content in zip(read_paths(converted, rulebook), contents, strict=True):
        assert reading.format == ending
        assert reading.submission is not None
        assert reading.submission.saved_at is not None
        typed = {each.address: each.value for each in reading.submission.values if each.source is Source.TYPED}
        assert typed == {**content.printed, **content.values}
