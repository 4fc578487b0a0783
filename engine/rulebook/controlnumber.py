"""The control number of a filled form: six digits that tell whether a signed paper and a file belong together."""

from __future__ import annotations

from collections.abc import Mapping

from engine.rulebook.forms import Field, Form, count_limits
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, FieldType, FieldValue, Source, Submission, Value
from engine.vocabulary.places import Kind

#: The largest prime of six digits.
MODULUS = 999_983
#: A power of two among whose own powers no two are small multiples of each other: two counts of one form that change
#: by less than 139 each never cancel out, whichever they are.
BASE = pow(2, 39, MODULUS)
YES = "да"


def weighed_fields(form: Form) -> dict[Address, int]:
    """The weight of each field that the control number covers, below `MODULUS`, in printed order.

    Covered are the counts that a curator fills, and the questions that can make a section zeros. A field's weight is
    the same for every kind of organisation, and no two are alike.
    """
    switches = {section.zero_if for section in form.sections}
    covered = (field for field in form.fields if _is_count(field) or field.address.line in switches)
    return {field.address: pow(BASE, position, MODULUS) for position, field in enumerate(covered, start=1)}


def control_number(form: Form, kind: Kind | None, typed: Mapping[Address, Value]) -> str | None:
    """The control number of what stands in a form: «123-456».

    A count that is typed adds its weight once more than the number says, so that 0 and a blank differ; a «да» that
    makes zeros adds its weight. Nothing is added by what is blank, outside its limits or not asked of the organisation.
    Any other number in one cell gives another control number (in lines that take no more than 999 981).

    Args:
        form: the version of the form that was filled in.
        kind: what the organisation is; None, where it is not known, asks for everything.
        typed: what stands in the cells; of values that are not covered nothing is taken.

    Returns:
        None where the form has no counts.
    """
    if not form.counts:
        return None
    fields = form.by_address
    terms = (term(fields[each], kind, typed.get(each), weight) for each, weight in weighed_fields(form).items())
    return shown(sum(terms) % MODULUS)


def term(field: Field, kind: Kind | None, value: Value, weight: int) -> int:
    """What one field adds to the control number, below `MODULUS`."""
    if not field.asked_of(kind):
        return 0
    if field.type is not FieldType.COUNT:
        return weight if value == YES else 0
    minimum, maximum = count_limits(field)
    if isinstance(value, int) and minimum <= value <= maximum:
        return weight * (value + 1) % MODULUS
    return 0


def control_number_of(submission: Submission, rulebook: Rulebook) -> str | None:
    """The control number of a submission, as its form showed it; None where the rules have no such form or no counts.

    What intake put right counts as the form itself saw it: zeros that a rule implies were not typed, a number that
    stood as text was none, and «да.» was no «да» (but «ДА» between blanks is one, as programs compare texts).
    """
    form = rulebook.forms.get((submission.form, submission.form_version))
    if form is None:
        return None
    place_id = submission.place_id
    kind = rulebook.registry[place_id].kind if place_id in rulebook.registry else None
    typed = {
        each.address: each.value
        for each in submission.values
        if each.source is Source.TYPED and _as_the_form_sees(each)
    }
    return control_number(form, kind, typed)


def shown(number: int) -> str:
    """A number below a million as it is printed: «000-042»."""
    return f"{number // 1000:03d}-{number % 1000:03d}"


def _as_the_form_sees(typed: FieldValue) -> bool:
    """Tell whether formulas find in the cell what intake read from it; only counts and «да» are asked for."""
    if isinstance(typed.value, int):
        return not typed.as_text
    return typed.value != YES or typed.raw.strip(" ").lower() == YES


def _is_count(field: Field) -> bool:
    return field.type is FieldType.COUNT and field.computed is None and field.filled_by == "curator"
