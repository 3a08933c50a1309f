"""The journal: what happened, in order, and how anyone can prove it."""
