"""Fast paths: each says the same as a short readable function beside it, to the last digit."""
