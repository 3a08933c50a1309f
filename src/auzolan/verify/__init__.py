"""Verifying: one pass over any copy of a journal, and four checks."""
