"""The workspace: its folders, its lock and the publication of outputs."""
