"""The verb «rules test»: tries each control relation on invented numbers and compares its three compilations."""
