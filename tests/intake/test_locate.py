from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.plain_forms import Grid, as_workbook, plain_form

from engine.intake.grids import CellContent
from engine.intake.locate import locate
from engine.intake.located import Location
from engine.rulebook.forms import Form
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.findings import Severity


def _form(rulebook: Rulebook) -> Form:
    return rulebook.form("school", rulebook.periods["2024"])


def _marks(form: Form) -> dict[str, str]:
    """A text of its own in every field, so that one read from elsewhere shows."""
    return {str(each.address): f"значение {each.address}" for each in form.fields}


def _read(grid: Grid, form: Form) -> tuple[dict[str, object], Location]:
    location = locate(as_workbook(grid), form, "a.xlsx")
    values = {}
    for each in form.fields:
        place = location.sections.get(each.section_id)
        at = None if place is None else place.position(each.address)
        if place is not None and at is not None:
            values[str(each.address)] = place.sheet.at(*at)
    return values, location


def _codes(location: Location) -> list[str]:
    return sorted(finding.code for finding in location.findings)


def test_every_field_of_an_untouched_form_is_found_without_a_word(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    values, location = _read(plain_form(form, _marks(form)), form)
    assert values == _marks(form)
    assert location.findings == ()


def _insert_column(grid: Grid, sheet: str, at: int) -> None:
    for row in grid[sheet]:
        row.insert(at, None)


def _numeric_codes(grid: Grid) -> None:
    for rows in grid.values():
        for row in rows:
            if len(row) > 1 and isinstance(row[1], str) and row[1].isdecimal():
                row[1] = float(row[1])


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (lambda grid: grid["Показатели"].insert(0, ["строка сверху"]), []),
        (lambda grid: grid["Показатели"].insert(8, ["вставка", None, "3 из них болеют"]), ["T33"]),
        (lambda grid: _insert_column(grid, "Показатели", 0), []),
        (lambda grid: _insert_column(grid, "Показатели", 2), []),
        (lambda grid: _insert_column(grid, "Показатели", 4), ["T34"]),
        (lambda grid: grid.__setitem__("Лист 7", grid.pop("Показатели")), ["T07"]),
        (lambda grid: grid.__setitem__("Титул", grid.pop("Титул")), []),
        (lambda grid: grid.__setitem__("Моё", [["101", "102"], ["201", "5"], [306.0]]), []),
        (_numeric_codes, []),
    ],
    ids=[
        "line above",
        "row inside",
        "column left",
        "column right",
        "column inside",
        "renamed",
        "reordered",
        "other sheet",
        "numbers",
    ],
)
def test_what_a_curator_moves_changes_nothing(
    rulebook: Rulebook, change: Callable[[Grid], object], codes: list[str]
) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    change(grid)
    values, location = _read(grid, form)
    assert values == _marks(form)
    assert _codes(location) == codes


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_mix_of_inserted_rows_and_columns_changes_nothing(rulebook: Rulebook, data: st.DataObject) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    for _ in range(data.draw(st.integers(0, 6))):
        sheet = data.draw(st.sampled_from(["Титул", "Показатели", "Практики"]))
        if data.draw(st.booleans()):
            grid[sheet].insert(
                data.draw(st.integers(0, len(grid[sheet]))), [data.draw(st.sampled_from([None, "примечание"]))]
            )
        else:
            _insert_column(grid, sheet, data.draw(st.integers(0, 10)))
    order = data.draw(st.permutations(list(grid)))
    values, location = _read({name: grid[name] for name in order}, form)
    assert values == _marks(form)
    assert all(finding.severity is Severity.INFO for finding in location.findings)


