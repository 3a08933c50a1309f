"""Contest: anyone can object to one line, and the answer is owed."""
