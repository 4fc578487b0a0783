from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
from support.forms import opened, validations_of, written
from support.returns import EXPLANATION, PROBLEMS, broken, returned

from engine.template import words
from engine.template.content import FormContent
from engine.template.returned import Problem, Returned
from engine.template.returnplace import FIRST_ROW
from engine.template.returnsheet import done_text
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Severity


def listed(content: FormContent) -> list[tuple[Any, ...]]:
    """The list as a reader sees it."""
    sheet = openpyxl.load_workbook(BytesIO(written(content)), data_only=True)[words.FIX_SHEET]
    return [row for row in sheet.iter_rows(min_row=FIRST_ROW + 1, max_col=10, values_only=True) if row[0]]


def about(content: FormContent) -> str:
    return str(opened(content)[words.FIX_SHEET]["A4"].value)


def test_every_problem_has_a_row_with_everything_about_it(school: FormContent) -> None:
    rows = listed(returned(school))

    assert [row[2] for row in rows] == [problem.code for problem in PROBLEMS]
    assert [row[0] for row in rows] == [f"{number}." for number in range(1, len(PROBLEMS) + 1)]
    for row, problem in zip(rows, PROBLEMS, strict=True):
        assert row[1] == words.FIX_KINDS[problem.severity]
        assert row[4:7] == (problem.what, problem.why or None, problem.remedy)
    assert rows[0][3] == "лист «Показатели», стр. 101"
    assert rows[3][3] == "лист «Показатели», стр. 203, гр. 4"
    assert rows[-1][3] == words.FIX_WHOLE


def test_a_problem_links_to_its_cell_by_a_defined_name(school: FormContent) -> None:
    workbook = opened(returned(school))
    link = workbook[words.FIX_SHEET][f"D{FIRST_ROW + 3}"].value

    assert link == '=HYPERLINK("#line_306_1","лист «Показатели», стр. 306")'
    assert "line_306_1" in workbook.defined_names


def test_even_a_printed_cell_can_be_linked_to(school: FormContent) -> None:
    printed = Problem("V17", Severity.WARNING, "Название другое.", "", "Проверьте.", Address("002"))
    workbook = opened(replace(school, returned=Returned((printed,)), revision=1))

    assert "line_002_1" in workbook.defined_names


def test_what_was_typed_is_quoted_word_for_word_and_never_a_formula(school: FormContent) -> None:
    evil = replace(PROBLEMS[0], what="=1+1", remedy="+2", why="@SUM(A1)", typed='=HYPERLINK("http://x")')
    row = FIRST_ROW + 1
    cells = opened(returned(school, problems=(evil,)))[words.FIX_SHEET][row]

    assert cells[7].value == '«=HYPERLINK("http://x")»'
    assert {cell.data_type for cell in cells[4:8]} == {"s"}


def test_texts_that_no_cell_can_hold_are_cut_and_say_so(school: FormContent) -> None:
    content = returned(school, problems=(replace(PROBLEMS[0], typed="я" * 40_000),))
    cell = opened(content)[words.FIX_SHEET][f"H{FIRST_ROW + 1}"]

    assert len(str(cell.value)) == 32_767
    assert "текст сокращён" in str(cell.value)
    assert opened(content)[words.FIX_SHEET].row_dimensions[FIRST_ROW + 1].height <= 409


def test_only_what_may_be_explained_has_an_open_cell_and_it_holds_what_was_written(school: FormContent) -> None:
    sheet = opened(returned(school, explanations={"K08b": EXPLANATION}))[words.FIX_SHEET]
    unlocked = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if not cell.protection.locked}

    assert unlocked == {f"I{FIRST_ROW + 4}": None, f"I{FIRST_ROW + 5}": EXPLANATION}
    assert set(validations_of(sheet)) == set(unlocked)


def test_the_top_says_what_the_file_is_and_what_to_do(school: FormContent) -> None:
    text = about(returned(school))

    assert text.startswith(f"{school.place.id} · {school.place.name} · с 01.01.2024")  # type: ignore[union-attr]
    assert "Это ваш отчёт, полученный 14.01.2025: он возвращён на исправление (возврат № 1). Ошибок: 3," in text
    assert words.FIX_BOLD in text
    assert "в графе «Было вписано»" in text
    assert "впишите пояснение в жёлтую ячейку" in text
    assert text.endswith("сохраните этот же файл и отправьте его муниципальному куратору.")


