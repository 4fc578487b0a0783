"""What a newcomer runs, from real filled files to the region workbook, redone by hand and by a real LibreOffice.

The reading back here goes around the engine (openpyxl for .xlsx, calamine on the raw .ods and .xls), and the sums are
plain Python over what the demo typed: nothing is compared with itself.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import coordinate_to_tuple
from python_calamine import CalamineWorkbook
from support.explaining import Book, is_sound
from support.libreoffice import LibreOffice, cached, differences
from support.workbook_text import opened

from engine.cli.group import exit_code
from engine.pipeline.demo import DemoReport, make_demo
from engine.workspace.folders import Workspace

pytestmark = pytest.mark.libreoffice

SCHOOLS, EVERYONE = {"school"}, {"school", "kindergarten", "supplementary", "vocational"}
#: Title on «Сводка», numerator, denominator, kinds counted: as design and order say, written down by hand.
SHARES = (
    ("Доля обучающихся, вовлечённых в различные формы наставничества", "306.1", "101.1", SCHOOLS),
    ("Доля детей и подростков от 10 до 19 лет в роли наставляемого", "302.1", "102.1", SCHOOLS),
    ("Доля детей и подростков от 15 до 19 лет в роли наставника", "304.1", "103.1", SCHOOLS),
    (
        "Доля учителей – молодых специалистов (стаж 0–3 года) в роли наставляемого",
        "307.1",
        "106.1",
        {"school", "vocational"},
    ),
    (
        "Доля учителей до 35 лет, охваченных поддержкой и сопровождением в первые три года работы",
        "311.1",
        "107.1",
        {"school", "vocational"},
    ),
    ("Уровень удовлетворённости наставляемых участием в программах", "502.1", "501.1", EVERYONE),
    ("Уровень удовлетворённости наставников участием в программах", "504.1", "503.1", EVERYONE),
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, rules_dir: Path) -> DemoReport:
    """The demo as `make demo` makes it, some forms saved by LibreOffice, consolidated by the command."""
    report = make_demo(tmp_path_factory.mktemp("регион") / "demo", rules_dir)
    assert exit_code(["consolidate", "--workspace", str(report.workspace), "-q"]) == 1
    return report


@pytest.fixture(scope="module")
def outgoing(demo: DemoReport) -> Path:
    return demo.workspace / "outgoing" / "2024"


@pytest.fixture(scope="module")
def kinds(demo: DemoReport) -> Mapping[str, str]:
    with (demo.workspace / "rules" / "registry.csv").open(encoding="utf-8-sig", newline="") as source:
        return {row["id"]: row["kind"] for row in csv.DictReader(source)}


@pytest.fixture(scope="module")
def typed(demo: DemoReport) -> Mapping[str, Mapping[str, int]]:
    """Counts by organisation and address, as typed into the forms that should count."""
    return {place: {str(at): value for at, value in demo.expected_values(place).items()} for place in demo.counted}


def region_workbook(outgoing: Path) -> Any:  # noqa: ANN401  openpyxl ships no types
    return opened(outgoing / "Региональный свод 2024.xlsx", data_only=True)


def rows_of(sheet: Any) -> list[list[Any]]:  # noqa: ANN401  openpyxl ships no types
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_mail_really_holds_files_of_every_format(demo: DemoReport) -> None:
    endings = Counter(Path(name).suffix for name in demo.files)
    assert {".xlsx", ".ods", ".xls", ".zip", ".pdf", ".db"} <= endings.keys()


def test_every_formula_of_every_workbook_recalculates_to_what_it_shows(
    libreoffice: LibreOffice, outgoing: Path
) -> None:
    books = sorted(outgoing.glob("*.xlsx"))
    assert len(books) == 11
    for book in books:
        kept = cached(book)
        assert len(kept) > 500, book.name
        assert differences(kept, libreoffice.recalculated(book)) == (), book.name


@pytest.mark.parametrize(("title", "numerator", "denominator", "counted"), SHARES)
def test_share_on_the_first_sheet_is_the_sum_done_by_hand(
    outgoing: Path,
    typed: Mapping[str, Mapping[str, int]],
    kinds: Mapping[str, str],
    title: str,
    numerator: str,
    denominator: str,
    counted: set[str],
) -> None:
    rows = rows_of(region_workbook(outgoing)["Сводка"])
    (shown,) = [next(cell for cell in row[1:] if cell is not None) for row in rows if title in row]
    of = [values for place, values in typed.items() if kinds[place] in counted]
    by_hand = Fraction(sum(each.get(numerator, 0) for each in of), sum(each.get(denominator, 0) for each in of))
    assert shown == pytest.approx(float(by_hand), abs=1e-12)


def test_every_total_of_the_region_is_the_sum_done_by_hand(
    outgoing: Path, typed: Mapping[str, Mapping[str, int]]
) -> None:
    rows = rows_of(region_workbook(outgoing)["Показатели"])
    codes = next(row for row in rows if "101" in row)
    total = next(row for row in rows if str(row[0]).startswith("Всего"))
    sums: Counter[str] = Counter()
    for values in typed.values():
        sums.update(values)
    shown = {str(code): value for code, value in zip(codes, total, strict=True) if code is not None}
    assert shown.keys() >= {"101", "201.1", "208.7", "291.2", "306", "504"}
    for code, value in shown.items():
        line, _, column = code.partition(".")
        parts = [f"{each}.{column or 1}" for each in (range(201, 209) if line == "290" else [line])]
        assert (value or 0) == sum(sums[part] for part in parts), code


def test_line_that_stays_in_the_district_is_not_in_the_region_workbook(outgoing: Path) -> None:
    codes = next(row for row in rows_of(region_workbook(outgoing)["Показатели"]) if "101" in row)
    assert "310" not in codes


def test_every_number_leads_to_the_cell_it_was_read_from(demo: DemoReport, outgoing: Path) -> None:
    followed = 0
    for book in sorted(outgoing.glob("0*.xlsx")):
        rows = rows_of(opened(book, data_only=True)["Данные"])
        head = next(number for number, row in enumerate(rows) if row[0] == "Код")
        for row in rows[head + 1 :]:
            _, _, line, _, _, value, file, sheet, cell = row[:9]
            if line is None or not isinstance(value, int):
                continue
            there = cell_of(demo.workspace / "incoming", str(file), str(sheet), str(cell))
            # A blank line of section 2 is zeros; «12 чел.» was read as 12; dates are days since 1900 here.
            if there in ("", None):
                assert value == 0, row
            elif isinstance(there, date):
                assert value == (there - date(1899, 12, 30)).days, row
            else:
                assert value == int(str(there).removesuffix(".0").removesuffix(" чел.")), row
            followed += 1
    assert followed > 4500


def test_repeated_consolidation_gives_the_same_bytes(demo: DemoReport, outgoing: Path) -> None:
    before = {each.name: each.read_bytes() for each in outgoing.rglob("*") if each.is_file()}
    assert exit_code(["consolidate", "--workspace", str(demo.workspace), "-q"]) == 1
    assert {each.name: each.read_bytes() for each in outgoing.rglob("*") if each.is_file()} == before


def test_region_workbook_has_no_person_phone_mail_text_or_file_name_of_a_school(
    demo: DemoReport, outgoing: Path
) -> None:
    with zipfile.ZipFile(outgoing / "Региональный свод 2024.xlsx") as book:
        everything = "\n".join(book.read(part).decode("utf-8") for part in book.namelist() if part.endswith("xml"))
    texts = {
        value
        for answers in demo.answers.values()
        for at, value in answers.items()
        if isinstance(value, str) and (at.line in {"006", "007", "008", "009", "010"} or at.line > "600")
    } - {"да", "нет", "выполнено", "в работе", "не начато", "срок перенесён", "неприменимо"}
    texts -= {"методист", "муниципальный куратор"}  # posts that the workbook's own sentences speak of
    forms_of_mentoring = {text for text in texts if " – " in text and len(text) < 30}
    names = {Path(name).name for name in demo.files}
    assert len(texts - forms_of_mentoring) > 200
    assert [text for text in sorted((texts - forms_of_mentoring) | names) if text in everything] == []


_BOOKS: dict[tuple[str, str], list[list[Any]]] = {}


def cell_of(incoming: Path, file: str, sheet: str, cell: str) -> object:
    """The content of a cell of a sender's file, read without the engine."""
    if (file, sheet) not in _BOOKS:
        archive, inside, member = file.partition(".zip/")
        if inside:
            with zipfile.ZipFile(incoming / f"{archive}.zip") as opened:
                content = opened.read(next(name for name in opened.namelist() if name.endswith(member)))
        else:
            content = (incoming / file).read_bytes()
        if file.endswith(".xlsx"):
            book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
            _BOOKS[file, sheet] = rows_of(book[sheet])
        else:
            _BOOKS[file, sheet] = (
                CalamineWorkbook.from_object(io.BytesIO(content))
                .get_sheet_by_name(sheet)
                .to_python(skip_empty_area=False)
            )
    row, column = coordinate_to_tuple(cell)
    value = _BOOKS[file, sheet][row - 1][column - 1]
    return value.date() if isinstance(value, datetime) else value


def test_every_number_of_the_summaries_goes_down_to_the_cells_that_were_sent(demo: DemoReport) -> None:
    books = [
        Book(Workspace(demo.workspace), path) for path in sorted((demo.workspace / "outgoing" / "2024").glob("*.xlsx"))
    ]
    assert len(books) == 11
    for book in books:
        asked = list(book.asked("Сводка"))
        assert len(asked) > 60
        assert [each for each in asked if not each.meaning.is_whole or not is_sound(book, each)] == []
