"""Functions of one row's values: a file each, named as formulas write it; function.RowFunction says what it has."""
