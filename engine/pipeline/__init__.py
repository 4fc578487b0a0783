"""The verbs of the engine: make forms, check, consolidate, demo."""
