"""Forms as workbooks: where each field stands and how a blank, a prefilled form and a return are written."""
