"""The test of the rules as lines for the terminal and as a record for programs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.pipeline.rulestest.fills import Purpose, Trial
from engine.pipeline.rulestest.naming import example, formula_in_codes, short_code
from engine.pipeline.rulestest.running import Compared, Condition, Formulas, Mistake, RulesTest, Tested
from engine.pipeline.rulestest.workbook import BROKEN, HOLDS, UNJUDGED

STAGES = {
    "ru": {
        "searching": "Подбираю примеры…",
        "recalculating": "Пересчитываю формулы в LibreOffice…",
    },
    "en": {
        "searching": "Looking for examples…",
        "recalculating": "Recalculating formulas in LibreOffice…",
    },
}
_WORDS = {
    "ru": {
        "rule": "  правило: {rule}",
        "zero": "  пустая ячейка считается нулём",
        "tolerance": "  допуск: {tolerance}",
        "period": "  в текущем периоде не действует; проверено по форме периода {period}",
        "holds": "  верно при: {example}",
        "broken": "  нарушено при: {example} – «{sentence}»",
        "formula": "  формула в форме: {formula}",
        "more": "  показана строка {line}; таких же условий для других строк: {more}",
        "agrees": "  совпадает: проверка при приёме и пересчёт для сверки; примеров: {examples}",
        "agrees_form": "  совпадает: проверка при приёме, пересчёт для сверки и формула в форме; примеров: {examples}",
        "where": "строка {line}: ",
        "which": "условие про {codes}: ",
        Mistake.DIFFERS: "расходится при: {example}. Пересчёт для сверки: {exact}; проверка при приёме: {pooled}; "
        "форма: {form}. Это ошибка программы: передайте эту строку разработчикам.",
        Mistake.NEVER_HOLDS: "не удалось соблюсти: просмотрено примеров: {tried}, и во всех условие нарушено или не "
        "проверяется. Проверьте запись правила.",
        Mistake.NEVER_BROKEN: "не удалось нарушить: просмотрено примеров: {tried}, и ни один не нарушает условие. "
        "Скорее всего, оно верно всегда. Проверьте знак сравнения и коды строк.",
        Mistake.NEVER_JUDGED: "не проверяется ни у кого: ни один вид организаций не заполняет все строки этого условия "
        "(kinds в форме).",
        Mistake.NEVER_TOGETHER: "части правила не бывают верны вместе: каждую соблюсти можно, все сразу – нет.",
        "kept": "верно",
        "violated": "нарушено",
        "not_broken": "не нарушено",
        "unjudged": "не проверяется",
        "fault": "ошибка в формуле",
        "not_recalculated": "не пересчитана",
        "not_tested": "Не проверяются этой командой (встроенные проверки и те, что не действуют ни в одном периоде): "
        "{ids}.",
        Formulas.WORKED_OUT: "Формулы формы пересчитаны в LibreOffice.",
        Formulas.NONE: "Испытывать нечего.",
        Formulas.NO_OFFICE: "Формулы формы здесь не пересчитаны: LibreOffice не найден или отключён. Откройте книгу "
        "в Excel: первая строка скажет, всё ли совпадает.",
        Formulas.NOT_WORKED_OUT: "LibreOffice есть, но книгу не пересчитал. Откройте её в Excel: первая строка скажет, "
        "всё ли совпадает.",
        "workbook": "Книга с примерами: {path}",
        "good": "Соотношений: {number}, все в порядке.",
        "good_so_far": "Соотношений: {number}. То, что проверено, в порядке; формулы формы не проверены.",
        "details": "Примеры и формула одного соотношения: svod rules test --control {id}",
        "bad": "Соотношений: {number}, с замечаниями: {mistakes} ({ids}).",
    },
    "en": {
        "rule": "  rule: {rule}",
        "zero": "  a blank counts as zero",
        "tolerance": "  tolerance: {tolerance}",
        "period": "  not judged in the current period; tested on the form of {period}",
        "holds": "  holds with: {example}",
        "broken": '  broken with: {example} – "{sentence}"',
        "formula": "  formula in the form: {formula}",
        "more": "  line {line} is shown; conditions like these for other lines: {more}",
        "agrees": "  agree: judging and exact arithmetic; examples: {examples}",
        "agrees_form": "  agree: judging, exact arithmetic and the form's formula; examples: {examples}",
        "where": "line {line}: ",
        "which": "the condition on {codes}: ",
        Mistake.DIFFERS: "differs with: {example}. Exact arithmetic: {exact}; judging: {pooled}; form: {form}. "
        "This is a fault of the program: please report this line.",
        Mistake.NEVER_HOLDS: "could not be kept: {tried} examples were looked at, and in all of them the condition is "
        "broken or not judged. Check the rule.",
        Mistake.NEVER_BROKEN: "could not be broken: {tried} examples were looked at, and none breaks the condition. "
        "Most likely it always holds. Check the sign and the codes.",
        Mistake.NEVER_JUDGED: "is judged for nobody: no kind of organisation fills all lines of this condition "
        "(kinds in the form).",
        Mistake.NEVER_TOGETHER: "the parts of the rule never hold together: each can be kept, all of them cannot.",
        "kept": "holds",
        "violated": "broken",
        "not_broken": "not broken",
        "unjudged": "not judged",
        "fault": "fault in the formula",
        "not_recalculated": "not recalculated",
        "not_tested": "Not tested by this command (built-in checks, and those that no period judges): {ids}.",
        Formulas.WORKED_OUT: "The form's formulas were recalculated in LibreOffice.",
        Formulas.NONE: "There is nothing to test.",
        Formulas.NO_OFFICE: "The form's formulas were not recalculated here: LibreOffice was not found or is "
        "switched off. Open the workbook in Excel: its first line tells whether all agree.",
        Formulas.NOT_WORKED_OUT: "There is a LibreOffice, but it did not recalculate the workbook. Open it in Excel: "
        "its first line tells whether all agree.",
        "workbook": "Workbook with the examples: {path}",
        "good": "Control relations: {number}, all in order.",
        "good_so_far": "Control relations: {number}. What was tested is in order; the form's formulas were not.",
        "details": "Examples and formula of one relation: svod rules test --control {id}",
        "bad": "Control relations: {number}, with something to say: {mistakes} ({ids}).",
    },
}  # fmt: skip


def rules_test_lines(test: RulesTest, shown_path: str, lang: str) -> Iterator[str]:
    """A line per control relation in order, a block for others and for an only one; then how it went as a whole."""
    words = _WORDS[lang]
    in_full = [each for each in test.tested if each.mistakes or len(test.tested) == 1]
    for each in test.tested:
        if each not in in_full:
            yield _head(each)
    for each in in_full:
        yield from _control_lines(each, test.formulas, lang)
    yield ""
    if test.not_tested:
        yield words["not_tested"].format(ids=", ".join(each.id for each in test.not_tested))
    yield words[test.formulas]
    if test.workbook is not None:
        yield words["workbook"].format(path=shown_path)
    wrong = [each.control.id for each in test.tested if each.mistakes]
    if len(test.tested) > len(in_full):
        yield words["details"].format(id=test.tested[0].control.id)
    if test.tested and not wrong:
        good = "good" if test.formulas is Formulas.WORKED_OUT else "good_so_far"
        yield words[good].format(number=len(test.tested))
    elif wrong:
        yield words["bad"].format(number=len(test.tested), mistakes=len(wrong), ids=", ".join(wrong))


def rules_test_record(test: RulesTest, shown_path: str, lang: str) -> dict[str, Any]:
    """The test for programs: every control relation with its conditions and examples."""
    return {
        "in_order": test.in_order,
        "formulas": str(test.formulas),
        "workbook": None if test.workbook is None else shown_path,
        "controls": [_control_record(each, lang) for each in test.tested],
        "not_tested": [each.id for each in test.not_tested],
    }


def path_shown(workbook: Path, root: Path) -> str:
    """The workbook's path inside the workspace, else as it is."""
    return workbook.relative_to(root).as_posix() if workbook.is_relative_to(root) else str(workbook)


