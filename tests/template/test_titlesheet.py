from __future__ import annotations

from dataclasses import replace

from support.forms import consistent, opened
from support.returns import returned

from engine.template import words
from engine.template.content import FormContent


def texts(content: FormContent) -> list[str]:
    return [str(cell.value) for row in opened(content)["Титул"].iter_rows(max_row=14) for cell in row if cell.value]


def test_the_first_line_is_for_protected_view(form: FormContent) -> None:
    assert texts(form)[0] == words.PROTECTED_VIEW


def test_the_programmes_notice_stands_on_every_sheet(form: FormContent) -> None:
    workbook = opened(form)

    assert form.programme.notice
    for name in form.form.sheets:
        assert form.programme.notice in [cell.value for cell in workbook[name]["A"]]


def test_without_a_notice_nothing_is_shown(school: FormContent) -> None:
    real = replace(school, programme=school.programme.model_copy(update={"notice": None}))

    assert not any("ДЕМО" in text for text in texts(real))


def test_the_steps_name_the_sheets_and_the_day_it_is_due(school: FormContent, district: FormContent) -> None:
    assert any("17.01.2025" in text and "муниципальному куратору" in text for text in texts(school))
    assert any("24.01.2025" in text for text in texts(district))
    assert any("«Титул», «Показатели», «Дорожная карта», «Практики»" in text for text in texts(school))


def test_blanks_first_ask_whose_form_it_is(universal: FormContent, blank: FormContent) -> None:
    assert f"1.  {words.STEP_PICK}" in texts(universal)
    assert f"1.  {words.STEP_TYPE}" in texts(blank)


def test_readiness_follows_the_sheet_that_checks(school: FormContent) -> None:
    assert any(words.READY in text and text.startswith("=IF(") for text in texts(consistent(school)))


def test_a_return_says_that_it_is_one_and_how_to_go_on(school: FormContent) -> None:
    shown = texts(returned(school))

    assert "Отчёт возвращён на исправление (возврат № 1). Что исправить, показано на листе «Исправьте здесь»." in shown
    assert any(text.startswith("1.  Откройте лист «Исправьте здесь»") for text in shown)
    assert any("Впишите дату заполнения в строку 011" in text for text in shown)
    assert not any("возвращён" in text for text in texts(school))
