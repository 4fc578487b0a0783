"""How far a form is: formulas over the hidden sheets, each with the result that they have when the form is written."""

from __future__ import annotations

from dataclasses import dataclass

from engine.template import words
from engine.template.checks.calcsheet import Calc
from engine.template.checks.casesheet import COUNTS, Cases
from engine.template.checks.fieldstates import Content, FieldState
from engine.template.checks.verdicts import Summary, first_wrong
from engine.template.formulas import joined, literal


@dataclass(frozen=True, slots=True)
class Step:
    """What to do first: a sentence, and the name of the cell to go to."""

    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one section is filled in: formulas and their results."""

    title: str
    state_formula: str
    state: str
    found_formula: str
    found: str
    link_formula: str
    label: str


def verdict_formula() -> str:
    """The overall state."""
    rest = f'IF({COUNTS["filled"]}<{COUNTS["required"]},"{words.INCOMPLETE}","{words.READY}")'
    return f'=IF({COUNTS["errors"]}>0,"{words.HAS_ERRORS}",{rest})'


def counts_formula() -> str:
    """The counts in words."""
    explained = COUNTS["explained"]
    return f'={joined(words.COUNTS, COUNTS)}&IF({explained}>0,{joined(words.COUNTS_EXPLAINED, COUNTS)},"")'


def readiness_formula() -> str:
    """The overall state and the counts in one line, for «Титул»."""
    return f'{verdict_formula()}&". "&{counts_formula()[1:]}'


def readiness_text(summary: Summary) -> str:
    """The result of `readiness_formula`."""
    return f"{summary.verdict}. {summary.counts}"


def section_progress(calc: Calc) -> tuple[Progress, ...]:
    """How far each section with obligatory cells is filled in."""
    sections = calc.content.form.sections
    states = ((section.title, calc.states.of_section(section.id)) for section in sections)
    return tuple(_progress(calc, title, each) for title, each in states if any(map(calc.can_be_required, each)))


def _progress(calc: Calc, title: str, states: tuple[FieldState, ...]) -> Progress:
    addresses = [state.field.address for state in states]
    required, content, is_open, link, label = (
        calc.range_of(head, addresses) for head in ("required", "content", "open", "link", "label")
    )
    counted = [state for state in states if state.required]
    filled = sum(not state.is_open for state in counted)
    first = next((state.field.address for state in counted if state.is_open), None)
    facts = {"filled": f"COUNTIFS({required},1,{content},1)", "required": f"SUM({required})"}
    is_unreadable = any(state.is_open and state.content is Content.WRONG for state in counted)
    still_open = f'"{words.UNREADABLE}","{words.MISSING}"'
    told = words.FILLED_OF.format(filled=filled, required=len(counted))
    target, shown = (f"INDEX({column},MATCH(1,{is_open},0))" for column in (link, label))
    return Progress(
        title=title,
        state_formula=f'=IF(SUM({is_open})=0,"{words.FILLED}",IF(COUNTIFS({is_open},1,{content},2)>0,{still_open}))',
        state=words.FILLED if first is None else words.UNREADABLE if is_unreadable else words.MISSING,
        found_formula=f"=IF(SUM({required})=0,{literal(words.NOTHING_TO_FILL)},{joined(words.FILLED_OF, facts)})",
        found=told if counted else words.NOTHING_TO_FILL,
        link_formula=f'=IF(SUM({is_open})=0,"",HYPERLINK("#"&{target},{shown}))',
        label="" if first is None else calc.label(first),
    )


def first_step(cases: Cases, summary: Summary) -> Step:
    """What to do first: an error, else an obligatory cell, else a warning."""
    calc = cases.calc
    if (wrong := first_wrong(calc)) is not None:
        number = sum(state.content == 2 for state in calc.states.states)
        facts = {
            "title": words.WRONG_CELLS,
            "found": f"{words.WRONG_FOUND}{number}",
            "message": words.WRONG_CELLS_MESSAGE,
        }
        return Step(words.FIRST_ERROR.format(**facts), calc.label(wrong))
    broken = [check for check in cases.checks if check.state in {words.ERROR, words.WARNING}]
    first = next((check for check in broken if check.is_error), None)
    template = words.FIRST_ERROR
    if first is None and summary.filled < summary.required:
        state = next(state for state in calc.states.states if state.is_open)
        label = calc.label(state.field.address)
        return Step(words.FIRST_OPEN.format(label=label, sheet=state.field.sheet), label)
    if first is None and broken:
        first, template = broken[0], words.FIRST_WARNING
    if first is None:
        return Step(words.ALL_EXPLAINED if summary.explained else words.ALL_DONE, "")
    facts = {"title": first.control.title, "found": first.found, "message": first.control.message}
    return Step(template.format(**facts), calc.label(first.broken[0].at))


def first_step_formula(cases: Cases, states: str) -> tuple[str, str]:
    """The sentence and the link of what to do first; ``states`` is the range of the checks' states on «Проверка»."""
    calc = cases.calc
    titles, found = (states.replace("$B$", f"${letter}$") for letter in "CD")
    error, warning = (f'MATCH("{word}",{states},0)' for word in (words.ERROR, words.WARNING))
    is_open = f"MATCH(1,{calc.range_of('open')},0)"

    def told(template: str, position: str) -> str:
        columns = {"title": titles, "found": found, "message": cases.check_column("message")}
        return joined(template, {name: f"INDEX({column},{position})" for name, column in columns.items()})

    open_facts = {head: f"INDEX({calc.range_of(head)},{is_open})" for head in ("label", "sheet")}
    text = (
        f"=IF({COUNTS['errors']}>0,{told(words.FIRST_ERROR, error)},"
        f"IF({COUNTS['filled']}<{COUNTS['required']},{joined(words.FIRST_OPEN, open_facts)},"
        f"IF({COUNTS['warnings']}>0,{told(words.FIRST_WARNING, warning)},"
        f"IF({COUNTS['explained']}>0,{literal(words.ALL_EXPLAINED)},{literal(words.ALL_DONE)}))))"
    )
    links = [
        f'HYPERLINK("#"&INDEX({cases.check_column("link")},{position}),INDEX({cases.check_column("label")},{position}))'
        for position in (error, warning)
    ]
    to_open = f'HYPERLINK("#"&INDEX({calc.range_of("link")},{is_open}),{open_facts["label"]})'
    link = (
        f"=IF({COUNTS['errors']}>0,{links[0]},IF({COUNTS['filled']}<{COUNTS['required']},{to_open},"
        f'IF({COUNTS["warnings"]}>0,{links[1]},"")))'
    )
    return text, link
