"""The policy: one function that says who may see what."""
