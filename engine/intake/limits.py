"""How large a file and its parts may be before it is refused; the one table of limits."""

from __future__ import annotations

MEBIBYTE = 1024 * 1024

FILE_SIZE = 20 * MEBIBYTE  # a form has some 25 KB
HASHED_SIZE = 256 * MEBIBYTE  # a larger file is only listed
MEMBERS = 2_000  # parts of a workbook, files of an archive
MEMBER_SIZE = 64 * MEBIBYTE  # one part, unfolded
TOTAL_SIZE = 200 * MEBIBYTE  # all parts, unfolded
RATIO = 200  # a part's size to its packed size; tables of nothing but blanks come near 100
RATIO_FROM = MEBIBYTE  # smaller parts may be packed as tightly as they like
ROWS = 1_048_576
COLUMNS = 16_384
SHEETS = 100
SHEET_NAME = 255  # letters; Excel allows 31, other programs more
FILLED_CELLS = 300_000  # in one workbook
TRANSMITTED_CELLS = 3_000_000  # in one that carries a district's data: some 1,700 for each organisation
FILLED_BOX = 2_000_000  # cells between the first cell and the last filled one of a sheet: what readers allocate
MERGES = 5_000
MERGED_CELLS = 200_000  # in all merged ranges of a sheet
STRINGS = 2_000_000  # shared strings, declared or there
CELL_FORMATS = 65_490  # as many as Excel itself keeps
BLANKS = 32_767  # that one mark of .ods stands for: as much text as a cell of Excel holds
ELEMENTS = 4_000_000  # of one part of markup; a sheet styled down to its last row has some 3.2 million
DEPTH = 64  # of elements in one another
ATTRIBUTES = 200  # of one element
PATIENCE = 2.0  # seconds without a change after which a file counts as copied
SECONDS = 10  # of processor time to read one file; a form takes a few milliseconds
MEMORY = 700 * MEBIBYTE  # of the process that reads it
