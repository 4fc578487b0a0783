"""Submissions against the rules: pandera schemas built from rules/, control relations, findings."""
