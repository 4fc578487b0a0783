"""What comes in: files are listed, guarded, read by printed codes, and their cells become typed values."""
