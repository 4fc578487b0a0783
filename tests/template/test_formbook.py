"""The workbook class of forms."""

from __future__ import annotations

from io import BytesIO

import pytest
from support.forms import consistent, written_anew
from xlsxwriter import Workbook

from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template import writer
from engine.template.content import school_content
from engine.template.formbook import FormBook


def test_a_form_has_the_same_bytes_as_xlsxwriters_own_workbook_gives_it(
    rulebook: Rulebook, period: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = consistent(school_content(rulebook, period, "0501"))
    ours = written_anew(content)

    monkeypatch.setattr(writer, "FormBook", Workbook)

    assert written_anew(content) == ours


def test_a_formula_is_kept_as_it_is_written() -> None:
    stream = BytesIO()
    with FormBook(stream, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Лист")
        assert sheet.write_formula(0, 0, "=IF(A2=1,2,3)", None, 3) == 0
        assert sheet.table[0][0].formula == "IF(A2=1,2,3)"