def test_the_top_leaves_out_what_does_not_concern_this_return(school: FormContent) -> None:
    error = broken("K06", "Не сходится.", "306")
    warning = Problem("V45", Severity.WARNING, "Не заполнено.", "", "Заполните.", Address("007"))
    only_error, only_warning = (
        about(returned(school, problems=(problem,), received_on=None)) for problem in (error, warning)
    )

    assert "Это ваш отчёт: он возвращён" in only_error
    assert words.FIX_BOLD not in only_error
    assert words.FIX_KEPT in only_error
    assert "знаком !" not in only_error
    assert words.FIX_ERRORS not in only_warning
    assert words.FIX_WARNINGS in only_warning


def headline(content: FormContent) -> object:
    return openpyxl.load_workbook(BytesIO(written(content)), data_only=True)[words.FIX_SHEET]["E3"].value


def test_the_top_counts_the_places_of_what_was_found_several_times(school: FormContent) -> None:
    often = replace(broken("K11", "Дважды.", "201.1", soft=True), times=2)

    assert "предупреждений: 1 (мест: 2)." in about(returned(school, problems=(often,)))


def test_what_is_only_to_be_looked_at_is_not_called_done(school: FormContent) -> None:
    put_in = Problem("V02", Severity.WARNING, "Прочитано.", "", "", Address("302"))

    assert headline(returned(school, problems=(put_in,))) == done_text("Проверка", looks=1)


def test_what_only_the_district_can_judge_is_not_called_done(school: FormContent) -> None:
    whole = Problem("T05", Severity.ERROR, "Раздела нет.", "", "")

    assert headline(returned(school, problems=(whole,))) == done_text("Проверка", waits=1)


def test_an_explanation_is_asked_for_even_if_only_the_district_judges(school: FormContent) -> None:
    repeated = broken("K20c", "Все числа те же.", "301", soft=True)

    assert headline(returned(school, problems=(repeated,))) == words.FIX_LEFT.format(errors=0, warnings=1)


def test_the_column_of_quotes_is_hidden_where_nothing_is_quoted(school: FormContent) -> None:
    with_quote, without = (
        opened(returned(school, problems=problems))[words.FIX_SHEET] for problems in (PROBLEMS, PROBLEMS[1:3])
    )

    assert not with_quote.column_dimensions["H"].hidden
    assert without.column_dimensions["H"].hidden
    assert without.column_dimensions["I"].width > with_quote.column_dimensions["I"].width


def test_the_first_sheet_says_how_to_unlock_the_file(school: FormContent) -> None:
    assert opened(returned(school))[words.FIX_SHEET]["A1"].value == words.PROTECTED_VIEW


def test_a_row_to_explain_has_room_for_a_text_of_several_lines(school: FormContent) -> None:
    short = broken("K08b", "Много.", "308", soft=True)
    sheet = opened(returned(school, problems=(short,)))[words.FIX_SHEET]

    assert sheet.row_dimensions[FIRST_ROW + 1].height >= 56
    assert not sheet.protection.formatRows


def test_the_headline_counts_what_is_left(school: FormContent) -> None:
    sheet = openpyxl.load_workbook(BytesIO(written(returned(school))), data_only=True)[words.FIX_SHEET]

    assert sheet["E3"].value == words.FIX_LEFT.format(errors=3, warnings=3)


def test_without_problems_the_sheet_says_there_is_nothing_to_do(school: FormContent) -> None:
    content = returned(school, problems=())

    assert opened(content)[words.FIX_SHEET][f"A{FIRST_ROW + 1}"].value == words.FIX_NOTHING


def test_it_prints_across_a4_with_the_heads_on_every_page_and_in_sight(school: FormContent) -> None:
    sheet = opened(returned(school))[words.FIX_SHEET]

    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == f"${FIRST_ROW}:${FIRST_ROW}"
    assert sheet.freeze_panes == f"A{FIRST_ROW + 1}"


def test_rows_are_as_high_as_their_longest_text(school: FormContent) -> None:
    sheet = opened(returned(school))[words.FIX_SHEET]
    heights = [sheet.row_dimensions[FIRST_ROW + number].height for number in (1, 3)]

    assert 30 <= heights[0] < heights[1]
