from __future__ import annotations

from openpyxl.workbook import Workbook
from support.forms import notes_of, opened
from support.returns import TYPED, returned

from engine.template import style
from engine.template.content import FormContent
from engine.template.layout import layout_of
from engine.vocabulary.fields import Address


def rules_at(workbook: Workbook, sheet: str, cell: str) -> list[str]:
    """Criteria of the conditional formats of one cell, the first to apply first."""
    areas = workbook[sheet].conditional_formatting
    found = [rule for area in areas if cell in area for rule in area.rules]
    return [rule.formula[0] for rule in sorted(found, key=lambda rule: rule.priority)]


def test_a_marked_cell_shows_its_sign_and_keeps_its_value(school: FormContent) -> None:
    content = returned(school)
    workbook, layout = opened(content), layout_of(content)

    for at, sign, value in (("306", "✗", 39), ("308", "!", 27), ("101", "✗", TYPED[Address("101")])):
        sheet, cell = layout.cell_of(Address(at))
        assert workbook[sheet][cell].value == value
        assert workbook[sheet][cell].number_format.startswith(f'"{sign} "#,##0')
        code = workbook[sheet][f"B{cell[1:]}"]
        assert (code.value, code.number_format) == (at, f'"{sign} "@')
        assert code.fill.fgColor.rgb[2:] == (style.BAD if sign == "✗" else style.WARN)[1:]


def test_what_is_no_problem_looks_as_ever(school: FormContent) -> None:
    content = returned(school)
    sheet, cell = layout_of(content).cell_of(Address("302"))

    assert opened(content)[sheet][cell].number_format == "#,##0"
    assert opened(content)[sheet][cell].fill.fgColor.rgb[2:] == style.INPUT[1:]


def test_an_open_mark_goes_before_the_forms_own_colours_and_its_release_after(school: FormContent) -> None:
    content = returned(school)
    sheet, cell = layout_of(content).cell_of(Address("306"))
    rules = rules_at(opened(content), sheet, cell)

    assert [rule for rule in rules if "return_marks" in rule] == [*rules[:2], rules[-1]]
    assert len(rules) > 3
    assert [rule[-2:] for rule in (*rules[:2], rules[-1])] == ["=2", "=1", "=0"]


def test_every_marked_field_carries_a_note_and_no_line_code_does(school: FormContent) -> None:
    content = returned(school)
    layout = layout_of(content)
    fields = {address for problem in content.returned.problems for address in problem.cells}  # type: ignore[union-attr]

    assert set(notes_of(content)) == {layout.cell_of(address) for address in fields}
    assert "Было вписано: «триста один человек»" in notes_of(content)[layout.cell_of(Address("101"))]


def test_an_ordinary_form_has_no_notes(school: FormContent) -> None:
    assert notes_of(school) == {}
