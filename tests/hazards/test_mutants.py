"""Forms that are nearly right: none of them ends a run, and each is told what is wrong with it."""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest
from hazards.case import VICTIM, Good
from hazards.mutants import mutant
from support.markdown_workbook import ods, xlsx
from support.plain_forms import plain_form, stamp_for

from engine.intake.incoming import read_incoming
from engine.rulebook.rulebook import Rulebook

#: How many mutants are read, and from which seed they are made; `make fuzz` reads many more.
MUTANTS = int(os.environ.get("SVOD_MUTANTS", "60"))
SEED = int(os.environ.get("SVOD_SEED", "1"))
_BATCH = 500

_SMALL_ODS = "\n".join(["# Показатели", *(f"| {line} | строка {line} | {line} |" for line in range(101, 160))])


def _bare(good: Good) -> bytes:
    content = good.content()
    typed = {str(address): value for address, value in content.values.items()}
    return xlsx(plain_form(content.form, typed, stamp_for(VICTIM)), hidden=["_svod"])  # type: ignore[arg-type]  # no lists


@pytest.mark.parametrize("batch", range(-(-MUTANTS // _BATCH)))
def test_no_damage_to_a_form_ends_the_run_or_goes_without_a_word(
    planless: Rulebook, tmp_path: Path, batch: int
) -> None:
    good = Good(planless)
    bare = (_bare(good),) * 6  # one cell in thirty of the whole form: damage there is damage to what is read
    sources = {"xlsx": (good.form(), good.typed({}), *bare), "ods": (ods(_SMALL_ODS),)}
    for number in range(min(_BATCH, MUTANTS - batch * _BATCH)):
        chance = random.Random(f"{SEED}/{batch}/{number}")  # noqa: S311  damage need not be secret
        kind = chance.choice(("xlsx", "xlsx", "xlsx", "ods"))
        (tmp_path / f"{number}.{kind}").write_bytes(mutant(chance.choice(sources[kind]), chance))
    readings = read_incoming(tmp_path, planless, jobs=2)
    files = [each for each in readings if "/" not in each.path]  # what lost its workbook is an archive with members
    assert len(files) == min(_BATCH, MUTANTS - batch * _BATCH)
    codes = Counter(code for each in readings for code in {finding.code for finding in each.findings})
    assert all(each.findings for each in readings if not each.usable)
    assert codes["F27"] == 0, [each.path for each in readings if any(f.code == "F27" for f in each.findings)]
