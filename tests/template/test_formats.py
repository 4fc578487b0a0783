from __future__ import annotations

from io import BytesIO

from xlsxwriter import Workbook

from engine.template.formats import SIZE, Formats, indent_of, size_of


def test_each_look_is_made_once_per_workbook() -> None:
    with Workbook(BytesIO()) as workbook:
        workbook.add_worksheet()
        formats = Formats(workbook)

        assert formats["label"] is formats["label"]
        assert formats["label"] is not formats["label_part"]


def test_looks_know_their_size_weight_and_indent() -> None:
    assert size_of("label") == (SIZE, False)
    assert size_of("form_title") == (16.0, True)
    assert indent_of("label_part") > indent_of("label") > indent_of("head") == 0
