"""The kinds of article about conduct, one file each."""
