"""What leaves a district holds no person, no text of a school and no name of a sender's file, whatever was sent."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook
from support.secrets import LINE_310, SECRETS, SHOWN_TO_DISTRICT, run_of, telling_workspace, told_in
from support.workbook_text import opened

from engine.rulebook.loading import load_rulebook
from engine.template import style
from engine.workspace.folders import Workspace

#: Every column of the lists that leave a district; a new one is to be thought about.
COLUMNS = {
    "Что изменилось": {
        *("Территория", "Показатель", "Было", "Стало", "Изменение", "Сейчас"),
        *("Муниципалитет", "Организация", "Что изменилось", "Строка", "Графа", "О чём", "Было", "Стало"),
        *("Код файла", "Лист формы", "Ячейка"),
    },
    "Просрочено": {
        *("Дней после срока", "Муниципалитет", "Кто отвечает", "№ по плану", "Мероприятие"),
        *("Срок, как в документе", "Выполнить до"),
    },
    "Календарь": {
        *("Дата", "Через сколько", "Что", "Муниципалитет", "№ по плану", "Мероприятие", "Срок, как в документе"),
        *("Кто отвечает", "Выполнили", "Кому осталось"),
    },
    "Уточнить сроки": {
        *("№", "Название", "Как в документе", "Предлагается", "Почему", "Кто отчитывается, строки"),
    },
    "Сдача отчётов": {
        *("Территория", "Доля учтённых", "Учтено из ожидаемых", "√ вовремя", "► с опозданием"),
        *("√ сдан, дата не установлена", "► принят с ошибками, по решению", "▼ с ошибками, не вошёл в свод"),
        *("□ нет отчёта", "Муниципалитет", "Кто отчитывается", "Состояние", "Получен", "Срок сдачи"),
        *("Опоздание, дней", "Ошибок", "Предупреждений", "Решение"),
    },
    "Замечания": {
        *("Важность", "Муниципалитет", "Организация", "Код файла", "Проверка", "Строка", "О чём замечание"),
        *("Что сделать", "Состояние и пояснение"),
    },
    "О своде": {"Показатель", "Как считается", "Цель", "Подтверждена", "Откуда показатель и цель"},
}
#: Sheets that hold numbers by the rules' own lines and indicators, or what the rules plan.
OTHER_SHEETS = {"Сводка", "Охват", "Динамика", "Показатели", "По формам", "Дорожная карта", "Данные"}
HIDDEN = {"_svod", "_data", "_cells"}


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, small_rules: Path) -> Workspace:
    """The workspace after the run whose outputs the tests look into; its period was closed before."""
    made = telling_workspace(tmp_path_factory.mktemp("private"), small_rules)
    run_of(made)
    return made


@pytest.fixture(scope="module")
def leaving(workspace: Workspace) -> list[Path]:
    """Every workbook that leaves a district, as it was made now and as it was closed."""
    found = sorted((workspace.outgoing / "2024").rglob("*.xlsx"))
    return [each for each in found if each.name.startswith("Региональный") or "передаточный" in each.name]


@pytest.fixture(scope="module")
def documents(workspace: Workspace) -> list[Path]:
    """The documents that go with them."""
    return sorted((workspace.outgoing / "2024").rglob("*.docx"))


def whole_text(path: Path) -> str:
    """Everything that stands in any part of a workbook, properties and hidden sheets included."""
    with zipfile.ZipFile(path) as archive:
        parts = [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
    return html.unescape("\n".join(parts))


def every_cell(path: Path) -> Iterator[str]:
    """What stands in the cells of every sheet, hidden ones included."""
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        yield from (str(value) for row in book.get_sheet_by_name(name).to_python() for value in row if value != "")


def members(path: Path) -> dict[str, str]:
    """The parts of an output as text, by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def said(part: str, tag: str) -> str:
    """What a part of the properties says in one of its elements; nothing where it has none."""
    found = re.search(f"<{tag}[^>]*>([^<]*)</{tag}>", part)
    return "" if found is None else html.unescape(found[1])


def test_the_run_and_its_closed_version_have_workbooks_of_every_kind_that_leaves(
    workspace: Workspace, leaving: list[Path]
) -> None:
    assert [each.name for each in leaving].count("Региональный свод 2024.xlsx") == 2
    assert sum("передаточный" in each.name for each in leaving) == 4
    assert {each.parent for each in leaving} == {
        workspace.outgoing / "2024",
        workspace.outgoing / "2024" / "closed" / "1",
    }


def test_nothing_that_a_school_wrote_about_a_person_or_in_its_own_words_leaves_the_district(
    leaving: list[Path], documents: list[Path]
) -> None:
    assert documents
    for path in [*leaving, *documents]:
        assert list(told_in(whole_text(path))) == [], path.name


def test_no_single_name_leaves_the_district_either(leaving: list[Path], documents: list[Path]) -> None:
    stems = ("Скрытн", "Тайник", "Решалов", "СЕКРЕТ", "sekret", "skryt")
    assert {stem for path in [*leaving, *documents] for stem in stems if stem in whole_text(path)} == set()


def test_line_that_stays_in_the_district_is_in_no_part_of_what_leaves_it(leaving: list[Path]) -> None:
    for path in leaving:
        assert str(LINE_310) not in whole_text(path)
        cells = set(every_cell(path))
        assert "310" not in cells
        assert [text for text in cells if '"310"' in text or "310.1" in text or "с ОВЗ" in text] == []


