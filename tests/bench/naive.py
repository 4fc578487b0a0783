"""What most would write: pandas with openpyxl, a call for every sheet, a pandera schema for every file.

``python naive.py workspace outputs``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from bench.scripted import CHECKS, activities_in, coverage_of, read_targets, write_region


def read_form(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The counts of one form, checked, and the relations that it breaks."""
    title = pd.read_excel(path, sheet_name="Титул", header=None, engine="openpyxl").set_index(1)[2]
    wide = pd.read_excel(path, sheet_name="Показатели", header=None, engine="openpyxl")
    wide = wide[wide[1].astype(str).str.fullmatch(r"[1-5]\d\d")]
    long = wide.rename(columns={1: "line"}).melt("line", list(range(2, 9)), "column", "value")
    long["column"] -= 1
    long["value"] = pd.to_numeric(long["value"], errors="coerce")
    facts = long.dropna(subset=["value"]).assign(place=title["001"], district=path.parent.name)
    schema = pa.DataFrameSchema({"value": pa.Column(float, [pa.Check.ge(0), pa.Check(lambda each: each % 1 == 0)])})
    schema.validate(facts, lazy=True)
    lines = [f"{code}.{column}" for code in facts["line"].unique() for column in range(1, 8)]
    one = facts.pivot_table("value", ["district", "place"], ["line", "column"], fill_value=0)
    one.columns = [f"{line}.{column}" for line, column in one.columns]
    one = one.reindex(columns=sorted({*one.columns, *lines, *_named()}), fill_value=0)
    broken = pd.concat([one[~one.eval(rule)].assign(rule=rule)[["rule"]] for rule in CHECKS]).reset_index()
    return facts, broken


def read_roadmap(path: Path) -> pd.DataFrame:
    """The roadmap of one form, a row for each activity."""
    wide = pd.read_excel(path, sheet_name="Дорожная карта", header=None, engine="openpyxl")
    return activities_in(wide).assign(place=path.stem, district=path.parent.name)


def main(workspace: Path, outputs: Path) -> None:
    """Read, check and write a whole region."""
    files = sorted(workspace.joinpath("incoming").rglob("*.xlsx"))
    read = [read_form(each) for each in files if each.stem != each.parent.name]
    roadmaps = pd.concat([read_roadmap(each) for each in files], ignore_index=True)
    facts = pd.concat([each for each, _ in read], ignore_index=True)
    broken = pd.concat([each for _, each in read], ignore_index=True)
    write_region(outputs, facts, coverage_of(facts, read_targets(workspace)), roadmaps, broken)


def _named() -> set[str]:
    return {word for rule in CHECKS for word in rule.split("`") if word[:1].isdigit()}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
