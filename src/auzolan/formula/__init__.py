"""The language in which rules are written: read, checked, and worked out exactly, with reasons."""