def _head(tested: Tested) -> str:
    return f"{'✗' if tested.mistakes else '✓'} {tested.control.id} – {tested.control.title}"


def _control_lines(tested: Tested, formulas: Formulas, lang: str) -> Iterator[str]:
    words, control = _WORDS[lang], tested.control
    yield _head(tested)
    yield words["rule"].format(rule=control.rule)
    if control.missing == "zero":
        yield words["zero"]
    if control.tolerance:
        yield words["tolerance"].format(tolerance=control.tolerance)
    if tested.period is not None:
        yield words["period"].format(period=tested.period.title)
    shown = [each for each in tested.conditions if each.line == tested.conditions[0].line]
    for condition in shown:
        yield from _condition_lines(condition, lang)
    if more := len(tested.conditions) - len(shown):
        yield words["more"].format(line=shown[0].line, more=more)
    for mistake, wrong in tested.mistakes:
        yield f"  ✗ {_where(tested, wrong, lang)}{_mistake(mistake, wrong, lang)}"
    if not tested.mistakes:
        agrees = "agrees_form" if formulas is Formulas.WORKED_OUT else "agrees"
        yield words[agrees].format(examples=sum(len(each.compared) for each in tested.conditions))


def _condition_lines(condition: Condition, lang: str) -> Iterator[str]:
    words = _WORDS[lang]
    for name, purpose in (("holds", Purpose.HOLDS), ("broken", Purpose.BROKEN)):
        if (compared := _of(condition, purpose)) is not None:
            trial = compared.example.trial
            sentence = compared.example.said.sentences.get(lang, "")
            yield words[name].format(example=example(trial.subject, trial.fill, lang), sentence=sentence)
    yield words["formula"].format(formula=formula_in_codes(condition.trials.subject))


