"""A return as a district would give it back: a filled form with errors and deviations, and its problems."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from support.forms import consistent

from engine.template.content import FormContent
from engine.template.returned import Problem, Returned
from engine.vocabulary.fields import Address, Value
from engine.vocabulary.findings import Severity

PRACTICE = Address("801")
EXPLANATION = "Двое педагогов – совместители из дома творчества."

#: What was typed wrong, on top of a form where everything adds up.
TYPED: dict[Address, Value] = {
    Address("009"): "kurator@школа",
    Address("011"): date(2025, 1, 14),
    Address("101"): "триста один человек",
    Address("105"): None,
    Address("306"): 39,
    Address("308"): 27,
    Address("203", "4"): 40,
    Address("602", "2"): "приказ 12, Петрова А. А.",
}


def broken(code: str, what: str, at: str, *also: str, remedy: str = "", why: str = "", soft: bool = False) -> Problem:
    """A broken control relation."""
    severity = Severity.WARNING if soft else Severity.ERROR
    cells = tuple(Address.parse(each) for each in also)
    return Problem(code, severity, what, why, remedy, Address.parse(at), cells, explainable=soft)


PROBLEMS = (
    Problem(
        "V12",
        Severity.ERROR,
        "Запись нельзя прочитать как одно число.",
        "",
        "Впишите одно целое число, без слов и знаков.",
        Address("101"),
        typed="триста один человек",
    ),
    Problem(
        "V40",
        Severity.ERROR,
        "Не заполнено: строка 105 (из них учителей).",
        "",
        "Впишите число. Если таких нет, впишите 0.",
        Address("105"),
    ),
    broken(
        "K06",
        "Строка 306 (хотя бы в одной роли) = 39, а должно быть равно: строка 301 + строка 303 − строка 305 = 38.",
        "306",
        "301",
        "303",
        "305",
        remedy="Чаще всего ребёнок, который и наставник, и наставляемый, посчитан дважды. Проверьте строку 305 (кто в "
        "обеих ролях) и впишите в строку 306: строка 301 + строка 303 − строка 305.",
        why="Хотя бы в одной роли – сумма двух ролей без тех, кто в обеих.",
    ),
    broken(
        "K12a",
        "Строка 203, графа 4 (групп) = 40, а должно быть не больше: графа 2 (наставляемых) = 3.",
        "203.4",
        "203.2",
        remedy="Проверьте графы 2 и 4: в группе хотя бы один наставляемый.",
        why="Групп не больше, чем наставляемых.",
        soft=True,
    ),
    broken(
        "K08b",
        "Строка 308 (педагогов-наставников) = 27, а должно быть не больше: строка 104 (педагогов) = 25.",
        "308",
        "104",
        remedy="Проверьте, что каждый педагог-наставник показан один раз. Если среди них есть педагоги из других "
        "организаций, покажите их в строке 309; если это совместители – поясните.",
        why="Педагогов-наставников не больше, чем педагогов.",
        soft=True,
    ),
    Problem(
        "V50",
        Severity.WARNING,
        "Строка 602, графа 2: похоже, здесь стоят фамилия и имя человека.",
        "",
        "Персональные данные в отчёте не нужны: замените фамилию на должность или уберите её.",
        Address("602", "2"),
    ),
    Problem(
        "E20",
        Severity.WARNING,
        "Это не удалось перенести в форму. В присланном файле: лист «Показатели», ячейка K14.",
        "",
        "Если эти сведения нужны в отчёте, впишите их в подходящую ячейку. Если не нужны, оставьте как есть.",
        typed="данные уточняются",
    ),
)


def returned(content: FormContent, **changes: object) -> FormContent:
    """The return of a school's form; ``changes`` are fields of `Returned`."""
    given = replace(Returned(problems=PROBLEMS, received_on=date(2025, 1, 14)), **changes)  # type: ignore[arg-type]  # by name
    return replace(with_values(content, TYPED), revision=1, returned=given)


def with_values(content: FormContent, values: dict[Address, Value]) -> FormContent:
    """A form where everything adds up but for some values."""
    return replace(content, values={**consistent(content).values, **values})
