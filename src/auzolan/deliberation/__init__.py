"""Deliberation: what people share and where they differ, before anything is voted on."""