def _of(condition: Condition, purpose: Purpose) -> Compared | None:
    return next((each for each in condition.compared if each.example.trial.purpose is purpose), None)


def _mistake(mistake: Mistake, condition: Condition | None, lang: str) -> str:
    words = _WORDS[lang]
    if condition is None:
        return words[mistake]
    facts: dict[str, object] = {"tried": condition.trials.tried}
    if (differs := next((each for each in condition.compared if not each.agrees), None)) is not None:
        trial = differs.example.trial
        facts |= {
            "example": example(trial.subject, trial.fill, lang),
            "exact": _word(trial, lang),
            "pooled": words["violated" if differs.example.said.broken else "not_broken"],
            "form": words[_form_said(differs) or "not_recalculated"],
        }
    return words[mistake].format(**facts)


def _where(tested: Tested, condition: Condition | None, lang: str) -> str:
    """Which of several conditions is meant."""
    words = _WORDS[lang]
    if condition is None or len(tested.conditions) == 1:
        return ""
    subject = condition.trials.subject
    if condition.line is not None:
        return words["where"].format(line=condition.line)
    codes = (short_code(each, subject.form) for each in dict.fromkeys((*subject.operands, *subject.before)))
    return words["which"].format(codes=", ".join(codes))


def _word(trial: Trial, lang: str) -> str:
    names: dict[bool | None, str] = {True: "kept", False: "violated", None: "unjudged"}
    return _WORDS[lang][names[trial.exact]]


def _form_said(compared: Compared) -> str | None:
    """What the form's formula says, as a key of the words; None where it was not worked out."""
    if compared.form is None:
        return None
    return {HOLDS: "kept", BROKEN: "violated", UNJUDGED: "unjudged"}.get(compared.form.form, "fault")


def _control_record(tested: Tested, lang: str) -> dict[str, Any]:
    return {
        "id": tested.control.id,
        "title": tested.control.title,
        "rule": tested.control.rule,
        "period": None if tested.period is None else tested.period.id,
        "in_order": not tested.mistakes,
        "mistakes": [
            {
                "mistake": str(mistake),
                "line": None if condition is None else condition.line,
                "text": _where(tested, condition, lang) + _mistake(mistake, condition, lang),
            }
            for mistake, condition in tested.mistakes
        ],
        "conditions": [_condition_record(each, lang) for each in tested.conditions],
    }


def _condition_record(condition: Condition, lang: str) -> dict[str, Any]:
    return {
        "line": condition.line,
        "formula": formula_in_codes(condition.trials.subject),
        "examples": [_example_record(each, lang) for each in condition.compared],
    }


def _example_record(compared: Compared, lang: str) -> dict[str, Any]:
    trial, said = compared.example.trial, compared.example.said
    return {
        "purpose": str(trial.purpose),
        "kind": str(trial.fill.kind),
        "counts": {str(address): number for address, number in trial.fill.counts.items()},
        "previous": {str(address): number for address, number in trial.fill.previous.items()},
        "holds": trial.exact,
        "broken_for_the_engine": said.broken,
        "form": _form_said(compared),
        "agrees": compared.agrees,
        "sentence": said.sentences.get(lang),
    }
