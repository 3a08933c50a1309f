"""Conduct: what follows when somebody breaks what was agreed, step by step; and mediation between two."""
