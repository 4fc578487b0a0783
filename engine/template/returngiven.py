"""The hidden sheet `_given`: the explanations that a return was given with, and the numbers that each was given for."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from engine.template.checks.cases import Verdict
from engine.template.checks.casesheet import Cases
from engine.template.explanationtext import has_words_formula, plain_formula
from engine.template.formats import Formats
from engine.template.returned import Returned
from engine.vocabulary.celltext import cell_text

GIVEN_SHEET = "_given"
#: ``then`` and ``now`` are the numbers of the broken relation when the form was returned and live; ``then`` is blank
#: where the text was given for yet other numbers.
_HEADS = ("control", "text", "given_for", "then", "now")
_LETTERS = dict(zip(_HEADS, "ABCDE", strict=True))


def given_relations(returned: Returned) -> tuple[str, ...]:
    """The relations with a text, in the order of the sheet."""
    return tuple(sorted(relation for relation, text in returned.explanations.items() if text.strip()))


def explains_formula(note: str, relation: str, returned: Returned) -> str:
    """The condition that the text in a cell explains a relation.

    What the form was given with, left as it was, explains only the numbers that it was given for; where these are
    others already it has to be written anew.
    """
    written = has_words_formula(note)
    if relation not in given_relations(returned):
        return written
    text, then, now = (_cell(returned, relation, head) for head in ("text", "then", "now"))
    as_given = f"EXACT({plain_formula(note)},{text})"
    fails = f"AND({as_given},{then}<>{now})" if returned.settles(relation) else as_given
    return f"AND({written},NOT({fails}))"


def write_given(sheet: Worksheet, returned: Returned, cases: Cases | None, formats: Formats) -> None:
    """Write the sheet and hide it."""
    plain = formats["plain"]
    for column, head in enumerate(_HEADS):
        sheet.write_string(0, column, head, plain)
    for row, relation in enumerate(given_relations(returned), start=1):
        formula, numbers = _numbers(cases, relation)
        then = numbers if returned.settles(relation) else ""
        given_for = returned.given_for.get(relation, "")
        given = cell_text(" ".join(returned.explanations[relation].split()))
        for column, text in enumerate((relation, given, given_for, then)):
            if text:
                sheet.write_string(row, column, text, plain)
        if formula:
            sheet.write_formula(row, _HEADS.index("now"), formula, plain, numbers)
    sheet.hide()
    sheet.protect()


def _cell(returned: Returned, relation: str, head: str) -> str:
    row = given_relations(returned).index(relation) + 2
    return f"'{GIVEN_SHEET}'!${_LETTERS[head]}${row}"


def _numbers(cases: Cases | None, relation: str) -> tuple[str, str]:
    """The numbers of everything that breaks a relation, as a formula and as they are; empty where nothing is live."""
    checks = () if cases is None else cases.checks
    at = next((number for number, check in enumerate(checks) if check.control.id == relation), None)
    if cases is None or at is None or not cases.checks[at].cases:
        return "", ""
    all_cases = cases.checks[at].cases
    formula = '&"|"&'.join(cases.cell(at, position, "detail") for position in range(len(all_cases)))
    return f"={formula}", "|".join(case.detail if case.verdict is Verdict.BROKEN else "" for case in all_cases)
