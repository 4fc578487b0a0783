"""The lines at the end of a form where the curator and the head sign, and the number that binds paper and file."""

from __future__ import annotations

from itertools import accumulate

from engine.template import words
from engine.template.checks.controlcell import control_formula, control_text, has_control_number
from engine.template.content import FormContent
from engine.template.drawing import Pen, put, put_formula, set_height
from engine.template.layout import SheetPlace, Span
from engine.vocabulary.fields import Address

#: Lines of «Титул» that name the signers, in the order of the form's signatures.
SIGNERS = (Address("006"), Address("010"))
_SHARES = ((0.0, 0.28), (0.3, 0.52), (0.58, 0.88))  # label, signature, name: parts of the sheet's width


def signature_rows(content: FormContent) -> int:
    """How many rows the signatures take."""
    return 1 + 2 * len(content.form.signatures) + 1


def draw_signatures(pen: Pen) -> None:
    """Draw a line per signer with the name from «Титул», the date and the control number."""
    if pen.place.signature_row is None:
        return
    label, line, name = (_columns(pen.place, start, end) for start, end in _SHARES)
    row = pen.place.signature_row
    set_height(pen, row, 10)
    for signer, address in zip(pen.page.content.form.signatures, SIGNERS, strict=False):
        row += 1
        put(pen, row, label, signer, "signer")
        put(pen, row, line, None, "signature")
        reference = pen.page.layout.reference(address)
        shown = pen.page.content.value_of(address)
        put_formula(pen, row, name, f'=IF({reference}="","",{reference})', str(shown or ""), "signature")
        set_height(pen, row, 27)
        row += 1
        put(pen, row, line, words.SIGNATURE, "under")
        put(pen, row, name, words.SIGNER, "under")
        set_height(pen, row, 12)
    row += 1
    put(pen, row, label, words.SIGNED_ON, "signer")
    put(pen, row, Span(line.first, name.first - 1), words.DATE_LINE, "signed_on")
    if has_control_number(pen.page.content) and pen.page.layout.check_sheet is not None:
        put_formula(pen, row, name, control_formula(), control_text(pen.page.content), "control_number")
    set_height(pen, row, 24)


def _columns(place: SheetPlace, start: float, end: float) -> Span:
    ends = list(accumulate(place.widths))
    begins = [0.0, *ends[:-1]]
    whole = ends[-1]
    first = min(range(len(ends)), key=lambda column: abs(begins[column] / whole - start))
    last = min(range(len(ends)), key=lambda column: abs(ends[column] / whole - end))
    return Span(first, max(first, last))
