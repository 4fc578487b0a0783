"""Finds every section of a form by its printed codes, whatever became of sheets, rows and columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from engine.intake.candidates import Candidate, candidates_for, head_rows
from engine.intake.codes import CodeBook, CodedSheet, expected_codes, is_numbered
from engine.intake.copies import are_same, typed_cells
from engine.intake.grids import Workbook
from engine.intake.located import LocatedSection, Location
from engine.intake.moves import findings_of_moves
from engine.intake.positions import address_of
from engine.intake.repair import candidates_by_label, repair
from engine.rulebook.forms import Form, Line, Section, SectionKind, lines_of
from engine.vocabulary.fields import Address
from engine.vocabulary.findings import Cell, Finding
from engine.vocabulary.messages import found
from engine.vocabulary.names import name_key


def locate(workbook: Workbook, form: Form, path: str) -> Location:
    """Locate the sections of a form.

    Args:
        workbook: any workbook, ours or not.
        form: the form that it may be.
        path: the file, for findings.

    Returns:
        What was found. Of a section that stands in several places one is taken where all say the same; otherwise it is
        missing, with an error that names the places and all that was typed there.
    """
    book = CodeBook(form)
    sheets = [book.on(sheet) for sheet in workbook.sheets]
    found_at = {section.id: _locate_section(section, sheets, path) for section in form.sections}
    located = {section_id: each.place for section_id, each in found_at.items() if each.place is not None}
    missing = frozenset(section.id for section in form.sections if section.id not in located)
    findings = [finding for each in found_at.values() for finding in each.said]
    findings += findings_of_moves(located, path)
    return Location(
        located,
        missing,
        tuple(findings),
        copies=tuple(place for each in found_at.values() for place in each.copies),
        twins=tuple(place for each in found_at.values() for place in each.twins),
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """What became of one section; ``copies`` and ``twins`` as in `Location`."""

    place: LocatedSection | None
    said: tuple[Finding, ...]
    copies: tuple[LocatedSection, ...] = ()
    twins: tuple[LocatedSection, ...] = ()


def _locate_section(section: Section, sheets: list[CodedSheet], path: str) -> _Found:
    everywhere = candidates_for(section, sheets)
    coded = _on_forms(everywhere)
    candidates = _best(coded)
    by_label = not candidates
    if by_label:
        candidates = _best(_on_forms(candidates_by_label(section, sheets)) or everywhere)
    if not candidates:
        return _Found(None, _gone(section, path))
    chosen = candidates[0]
    if len(candidates) == 1:
        candidates += [each for each in coded if _is_rival(each, chosen)]
        candidates += _on_forms(_without_codes(section, sheets, chosen))
    if len(candidates) > 1 or chosen.copies > 1:
        return _several(section, candidates, path)
    repaired = repair(chosen)
    place = _placed(repaired.candidate)
    said = [*_repeated(repaired.candidate, path), *_lost(repaired.candidate, path)]
    if by_label:
        said.append(found("T09", path, sheet=chosen.sheet.name, section=section.title, lines=_listed(chosen.rows)))
    elif repaired.codes:
        said.append(found("T09", path, sheet=chosen.sheet.name, section=section.title, lines=_listed(repaired.codes)))
    if chosen.heads.by_label:
        said.append(
            found("T31", path, sheet=chosen.sheet.name, section=section.title, columns=_listed(chosen.heads.by_label))
        )
    return _Found(place, tuple(said))


def _on_forms(candidates: list[Candidate]) -> list[Candidate]:
    """The candidates without those on lists of problems, which quote codes and labels of the form."""
    return [each for each in candidates if not each.coded.is_list]


def _best(candidates: list[Candidate]) -> list[Candidate]:
    """The full candidates, else the most complete ones; codes without leading zeros count only where others fail."""
    whole_codes = [each for each in candidates if not each.short]
    among = whole_codes or candidates
    full = [each for each in among if each.is_full]
    if full:
        return full
    most = max((each.weight for each in among), default=(0, 0))
    return [each for each in among if each.weight == most]


def _is_rival(candidate: Candidate, chosen: Candidate) -> bool:
    """Tell whether a candidate is another copy of the section, be it damaged: one of the two may be out of date.

    Codes that have no labels of their own to the left are values that only look like codes.
    """
    if candidate is chosen:
        return False
    beside = candidate.sheet is chosen.sheet and _overlap(_all_rows(candidate), _all_rows(chosen))
    first = chosen.code_column + 1 if beside and chosen.code_column < candidate.code_column else 0
    columns = range(first, candidate.code_column)
    own = [code for code, row in candidate.rows.items() if _has_label(candidate, code, row, columns)]
    return bool(own) and 2 * len(own) >= len(candidate.rows)


def _has_label(candidate: Candidate, code: str, row: int, columns: Iterable[int]) -> bool:
    label = next((name_key(line.label) for line in lines_of(candidate.section) if line.line == code), None)
    texts = (candidate.sheet.at(row, column) for column in columns)
    return any(isinstance(text, str) and name_key(text) == label for text in texts)


def _without_codes(section: Section, sheets: list[CodedSheet], chosen: Candidate) -> list[Candidate]:
    """Copies that have lost their codes altogether, looked for only where the chosen one is on no sheet of ours."""
    if name_key(chosen.sheet.name) == name_key(section.sheet):
        return []
    return [each for each in candidates_by_label(section, sheets) if each.sheet is not chosen.sheet]


def _overlap(rows: Sequence[int], others: Sequence[int]) -> bool:
    return min(rows) <= max(others) and min(others) <= max(rows)


def _placed(candidate: Candidate) -> LocatedSection:
    section, rows, columns = candidate.section, candidate.rows, candidate.heads.columns
    lines = lines_of(section) if not is_numbered(section) else tuple(Line(line=code, label=code) for code in rows)
    lost = {
        Address(line.line, column.column)
        for line in lines
        if line.computed is None
        for column in section.columns
        if line.columns is None or column.column in line.columns
        if line.line not in rows or column.column not in columns
    }
    first_row = min((*rows.values(), *(row for each in candidate.repeated.values() for row in each)))
    above = head_rows(candidate.coded, candidate.code_column, first_row)
    return LocatedSection(
        section=section,
        sheet=candidate.sheet,
        code_column=candidate.code_column,
        number_row=candidate.heads.row,
        rows=dict(sorted(rows.items(), key=lambda pair: pair[1])),
        columns=columns,
        head_rows=above,
        lost=frozenset(lost),
        repeated=candidate.repeated,
    )


def _gone(section: Section, path: str) -> tuple[Finding, ...]:
    if section.kind is SectionKind.ROADMAP:
        return ()  # a place that owes nothing has no lines there
    code = "T29" if section.kind is SectionKind.FREE else "T05"
    return (found(code, path, section=section.title, sheet_name=section.sheet),)


def _several(section: Section, candidates: Sequence[Candidate], path: str) -> _Found:
    """A section that stands in several places: one is taken where nobody can be wrong about which."""
    places = tuple(place for each in candidates for place in _places_of(each))
    if not are_same(places):
        return _Found(None, (_ambiguous("T06", section, places, path),), copies=places)
    own = [each for each in places if name_key(each.sheet.name) == name_key(section.sheet)]
    chosen = (own or places)[0]
    twins = tuple(each for each in places if each is not chosen)
    return _Found(chosen, (_ambiguous("T47", section, (chosen, *twins), path),), twins=twins)


def _places_of(candidate: Candidate) -> list[LocatedSection]:
    """A candidate's place, or those of each copy where the whole section stands several times in one column."""
    copies = {len(rows) for rows in candidate.repeated.values()}
    if candidate.copies < 2 or candidate.rows or len(copies) != 1:
        return [_placed(repair(candidate).candidate)]
    return [
        _placed(replace(candidate, rows={code: rows[at] for code, rows in candidate.repeated.items()}, repeated={}))
        for at in range(min(copies))
    ]


