"""datapackage.json: what the tidy tables are, for people and programs that meet them without us."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from engine.consolidation.result import Consolidation
from engine.report.tidytables import TidyColumn, TidyTable, tidy_tables
from engine.rulebook.rulebook import Rulebook
from engine.vocabulary.seenjson import json_text

FILE_NAME = "datapackage.json"
#: How text that came from outside stands in the tables; `vocabulary.safetext` writes it so.
_TEXT = (
    "Text of columns of type string and any is safe to open in a spreadsheet program: an apostrophe stands before text "
    "that begins like a formula (=, +, -, @, also full-width, also behind blanks) and behind a semicolon before one; a "
    "negative number has none. Control characters, line breaks and marks of direction are written out (\\n, \\u202e). "
    "Numbers and dates are plain. | Перед текстом, похожим на формулу, и после точки с запятой перед таким текстом "
    "стоит апостроф; управляющие знаки и переводы строк записаны как \\n, \\u202e; числа и даты записаны как есть."
)


def write_datapackage(folder: Path, consolidation: Consolidation, rulebook: Rulebook) -> Path:
    """Describe the tables that stand in ``folder`` in a datapackage.json beside them; return its path."""
    file = folder / FILE_NAME
    described = datapackage(folder, consolidation, rulebook)
    file.write_text(json_text(described, indent=2) + "\n", encoding="utf-8", newline="\n")
    return file


def datapackage(folder: Path, consolidation: Consolidation, rulebook: Rulebook) -> dict[str, Any]:
    """The description as a Frictionless tabular data package, with the size and hash of each table in ``folder``."""
    programme = rulebook.programme
    notice = {} if programme.notice is None else {"notice": programme.notice}
    return {
        "profile": "tabular-data-package",
        "name": "svod",
        "title": programme.title,
        "description": _TEXT,
        **notice,
        "period": consolidation.period.id,
        "as_of": consolidation.as_of.isoformat(),
        "rules_sha256": rulebook.sha256,
        "closed": {each.period.id: each.version for each in rulebook.closed.periods},
        **({"closed_lost": dict(rulebook.closed.lost)} if rulebook.closed.lost else {}),
        "resources": [_resource(table, folder / table.file_name) for table in tidy_tables().values()],
    }


def _resource(table: TidyTable, file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    key = {"primaryKey": list(table.key)} if table.key else {}
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file_name,
        "title": table.ru,
        "description": f"{table.en}. One row per {table.row}.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {"fields": [_field(column) for column in table.columns], "missingValues": [""], **key},
    }


def _field(column: TidyColumn) -> dict[str, Any]:
    allowed = {"constraints": {"enum": list(column.allowed)}} if column.allowed else {}
    return {"name": column.name, "type": column.type, "title": column.ru, "description": column.en, **allowed}
