"""Everything that leaves the engine: district and region workbooks, tidy data."""
