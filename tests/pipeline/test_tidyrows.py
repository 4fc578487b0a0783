from pathlib import Path

import pytest

from engine.pipeline.tidyrows import table_rows, tables_sha256


def write(outputs: Path, text: str) -> None:
    (outputs / "data").mkdir()
    (outputs / "data" / "facts.csv").write_text(text, encoding="utf-8")


def test_columns_are_found_by_name_whatever_else_the_table_holds(tmp_path: Path) -> None:
    write(tmp_path, 'value,later,place_id\n"a,b",x,0101\n,y,0102\n')
    assert list(table_rows(tmp_path, "facts", "place_id", "value")) == [("0101", "a,b"), ("0102", "")]


def test_column_that_is_lacking_is_named(tmp_path: Path) -> None:
    write(tmp_path, "place_id\n0101\n")
    with pytest.raises(KeyError, match="value"):
        list(table_rows(tmp_path, "facts", "place_id", "value"))


def test_empty_file_lacks_every_column(tmp_path: Path) -> None:
    write(tmp_path, "")
    with pytest.raises(KeyError, match="place_id"):
        list(table_rows(tmp_path, "facts", "place_id"))


def test_torn_row_is_no_row(tmp_path: Path) -> None:
    write(tmp_path, "place_id,value\n0101,5\n01")
    with pytest.raises(ValueError, match="facts"):
        list(table_rows(tmp_path, "facts", "place_id"))


def test_hash_of_all_tables_is_that_of_their_hashes_in_any_order() -> None:
    one, other = {"data/a.csv": "1", "data/b.csv": "2"}, {"data/b.csv": "2", "data/a.csv": "1"}
    assert tables_sha256(one) == tables_sha256(other)
    assert tables_sha256(one) != tables_sha256({**one, "data/b.csv": "3"})
    assert tables_sha256(one) != tables_sha256({"data/a.csv": "1"})
