from __future__ import annotations

import pytest
from support.markdown_workbook import changed, xlsx
from support.parts import container_of

from engine.intake import xlsxparts
from engine.intake.container import open_container
from engine.intake.limits import SHEET_NAME
from engine.intake.refusal import Refused
from engine.intake.xlsxparts import ListedSheet, Styles, listing_of, number_of, styles_of

STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd.mm.yyyy"/><numFmt numFmtId="165" formatCode="[h]:mm"/>'
    '</numFmts><cellStyleXfs><xf numFmtId="10"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
    "<cellStyles><cellStyle/></cellStyles></styleSheet>"
)


def test_formats_of_cells_are_known_by_what_they_show() -> None:
    assert styles_of(container_of(styles=STYLES)) == Styles(frozenset("1"), frozenset("23"), frozenset("3"))


def test_a_workbook_may_have_no_formats() -> None:
    assert styles_of(container_of()) == Styles()


@pytest.mark.parametrize("over", [0, 1])
def test_the_number_of_formats_is_limited(monkeypatch: pytest.MonkeyPatch, over: int) -> None:
    monkeypatch.setattr(xlsxparts, "CELL_FORMATS", 4 - over)
    if over:
        with pytest.raises(Refused, match="S05"):
            styles_of(container_of(styles=STYLES))
    else:
        styles_of(container_of(styles=STYLES))


def test_sheets_come_in_their_order_with_their_parts() -> None:
    content = xlsx({"Один": [[1.0]], "Два": [[1.0]]}, hidden=["Два"])
    listing = listing_of(open_container(content))
    assert listing.sheets == (
        ListedSheet("Один", "xl/worksheets/sheet1.xml", False),  # noqa: FBT003  as in the file
        ListedSheet("Два", "xl/worksheets/sheet2.xml", True),  # noqa: FBT003  as in the file
    )
    assert not listing.since_1904


@pytest.mark.parametrize("over", [0, 1])
def test_the_length_of_a_sheets_name_is_limited(over: int) -> None:
    named = open_container(changed(xlsx({"Один": [[1.0]]}), {"xl/workbook.xml": ("Один", "щ" * (SHEET_NAME + over))}))
    if over:
        with pytest.raises(Refused, match="S12"):
            listing_of(named)
    else:
        listing_of(named)


def test_days_may_be_counted_from_1904() -> None:
    content = changed(xlsx("| 1 |"), {"xl/workbook.xml": ("<workbookPr ", '<workbookPr date1904="1" ')})
    assert listing_of(open_container(content)).since_1904


@pytest.mark.parametrize("text", ["-1", "1.5", "１", "9" * 20, ""])
def test_a_number_that_no_sheet_can_need_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        number_of(text)
