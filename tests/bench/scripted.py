"""What both scripts share: relations as pandas evaluates them, coverage, and workbooks by to_excel."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from ruamel.yaml import YAML

_AS_OF = pd.Timestamp(2024, 12, 31)
#: The rules pack's relations between counts of one form, as far as `DataFrame.eval` can say them.
CHECKS = (
    "`103.1` <= `102.1` <= `101.1`",
    "`106.1` <= `105.1` <= `104.1`",
    "`107.1` <= `105.1`",
    "`302.1` <= `301.1`",
    "`304.1` <= `303.1`",
    "`302.1` <= `102.1`",
    "`304.1` <= `103.1`",
    "`301.1` <= `101.1`",
    "`303.1` <= `101.1`",
    "`306.1` == `301.1` + `303.1` - `305.1`",
    "`305.1` <= `301.1`",
    "`305.1` <= `303.1`",
    "`306.1` <= `101.1`",
    "`310.1` <= `306.1`",
    "`307.1` <= `106.1`",
    "`308.1` <= `104.1`",
    "`311.1` <= `107.1`",
    "`291.1` <= `290.1`",
    "`291.2` <= `290.2`",
    "`502.1` <= `501.1`",
    "`504.1` <= `503.1`",
    "`501.1` <= `291.2`",
    "`503.1` <= `291.1`",
    "`303.1` >= `201.1`",
    "`301.1` >= `201.2`",
    *(f"`{line}.4` <= `{line}.2`" for line in (201, 202, 203)),
    *(f"`{line}.6` + `{line}.7` <= `{line}.2`" for line in (201, 202, 203)),
)


def read_targets(workspace: Path) -> pd.DataFrame:
    """Indicators with their numerators, denominators and the minimum of the year: indexed by id."""
    described = YAML(typ="safe").load(workspace / "rules" / "indicators.yaml")["indicators"]
    shares = pd.DataFrame([each for each in described if each["unit"] == "share"]).set_index("id")
    targets = pd.read_csv(workspace / "rules" / "targets.csv", dtype={"place_id": str})
    of_year = targets[targets["place_id"].isna() & (targets["year"] <= 2024)].sort_values("year")
    return shares.join(of_year.groupby("indicator")["minimum"].last())


def coverage_of(facts: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Shares by place, by district and of the region, against the year's minimum."""
    counts = facts[facts["column"] == 1].assign(region="0000")
    found = []
    for level in ("place", "district", "region"):
        by_line = counts.pivot_table("value", level, "line", "sum")
        for name, indicator in indicators.iterrows():
            numerator, denominator = (by_line.get(str(indicator[each])) for each in ("numerator", "denominator"))
            if numerator is None or denominator is None:
                continue
            both = pd.DataFrame({"numerator": numerator, "denominator": denominator}).dropna()
            both = both[both["denominator"] > 0]
            both["value"] = both["numerator"] / both["denominator"]
            both["target"] = indicator["minimum"]
            both["status"] = (both["value"] >= both["target"]).map({True: "met", False: "below"})
            found.append(both.assign(level=level, indicator=name).rename_axis("id").reset_index())
    return pd.concat(found, ignore_index=True)


def activities_in(wide: pd.DataFrame) -> pd.DataFrame:
    """The activities of a roadmap's sheet."""
    rows = wide[wide[0].astype(str).str.fullmatch(r"7\d\d\d")].iloc[:, :9]
    return rows.set_axis(["code", "number", "title", "deadline", "due", "status", "done", "document", "note"], axis=1)


def write_region(
    outputs: Path, facts: pd.DataFrame, coverage: pd.DataFrame, roadmaps: pd.DataFrame, broken: pd.DataFrame
) -> None:
    """A workbook for each district and one for the region, the totals once more as a table."""
    outputs.mkdir(parents=True, exist_ok=True)
    due = pd.to_datetime(roadmaps["due"], errors="coerce")
    roadmaps["overdue"] = (due < _AS_OF) & (roadmaps["status"] != "выполнено")
    totals = facts.groupby(["district", "line", "column"], as_index=False)["value"].sum()
    totals.to_csv(outputs / "totals.csv", index=False)
    coverage.to_csv(outputs / "coverage.csv", index=False)
    homes = facts[["place", "district"]].drop_duplicates()
    of_places = coverage.merge(homes, "left", left_on="id", right_on="place")
    for district in sorted(facts["district"].unique()):
        own = (each[each["district"] == district] for each in (facts, of_places, roadmaps, broken))
        with pd.ExcelWriter(outputs / f"{district}.xlsx", engine="xlsxwriter") as book:
            _write(book, *own)
    with pd.ExcelWriter(outputs / "region.xlsx", engine="xlsxwriter") as book:
        _write(book, facts, coverage, roadmaps, broken)


def _write(
    book: pd.ExcelWriter, facts: pd.DataFrame, coverage: pd.DataFrame, roadmaps: pd.DataFrame, broken: pd.DataFrame
) -> None:
    facts.groupby(["line", "column"], as_index=False)["value"].sum().to_excel(book, sheet_name="Итоги", index=False)
    facts.pivot_table("value", ["district", "place"], ["line", "column"]).to_excel(book, sheet_name="Показатели")
    coverage.to_excel(book, sheet_name="Охват", index=False)
    roadmaps.to_excel(book, sheet_name="Дорожная карта", index=False)
    roadmaps[roadmaps["overdue"]].to_excel(book, sheet_name="Просрочено", index=False)
    broken.to_excel(book, sheet_name="Замечания", index=False)
    facts.to_excel(book, sheet_name="Данные", index=False)
