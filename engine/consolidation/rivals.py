"""Two different answers to one return: which one counts, why, and whether they say the same."""

from __future__ import annotations

from engine.consolidation.ordering import Order
from engine.vocabulary.fields import Address, Submission
from engine.vocabulary.findings import Finding, Severity
from engine.vocabulary.messages import found

#: When a form was filled in and which one it is: every corrected form has others, nothing reported changes by them.
OF_THE_FORM = frozenset({Address("011"), Address("012")})
#: By what the other answer is newer, in the order of `Order`'s fields after the revision.
_WHY_RU = (
    "дата заполнения в нём позже ({used}, здесь {here})",
    "он сохранён позже ({used}, здесь {here})",
    "по содержанию неясно, какой из них новее, взят изменённый позже",
    "какой из них новее, установить нельзя, выбор условный",
)
_WHY_EN = (
    "it was filled in later ({used}, here {here})",
    "it was saved later ({used}, here {here})",
    "the content does not tell which is newer, the one changed later was taken",
    "nothing tells which is newer, the choice is arbitrary",
)


def differing(one: Submission, other: Submission) -> int:
    """How many fields two submissions fill differently, the date of filling in and the kind of report aside."""
    values = [{each.address: each.value for each in sent.values} for sent in (one, other)]
    fields = {*values[0], *values[1]} - OF_THE_FORM
    return sum(values[0].get(address) != values[1].get(address) for address in fields)


def rival(here: Submission, used: Submission, index: int, order_here: Order, order_used: Order) -> Finding:
    """The finding C11 about an answer that another one to the same return has replaced.

    ``index`` is that of the first element in which their orders differ. A warning where the two say different things.
    """
    number = differing(here, used)
    values = {"used": order_used.shown(index), "here": order_here.shown(index)}
    return found(
        "C11",
        here.path,
        severity=Severity.WARNING if number else Severity.INFO,
        place_id=here.place_id,
        used=used.path,
        revision=here.revision,
        why_ru=_WHY_RU[index - 1].format(**values),
        why_en=_WHY_EN[index - 1].format(**values),
        difference_ru=f"Различаются ячеек: {number}." if number else "Заполнены они одинаково.",
        difference_en=f"Cells that differ: {number}." if number else "They say the same.",
    )
