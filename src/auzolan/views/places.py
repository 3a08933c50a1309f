"""What people call an account: the title of the article that names its branch."""

from functools import lru_cache

from auzolan.charter.charter import Charter


@lru_cache(maxsize=4096)
def place(charter: Charter, account: str) -> str:
    """The title of the account article whose branch fits best, word by word; empty when none names it."""
    words, best, title = account.split(":"), -1, ""
    for one in charter.of_kind("account"):
        for branch in charter.value(one.id).branches:
            fits = _fits(branch.split(":"), words)
            if fits > best:
                best, title = fits, one.name
    return title


def _fits(branch: list[str], words: list[str]) -> int:
    """How many words are the same, or -1 where it is another branch. {member} and <name> stand for any word."""
    if len(branch) != len(words):
        return -1
    same = 0
    for pattern, word in zip(branch, words, strict=True):
        if pattern == word:
            same += 1
        elif pattern[:1] not in ("{", "<"):
            return -1
    return same
