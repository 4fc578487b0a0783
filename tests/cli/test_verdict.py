import pytest

from engine.cli.verdict import code_of, finding_lines
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.files import FileStatus, RegisterRow
from engine.vocabulary.findings import Finding, FindingState, Severity

ERROR, WARNING, INFO = (Finding("X01", severity, "a.xlsx") for severity in Severity)
WAIVED = ERROR.with_(state=FindingState.WAIVED, explanation="решение")
EXPLAINED = WARNING.with_(state=FindingState.EXPLAINED, explanation="так и есть")


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
        ([WAIVED, EXPLAINED], "warning", False, 0),
        ([WAIVED, ERROR], "error", False, 1),
    ],
)
def test_exit_code_is_the_highest_that_applies(
    findings: list[Finding], fail_on: str, code: int, *, unusable: bool
) -> None:
    assert code_of(findings, fail_on, unusable=unusable) == code


def test_what_is_settled_is_told_with_the_words_that_settle_it_and_asks_for_nothing(rulebook: Rulebook) -> None:
    row = RegisterRow("a.xlsx", 1, "0", "xlsx", FileStatus.ACCEPTED, place_id="0101")
    facts = {"sentence_ru": "41 больше 40.", "sentence_en": "41 is more than 40.", "remedy": "Проверьте."}
    told = Finding("K08b", Severity.WARNING, "a.xlsx", facts, cell="C308", sheet="Показатели")
    told = told.with_(state=FindingState.EXPLAINED, explanation="совместители")
    waived = told.with_(state=FindingState.WAIVED, explanation="письмо № 5")

    assert list(finding_lines([row], [told], rulebook, "ru"))[1:] == [
        "  ~ K08b Показатели!C308: 41 больше 40. Пояснение: совместители"
    ]
    assert list(finding_lines([row], [waived], rulebook, "en"))[1:] == [
        "  ~ K08b Показатели!C308: 41 is more than 40. Waived by decision: письмо № 5"
    ]