def test_the_memo_that_goes_up_with_a_transmittal_does_not_tell_of_that_line_either(documents: list[Path]) -> None:
    told = {each.name: whole_text(each) for each in documents}
    assert any("аналитическая справка" in name for name in told)
    for name, text in told.items():
        visible = re.sub("<[^>]*>", " ", text)
        assert not re.search(f"(?<![0-9])({LINE_310}|310)(?![0-9])", visible), name
        assert "с ОВЗ" not in text, name


def test_the_district_reads_all_of_it(workspace: Workspace) -> None:
    books = [each for each in (workspace.outgoing / "2024").glob("*.xlsx") if "муниципальный свод" in each.name]
    text = "\n".join(whole_text(path) for path in books)

    assert set(told_in(text)) >= SHOWN_TO_DISTRICT
    assert set(SECRETS) > SHOWN_TO_DISTRICT
    assert str(LINE_310) in text


def test_lists_that_leave_have_the_columns_that_were_thought_about_and_no_other(leaving: list[Path]) -> None:
    for path in leaving:
        if path.parent.name != "2024":  # the closed ones are copies
            continue
        book = opened(path)
        for sheet in book.worksheets:
            if sheet.title in COLUMNS:
                heads = {
                    str(cell.value)
                    for row in sheet.iter_rows()
                    for cell in row
                    if cell.value and cell.font.b and cell.fill.fgColor.rgb == f"FF{style.BAND[1:]}"
                    if cell.alignment.horizontal == "center" and cell.alignment.wrap_text
                }
                assert heads <= COLUMNS[sheet.title], sheet.title
            else:
                assert sheet.title in OTHER_SHEETS | HIDDEN


@pytest.fixture(scope="module")
def outputs(workspace: Workspace) -> list[Path]:
    """Everything that office programs open."""
    found = sorted((workspace.outgoing / "2024").rglob("*"))
    return [each for each in found if each.suffix in {".xlsx", ".docx"} and "closed" not in each.parts]


def test_outputs_name_the_organisation_as_author_or_nobody(workspace: Workspace, outputs: list[Path]) -> None:
    organisation = load_rulebook(workspace.rules).programme.organisation
    assert {each.relative_to(workspace.outgoing / "2024").parts[0] for each in outputs} >= {"returns", "documents"}
    for path in outputs:
        core, app = (members(path).get(f"docProps/{name}.xml", "") for name in ("core", "app"))
        told = {said(core, "dc:creator"), said(core, "cp:lastModifiedBy"), said(app, "Company"), said(app, "Manager")}
        assert told <= {"", organisation}, path.name
        assert said(core, "dc:title"), path.name
        assert "docProps/custom.xml" not in members(path)


def test_workbooks_tell_their_title_subject_organisation_and_as_of_date(
    workspace: Workspace, outputs: list[Path]
) -> None:
    programme = load_rulebook(workspace.rules).programme
    books = [each for each in outputs if each.suffix == ".xlsx" and each.parent.name == "2024"]
    assert len(books) == 5
    for path in books:
        core, app = (members(path)[f"docProps/{name}.xml"] for name in ("core", "app"))
        assert (said(core, "dc:subject"), said(core, "dc:creator")) == (programme.title, programme.organisation)
        assert said(app, "Company") == programme.organisation
        assert said(core, "dcterms:created") == said(core, "dcterms:modified") == "2024-12-31T00:00:00Z"


def test_outputs_carry_no_comment_no_link_out_and_no_hidden_leftover(outputs: list[Path]) -> None:
    left = ("externalLink", "persons", "threadedComment", "connections", "vbaProject", "customXml")
    for path in outputs:
        parts = members(path)
        assert [name for name in parts if any(each in name for each in left)] == [], path.name
        comments = [text for name, text in parts.items() if "comments" in name]
        # Only a return has notes beside its cells, and they are the engine's own.
        assert not comments or "returns" in path.parts
        assert {author for text in comments for author in re.findall("<author>([^<]*)</author>", text)} <= {"Свод"}
        if path.suffix == ".xlsx":
            outside = [text for name, text in parts.items() if name.endswith(".rels") and 'Mode="External"' in text]
            assert outside == []
        if path.parent.name == "2024" and path.suffix == ".xlsx":
            hidden = set(re.findall(r'<sheet name="([^"]+)"[^>]*state="[a-zA-Z]*idden"', parts["xl/workbook.xml"]))
            assert hidden == ({"_svod", "_data", "_cells"} if "передаточный" in path.name else {"_svod"}), path.name
            assert "veryHidden" not in parts["xl/workbook.xml"]


def test_every_name_of_a_range_points_into_its_own_workbook(outputs: list[Path]) -> None:
    for path in (each for each in outputs if each.suffix == ".xlsx" and each.parent.name == "2024"):
        book = members(path)["xl/workbook.xml"]
        sheets = {html.unescape(each) for each in re.findall(r'<sheet name="([^"]+)"', book)}
        targets = [html.unescape(each) for each in re.findall(r"<definedName [^>]*>([^<]*)</definedName>", book)]
        named = {each.replace("''", "'") for target in targets for each in re.findall(r"'((?:[^']|'')+)'!", target)}
        assert "#REF!" not in "".join(targets)
        assert not any("[" in target for target in targets)
        assert named <= sheets
