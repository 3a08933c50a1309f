"""Kinds of article about what moves: accounts, contributions, how an event is posted."""
