"""How much a TOML text may ask of its parser: a small text can stand for a tree that fills the memory."""

import re

DOTS_MAX = 16  # in one name: a table within a table, seventeen deep
DOTTED_MAX = 5_000  # names with two dots or more, in the whole file
KEYS_MAX = 10_000
_TOKENS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+"""|' r"'''(?:[^']|'(?!''))*+'''|"
    r'"(?:[^"\\\n]|\\.)*+"|' r"'[^'\n]*+'|#[^\n]*+|(\.)|([=\[\]{},\n])", re.DOTALL,
)


def too_much(text: str) -> tuple[int, str]:
    """(line, why) where its names nest too deeply or where it has too many; (0, "") where it can be read."""
    in_name = dotted = keys = 0
    for found in _TOKENS.finditer(text):
        if found[1]:
            in_name += 1
            dotted += in_name == 2
            if in_name > DOTS_MAX or dotted > DOTTED_MAX:
                line = text.count("\n", 0, found.start()) + 1
                return line, f"Line {line} nests names too deeply: write fewer dots between them."
        elif found[2]:
            in_name = 0
            keys += found[2] == "="
            if keys > KEYS_MAX:
                return text.count("\n", 0, found.start()) + 1, f"It has more than {KEYS_MAX:,} fields."
    return 0, ""