def _ambiguous(code: str, section: Section, places: Sequence[LocatedSection], path: str) -> Finding:
    starts = [(each.sheet.name, address_of(_first_row(each), each.code_column)) for each in places]
    if len(starts) == 1:
        again = sorted(row for rows in places[0].repeated.values() for row in rows)
        starts.append((starts[0][0], address_of(again[len(again) // 2], places[0].code_column)))
    typed = [
        (each.sheet.name, address_of(cell.row, cell.column)) for each in places for cell in typed_cells(each, section)
    ]
    return found(
        code,
        path,
        sheet=starts[0][0],
        cell=starts[0][1],
        also=tuple(Cell(sheet, cell) for sheet, cell in (*starts[1:], *(typed if code == "T06" else ()))),
        section=section.title,
        places=", ".join(f"«{sheet}» ({cell})" for sheet, cell in starts),
    )


def _first_row(place: LocatedSection) -> int:
    return min((*place.rows.values(), *(row for rows in place.repeated.values() for row in rows)))


def _all_rows(candidate: Candidate) -> list[int]:
    return [*candidate.rows.values(), *(row for rows in candidate.repeated.values() for row in rows)]


def _repeated(candidate: Candidate, path: str) -> list[Finding]:
    said = []
    for code, rows in candidate.repeated.items():
        cells = [address_of(row, candidate.code_column) for row in rows]
        also = tuple(Cell(candidate.sheet.name, cell) for cell in cells[1:])
        said.append(
            found("T28", path, sheet=candidate.sheet.name, cell=cells[0], line=code, also=also, cells=", ".join(cells))
        )
    return said


def _lost(candidate: Candidate, path: str) -> list[Finding]:
    section, sheet = candidate.section, candidate.sheet
    if section.kind is SectionKind.FREE:
        return []
    labels = {line.line: line.label for line in lines_of(section)}
    lines = [
        found("T08", path, sheet=sheet.name, line=code, section=section.title, label=labels[code])
        for code in expected_codes(section)
        if code not in candidate.rows and code not in candidate.repeated
    ]
    columns = [
        found("T32", path, sheet=sheet.name, column=each.column, section=section.title, label=each.label)
        for each in section.columns
        if each.column not in candidate.heads.columns
    ]
    return lines + columns


def _listed(codes: Iterable[str]) -> str:
    return ", ".join(codes)
