"""Making the demo node: in a folder of its own, once; made again only when asked."""

import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from auzolan.demo.decisions import put_on_calendar
from auzolan.demo.elections import put_elections_on_calendar
from auzolan.demo.measures import put_measures_on_calendar
from auzolan.demo.meetings import put_meeting_on_calendar
from auzolan.demo.people import ORG, PEOPLE
from auzolan.demo.talks import put_talk_on_calendar
from auzolan.demo.telling import Story
from auzolan.node.keeping import write_whole
from auzolan.node.node import Node

MARKER = "demo.json"


def make(folder: Path, state: Path, progress: Callable[[str], None], *, today: date, fresh: bool = False) -> Node:
    """The demo node in this folder. A half-made one (no marker) is made again from the beginning."""
    if fresh or not (folder / MARKER).exists():
        for stale in (folder, state):
            if stale.exists():
                shutil.rmtree(stale)
    node = Node(folder, state=state, database_url="")
    node.make()
    if (folder / MARKER).exists():
        return node
    progress("Making the demo: eighteen months of an invented roasting co-op ...")
    story = Story(node=node, progress=progress, today=today)
    story.begin()
    story.months()
    put_on_calendar(story)
    put_measures_on_calendar(story)
    put_meeting_on_calendar(story)
    put_elections_on_calendar(story)
    put_talk_on_calendar(story)
    story.tell()
    people = {person.key: story.ids[person.key] for person in PEOPLE}
    write_whole(folder / MARKER, json.dumps({"org": ORG, "people": people}, indent=1).encode())
    progress(f"  done: {story.office.now().seq} entries")
    return node
