"""A submission as validation looks at it: its values by address, what is blank, and findings that know their cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.rulebook.forms import Form
from engine.rulebook.model import Control, Period
from engine.rulebook.relations.naming import Naming
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, FieldValue, Submission, Value
from engine.vocabulary.findings import Cell, Finding, Severity
from engine.vocabulary.messages import found
from engine.vocabulary.places import Kind


@dataclass(frozen=True)
class Filled:
    """One submission with the period's form and the kind of the place (None: not an organisation)."""

    submission: Submission
    form: Form
    kind: Kind | None
    fields: Mapping[Address, FieldValue]

    def value(self, address: Address) -> Value:
        """The value of a field, None when it is not filled in."""
        return self.fields[address].value if address in self.fields else None

    def count(self, address: Address) -> int | None:
        """The value of a count field, None when it is not filled in."""
        value = self.value(address)
        return value if isinstance(value, int) else None

    def text(self, address: Address) -> str | None:
        """The value of a text field, None when it is not filled in."""
        value = self.value(address)
        return value if isinstance(value, str) and value.strip() else None

    def is_blank(self, address: Address) -> bool:
        """Tell whether the cell is there and nothing stands in it (an unreadable cell is not blank)."""
        return (
            address in self.submission.cells
            and address not in self.submission.unreadable
            and (address not in self.fields or self.fields[address].value is None)
        )

    def is_unknown(self, address: Address) -> bool:
        """Tell whether a cell's content could not be learned: unreadable, or asked for and not found."""
        field = self.form.by_address.get(address)
        asked = field is None or field.asked_of(self.kind)
        return address in self.submission.unreadable or (asked and address not in self.submission.cells)

    def finding(
        self,
        code: str,
        address: Address,
        *,
        facts: Mapping[str, object] | None = None,
        severity: Severity | None = None,
        also: Sequence[Address] = (),
        quote: bool = True,
    ) -> Finding:
        """A finding at a field.

        ``severity`` None takes the catalogue's; ``quote`` False keeps the cell's content out of the finding.
        """
        sheet, cell = self.submission.cells.get(address, (None, None))
        typed = self.fields.get(address)
        return found(
            code,
            self.submission.path,
            place_id=self.submission.place_id,
            sheet=sheet,
            cell=cell,
            line=address.line,
            column=address.column,
            value=typed.raw if typed is not None and quote else None,
            also=tuple(
                Cell(*self.submission.cells[each]) for each in also if each in self.submission.cells and each != address
            ),
            **(facts or {}),
            **({} if severity is None else {"severity": severity}),
        )

    def broken(
        self, control: Control, address: Address, said: Mapping[str, str], *, also: Sequence[Address] = ()
    ) -> Finding:
        """The finding of a broken control relation, with its sentence by language."""
        return self.finding(
            control.id,
            address,
            also=also,
            severity=control.level,
            facts={
                "title": control.title,
                "sentence_ru": said["ru"],
                "sentence_en": said["en"],
                "remedy": control.message,
            },
        )

    def named(self, address: Address) -> dict[str, str]:
        """The field's name as facts: «строка 203, графа 2 (учитель – учитель: наставляемых)»."""
        return {f"field_{lang}": Naming(self.form, lang).name(address, labels=True) for lang in ("ru", "en")}


def filled_in(submissions: Sequence[Submission], rulebook: Rulebook, period: Period) -> list[list[Filled]]:
    """The submissions of a period, one batch per form; each batch in the order given."""
    batches: dict[tuple[str, str], list[Filled]] = {}
    for submission in submissions:
        if submission.period_id == period.id:
            filled = _filled(submission, rulebook, period)
            batches.setdefault((filled.form.form, filled.form.version), []).append(filled)
    return [batches[key] for key in sorted(batches)]


def _filled(submission: Submission, rulebook: Rulebook, period: Period) -> Filled:
    place = rulebook.registry.places.get(submission.place_id)
    form = rulebook.form(submission.form, period)  # of an older version intake has moved the values there
    fields = {each.address: each for each in submission.values}
    return Filled(submission, form, None if place is None else place.kind, fields)
