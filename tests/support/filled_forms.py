"""Submissions as intake would hand them over, made by address from one consistent fill of the school form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.rulebook.forms import Field, Form
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.fields import Address, FieldType, FieldValue, OccurrenceKey, Source, Submission, Value

#: Counts of a school in which everything adds up; lines of section 2 that are not here are implied zeros.
CONSISTENT: Mapping[str, int] = {
    "101": 400,
    "102": 300,
    "103": 100,
    "104": 40,
    "105": 35,
    "106": 5,
    "107": 4,
    "201.1": 20,
    "201.2": 30,
    "201.3": 10,
    "201.4": 5,
    "201.5": 15,
    "201.6": 20,
    "201.7": 2,
    "203.1": 4,
    "203.2": 5,
    "203.3": 5,
    "203.4": 0,
    "203.5": 5,
    "203.6": 3,
    "203.7": 0,
    "291.1": 24,
    "291.2": 35,
    "301": 30,
    "302": 25,
    "303": 20,
    "304": 9,
    "305": 8,
    "306": 42,
    "307": 4,
    "308": 4,
    "309": 0,
    "311": 3,
    "401": 1,
    "402": 0,
    "501": 30,
    "502": 20,
    "503": 20,
    "504": 18,
}


def submission(
    rulebook: Rulebook,
    changes: Mapping[str, Value] | None = None,
    *,
    place_id: str = "0101",
    path: str | None = None,
    period_id: str = "2024",
    unreadable: Iterable[str] = (),
    roadmap: Mapping[str, OccurrenceKey] | None = None,
) -> Submission:
    """The consistent fill of a place, with other values at some addresses (None: blank).

    Only fields that the place's kind is asked for are filled. The cell of field "201.2" is D201 of its sheet; those of
    ``roadmap`` lines, given by code, stand on «Дорожная карта».
    """
    period = rulebook.periods[period_id]
    form = rulebook.form("school", period)
    broken = frozenset(Address.parse(address) for address in unreadable)
    given = {Address.parse(address): value for address, value in (changes or {}).items()}
    kind = rulebook.registry[place_id].kind
    values = {field.address: _usual(field) for field in form.fields if field.asked_of(kind)} | given
    cells = {field.address: (field.sheet, _cell(field.address)) for field in form.fields}
    for code in roadmap or {}:
        cells |= {Address(code, column): ("Дорожная карта", _cell(Address(code, column))) for column in "1234"}
    return Submission(
        path=path or f"incoming/{place_id}.xlsx",
        sha256="0" * 64,
        form=form.form,
        form_version=form.version,
        period_id=period_id,
        place_id=place_id,
        revision=0,
        values=tuple(
            _field_value(address, value, cells, form)
            for address, value in values.items()
            if value is not None and address not in broken
        ),
        cells=cells,
        occurrences=dict(roadmap or {}),
        unreadable=broken,
    )


def _usual(field: Field) -> Value:
    match field.type:
        case FieldType.COUNT if field.computed is None:
            return CONSISTENT.get(
                str(field.address).removesuffix(".1"), CONSISTENT.get(str(field.address), _rest(field))
            )
        case FieldType.YES_NO if field.required:
            return "да"
        case FieldType.TEXT if field.required and field.filled_by == "curator":
            return "Петрова Анна Ивановна"
    return None


def _rest(field: Field) -> int | None:
    return 0 if field.blank == "zero" else None


def _field_value(address: Address, value: Value, cells: Mapping[Address, tuple[str, str]], form: Form) -> FieldValue:
    sheet, cell = cells[address]
    implied = value == 0 and str(address) not in CONSISTENT and form.by_address[address].blank == "zero"
    source = Source.IMPLIED if implied else Source.TYPED
    return FieldValue(address.line, address.column, value, "" if implied else str(value), sheet, cell, source)


def _cell(address: Address) -> str:
    return f"{'BCDEFGHIJ'[int(address.column)]}{int(address.line)}"
