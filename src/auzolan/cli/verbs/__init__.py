"""The verbs, found by their files."""
