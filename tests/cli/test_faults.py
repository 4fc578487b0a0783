import pytest

from engine.cli.faults import explained


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_full_disk_names_the_file_and_what_to_check(lang: str) -> None:
    code, text = explained(OSError(28, "No space left on device", "/srv/svod/outgoing/2024/Свод.xlsx"), lang)
    assert code == 4
    assert "Свод.xlsx" in text
    assert "/srv" not in text


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_internal_fault_is_one_line_with_its_place_and_no_traceback(lang: str) -> None:
    try:
        raise KeyError("нечто")  # noqa: TRY301  a fault needs a traceback
    except KeyError as fault:
        code, text = explained(fault, lang)
    assert code == 4
    assert "test_faults.py:" in text
    assert "\n" not in text
