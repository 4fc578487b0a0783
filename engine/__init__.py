"""Svod: a spreadsheet-driven reporting engine."""

__version__ = "0.1.0"