def test_lines_moved_within_a_section_are_found_by_their_codes(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    rows = grid["Показатели"]
    first = next(number for number, row in enumerate(rows) if "203" in row)
    rows[first], rows[first + 2] = rows[first + 2], rows[first]
    values, _ = _read(grid, form)
    assert values == _marks(form)


def test_values_that_look_like_codes_are_no_codes(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    alike = {str(each.address): float(each.address.line) for each in form.counts}
    values, location = _read(plain_form(form, _marks(form) | alike), form)
    assert values == _marks(form) | alike
    assert location.findings == ()


def _otherwise(rows: list[list[CellContent]]) -> list[list[CellContent]]:
    """A copy of a sheet whose sections all hold something else."""
    return [
        [f"{cell}!" if column > 1 and row[1] and len(str(row[1])) == 3 else cell for column, cell in enumerate(row)]
        for row in rows
    ]


def test_a_copied_sheet_makes_its_sections_ambiguous_and_names_both(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    grid["Показатели (2)"] = _otherwise(grid["Показатели"])
    values, location = _read(grid, form)
    assert not any(address.startswith("2") for address in values)
    doubled = [finding for finding in location.findings if finding.code == "T06"]
    assert len(doubled) == 6
    assert len(location.copies) == 12
    assert all(
        "«Показатели»" in each.facts["places"] and "«Показатели (2)»" in each.facts["places"] for each in doubled
    )


def test_a_section_copied_below_itself_is_ambiguous(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    start = next(number for number, row in enumerate(grid["Показатели"]) if row and "Раздел 4" in str(row[0]))
    grid["Показатели"] += _otherwise(grid["Показатели"][start : start + 6])
    values, location = _read(grid, form)
    assert "401.1" not in values
    assert "T06" in _codes(location)
    assert len({each.rows["401"] for each in location.copies}) == 2


def test_of_a_section_that_says_the_same_twice_one_place_is_taken(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    start = next(number for number, row in enumerate(grid["Показатели"]) if row and "Раздел 4" in str(row[0]))
    copied = {**grid, "Практики (2)": grid["Практики"]}
    copied["Показатели"] = [*grid["Показатели"], *grid["Показатели"][start : start + 6]]
    values, location = _read(copied, form)
    assert values == _read(grid, form)[0]
    assert _codes(location) == ["T47", "T47"]
    assert location.copies == ()
    assert [each.sheet.name for each in location.twins] == ["Показатели", "Практики (2)"]


def test_half_a_copy_is_not_preferred_to_the_whole(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    copy = plain_form(form, dict.fromkeys(_marks(form), "копия"))["Показатели"]
    grid = {"Копия": [row for row in copy if "102" not in row and "203" not in row and "306" not in row], **grid}
    values, _ = _read(grid, form)
    assert {address for address in values if values[address] == "копия"} == set()


@pytest.mark.parametrize("damage", ["1О3", None, "сто три", "103*"])
def test_a_damaged_code_is_found_again_by_its_label(rulebook: Rulebook, damage: str | None) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    next(row for row in grid["Показатели"] if "103" in row)[1] = damage
    values, location = _read(grid, form)
    assert values == _marks(form)
    assert [(finding.code, finding.facts["lines"]) for finding in location.findings] == [("T09", "103")]


def test_without_any_codes_a_section_is_found_by_labels(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    for row in grid["Показатели"]:
        if len(row) > 1 and isinstance(row[1], str) and row[1].isdecimal() and len(row[1]) == 3:
            row[1] = None
    values, location = _read(grid, form)
    assert values == _marks(form)
    assert _codes(location) == ["T09"] * 6


def test_a_lost_line_is_an_error_and_the_others_are_read(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    grid["Показатели"] = [row for row in grid["Показатели"] if "305" not in row]
    values, location = _read(grid, form)
    assert values.keys() == _marks(form).keys() - {"305.1"}
    assert [(finding.code, finding.line) for finding in location.findings] == [("T08", "305")]


def test_the_computed_line_may_be_gone(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    grid["Показатели"] = [row for row in grid["Показатели"] if "290" not in row]
    _, location = _read(grid, form)
    assert location.findings == ()


def test_a_repeated_code_is_an_error_unless_its_label_decides(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    at = next(number for number, row in enumerate(grid["Показатели"]) if "203" in row)
    grid["Показатели"].insert(at + 1, list(grid["Показатели"][at]))
    values, location = _read(grid, form)
    assert values.keys() == {address for address in _marks(form) if not address.startswith("203")}
    assert [(finding.code, finding.line) for finding in location.findings] == [("T28", "203")]
    grid["Показатели"][at + 1][0] = "моя строка"
    values, location = _read(grid, form)
    assert values == _marks(form)


def test_a_lost_column_number_is_found_by_its_head(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    next(row for row in grid["Показатели"] if "7" in row)[5] = "??"
    values, location = _read(grid, form)
    assert values == _marks(form)
    assert [(finding.code, finding.facts["columns"]) for finding in location.findings] == [("T31", "4")]


def test_a_lost_column_is_an_error(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    at = next(number for number, row in enumerate(grid["Показатели"]) if "7" in row)
    grid["Показатели"][at][5] = grid["Показатели"][at - 1][5] = None
    values, location = _read(grid, form)
    assert not any(address.startswith("2") and address.endswith(".4") for address in values)
    assert [(finding.code, finding.column) for finding in location.findings] == [("T32", "4")]


def test_numbers_of_another_section_are_never_taken(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    at = next(number for number, row in enumerate(grid["Показатели"]) if row and "Раздел 3" in str(row[0]))
    del grid["Показатели"][at : at + 3]
    values, location = _read(grid, form)
    assert not any(address.startswith("3") for address in values)
    assert "T05" in _codes(location)


def test_a_missing_sheet_is_an_error_for_what_must_be_filled(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    del grid["Показатели"], grid["Практики"]
    values, location = _read(grid, form)
    assert {address[0] for address in values} == {"0"}
    assert _codes(location) == ["T05"] * 6 + ["T29"]


def test_lost_leading_zeros_are_found_beside_their_labels(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    for row in grid["Титул"]:
        if len(row) > 1 and isinstance(row[1], str) and row[1].startswith("0"):
            row[1] = float(row[1])
    values, _ = _read(grid, form)
    assert values == _marks(form)


def test_a_foreign_workbook_has_no_sections(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid: Grid = {"Смета": [["№", "Статья", "1", "2"], [1.0, "Мел", 101.0, 401.0], [2.0, "Доски", 102.0, 402.0]]}
    values, _ = _read(grid, form)
    assert values == {}


@pytest.mark.parametrize("damaged", ["Показатели", "Показатели (2)"])
def test_a_copy_is_an_error_also_where_one_of_the_two_has_lost_a_line(rulebook: Rulebook, damaged: str) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    grid["Показатели (2)"] = [list(row) for row in grid["Показатели"]]
    grid[damaged] = [row for row in grid[damaged] if "103" not in row]
    values, location = _read(grid, form)
    assert "101.1" not in values
    assert "Раздел 1. Контингент" in [each.facts["section"] for each in location.findings if each.code == "T06"]


def test_a_copy_is_not_taken_where_the_sheet_itself_has_lost_its_codes(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    grid["Показатели (2)"] = _otherwise(grid["Показатели"])
    for row in grid["Показатели"]:
        del row[1:2]
    values, location = _read(grid, form)
    assert "101.1" not in values
    assert "Раздел 1. Контингент" in [each.facts["section"] for each in location.findings if each.code == "T06"]


def test_a_copy_beside_a_damaged_section_is_not_taken_in_its_place(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    width = max(len(row) for row in grid["Показатели"])
    for row in grid["Показатели"]:
        row.extend([None] * (width + 1 - len(row)))
        row.extend(row[:width])
        if "103" in row:
            row[1] = None
            row[0] = "из них старших"
    values, location = _read(grid, form)
    assert "101.1" not in values
    assert "Раздел 1. Контингент" in [each.facts["section"] for each in location.findings if each.code == "T06"]


def _list_of_problems(form: Form) -> list[list[CellContent]]:
    """As bad as a list can be: it quotes all codes, labels, column numbers and letters of the form."""
    rows: list[list[CellContent]] = [
        ["Исправьте здесь", None, None, "1", None],
        ["№", "Строка", "Что не так", "Всего, чел.", "Пояснение"],
        ["А", "Б", "В", "1", None],
    ]
    rows += [
        [each.label, each.address.line, "Не число", "Впишите", None]
        for each in form.fields
        if each.address.column == "1"
    ]
    return [*rows, ["K06", None, "Сумма не сходится", None, "Слияние школ"]]


@pytest.mark.parametrize("renamed", [False, True])
@pytest.mark.parametrize("first", [False, True])
def test_a_list_of_problems_is_no_copy_of_the_form(rulebook: Rulebook, *, first: bool, renamed: bool) -> None:
    form = _form(rulebook)
    listed: Grid = {"Исправьте здесь": _list_of_problems(form)}
    own = {f"Лист {name}" if renamed else name: rows for name, rows in plain_form(form, _marks(form)).items()}
    values, location = _read({**listed, **own} if first else {**own, **listed}, form)
    assert values == _marks(form)
    assert {*_codes(location)} <= {"T07"}


def test_a_form_that_lost_its_codes_is_read_by_label_and_not_from_a_list(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    for row in grid["Показатели"]:
        del row[1:2]
    values, _ = _read({"Исправьте здесь": _list_of_problems(form), **grid}, form)
    assert values["101.1"] == "значение 101.1"


def test_a_curators_own_column_of_explanations_hides_no_line(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    for row in grid["Показатели"]:
        row += ["Пояснение" if "Код строки" in row else "K06" if "101" in row else None]
    values, location = _read(grid, form)
    assert (values, _codes(location)) == (_marks(form), [])


def test_both_rows_of_a_repeated_code_are_known(rulebook: Rulebook) -> None:
    form = _form(rulebook)
    grid = plain_form(form, _marks(form))
    at = next(row for row, cells in enumerate(grid["Показатели"]) if "302" in cells)
    grid["Показатели"].insert(at, list(grid["Показатели"][at]))
    _, location = _read(grid, form)
    assert location.sections["3"].repeated == {"302": (at, at + 1)}
