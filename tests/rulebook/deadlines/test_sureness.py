import re
from pathlib import Path

import pytest

import engine.rulebook.deadlines
from engine.rulebook.deadlines.deadline import Confidence, Note
from engine.rulebook.deadlines.sureness import confidence_of, note_facts

_PACKAGE = Path(engine.rulebook.deadlines.__file__).parent


def test_worst_note_decides() -> None:
    assert confidence_of([]) is Confidence.EXACT
    assert confidence_of([Note("outside_plan")]) is Confidence.EXACT
    assert confidence_of([Note("crosses_year"), Note("split_word")]) is Confidence.REPAIRED
    assert confidence_of([Note("year_mended"), Note("no_such_date")]) is Confidence.UNREADABLE


@pytest.mark.parametrize("code", sorted(note_facts()))
def test_every_note_has_a_level_both_languages_and_a_use(code: str) -> None:
    facts = note_facts()[code]
    assert facts["level"] in set(Confidence)
    assert set(re.findall(r"{(\w+)}", facts["ru"])) == set(re.findall(r"{(\w+)}", facts["en"]))
    sources = (path for path in sorted(_PACKAGE.iterdir()) if path.suffix in {".py", ".toml"})
    source = "".join(path.read_text(encoding="utf-8") for path in sources)
    assert f'"{code}"' in source or f"!note_{code}" in source or code.startswith("year_from_")
