"""Plain sentences with gaps: kept whole as templates, so that each can be said in another language."""


def say(template: str, **values: object) -> str:
    """The sentence with its gaps filled; what fills them is data and is never translated."""
    return template.format(**values)
