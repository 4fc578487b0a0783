from datetime import date

import click
import pytest

from engine.cli.options import Day


@pytest.mark.parametrize("text", ["2024-12-31", "31.12.2024"])
def test_day_is_read_in_both_ways_of_writing(text: str) -> None:
    assert Day().convert(text, None, None) == date(2024, 12, 31)


@pytest.mark.parametrize("text", ["31.02.2024", "2024-13-01", "31/12/2024", "вчера", ""])
def test_anything_else_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(click.BadParameter):
        Day().convert(text, None, None)
