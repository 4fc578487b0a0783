from pathlib import Path

from support.explaining import small_evidence
from support.small_region import reading, small_rulebook, submission

from engine.pipeline.explaining.values import value
from engine.vocabulary.fields import Address


def test_value_is_a_number_or_a_text_with_its_cell(tmp_path: Path) -> None:
    sent = submission("0101", {"006": "Петрова А. И.", "306": 38})
    evidence = small_evidence(tmp_path, small_rulebook(), [reading(sent)])
    number, text = value(evidence, "0101", Address("306")), value(evidence, "0101", Address("006"))
    assert (number.value, text.value) == (38, "Петрова А. И.")
    assert text.leaf is not None
    assert text.leaf.cell == "C006"


def test_value_that_is_not_there_has_no_cell(tmp_path: Path) -> None:
    evidence = small_evidence(tmp_path, small_rulebook(), [])
    node = value(evidence, "0101", Address("306"))
    assert (node.what, node.leaf) == ("no_value", None)
