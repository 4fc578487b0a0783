"""Built-in comparisons: a report that repeats the last one, and coverage that hits its target to the digit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from engine.rulebook.forms import Form
from engine.rulebook.model import Control, Indicator, Period
from engine.rulebook.relations.naming import Naming
from engine.rulebook.relations.numerals import in_words
from engine.rulebook.rulebook import Rulebook
from engine.validation.compiling import previous_column
from engine.validation.filled import Filled
from engine.validation.judging import Judgement, judge, schema_of
from engine.validation.wording import phrase
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Finding

#: With fewer persons below the line a round share is no surprise.
_FEWEST = 10
_COVERAGE = {"numerator": "Int64", "denominator": "Int64", "target_above": "Int64", "target_below": "Int64"}


@dataclass(frozen=True)
class _Share:
    """A share of one submission beside its target."""

    filled: Filled
    indicator: Indicator
    numerator: Address
    denominator: Address
    target: Fraction


def same_as_before(form: Form) -> Judgement:
    """Judgement of the counts table: not every count equals the one of the last closed period."""

    def passes(counts: pd.DataFrame) -> pd.Series:
        this = counts[[str(field.address) for field in form.counts]]
        last = counts[[previous_column(field.address) for field in form.counts]].set_axis(this.columns, axis="columns")
        same = (this.fillna(-1) == last.fillna(-1)).all(axis="columns")
        return ~(same & (this.fillna(0) > 0).any(axis="columns")).astype(bool)

    return Judgement("same_as_before", passes)


def repeated_finding(control: Control, filled: Filled) -> Finding:
    """The finding of a report that repeats the last one."""
    address = next(iter(filled.form.counts)).address if control.look_at is None else Address.parse(control.look_at)
    return filled.broken(control, address, {lang: phrase("same_as_before", lang) for lang in ("ru", "en")})


def coverage_findings(
    batch: Sequence[Filled], rulebook: Rulebook, period: Period, control: Control
) -> Iterator[Finding]:
    """Findings of shares that equal their target exactly, the denominator being at least 10 persons."""
    shares = [share for filled in batch for share in _shares(filled, rulebook, period)]
    for broken in judge(schema_of(_COVERAGE, [Judgement("coverage_at_target", _off_target)]), _coverage_table(shares)):
        yield _at_target(control, shares[broken.row])


def _off_target(shares: pd.DataFrame) -> pd.Series:
    above, below = shares["numerator"] * shares["target_below"], shares["denominator"] * shares["target_above"]
    return ((above != below) | (shares["denominator"] < _FEWEST)).fillna(value=True).astype(bool)


def _shares(filled: Filled, rulebook: Rulebook, period: Period) -> Iterator[_Share]:
    place_id = filled.submission.place_id
    for indicator in rulebook.indicators:
        if indicator.unit != "share" or indicator.denominator is None or filled.kind not in indicator.kinds:
            continue
        target = rulebook.target_for(indicator.id, place_id, period.target_year)
        if target is not None:
            numerator, denominator = Address.parse(indicator.numerator), Address.parse(indicator.denominator)
            yield _Share(filled, indicator, numerator, denominator, Fraction(target.minimum))


def _coverage_table(shares: Sequence[_Share]) -> pd.DataFrame:
    columns = {
        "numerator": [share.filled.count(share.numerator) for share in shares],
        "denominator": [share.filled.count(share.denominator) for share in shares],
        "target_above": [share.target.numerator for share in shares],
        "target_below": [share.target.denominator for share in shares],
    }
    return pd.DataFrame(columns, dtype="Int64", index=pd.RangeIndex(len(shares)))


def _at_target(control: Control, share: _Share) -> Finding:
    said = {}
    for lang in ("ru", "en"):
        naming = Naming(share.filled.form, lang)
        said[lang] = phrase(
            "coverage_at_target",
            lang,
            numerator=naming.name(share.numerator, labels=True),
            above=share.filled.count(share.numerator),
            denominator=naming.name(share.denominator, labels=True),
            below=share.filled.count(share.denominator),
            share=in_words(share.target * 100, lang),
            indicator=share.indicator.short,
        )
    return share.filled.broken(control, share.numerator, said, also=[share.denominator])
