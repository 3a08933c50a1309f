"""How many small elections are counted beside each peer: a fifth of them, or all with AUZOLAN_TEST_SIZE=large."""

import os


def many(whole: int) -> int:
    """So many examples."""
    return whole if os.environ.get("AUZOLAN_TEST_SIZE") == "large" else whole // 5
