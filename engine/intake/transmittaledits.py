"""What was changed by hand in a transmittal after it was written; its data are not concerned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from engine.intake.formulaedits import other_formulas
from engine.intake.grids import FormulaWithoutValue, Sheet, Workbook
from engine.intake.mirrored import Mirror, read_mirror
from engine.intake.refusal import Refused
from engine.intake.sheetedits import TEXT, Cells, SheetEdits, edits_of, likeness, texts_of
from engine.template.stamp import STAMP_SHEET
from engine.vocabulary.findings import Finding
from engine.vocabulary.messages import found
from engine.vocabulary.transmittal import Edit
from engine.vocabulary.transmittalrows import DATA_SHEET, MIRROR_SHEET

#: Edited cells that are told one by one.
MOST_EDITS = 2_000
_HIDDEN = (STAMP_SHEET, DATA_SHEET, MIRROR_SHEET)
_SAME_SHEET = 0.5  # of its texts, from which on a sheet is the one that had another name
_LONGEST = 80
_NAMED = 12  # ranges of rows or columns in one finding


def hand_edits(
    workbook: Workbook, path: str, cells_sha256: str | None = None
) -> tuple[tuple[Edit, ...], tuple[Finding, ...]]:
    """Compare every visible cell with what was written: the cells that differ, and everything as findings.

    Sheets may have other names and stand in another order. Filters, hidden rows and what the program that saved the
    file calculated anew are no edits. Formulas whose results changed are edits only where nothing else was edited.
    ``cells_sha256`` is what the stamp tells of the mirror (None: nothing).
    """
    try:
        mirror = read_mirror(workbook, cells_sha256)
    except Refused as refused:
        return (), (found(refused.code, path),)
    pairs = _pairs_of_sheets(mirror, workbook)
    known = any(_tells_formulas(sheet) for sheet in workbook.sheets)
    compared = {name: edits_of(name, mirror[name], sheet, formulas_known=known) for name, sheet in pairs.items()}
    findings = [*_of_sheets(mirror, pairs, workbook, path)]
    findings += (each for name, edits in compared.items() for each in _of_rows_and_columns(name, edits, path))
    if not any(each.code in _REWRITING for each in findings):
        findings += (each for name, sheet in pairs.items() for each in _of_formulas(name, mirror[name], sheet, path))
    cells = [each for edits in compared.values() for each in edits.cells]
    results = [each for edits in compared.values() for each in edits.results]
    if cells or any(each.code in _CAUSES for each in findings):
        findings += (
            found("G19", path, sheet=name, count=len(edits.results))
            for name, edits in compared.items()
            if edits.results
        )
    else:
        cells = results
    return tuple(cells), (*findings, *_of_cells(cells, path))


#: What formulas may follow.
_CAUSES = frozenset({"G11", "G12", "G13", "G14", "G16", "G29"})
#: What makes a program write formulas anew that nobody has touched.
_REWRITING = frozenset({"G11", "G12", "G13", "G14", "G16", "G17", "G18"})


def _pairs_of_sheets(mirror: Mirror, workbook: Workbook) -> dict[str, Sheet]:
    """Each written sheet as it came, by the name that it had; without those that are gone."""
    by_name = {sheet.name: sheet for sheet in workbook.sheets}
    pairs = {name: by_name[name] for name in mirror if name in by_name}
    strange = [sheet for sheet in workbook.sheets if sheet.name not in mirror and not _is_own(sheet)]
    for name in mirror:
        if name not in pairs and strange:
            texts = texts_of(mirror[name])
            best = max(strange, key=lambda sheet: likeness(texts, sheet))
            if likeness(texts, best) >= _SAME_SHEET:
                pairs[name] = best
                strange.remove(best)
    return {name: pairs[name] for name in mirror if name in pairs}


def _tells_formulas(sheet: Sheet) -> bool:
    """Tell whether a sheet was read with its formulas; nothing may have calculated them yet."""
    return bool(sheet.formulas) or any(isinstance(each, FormulaWithoutValue) for row in sheet.rows for each in row)


def _is_own(sheet: Sheet) -> bool:
    return sheet.name.rstrip("0123456789") in _HIDDEN


def _of_sheets(mirror: Mirror, pairs: Mapping[str, Sheet], workbook: Workbook, path: str) -> Iterator[Finding]:
    known = {sheet.name for sheet in pairs.values()}
    for position, sheet in enumerate(workbook.sheets, start=1):
        if sheet.name not in known and not _is_own(sheet):
            # Not its name: whoever added the sheet may have called it after a person.
            yield found("G15", path, position=position)
    for name in mirror:
        if name not in pairs:
            yield found("G16", path, sheet=name)
        elif pairs[name].name != name:
            yield found("G17", path, sheet=name)


def _of_rows_and_columns(sheet: str, edits: SheetEdits, path: str) -> Iterator[Finding]:
    for code, rows in (("G11", edits.rows_added), ("G12", edits.rows_deleted)):
        if rows:
            yield found(code, path, sheet=sheet, rows=_ranges(rows))
    for code, columns in (("G13", edits.columns_added), ("G14", edits.columns_deleted)):
        if columns:
            yield found(code, path, sheet=sheet, columns=", ".join(columns[:_NAMED]) + _more(columns))
    if edits.frozen:
        cells = ", ".join(edits.frozen[:_NAMED]) + _more(edits.frozen)
        yield found("G28", path, sheet=sheet, cell=edits.frozen[0], cells=cells, count=len(edits.frozen))
    if edits.moved:
        yield found("G18", path, sheet=sheet, count=edits.moved)


def _of_formulas(sheet: str, mirror: Cells, came: Sheet, path: str) -> Iterator[Finding]:
    if others := other_formulas(mirror, came):
        cells = ", ".join(others[:_NAMED]) + _more(others)
        yield found("G29", path, sheet=sheet, cell=others[0], cells=cells)


def _of_cells(cells: Sequence[Edit], path: str) -> Iterator[Finding]:
    for each in cells[:MOST_EDITS]:
        facts = {
            f"{name}_{lang}": _said(value, lang)
            for name, value in (("written", each.written), ("came", each.came))
            for lang in ("ru", "en")
        }
        yield found("G10", path, sheet=each.sheet, cell=each.cell, **facts)
    if len(cells) > MOST_EDITS:
        yield found("G25", path, count=len(cells) - MOST_EDITS)


def _said(value: str | None, lang: str) -> str:
    if value is None:
        return "пусто" if lang == "ru" else "blank"
    if value == TEXT:
        return "другой текст" if lang == "ru" else "another text"
    short = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
    return f"«{short}»"


def _ranges(rows: Iterable[int]) -> str:
    """Numbers as people list them: «12, 15–18»."""
    runs: list[list[int]] = []
    for row in sorted(rows):
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    said = [str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs]
    return ", ".join(said[:_NAMED]) + _more(said)


def _more(items: Sequence[object]) -> str:
    return " …" if len(items) > _NAMED else ""
