"""Totals over many rows: a file each, named as formulas write it; function.Total says what it has."""
