"""Judging submissions in batches: pandera schemas and control relations, both built from the rules."""

from engine.validation.judge import validate
from engine.validation.switching import SwitchedOffControl, switched_off

__all__ = ["SwitchedOffControl", "switched_off", "validate"]
