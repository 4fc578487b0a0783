import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cli.output import note, printable, say, say_json


@given(st.text(alphabet=st.characters(codec=None)))
def test_no_control_direction_or_surrogate_character_reaches_the_terminal(text: str) -> None:
    shown = printable(text)
    assert shown.encode("utf-8").decode("utf-8") == shown
    assert not set(shown) & {"\x1b", "\r", "\n", "\u202e", "\u2066", "\x00", "\x9b"}


def test_ordinary_russian_text_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    say("Сдали: 71 из 74 – «Ручейская СОШ»")
    assert capsys.readouterr().out == "Сдали: 71 из 74 – «Ручейская СОШ»\n"


def test_json_is_utf8_and_writes_dates_as_iso(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    say_json({"Школа": date(2024, 12, 31)})
    assert json.loads(capsysbinary.readouterr().out.decode("utf-8")) == {"Школа": "2024-12-31"}


def test_progress_goes_to_stderr_and_is_hushed_when_asked(capsys: pytest.CaptureFixture[str]) -> None:
    note("Читаю…", quiet=False)
    note("Читаю…", quiet=True)
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "Читаю…\n")


def test_json_escapes_what_a_terminal_would_obey(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    name = "отчёт\u202e\x9b\x1b\U000e0041\udc96.xlsx"
    say_json({"path": name})
    shown = capsysbinary.readouterr().out.decode("utf-8")
    assert "отчёт\\u202e\\u009b\\u001b\\udb40\\udc41\\udc96.xlsx" in shown
    assert json.loads(shown.replace("\\udb40\\udc41\\udc96", "")) == {"path": "отчёт\u202e\x9b\x1b.xlsx"}
