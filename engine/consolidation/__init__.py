"""Accepted submissions become totals, coverage, overdue flags and completeness."""
