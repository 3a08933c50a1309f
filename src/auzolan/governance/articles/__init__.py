"""Kinds of article about deciding: procedures."""
