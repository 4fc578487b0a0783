from __future__ import annotations

from typing import get_args

import pytest

from engine.report.documents.faults import Problem, TemplateFault, UnfilledError


@pytest.mark.parametrize("problem", get_args(Problem))
def test_every_fault_is_said_in_both_languages_with_its_file(problem: Problem) -> None:
    fault = TemplateFault("ш.docx", problem, tag="перод", text="за {{ перод }}", meant="период")
    russian, english = fault.said("ru"), fault.said("en")
    assert russian.startswith("Шаблон «ш.docx»: ")
    assert english.startswith("Template ш.docx: ")
    for said in (russian, english):
        assert "None" not in said
        assert "период" in said
        assert said.endswith(".")


def test_nothing_is_guessed_where_no_name_is_near() -> None:
    assert "имелось в виду" not in TemplateFault("ш.docx", "unknown", tag="жжж").said("ru")


def test_fault_is_told_to_programs_with_both_texts() -> None:
    fault = TemplateFault("ш.docx", "unknown", tag="перод", meant="период")
    assert fault.told == {
        "template": "ш.docx",
        "problem": "unknown",
        "tag": "перод",
        "meant": "период",
        "ru": "Шаблон «ш.docx»: неизвестная метка «перод»; вероятно, имелось в виду «период».",
        "en": 'Template ш.docx: unknown tag "перод"; "период" was probably meant.',
    }


def test_error_keeps_its_fault() -> None:
    fault = TemplateFault("ш.docx", "filling", text="ZeroDivisionError")
    assert UnfilledError(fault).fault is fault
    assert str(UnfilledError(fault)) == fault.said("en")
