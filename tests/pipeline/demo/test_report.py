from __future__ import annotations

from pathlib import Path

from engine.pipeline.demo.report import DemoReport
from engine.pipeline.demo.story import Mess
from engine.vocabulary.fields import Address

REPORT = DemoReport(
    workspace=Path("demo"),
    files=("2025-01-13/a.xlsx", "2025-01-14/b.xlsx"),
    planted={"0102": Mess.ERRORS, "0103": Mess.SILENT},
    answers={
        "0101": {Address("101"): 120, Address("006"): "Демонова А. А."},
        "0102": {Address("101"): 80, Address("502"): "70%"},
        "05": {Address("7001"): "выполнено"},
    },
    sent={"0101": "2025-01-13/a.xlsx", "0102": "2025-01-14/b.xlsx"},
)


def test_only_organisations_without_errors_belong_in_the_totals() -> None:
    assert REPORT.counted == ("0101",)


def test_expected_values_are_the_counts_that_were_typed() -> None:
    assert REPORT.expected_values("0101") == {Address("101"): 120}
    assert REPORT.expected_values("0102") == {Address("101"): 80}


def test_a_mess_names_its_places() -> None:
    assert REPORT.with_mess(Mess.ERRORS) == ("0102",)
    assert REPORT.with_mess(Mess.LATE) == ()
