"""Kinds of article about what is measured."""
