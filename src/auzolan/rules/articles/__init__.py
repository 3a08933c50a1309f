"""Kinds of article that calculate: rules and limits."""
