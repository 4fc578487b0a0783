"""Deadlines as orders word them, read as calendar dates."""
