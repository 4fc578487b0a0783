"""What must hold between the files of a rules pack: one module per kind of file, one function per file."""
