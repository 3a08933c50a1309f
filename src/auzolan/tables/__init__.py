"""The words for open tables: what a column means, its unit, and who may see it."""
