"""How examples and formulas are written for people: printed codes and numbers."""

from __future__ import annotations

from engine.pipeline.rulestest.fills import Fill, Subject
from engine.rulebook.forms import Form
from engine.template.formulas import verdict_formula
from engine.vocabulary.fields import Address
from engine.vocabulary.places import Kind

_WORDS = {
    "ru": {"blank": "не заполнено", "before": "{code} в прошлом периоде", "rest": "остальные {codes} = 0"},
    "en": {"blank": "blank", "before": "{code} in the last period", "rest": "the others {codes} = 0"},
}
_MANY = 6


#: Kinds of organisation as an example names them; a school is not named.
_KINDS: dict[str, dict[Kind, str]] = {
    "ru": {
        Kind.KINDERGARTEN: "детский сад: ",
        Kind.SUPPLEMENTARY: "дополнительное образование: ",
        Kind.VOCATIONAL: "колледж: ",
    },
    "en": {kind: f"{kind}: " for kind in Kind if kind is not Kind.SCHOOL},
}


def short_code(address: Address, form: Form) -> str:
    """«306», in sections of several columns «203.1»."""
    section = form.section(form.by_address[address].section_id)
    return str(address) if len(section.columns) > 1 else address.line


def example(subject: Subject, fill: Fill, lang: str) -> str:
    """«306 = 40, 301 = 36, 303 = 32, 305 = 28»; of many operands the zeros are told together."""
    words, form = _WORDS[lang], subject.form
    asked = [each for each in subject.operands if form.by_address[each].asked_of(fill.kind)]
    zeros = [each for each in asked if fill.counts.get(each) == 0]
    together = zeros if len(asked) > _MANY and len(zeros) > 1 else []
    said = [
        f"{short_code(each, form)} = {fill.counts.get(each, words['blank'])}" for each in asked if each not in together
    ]
    if together:
        said.append(words["rest"].format(codes=", ".join(short_code(each, form) for each in together)))
    before = [each for each in subject.before if form.by_address[each].asked_of(fill.kind)]
    said += [
        f"{words['before'].format(code=short_code(each, form))} = {fill.previous.get(each, words['blank'])}"
        for each in before
    ]
    return _KINDS[lang].get(fill.kind, "") + ", ".join(said)


def formula_in_codes(subject: Subject) -> str:
    """The form's formula with printed codes in the place of cells: [306], of the last period prev[306]."""
    control, form = subject.control, subject.form

    def cell_of(address: Address, previous: bool) -> str:  # noqa: FBT001  the shape that formulas call
        return f"{'prev' if previous else ''}[{short_code(address, form)}]"

    return verdict_formula(
        subject.instance,
        cell_of,
        lambda address: f"state[{short_code(address, form)}]",
        missing=control.missing,
        tolerance=control.tolerance,
    )
