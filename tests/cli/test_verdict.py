import pytest

from engine.cli.verdict import code_of
from engine.vocabulary.findings import Finding, Severity

ERROR, WARNING, INFO = (Finding("X01", severity, "a.xlsx") for severity in Severity)


@pytest.mark.parametrize(
    ("findings", "fail_on", "unusable", "code"),
    [
        ([], "error", False, 0),
        ([INFO, WARNING], "error", False, 0),
        ([INFO, WARNING], "warning", False, 1),
        ([ERROR], "error", False, 1),
        ([ERROR], "never", False, 0),
        ([ERROR], "error", True, 3),
        ([], "never", True, 3),
    ],
)
def test_exit_code_is_the_highest_that_applies(
    findings: list[Finding], fail_on: str, code: int, *, unusable: bool
) -> None:
    assert code_of(findings, fail_on, unusable=unusable) == code
