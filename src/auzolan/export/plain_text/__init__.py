"""What the writers of text journals share: what they are given, and names that can be read back."""
