"""Small words that templates know."""
