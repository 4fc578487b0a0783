"""An explanation as lines for the terminal and as a record for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import groupby
from textwrap import wrap

from engine.cli.explainedwords import Names, amount, formula, sentence
from engine.intake.cells import raw_of
from engine.pipeline.explaining.comparing import share_of
from engine.pipeline.explaining.explaining import Explanation
from engine.pipeline.explaining.opened import is_number
from engine.pipeline.explaining.tree import Leaf, Node, Origin
from engine.report.shares import percent_text
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.dates import day
from engine.vocabulary.language import speaking, spoken

_WIDTH = 110
_BLANKS = re.compile(r"[ \t\n]+")  # not those that hold a number together
_STEP = 2
_DECIMALS = 2  # of a share
_CODE = 12  # characters of a hash, as workbooks show them
#: Nodes whose parts are cells of one form, told in one line.
_OF_ONE_FORM = frozenset({"pair", "own_share", "computed", "history", "history_share"})
_WORDS = {
    "ru": {
        "shows": "{sheet}!{cell} – {shown}",
        "blank": "пусто",
        "edited": "ВНИМАНИЕ: в ячейке {shown}, а в данных свода {value}. Ячейку, или ту, из которой она считается, "
        "изменили вручную. Ниже – откуда взялось {value}.",
        "filtered": "Это итог «По фильтру»: он считается только по видимым строкам своего столбца, и сейчас видны не "
        "все. Без отбора было бы {value}: ниже – откуда.",
        "unfiltered": "Это итог «По фильтру»: он считается только по видимым строкам своего столбца, на другие числа "
        "не влияет. Ниже – откуда он, когда видны все строки.",
        "visible": "Это итог «По фильтру»: он считается только по видимым строкам, на другие числа не влияет.",
        "moved": "Строки листа переставляли вручную: эту строку узнали по надписям в ней, в своде она была {row}-й.",
        "rules": "Правила с тех пор изменились: названия, цели и состав организаций взяты из нынешних правил.",
        "run": "Свод: {folder}, период {period}, по состоянию на {as_of}{version}",
        "version": ", закрытая версия {version}",
        "more": "и ещё {number}: добавьте --all",
        "sheet": ", лист «{sheet}»",
        "row": ", строка {row}",
        "gone": " – такого файла в incoming уже нет, сказанное взято из данных свода",
        "changed": " – этот лист изменили вручную, строки с числом на нём не найти; сказанное взято из данных, которые "
        "передаточный свод несёт в себе",
        "written": " (написано «{raw}»)",
        "switch": " пуста, это ноль: в отчёте сказано, что считать нечего",
        "blank_line": " пуста, это ноль: вся строка пустая",
        "empty": " пуста",
        "no_line": " – такой строки в отчёте нет",
        "origin": " ← присланный файл с кодом {code}",
    },
    "en": {
        "shows": "{sheet}!{cell}: {shown}",
        "blank": "blank",
        "edited": "NOTE: the cell says {shown}, the data of the run say {value}. The cell, or one that it is worked "
        "out from, was edited by hand. Below is where {value} comes from.",
        "filtered": "This is the total that follows the filter: it rests on the visible rows of its column alone, and "
        "not all rows are shown. Without a filter it would be {value}: below is where that comes from.",
        "unfiltered": "This is the total that follows the filter: it rests on the visible rows of its column alone, "
        "and no other number rests on it. Below is where it comes from while all rows are shown.",
        "visible": "This is the total that follows the filter: it rests on the visible rows alone, and no other number "
        "rests on it.",
        "moved": "Rows of the sheet were moved by hand: this one is known by its texts, it was row {row} of the "
        "workbook as written.",
        "rules": "The rules were changed since: names, targets and organisations are those of today's rules.",
        "run": "Run: {folder}, period {period}, as of {as_of}{version}",
        "version": ", closed version {version}",
        "more": "and {number} more: add --all",
        "sheet": ", sheet «{sheet}»",
        "row": ", row {row}",
        "gone": " (no such file is in incoming any more; the data of the run say this)",
        "changed": " (the sheet was changed by hand and no row of it says this; the data inside the transmittal do)",
        "written": " (written as «{raw}»)",
        "switch": " is blank, which is zero: the report says that there is nothing to count",
        "blank_line": " is blank, which is zero: the whole line is blank",
        "empty": " is blank",
        "no_line": " (the report has no such line)",
        "origin": " ← the file sent, code {code}",
    },
}


def explanation_lines(explanation: Explanation, rulebook: Rulebook, lang: str) -> Iterator[str]:
    """What the cell shows, of which run it is, and the chain, a step further in for every step down."""
    with speaking(lang):
        yield from list(_lines(explanation, Names(rulebook.registry)))


def explanation_record(explanation: Explanation, rulebook: Rulebook, lang: str) -> dict[str, object]:
    """The explanation with every node and leaf; hashes are whole, shares are numbers (0.45 for 45 %)."""
    with speaking(lang):
        names, shown, run = Names(rulebook.registry), explanation.shown, explanation.run
        return {
            "workbook": explanation.workbook.as_posix(),
            "kind": explanation.kind,
            "sheet": shown.sheet,
            "cell": shown.cell,
            "shown": shown.value if is_number(shown.value) else raw_of(shown.value) or None,
            "meaning": list(shown.meaning.texts),
            "edited": explanation.is_edited,
            "filtered": explanation.is_filtered,
            "row_before": shown.row_before,
            "rules_changed": explanation.rules_changed,
            "run": {
                "folder": explanation.folder,
                "period": run.period_id,
                "as_of": run.as_of,
                "version": run.version,
                "data_sha256": run.data_sha256,
            },
            "explanation": [_record(each, names) for each in explanation.nodes],
        }


def _lines(explanation: Explanation, names: Names) -> Iterator[str]:
    words, shown, run = _WORDS[spoken()], explanation.shown, explanation.run
    share = _share(explanation)
    values = share or "; ".join(amount(each.value, each) for each in explanation.nodes)
    if explanation.is_edited:
        yield from _wrapped(words["edited"].format(shown=_shown(explanation), value=values), 0)
    if explanation.is_filtered or "filtered" in shown.meaning.parts:
        nobodys = explanation.nodes[0].what == "rows_shown"
        said = "filtered" if explanation.is_filtered else "visible" if nobodys else "unfiltered"
        yield from _wrapped(words[said].format(value=values), 0)
    if shown.row_before is not None:
        yield from _wrapped(words["moved"].format(row=shown.row_before), 0)
    yield words["shows"].format(sheet=shown.sheet, cell=shown.cell, shown=_shown(explanation))
    version = "" if run.version is None else words["version"].format(version=run.version)
    where = {"folder": explanation.folder, "period": run.period_id, "as_of": day(run.as_of), "version": version}
    yield words["run"].format(**where)
    if explanation.rules_changed:
        yield from _wrapped(words["rules"], 0)
    yield ""
    for node in explanation.nodes:
        yield from _node_lines(node, names, 0)


def _node_lines(node: Node, names: Names, depth: int, above: Node | None = None) -> Iterator[str]:
    """A node, where it stands, and what it follows from; its place is named where it is another than above."""
    place_id = None if above is None else above.place_id
    named = f"{names.of(node.place_id)}: " if node.place_id and node.place_id != place_id else ""
    brief = above is not None and _field(node) is not None and _field(above) == _field(node)
    yield from _wrapped(f"{named}{sentence(node, names, brief=brief)}", depth)
    if node.leaf is not None:
        yield from _wrapped(_leaf_words(node.leaf, [node]), depth + 1)
    if node.what in _OF_ONE_FORM:
        yield from _form_lines(node.parts, depth + 1)
    else:
        for each in node.parts:
            yield from _node_lines(each, names, depth + 1, _with_place(node, above))
    if node.more:
        yield from _wrapped(_WORDS[spoken()]["more"].format(number=node.more), depth + 1)
    for each in node.asides:
        yield from _node_lines(each, names, depth + 1, _with_place(node, above))


def _with_place(node: Node, above: Node | None) -> Node:
    """The node as what stands below sees it: of the place above and its field, where it has none of its own."""
    if above is None:
        return node
    facts = {**{name: above.facts[name] for name in ("line", "column") if name in above.facts}, **node.facts}
    return replace(node, place_id=node.place_id or above.place_id, facts=facts)


def _field(node: Node) -> tuple[object, ...] | None:
    """The field of the form that a node is about."""
    return (node.facts["line"], node.facts.get("column")) if "line" in node.facts else None


def _form_lines(nodes: Sequence[Node], depth: int) -> Iterator[str]:
    """The cells of one organisation's form, by file and sheet; of computed numbers those that they come from."""
    cells = [leaf for node in nodes for leaf in (node.parts if node.what == "computed" else (node,))]
    for _, group in groupby(cells, lambda each: each.leaf and (each.leaf.path, each.leaf.sheet)):
        own = list(group)
        if own[0].leaf is not None:
            yield from _wrapped(_leaf_words(own[0].leaf, own), depth)


