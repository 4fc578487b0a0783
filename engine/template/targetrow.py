"""What a target row of the roadmap tells an organisation: its own share, as the form is being filled in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from engine.rulebook.model import Indicator
from engine.rulebook.rulebook import Owed
from engine.template import words
from engine.template.content import FormContent
from engine.template.formulas import literal
from engine.template.layout import FormLayout
from engine.vocabulary.fields import Address


@dataclass(frozen=True, slots=True)
class OwnShare:
    """A sentence that follows the form's own cells: its formula, and what that comes to as long as nothing changes."""

    formula: str
    text: str


def own_share(owed: Owed, content: FormContent, layout: FormLayout) -> OwnShare | None:
    """The organisation's own value of the indicator that decides a target row.

    None where there is nothing to compute: the row is no target, the form has no such lines (a district's) or the
    indicator does not count this kind of organisation. A share is cut, not rounded, to tenths of a percent, so that
    what is below the target never looks as if it were met.
    """
    target = owed.activity.target
    indicator = None if target is None else content.indicators.get(target.indicator)
    if target is None or indicator is None or not _counted(indicator, content):
        return None
    top = Address(indicator.numerator)
    bottom = None if indicator.denominator is None else Address(indicator.denominator)
    known = {field.address for field in content.fields}
    if top not in known or (bottom is not None and bottom not in known):
        return None
    goal = _goal(indicator, target.minimum)
    before, after = words.OWN_SHARE.split("{value}")
    after = after.format(goal=goal)
    if bottom is None:
        reference = layout.reference(top)
        formula = f"=IF(ISNUMBER({reference}),{literal(before)}&{reference}&{literal(after)},{literal(words.NO_SHARE)})"
        return OwnShare(formula, _count_text(content, top, before, after))
    upper, lower = layout.reference(top), layout.reference(bottom)
    # Put together from whole numbers: a decimal number joined to a text is written as the computer's locale has it.
    tenths = f"1000*{upper}/{lower}"
    formula = (
        f"=IF(COUNT({upper},{lower})<2,{literal(words.NO_SHARE)},IF({lower}<=0,{literal(words.NO_SHARE)},"
        f"{literal(before)}&INT(INT({tenths})/10)&{literal(',')}&MOD(INT({tenths}),10)&{literal(' %' + after)}))"
    )
    return OwnShare(formula, _share_text(content, top, bottom, before, " %" + after))


def _counted(indicator: Indicator, content: FormContent) -> bool:
    return content.kind is None or content.kind in indicator.kinds


def _goal(indicator: Indicator, minimum: Decimal) -> str:
    return f"{_decimal(minimum * 100)} %" if indicator.unit == "share" else _decimal(minimum)


def _decimal(value: Decimal) -> str:
    return format(value.normalize(), "f").replace(".", ",")


def _count_text(content: FormContent, top: Address, before: str, after: str) -> str:
    value = content.value_of(top)
    return f"{before}{value}{after}" if isinstance(value, int) else words.NO_SHARE


def _share_text(content: FormContent, top: Address, bottom: Address, before: str, after: str) -> str:
    numerator, denominator = content.value_of(top), content.value_of(bottom)
    if not isinstance(numerator, int) or not isinstance(denominator, int) or denominator <= 0:
        return words.NO_SHARE
    tenths = 1000 * numerator // denominator
    return f"{before}{tenths // 10},{tenths % 10}{after}"
