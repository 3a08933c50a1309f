"""Every page in a file of its own, found by looking."""
