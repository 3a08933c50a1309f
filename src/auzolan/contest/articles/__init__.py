"""The kinds of article about objections, one file each."""
