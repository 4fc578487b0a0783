"""Where every count of every place stands on «Показатели»: for the sheet itself and for links and formulas to it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from engine.report import wording
from engine.report.book import at, quoted
from engine.report.ladder import WIDTHS, Ladder
from engine.report.scope import Scope
from engine.report.top import CONTENT_ROW
from engine.rulebook.relations.expansion import addresses, computed_expression
from engine.rulebook.relations.syntax import Expression
from engine.vocabulary.fields import Address
from engine.vocabulary.language import tr

HEAD_ROWS = 5  # section, line, column, code, and how it adds up
FIRST_ROW = CONTENT_ROW + HEAD_ROWS
FIRST_COLUMN = len(WIDTHS)
_FEWEST_FOLDED = 8  # columns that are worth a «+»


@dataclass(frozen=True)
class CountsLayout:
    """Where every count of every place stands on the sheet."""

    scope: Scope

    @cached_property
    def ladder(self) -> Ladder:
        """The rows."""
        return Ladder(self.scope, FIRST_ROW)

    @cached_property
    def columns(self) -> dict[Address, int]:
        """The column of each count."""
        return {field.address: FIRST_COLUMN + number for number, field in enumerate(self.scope.count_fields)}

    @cached_property
    def expressions(self) -> dict[Address, Expression]:
        """What each computed field is computed by."""
        form = self.scope.form
        computed = [field.address for field in self.scope.count_fields if field.computed is not None]
        return {address: computed_expression(form, address) for address in computed}

    @cached_property
    def parts(self) -> dict[Address, list[Address]]:
        """The fields that a computed field adds up, of those that the sheet shows."""
        return {
            address: [each for each in addresses(expression) if each in self.columns]
            for address, expression in self.expressions.items()
        }

    @cached_property
    def folded(self) -> tuple[tuple[int, int], ...]:
        """Runs of columns (first, last) that a computed column right after them adds up; a few are left open."""
        parts = {self.columns[each] for added in self.parts.values() for each in added}
        runs: list[tuple[int, int]] = []
        for last in sorted(parts):
            if runs and last == runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], last)
            else:
                runs.append((last, last))
        return tuple(run for run in runs if run[1] - run[0] >= _FEWEST_FOLDED - 1)

    def reference(self, place_id: str, address: Address) -> str:
        """A count's cell as other sheets name it."""
        return f"{quoted(tr(wording.COUNTS))}!{at(self.ladder.row_of[place_id], self.columns[address])}"
