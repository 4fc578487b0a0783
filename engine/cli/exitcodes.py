"""Exit codes of every command; the highest that applies is given."""

DONE = 0
FINDINGS = 1  # findings at or above --fail-on; outputs are written
WRONG_USAGE = 2  # or faulty rules; nothing is written
UNUSABLE_FILES = 3  # some files could not be used as files; the rest is written
INTERNAL_FAULT = 4
INTERRUPTED = 130
