from __future__ import annotations

import tomllib
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import openpyxl
import pytest
from support.returning import explain, filled, next_version, problems, returned, sent, type_into

from engine.report.returns import return_of
from engine.rulebook.model import Period
from engine.rulebook.rulebook import Rulebook
from engine.template.content import FormContent
from engine.template.returned import Problem
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import FindingState, Severity
from engine.vocabulary.messages import catalogue


def listed(content: FormContent) -> tuple[Problem, ...]:
    assert content.returned is not None
    return content.returned.problems


def test_errors_come_first_and_each_kind_in_printed_order(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    changes = {"502": "70%", "308": "9 чел.", "306": 40, "203.1": "три", "101": 20}
    found = listed(returned(tmp_path, filled(rulebook, period, "0206", changes), rulebook, period))
    weights = [each.severity for each in found]
    assert weights == sorted(weights, key=[Severity.ERROR, Severity.WARNING].index)
    errors = [each.at for each in found if each.severity is Severity.ERROR]
    assert errors == sorted(errors, key=lambda each: each or Address("000"))
    assert {each.code for each in found} >= {"V04", "V02", "K06", "V09", "K02"}


def test_a_problem_says_what_why_and_how_at_the_cells_of_the_new_form(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    (k06,) = listed(returned(tmp_path, filled(rulebook, period, "0206", {"306": 40}), rulebook, period))
    assert (k06.code, k06.at, k06.explainable) == ("K06", Address("306"), False)
    assert set(k06.also) == {Address("301"), Address("303"), Address("305")}
    assert "= 40" in k06.what
    control = next(each for each in rulebook.controls if each.id == "K06")
    assert k06.why.startswith(f"Должно быть так: {control.title}.")
    assert control.source in k06.why
    assert k06.remedy == control.message


def test_an_explainable_relation_broken_twice_is_one_problem(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    content = filled(rulebook, period, "0206", {"201.2": 0, "203.2": 0, "306": 40})
    k11 = [each for each in listed(returned(tmp_path, content, rulebook, period)) if each.code == "K11"]
    assert len(k11) == 1
    assert k11[0].explainable
    assert k11[0].times == 2
    assert {each.line for each in k11[0].main_cells} == {"201", "203"}
    assert len(k11[0].what.split("\n")) == 2
    assert {each.line for each in (k11[0].at, *k11[0].also) if each} == {"201", "203"}


def test_several_activities_without_a_status_are_told_in_one_sentence(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    submission, findings = sent(tmp_path, filled(rulebook, period, "0206", {"306": 40}), rulebook, period)
    status = next(each for each in rulebook.controls if each.id == "K22a")
    lines = ["7001", "7002", "7004"]
    facts = {"sentence_ru": "Статус не указан.", "remedy": status.message}
    lead = findings[0].with_(code="K22a", severity=Severity.WARNING, column="1", cell=None, also=(), facts=facts)
    found = problems(return_of(submission, [lead.with_(line=line) for line in lines], rulebook, period))
    assert found["K22a"].what == "У 3 мероприятий не указан статус: строки 7001–7002, 7004."
    assert (found["K22a"].times, found["K22a"].main_cells) == (3, tuple(Address(line, "1") for line in lines))


def test_explained_and_waived_findings_do_not_come_back(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    content = filled(rulebook, period, "0206", {"201.2": 0, "306": 40, "502": "70%"})
    submission, findings = sent(tmp_path, content, rulebook, period, explain("K11", "Наставники – из соседней школы"))
    settled = [each.with_(state=FindingState.WAIVED) if each.code == "K06" else each for each in findings]
    codes = problems(return_of(submission, settled, rulebook, period))
    assert "K11" not in codes
    assert "K06" not in codes
    assert "V04" in codes


def test_what_could_not_be_read_is_shown_word_for_word(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    found = problems(returned(tmp_path, filled(rulebook, period, "0206", {"502": "70%"}), rulebook, period))
    assert (found["V04"].at, found["V04"].typed) == (Address("502"), "70%")
    assert found["V04"].why


def test_what_was_read_from_text_is_to_be_checked_not_typed_again(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    found = problems(returned(tmp_path, filled(rulebook, period, "0206", {"308": "9 чел."}), rulebook, period))
    assert found["V02"].at == Address("308")
    assert "уже стоит" in found["V02"].remedy


def test_what_the_fresh_form_has_repaired_by_itself_is_left_out(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    def rename(book: openpyxl.Workbook) -> None:
        book["Практики"].title = "Наши практики"
        book["Титул"].row_dimensions[20].hidden = True

    content = filled(rulebook, period, "0206", {"306": 40})
    assert set(problems(returned(tmp_path, content, rulebook, period, rename))) == {"K06"}


def test_a_newer_faulty_file_is_not_told_that_it_is_one(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    submission, findings = sent(tmp_path, filled(rulebook, period, "0206", {"306": 40}), rulebook, period)
    newer = findings[0].with_(code="C10", severity=Severity.WARNING, facts={"used": "чужой файл.xlsx"})
    assert set(problems(return_of(submission, [*findings, newer], rulebook, period))) == {"K06"}


def test_a_lost_line_is_asked_for_where_it_stands_now(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    def lose(book: openpyxl.Workbook) -> None:
        type_into("Показатели", "204", "х")(book)
        type_into("Показатели", "студент – ученик", "что-то другое")(book)

    t08 = problems(returned(tmp_path, filled(rulebook, period, "0206"), rulebook, period, lose))["T08"]
    assert t08.at == Address("204")
    assert "«?»" in t08.remedy


def test_a_sheet_that_was_lost_is_asked_for_at_its_first_cell(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    def lose(book: openpyxl.Workbook) -> None:
        del book["Дорожная карта"]

    t39 = problems(returned(tmp_path, filled(rulebook, period, "0206"), rulebook, period, lose))["T39"]
    assert t39.at == Address("7001")


def test_an_older_form_returns_on_the_new_one_with_its_new_lines_pointed_out(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    newer, changed = next_version(rulebook, period)
    content = filled(rulebook, period, "0206", {f"207.{column}": 3 for column in range(1, 8)})
    back = returned(tmp_path, content, newer, changed)
    found = problems(back)
    assert back.form.version == "2025-1"
    assert listed(back)[0].code == "T02"
    assert (found["T45"].at, found["T45"].also) == (Address("209"), (Address("403"),))
    assert (found["T44"].at, found["T44"].typed) == (None, "; ".join("3" * 7))


def test_content_that_belongs_to_no_finding_is_a_problem_of_its_own(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    submission, findings = sent(tmp_path, filled(rulebook, period, "0206", {"7001.1": "выполнено"}), rulebook, period)
    unknown = replace(submission.occurrences["7001"], key="999")
    strange = replace(submission, occurrences={**submission.occurrences, "7001": unknown})
    found = problems(return_of(strange, findings, rulebook, period))
    assert found["E20"].typed == "выполнено"
    assert found["E20"].severity is Severity.WARNING
    assert "Дорожная карта" in found["E20"].what


def test_a_line_of_the_roadmap_is_named_by_its_code_in_the_new_form(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    submission, findings = sent(tmp_path, filled(rulebook, period, "0206", {"7002.1": "выполнено"}), rulebook, period)
    moved = {"7090" if line == "7002" else line: key for line, key in submission.occurrences.items()}
    values = tuple(replace(each, line="7090") if each.line == "7002" else each for each in submission.values)
    cells = {
        Address("7090" if at.line == "7002" else at.line, at.column): cell for at, cell in submission.cells.items()
    }
    elsewhere = replace(submission, occurrences=moved, values=values, cells=cells)
    said = [
        each.with_(line="7090", facts={name: text.replace("7002", "7090") for name, text in each.facts.items()})
        for each in findings
    ]
    found = problems(return_of(elsewhere, said, rulebook, period))
    assert found["K22b"].at == Address("7002", "2")
    assert "строка 7002" in found["K22b"].what


@pytest.mark.parametrize(("control", "changes"), [("K06", {"306": 40}), ("K11", {"201.2": 0})])
def test_what_is_said_of_an_explanation_stands_with_its_relation(
    tmp_path: Path, rulebook: Rulebook, period: Period, control: str, changes: dict[str, int]
) -> None:
    """E02 beside an error, whose form has no cell for the text; E04 beside a warning, where it stands prefilled."""
    submission, findings = sent(tmp_path, filled(rulebook, period, "0206", dict(changes)), rulebook, period)
    broken = next(each for each in findings if each.code == control)
    code = "E02" if control == "K06" else "E04"
    facts = {"control": control, "title": "…"}
    note = broken.with_(code=code, severity=Severity.WARNING, facts=facts, line=None, cell="H3", explanation="Так надо")
    found = problems(return_of(submission, [*findings, note], rulebook, period))
    assert code not in found
    assert len(found[control].what.split("\n")) == 2
    assert found[control].typed == ("Так надо" if control == "K06" else None)


def test_every_code_that_a_return_words_differently_is_in_the_catalogue() -> None:
    texts = tomllib.loads(files("engine.report").joinpath("returns.toml").read_text(encoding="utf-8"))
    assert {*texts["remedies"], *texts["left_out"], *texts["why"]} <= catalogue().keys()
    assert not {*texts["remedies"]} & {*texts["left_out"]}
    assert not {code for code in texts["left_out"] if catalogue()[code].severity is Severity.ERROR}


def test_of_a_section_that_stands_twice_all_that_was_typed_is_listed(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    def copy(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(book["Практики"])
        type_into("Практики", "Наша практика", "Другая практика")(book)

    content = returned(tmp_path, filled(rulebook, period, "0206", {"801.1": "Наша практика"}), rulebook, period, copy)
    problem = problems(content)["T06"]
    assert problem.severity is Severity.ERROR
    assert problem.at == Address("801", "2")
    assert content.value_of(Address("801", "2")) == "?"
    assert problem.typed == "Практики – C8: Другая практика\nПрактики Copy – C8: Наша практика"
    assert "«?»" in problem.remedy


def test_of_a_section_that_says_the_same_twice_nothing_comes_back(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    def copy(book: openpyxl.Workbook) -> None:
        book.copy_worksheet(book["Практики"])

    content = returned(tmp_path, filled(rulebook, period, "0206", {"801.1": "Наша практика"}), rulebook, period, copy)
    assert listed(content) == ()
    assert content.value_of(Address("801")) == "Наша практика"


def test_of_a_sheet_full_of_cells_the_return_says_how_many_more_there_are(
    tmp_path: Path, rulebook: Rulebook, period: Period
) -> None:
    def paste(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("Список")
        for number in range(300):
            sheet.append([f"Запись {number}"])

    typed = problems(returned(tmp_path, filled(rulebook, period, "0206"), rulebook, period, paste))["V23"].typed
    assert typed is not None
    assert typed.startswith("Список – A1: Запись 0; A2: Запись 1;")
    assert "ячеек: 100" in typed


def test_an_unread_formula_is_asked_about(tmp_path: Path, rulebook: Rulebook, period: Period) -> None:
    change = type_into("Показатели", 5555, "=5+8")
    content = returned(tmp_path, filled(rulebook, period, "0206", {"208.2": 5555}), rulebook, period, change)
    assert problems(content)["V07"].at == Address("208", "2")
    assert "«?»" in problems(content)["V07"].remedy
    assert content.value_of(Address("208", "2")) == "?"
