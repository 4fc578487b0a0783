"""The command line: parses, calls one verb, prints, picks the exit code."""

from engine.cli.group import main

__all__ = ["main"]
