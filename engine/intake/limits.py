"""How large a file and its parts may be before it is refused; the one table of limits."""

from __future__ import annotations

MEBIBYTE = 1024 * 1024

FILE_SIZE = 20 * MEBIBYTE  # a form has some 25 KB
MEMBERS = 2_000  # parts of a workbook, files of an archive
MEMBER_SIZE = 64 * MEBIBYTE  # one part, unfolded
TOTAL_SIZE = 200 * MEBIBYTE  # all parts, unfolded
ROWS = 1_048_576
COLUMNS = 16_384
SHEETS = 100
FILLED_CELLS = 300_000  # in one workbook
TRANSMITTED_CELLS = 3_000_000  # in one that carries a district's data: some 1,700 for each organisation
FILLED_BOX = 2_000_000  # cells between the first cell and the last filled one of a sheet: what readers allocate
MERGES = 5_000
STRINGS = 2_000_000  # declared shared strings: readers allocate them before they read them
SECONDS = 10  # of processor time to read one file; a form takes a few milliseconds
MEMORY = 700 * MEBIBYTE  # of the process that reads it
