"""The sheets of the workbooks, one module each, all with the same signature: what is written, and where."""
