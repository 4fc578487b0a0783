"""One control relation, three compilations: formula, pandera and exact evaluation agree on every fill."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.libreoffice import LibreOffice, save
from support.parity import Answers, Fill, Parity

from engine.rulebook.forms import Field, Form, count_limits
from engine.rulebook.model import Control, Period
from engine.rulebook.relations.expansion import addresses, previous_addresses
from engine.rulebook.rulebook import Rulebook
from engine.template.checks.cases import Verdict
from engine.template.content import NO_MENTORING
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.places import Kind

pytestmark = pytest.mark.libreoffice

NEVER_JUDGED = "[101] / ([102] - [102]) > 0 or [103] > 0"
NEVER_BROKEN = "max([201.1]..[208.1]) >= [201.1]"
#: Relations beside those of the rules pack, so that every part of the language is compiled: (rule, how it is judged).
ZOO: tuple[tuple[str, dict[str, Any]], ...] = (
    ("[302] < [102]", {}),
    ("[302] > [102]", {}),
    ("[302] != [102]", {}),
    ("[302] <= [102]", {"missing": "zero"}),
    ("[302] > 0", {"missing": "zero"}),
    ("[302] = [102]", {"tolerance": "2"}),
    ("[302] != [102]", {"tolerance": "2"}),
    ("[302] < [102]", {"tolerance": "1.5"}),
    ("not [302] >= [102]", {"tolerance": "1", "missing": "zero"}),
    ("[103] < [102] < [101]", {}),
    ("[101] > 0 <=> [102] > 0 <=> [103] > 0", {"missing": "zero"}),
    ("[101] = 1 => [102] = 1 and [103] <= 1", {}),
    ("not ([101] = [102] or [102] = [103])", {}),
    ("not ([101] > [102] and [102] > [103]) and [101] <= 11", {}),
    ("[101] = [102] or [102] = [103] and [101] > 1", {}),
    ("([101] > [102] => [103] > 0) <=> not [104] = 0", {}),
    ("[302] / [102] <= [301] / [101]", {}),
    ("[302] / [102] = [301] / [102]", {"missing": "zero"}),
    ("[306] / ([101] - [102]) >= 0.5", {}),
    ("([301] - [302]) / ([101] - [102]) < [303] / 2", {}),
    (NEVER_JUDGED, {}),
    ("[502] >= 85 % * [501]", {}),
    ("[502] / [501] >= 7 %", {}),
    ("[101] * 10 % + [102] * 0.2 = 30 % * [103]", {}),
    ("-[101] < [102] - 2 * [103]", {}),
    ("max([301], [303], 2) <= min([101], [102] * 1.5)", {}),
    ("sum([301]..[303], [101] / 2) >= 2.5", {}),
    ("sum([201.1]..[208.2]) <= 2 * sum([291.1]..[291.2])", {}),
    ("min([201.1]..[208.1]) >= 1 or max([201.1]..[208.1]) > 0", {"missing": "zero"}),
    (NEVER_BROKEN, {}),
    ("[290.1] + [290.2] > 0 => [291.1] + [291.2] > 0", {}),
    ("[290.1] <= 1.5 * [291.1]", {"tolerance": "1"}),
    ("for 201..203, 208: [.2] * 2 >= [.1] + [.3] or [.4] > 0", {}),
    ("for 201..208: [.1] > 0 => [.5] > 0 and [.6] <= [.2]", {"missing": "zero"}),
    ("for 301..303: [.1] within 30 % or 5 of prev([.1])", {}),
    ("[101] within 30 % of prev([101])", {}),
    ("[101] within 5 of prev([101])", {"missing": "zero"}),
    ("[101] within 12.5 % or 2.5 of [102]", {}),
    ("not [101] within 10 % or 1 of prev([102])", {}),
    ("[302] / [102] within 20 % of prev([302] / [102])", {}),
    ("[302] / [102] within 0.25 of prev([302] / [102])", {}),
    ("[302] / [102] within 20 % or 0.25 of prev([302] / [102])", {}),
    ("[290.1] <= prev([290.1]) + 1", {}),
    ("[291.1] <= prev(max([201.1]..[208.1])) * 2", {}),
    ("[101] <= prev([101] - [102]) + [102]", {"missing": "zero"}),
)
#: How many fills of each relation are drawn, and how many are kept that keep it, break it, and leave it unjudged.
DRAWN = 120
WANTED = {True: 10, False: 10, None: 8}


@pytest.fixture(scope="session")
def parity(planless: Rulebook, period: Period) -> Parity:
    return Parity(planless, period)


def zoo() -> list[Control]:
    """The relations of the zoo as controls."""
    given = {"level": "error", "title": "проба", "message": "Проверьте.", "source": "проба"}
    return [
        Control.model_validate({"id": f"K{number:02d}z", "rule": rule, **given, **how})
        for number, (rule, how) in enumerate(ZOO)
    ]


class Subject:
    """A relation bound to the form: what its fills are about."""

    def __init__(self, control: Control, parity: Parity) -> None:
        self.control, self.parity, self.form = control, parity, parity.form
        instances = parity.instances(control)
        self.lines = tuple(dict.fromkeys(each.line for instance in instances for each in addresses(instance)))
        self.before = tuple(dict.fromkeys(each for instance in instances for each in previous_addresses(instance)))

    def asks(self, kind: Kind, address: Address) -> bool:
        return address == NO_MENTORING or self.form.by_address[address].asked_of(kind)

    def verdict(self, fill: Fill) -> bool | None:
        """Broken where one condition is, kept where all that can be judged are."""
        verdicts = {*self.parity.exact(fill).values()}
        return False if False in verdicts else True if True in verdicts else None


@st.composite
def fills(draw: Callable[[st.SearchStrategy[Any]], Any], subject: Subject) -> Fill:
    """What an organisation may have typed around a relation: mostly numbers that are alike, so that equality is hit."""
    chance = Random(draw(st.integers(0, 2**32)))  # noqa: S311  test data, not a secret
    kind = chance.choice([Kind.SCHOOL, Kind.SCHOOL, *Kind])
    bases = chance.choices([0, 1, 2, 5, 9, 10, 11, 70, 100, 2_000, 20_000], k=chance.choice([1, 2, 3]))
    typed: dict[Address, Value] = {}
    for line in subject.lines:
        typed |= _line(chance, line, subject.form, bases)
    if chance.random() < 0.1:
        typed = {address: value if chance.random() < 0.2 else None for address, value in typed.items()}
        typed[NO_MENTORING] = "да"
    if chance.random() < 0.25 and not subject.before:
        return Fill(subject.control, kind, typed, universal=True)
    own = {address: value for address, value in typed.items() if subject.asks(kind, address)}
    asked_before = [address for address in subject.before if subject.asks(kind, address) and chance.random() < 0.95]
    known = {address: _near(chance, bases, subject.form.by_address[address]) for address in asked_before}
    return Fill(subject.control, kind, own, known)


def _line(chance: Random, line: str, form: Form, bases: list[int]) -> dict[Address, Value]:
    """One line of the form: left blank as a whole, filled as a whole, or with a gap or with what is no count."""
    fields = [each for each in form.counts if each.address.line == line]
    how = chance.choices(["full", "blank", "gap", "odd"], [78, 8, 5, 9])[0]
    if how == "blank":
        return dict.fromkeys(each.address for each in fields)
    typed: dict[Address, Value] = {each.address: _near(chance, bases, each) for each in fields}
    at = chance.choice(fields)
    if how == "gap":
        typed[at.address] = None
    elif how == "odd":
        typed[at.address] = chance.choice(["пять", 0.5, -1, *[count_limits(at)[1] + 1] * 3])
    return typed


def _near(chance: Random, bases: list[int], field: Field) -> int:
    """One of a few numbers, one beside it, a share of it or a multiple, inside the limits of a cell."""
    smallest, largest = count_limits(field)
    base = chance.choice(bases)
    number = chance.choice([base, base, base, base - 1, base + 1, base * 2, base * 3 // 10, base * 13 // 10, 0])
    return max(smallest, min(largest, number))


def generated(control: Control, parity: Parity) -> list[Fill]:
    """Fills of one relation that keep it, break it and leave it unjudged; always the same ones."""
    subject = Subject(control, parity)
    made: dict[bool | None, list[Fill]] = {verdict: [] for verdict in WANTED}

    @settings(
        max_examples=DRAWN,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(fill=fills(subject))
    def collect(fill: Fill) -> None:
        verdict = subject.verdict(fill)
        if len(made[verdict]) < WANTED[verdict]:
            made[verdict].append(fill)

    collect()
    return [fill for found in made.values() for fill in found]


@pytest.fixture(scope="session")
def answers(
    libreoffice: LibreOffice, parity: Parity, rulebook: Rulebook, tmp_path_factory: pytest.TempPathFactory
) -> list[Answers]:
    """What all three say of all fills, of one workbook that was recalculated once."""
    folder = tmp_path_factory.mktemp("parity")
    controls = [*(control for control in rulebook.controls if control.rule is not None), *zoo()]
    made = [fill for control in controls for fill in generated(control, parity)]

    def recalculated(path: Path) -> Path:
        target = folder / "recalculated.xlsx"
        libreoffice.run(path, {"do": "recalculate"}, save(target))
        return target

    return parity.answers(made, folder, recalculated)


def test_formula_pandera_and_exact_evaluation_agree_on_every_fill(answers: list[Answers]) -> None:
    assert len(answers) > 3_000
    assert [str(each) for each in answers if not each.agree][:20] == []


def test_every_control_of_the_rules_was_seen_kept_and_broken_by_formulas(
    answers: list[Answers], rulebook: Rulebook
) -> None:
    seen = {(each.fill.control.id, each.in_form) for each in answers}
    written = [control.id for control in rulebook.controls if control.rule is not None]

    assert [name for name in written if (name, 0) not in seen] == []
    assert [name for name in written if (name, 1) not in seen] == []


def test_every_part_of_the_language_was_seen_kept_broken_and_unjudged(answers: list[Answers]) -> None:
    seen = {(each.fill.control.rule, each.exact) for each in answers}
    rules = {rule for rule, how in ZOO if "missing" not in how}

    assert {rule for rule in rules if (rule, None) not in seen} == set()
    assert {rule for rule in rules if (rule, True) not in seen} == {NEVER_JUDGED}
    assert {rule for rule in rules if (rule, False) not in seen} == {NEVER_JUDGED, NEVER_BROKEN}


def test_forms_of_every_way_out_were_compared(answers: list[Answers]) -> None:
    assert {(each.fill.kind, each.fill.universal) for each in answers if each.exact is False} == {
        (kind, universal) for kind in Kind for universal in (True, False)
    }
    assert Verdict.NOT_ASKED in {each.in_form for each in answers}
