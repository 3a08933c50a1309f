"""The node that this process serves."""

from functools import cache

from auzolan.node.node import Node

_served: list[Node] = []


def served() -> Node:
    """The node behind every page. Raises RuntimeError before `settle`."""
    if not _served:
        raise RuntimeError("the web was not configured: call auzolan.web.settings.configure(node) first")
    return _served[0]


def settle(node: Node) -> None:
    """From now on, pages are about this node; whatever was remembered about another one is forgotten."""
    _served[:] = [node]
    is_demo.cache_clear()


@cache
def is_demo() -> bool:
    """Whether the node holds only invented people, so that anybody may sign in as any of them."""
    return (served().data / "demo.json").is_file()