def _leaf_words(leaf: Leaf, nodes: Sequence[Node]) -> str:
    """Where nodes of one file and sheet stand: «incoming/a.xlsx (26959d30d323), лист «Показатели»: C46 = 412»."""
    words = _WORDS[spoken()]
    text = f"{leaf.path} ({leaf.sha256[:_CODE]})" if leaf.sha256 else leaf.path
    if leaf.row is not None:
        text += words["row"].format(row=leaf.row)
    if leaf.sheet:
        text += words["sheet"].format(sheet=leaf.sheet)
    cells = [each.leaf for each in nodes if each.leaf is not None and each.leaf.cell]
    written = [_cell_words(each.leaf, each) for each in nodes if each.leaf is not None and each.leaf.cell]
    text += f": {'; '.join(written)}" if written else ""
    if leaf.state in {"gone", "changed"}:
        text += words[leaf.state]
    elif nodes[0].what == "nothing_said" and not leaf.cell and leaf.origin is None:
        text += words["no_line"]
    return text + _origin_words([each.origin for each in cells or [leaf] if each.origin is not None])


def _cell_words(leaf: Leaf, node: Node) -> str:
    """A cell and what stands in it: «C46 = 412», «C47 пуста, это ноль: …»."""
    words, value = _WORDS[spoken()], amount(node.value, node)
    if leaf.raw == "":
        return f"{leaf.cell}{words[leaf.implied or 'empty']}"
    if node.what == "finding":  # its value is no number of the cell: it counts as one finding
        return f"{leaf.cell}: «{leaf.raw}»" if leaf.raw else str(leaf.cell)
    if node.value is None:
        return str(leaf.cell)
    plain = {value, value.replace("\u00a0", ""), str(node.value), _dated(node.value)}
    written = words["written"].format(raw=leaf.raw) if leaf.raw is not None and leaf.raw not in plain else ""
    return f"{leaf.cell}\u00a0=\u00a0{value}{written}"


