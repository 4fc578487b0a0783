import errno
import os
import re
from pathlib import Path

import pytest

from engine.cli.faults import explained
from engine.workspace.errors import HalfPublishedError


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_full_disk_names_the_file_and_what_to_check(lang: str) -> None:
    code, text = explained(OSError(28, "No space left on device", "/srv/svod/outgoing/2024/Свод.xlsx"), lang)
    assert code == 4
    assert "Свод.xlsx" in text
    assert "/srv" not in text
    assert ("На диске нет места" if lang == "ru" else "disk is full") in text


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_internal_fault_is_one_line_with_its_place_and_no_traceback(lang: str) -> None:
    try:
        raise KeyError("нечто")  # noqa: TRY301  a fault needs a traceback
    except KeyError as fault:
        code, text = explained(fault, lang)
    assert code == 4
    assert "test_faults.py:" in text
    assert "\n" not in text


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO])
def test_what_the_system_refuses_is_said_in_russian_words_only(number: int) -> None:
    for name in (None, "/srv/svod/Свод"):
        code, text = explained(OSError(number, os.strerror(number), name), "ru")
        assert code == 4
        assert not re.search("[a-z]", text)
        assert "запустите ещё раз" in text
        assert ("(«Свод»)" in text) == (name is not None)
        assert "{" not in text


def test_any_other_refusal_of_the_system_keeps_its_own_words() -> None:
    assert "Too many open files" in explained(OSError(errno.EMFILE, "Too many open files"), "ru")[1]


def test_publication_stopped_in_the_middle_says_that_the_next_start_finishes_it() -> None:
    fault = HalfPublishedError(Path("outgoing/2024"), OSError(errno.EIO, "Input/output error"))
    code, text = explained(fault, "ru")
    assert code == 4
    assert "запустите svod ещё раз" in text
