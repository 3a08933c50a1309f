"""Kinds of article about the organisation itself: why it exists, what it counts in, what it shows."""
