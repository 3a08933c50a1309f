"""Rules: published calculations, applied to a period; each result knows why."""