def _origin_words(origins: Sequence[Origin]) -> str:
    """Where values stood in the files that the district has, cells of one sheet together."""
    words = _WORDS[spoken()]
    text = ""
    for (code, sheet), group in groupby(origins, lambda each: (each.file_code, each.sheet)):
        cells = ", ".join(each.cell for each in group if each.cell)
        text += words["origin"].format(code=code)
        text += (words["sheet"].format(sheet=sheet) if sheet else "") + (f": {cells}" if cells else "")
    return text


def _dated(value: object) -> str:
    """A date of a table as a form shows it."""
    try:
        return day(date.fromisoformat(str(value)))
    except ValueError:
        return ""


def _shown(explanation: Explanation) -> str:
    """The cell's content as people see it; a share as a percentage."""
    value, node = explanation.shown.value, explanation.nodes[0]
    if value is None or value == "":
        return _WORDS[spoken()]["blank"]
    if is_number(value) and isinstance(value, int | float):
        if _share(explanation):
            return percent_text(Fraction(value), _DECIMALS)
        return amount(Fraction(value) if isinstance(node.value, Fraction) or value % 1 else int(value), node)
    return " ".join(raw_of(value).split()) or _WORDS[spoken()]["blank"]


def _share(explanation: Explanation) -> str | None:
    """The percentage of reports that count, where the cell shows it and not how many they are."""
    if not is_number(explanation.shown.value) or any(each.what != "reports" for each in explanation.nodes):
        return None
    share = share_of([each.value for each in explanation.nodes])
    return None if share is None else percent_text(share, _DECIMALS)


def _record(node: Node, names: Names) -> dict[str, object]:
    return {
        "what": node.what,
        "text": sentence(node, names),
        "meaning": node.meaning,
        "value": float(node.value) if isinstance(node.value, Fraction) else node.value,
        "place_id": node.place_id,
        "place": names.name(node.place_id),
        "how": node.how,
        "formula": formula(node),
        "children": [_record(each, names) for each in node.parts],
        "asides": [_record(each, names) for each in node.asides],
        "leaf": None if node.leaf is None else _leaf_record(node.leaf),
    }


def _leaf_record(leaf: Leaf) -> dict[str, object]:
    origin = leaf.origin
    return {
        "path": leaf.path,
        "sha256": leaf.sha256,
        "sheet": leaf.sheet,
        "cell": leaf.cell,
        "row": leaf.row,
        "raw": leaf.raw,
        "state": leaf.state,
        "implied_zero": leaf.implied,
        "origin": None
        if origin is None
        else {"file_code": origin.file_code, "sheet": origin.sheet or None, "cell": origin.cell or None},
    }


def _wrapped(text: str, depth: int) -> list[str]:
    indent = " " * _STEP * depth
    return wrap(
        _BLANKS.sub(" ", text).strip(),
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}    ",
        break_long_words=False,
        break_on_hyphens=False,
    )
