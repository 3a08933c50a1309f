"""Which meanings of entries this software knows: each later one judges, counts or computes something otherwise.

A change that alters what a recorded figure comes to raises the newest meaning; the old way stays beside the new one,
and entries before the raise are judged and counted by it for ever.
"""

FIRST = 1
NEWEST = 1
