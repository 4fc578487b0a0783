from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rulebook.csvfiles import Table, read_csv
from engine.rulebook.errors import RulesProblem

COLUMNS = ("id", "name", "note")


def _read(folder: Path, content: str | bytes) -> tuple[Table[object], list[RulesProblem]]:
    file = folder / "x.csv"
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_csv(file, "rules/x.csv", COLUMNS, ("id", "name"))


def _cells(table: Table[object]) -> list[tuple[int, dict[str, str]]]:
    return [(row.line, dict(row.cells)) for row in table.rows]


def _told(problems: list[RulesProblem]) -> list[tuple[int | None, str, str, str | None]]:
    return [(each.line, each.key, each.problem, each.nearest) for each in problems]


EXPECTED = [(2, {"id": "01", "name": "Школа «А», новая", "note": "ё"}), (3, {"id": "02", "name": "Б", "note": ""})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_table_reads_the_same_however_excel_saved_it(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    rows = [("id", "name", "note"), ("01", '"Школа «А», новая"', "ё"), ("02", "Б", "")]
    text = end.join(separator.join(row) for row in rows) + end
    table, problems = _read(tmp_path, text.encode(encoding))
    assert (_cells(table), problems) == (EXPECTED, [])


def test_line_is_where_the_row_begins_after_a_quoted_line_break(tmp_path: Path) -> None:
    table, problems = _read(tmp_path, 'id,name\n1,"две\nстроки"\n2,б\n')
    assert problems == []
    assert _cells(table) == [(2, {"id": "1", "name": "две\nстроки"}), (4, {"id": "2", "name": "б"})]


def test_empty_rows_and_columns_at_the_end_are_dropped(tmp_path: Path) -> None:
    table, problems = _read(tmp_path, "id;name;;\n1;а;;\n;;;\n\n;;;\n")
    assert (_cells(table), problems) == ([(2, {"id": "1", "name": "а"})], [])


def test_line_that_tells_excel_the_separator_is_no_row(tmp_path: Path) -> None:
    table, problems = _read(tmp_path, "sep=;\nid;name\n1;а, б\n")
    assert (_cells(table), problems) == ([(3, {"id": "1", "name": "а, б"})], [])


def test_quoted_column_names_are_read(tmp_path: Path) -> None:
    table, problems = _read(tmp_path, '"id";"name"\n"1";"а"\n')
    assert (_cells(table), problems) == ([(2, {"id": "1", "name": "а"})], [])


def test_blanks_around_a_value_are_dropped_no_break_ones_too(tmp_path: Path) -> None:
    assert _cells(_read(tmp_path, "id,name\n 1 ,\u00a0а \n")[0]) == [(2, {"id": "1", "name": "а"})]


def test_columns_may_stand_in_any_order_and_optional_ones_be_absent(tmp_path: Path) -> None:
    table, problems = _read(tmp_path, "name,id\nа,1\n")
    assert (table.columns, problems) == (("id", "name"), [])


def test_unknown_column_names_the_one_that_is_meant(tmp_path: Path) -> None:
    assert _told(_read(tmp_path, "id,nmae\n1,а\n")[1]) == [(1, "nmae", "unknown_column", "name")]


def test_missing_and_repeated_columns_are_told(tmp_path: Path) -> None:
    assert _told(_read(tmp_path, "id,id,note\n")[1]) == [
        (1, "id", "duplicate_column", None),
        (1, "name", "missing_column", None),
    ]


def test_cells_beyond_the_columns_are_told(tmp_path: Path) -> None:
    assert _told(_read(tmp_path, "id,name\n1,Школа «А», новая\n")[1]) == [(2, "", "stray_cells", None)]


def test_open_quote_is_told_with_the_line_where_it_begins(tmp_path: Path) -> None:
    table, problems = _read(tmp_path, 'id,name\n1,а\n2,"б\n3,в\n')
    assert _told(problems) == [(3, "", "csv_broken", None)]
    assert [row.cells["id"] for row in table.rows] == ["1"]


@pytest.mark.parametrize("content", ["id,name\n".encode("utf-16"), b"id,name\n\0", b"id,name\n\x98\n"])
def test_unknown_encoding_is_told(tmp_path: Path, content: bytes) -> None:
    assert _told(_read(tmp_path, content)[1]) == [(None, "", "csv_encoding", None)]


def test_empty_file_lacks_its_column_names(tmp_path: Path) -> None:
    assert _told(_read(tmp_path, "")[1]) == [(1, "", "csv_empty", None)]


def test_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    _, problems = read_csv(tmp_path / "y.csv", "rules/y.csv", COLUMNS, ())
    assert _told(problems) == [(None, "", "unreadable", None)]


@given(st.binary(max_size=200))
def test_no_bytes_end_in_an_exception(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    table, problems = _read(tmp_path_factory.getbasetemp(), content)
    assert problems or set(table.columns) >= {"id", "name"}
