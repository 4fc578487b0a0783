from __future__ import annotations

import pickle
import string

from engine.rulebook.errors import RulesError, RulesProblem, problem_texts

UNKNOWN = RulesProblem(
    "rules/targets.csv", 2, "indicator", "unknown_indicator", "involved_pupils", {"name": "involved"}
)
MISSING = RulesProblem("rules/periods.yaml", None, "", "missing_file")


def test_problem_is_one_line_with_file_line_key_and_nearest_name() -> None:
    assert UNKNOWN.text("ru") == (
        "rules/targets.csv, строка 2, indicator: нет показателя «involved». Вероятно, имелось в виду «involved_pupils»."
    )
    assert UNKNOWN.text("en") == (
        'rules/targets.csv, line 2, indicator: there is no indicator "involved". Probably "involved_pupils" is meant.'
    )


def test_problem_of_a_whole_file_names_no_line() -> None:
    assert MISSING.text("en") == "rules/periods.yaml: the file is missing, and nothing works without it."


def test_line_breaks_of_a_cell_do_not_break_the_line() -> None:
    problem = RulesProblem("rules/targets.csv", 2, "minimum", "not_number", None, {"value": "много\nочень"})
    assert problem.text("ru") == "rules/targets.csv, строка 2, minimum: «много очень» – не число."


def test_error_holds_all_problems_in_order_of_file_and_line() -> None:
    error = RulesError([UNKNOWN, MISSING])
    assert error.problems == (MISSING, UNKNOWN)
    assert str(error) == f"{MISSING.text('ru')}\n{UNKNOWN.text('ru')}"


def test_error_survives_the_way_between_processes() -> None:
    assert pickle.loads(pickle.dumps(RulesError([UNKNOWN]))).problems == (UNKNOWN,)  # noqa: S301  our own bytes


def test_every_problem_has_texts_in_both_languages_with_the_same_facts() -> None:
    texts = {code: text for code, text in problem_texts().items() if code != "_"}
    facts = {
        code: {lang: {name for _, name, _, _ in string.Formatter().parse(text[lang]) if name} for lang in ("ru", "en")}
        for code, text in texts.items()
    }
    differing = {code for code, names in facts.items() if names["ru"] != names["en"] and code != "bad_rule"}
    assert differing == set()
