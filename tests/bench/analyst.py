"""What a capable analyst would write instead: pandas with the calamine engine, checks over all files at once, to_excel.

``python analyst.py workspace outputs``. It trusts every file: nothing is guarded, nobody is told what to mend.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from bench.scripted import CHECKS, activities_in, coverage_of, read_targets, write_region


def read_form(path: Path) -> pd.DataFrame:
    """The counts of one form, a row for each line and column: place, district, line, column, value."""
    sheets = pd.read_excel(path, sheet_name=["Титул", "Показатели"], header=None, engine="calamine")
    title = sheets["Титул"].set_index(1)[2]
    wide = sheets["Показатели"]
    wide = wide[wide[1].astype(str).str.fullmatch(r"[1-5]\d\d")]
    long = wide.rename(columns={1: "line"}).melt("line", list(range(2, 9)), "column", "value")
    long["column"] -= 1
    long["value"] = pd.to_numeric(long["value"], errors="coerce")
    return long.dropna(subset=["value"]).assign(place=title["001"], district=path.parent.name)


def read_roadmap(path: Path) -> pd.DataFrame:
    """The roadmap of one form, a row for each activity."""
    wide = pd.read_excel(path, sheet_name="Дорожная карта", header=None, engine="calamine")
    return activities_in(wide).assign(place=path.stem, district=path.parent.name)


def main(workspace: Path, outputs: Path) -> None:
    """Read, check and write a whole region."""
    files = sorted(workspace.joinpath("incoming").rglob("*.xlsx"))
    facts = pd.concat([read_form(each) for each in files if each.stem != each.parent.name], ignore_index=True)
    roadmaps = pd.concat([read_roadmap(each) for each in files], ignore_index=True)
    schema = pa.DataFrameSchema({"value": pa.Column(float, [pa.Check.ge(0), pa.Check(lambda each: each % 1 == 0)])})
    schema.validate(facts, lazy=True)
    wide = facts.pivot_table("value", ["district", "place"], ["line", "column"], fill_value=0)
    wide.columns = [f"{line}.{column}" for line, column in wide.columns]
    broken = pd.concat([wide[~wide.eval(rule)].assign(rule=rule)[["rule"]] for rule in CHECKS]).reset_index()
    write_region(outputs, facts, coverage_of(facts, read_targets(workspace)), roadmaps, broken)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
