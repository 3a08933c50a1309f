"""The effects of decisions on objections, one file each."""
