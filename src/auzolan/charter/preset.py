"""Complete charters to start from, one for each system we learn from."""

from functools import cache
from importlib.resources import files

from auzolan.values.refusal import Refusal


@cache
def presets() -> tuple[str, ...]:
    """The names of the presets, sorted."""
    folder = files("auzolan.charter").joinpath("presets")
    return tuple(sorted(one.name.removesuffix(".toml") for one in folder.iterdir() if one.name.endswith(".toml")))


@cache
def preset(name: str) -> str:
    """The text of a preset, as its authors wrote it, comments included. Raises Refusal when there is none."""
    if name not in presets():
        raise Refusal(
            what="The organisation was not founded", where=name[:80], why="There is no preset of that name.",
            next=f"Name one of {', '.join(presets())}, or the file of a charter.",
        )
    return files("auzolan.charter").joinpath("presets", f"{name}.toml").read_text("utf-8")
