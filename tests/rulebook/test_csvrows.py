"""A row is added to a table, and nothing that stands in it is touched."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rulebook.csvrows import with_row
from engine.rulebook.tables import DECISIONS, read_table

COLUMNS = list(DECISIONS.columns)
HEAD = "place_id,period,decision,revision,basis,decided_by,decided_on"
ROW = {
    "place_id": "0101",
    "period": "2024",
    "decision": "accept",
    "basis": "письмо; «срочно»",
    "decided_by": "отдел",
    "decided_on": "2025-01-20",
}
OLD = "0102,2024,accept,,звонок,отдел,19.01.2025"


def added(content: bytes, **more: str) -> bytes:
    return with_row(content, COLUMNS, ROW | more)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encoding_separator_and_line_ends_stay(encoding: str, separator: str, line_end: str) -> None:
    before = line_end.join([HEAD, OLD, ""]).replace(",", separator).encode(encoding)
    after = added(before)
    assert after.startswith(before)
    text = after.removeprefix(before).decode(encoding.removesuffix("-sig"))
    assert text.endswith(line_end)
    (cells,) = csv.reader(StringIO(text, newline=""), delimiter=separator)
    assert cells == ["0101", "2024", "accept", "", "письмо; «срочно»", "отдел", "2025-01-20"]


def test_last_row_without_a_line_end_gets_one() -> None:
    assert added(f"{HEAD}\r\n{OLD}".encode()).startswith(f"{HEAD}\r\n{OLD}\r\n0101,".encode())
    assert added(HEAD.encode()).startswith(f"{HEAD}\n0101,".encode())


def test_columns_in_another_order_and_blank_ones_at_the_end_are_followed() -> None:
    before = b"decision;place_id;period;basis;decided_by;decided_on;revision;;\r\n"
    assert added(before).removeprefix(before).decode().startswith("accept;0101;2024;")


def test_missing_column_that_is_needed_is_added_to_the_head_and_rows_above_stay_short() -> None:
    before = f"sep=,\n{HEAD}\n{OLD}\n"
    assert added(before.encode(), until="2025-01-24").decode() == (
        f"sep=,\n{HEAD},until\n{OLD}\n0101,2024,accept,,письмо; «срочно»,отдел,2025-01-20,2025-01-24\n"
    )


def test_missing_column_that_is_not_needed_is_not_added() -> None:
    assert added(f"{HEAD}\n".encode(), until="").startswith(f"{HEAD}\n0101".encode())


def test_rows_of_several_lines_and_blank_rows_stay_where_they_are() -> None:
    before = f'\n{HEAD}\n0102,2024,accept,,"звонок\nи письмо",отдел,19.01.2025\n,,,,,,\n\n'.encode()
    assert added(before).startswith(before)


def test_character_that_the_encoding_lacks_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        added(f"{HEAD}\n{OLD}\n".encode("cp1251"), basis="письмо ☺")


@pytest.mark.parametrize("content", [b"\xff\xfep\x00l\x00", b"\n\n"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(ValueError, match=r"encoding|head"):
        added(content)


TEXTS = st.text(st.characters(codec="cp1251", exclude_categories=["Cc", "Cf", "Zs"]), min_size=1, max_size=20)


@given(basis=TEXTS, separator=st.sampled_from([",", ";", "\t"]), encoding=st.sampled_from(["utf-8-sig", "cp1251"]))
def test_any_text_is_read_back_as_it_was_written(
    tmp_path_factory: pytest.TempPathFactory, basis: str, separator: str, encoding: str
) -> None:
    file: Path = tmp_path_factory.mktemp("rules") / "decisions.csv"
    file.write_bytes(added(f"{HEAD}\n{OLD}\n".replace(",", separator).encode(encoding), basis=basis))
    table, problems = read_table(file, "rules/decisions.csv", DECISIONS)
    assert problems == []
    assert [record.basis for record in table.records] == ["звонок", basis]
