from __future__ import annotations

from support.markdown_workbook import workbook

from engine.intake.grids import Sheet, Workbook
from engine.intake.outputstamp import read_output_stamp

STAMP = """
    # Сводка
    | form | что-то |
    # _svod
    | form        | transmittal |  | sheet |
    | period      |'2024        |  | Охват |
    | place_id    |'01          |  |       |
    | as_of       |'2024-12-31  |  |       |
    | data_sha256 | abc         |  |       |
    | version     | 3           |  |       |
"""


def test_the_stamp_is_found_by_its_keys_and_read_as_text() -> None:
    stamp = read_output_stamp(workbook(STAMP))
    assert stamp is not None
    assert {key: stamp[key] for key in ("form", "period", "place_id", "as_of", "version")} == {
        "form": "transmittal",
        "period": "2024",
        "place_id": "01",
        "as_of": "2024-12-31",
        "version": "3",
    }


def test_a_moved_and_renamed_stamp_is_still_the_stamp() -> None:
    (_, stamp) = workbook(STAMP).sheets
    moved = Sheet("Лист7", [[], *([None, *row] for row in stamp.rows)])
    assert read_output_stamp(Workbook((moved,))) == read_output_stamp(workbook(STAMP))


def test_the_stamp_of_a_form_is_none_of_a_result() -> None:
    form = "# _svod\n| form | school |\n| form_version | 1 |\n| period |'2024 |\n| place_id |'0101 |"
    assert read_output_stamp(workbook(form)) is None


def test_a_workbook_without_sheets_has_none() -> None:
    assert read_output_stamp(Workbook(())) is None
