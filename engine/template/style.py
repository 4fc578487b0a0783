"""The house style: colours that also read in grey, one font that every office program has, number formats."""

from __future__ import annotations

FONT = "Arial"
DOCUMENT_FONT = "Times New Roman"  # of letters and other papers that people sign: the offices' usage

# Ink and surfaces.
INK = "#1F2933"
MUTED = "#5B6675"
LINE = "#B8C2CC"
WHITE = "#FFFFFF"
HEADING = "#1F4E79"  # title bars, with white text
BAND = "#DCE6F1"  # table heads
BAR = "#A9C3DE"  # bars inside cells, behind ink
ZEBRA = "#F5F8FB"
LOCKED = "#EEF1F4"  # printed cells of a form
INPUT = "#FFF8DC"  # cells to fill in
REQUIRED = "#FFEDAE"  # of these, the ones that are still empty and must not be

# States: each always stands beside its word or sign, so that grey print loses nothing.
GOOD = "#D5EAD8"
GOOD_INK = "#1E5B2C"
WARN = "#FCE8B2"
WARN_INK = "#7A4F01"
BAD = "#F6CFCB"
BAD_INK = "#8C1D18"
NEUTRAL = "#E4E7EB"
NEUTRAL_INK = "#4A5560"

# Charts: dark (HEADING), light, hatched (BAD_INK on white), white; none needs its colour to be told from the others.
SERIES_LIGHT = "#9DBFE0"

# Signs beside colours.
ERROR_SIGN = "✗"
WARNING_SIGN = "!"

# Number formats.
COUNT = "#,##0"
COUNT_SPACED = "#,##0\\ \\ "  # at the right edge where LibreOffice draws no indent: links side by side
COUNT_OR_DASH = '#,##0;-#,##0;"–"'  # where nothing to count is no news
SHARE = "0.0\\ %"  # the space before the sign is Russian usage
POINTS = '+0.0" п.п.";-0.0" п.п.";0.0" п.п."'
DATE = "dd.mm.yyyy"
TEXT = "@"
