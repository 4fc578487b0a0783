"""The verb «explain»: from a number of a workbook down to the cells of the files that it was made of."""
