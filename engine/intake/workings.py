"""Knows the hidden sheets in which our forms work out what they show, so that their cells need not be read.

It is safe to pass them over. What they hold follows from the sheets that a curator fills in: no field, no code, no
explanation and no stamp stands there, and what somebody puts there reaches nothing. They are passed over only where
they are hidden and are called and begin as we write them, so a sheet that somebody has shown, renamed or put in their
place is read as any other. Their markup is looked through all the same: a sheet that is not well-formed, or is too
large, is refused as it would be otherwise.
"""

from __future__ import annotations

from engine.template.checks.workingheads import CALC_SHEET, CASE_HEADS, CASE_SHEET, CHECK_HEADS, HEADS

#: What the first row of each sheet begins with, by the sheet's name.
WORKINGS = {CALC_SHEET: HEADS, CASE_SHEET: (*CASE_HEADS, *CHECK_HEADS)}
#: Rows that are read in any case: the heads, and one more that shows whether the file keeps formulas.
ROWS_READ = 2
