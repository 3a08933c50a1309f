"""What of value moved, and its two sides in the books."""
