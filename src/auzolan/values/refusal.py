"""A refusal says no to a request and teaches how to be told yes."""


class Refusal(Exception):
    """We cannot do what you asked: here is what, where, why, and what you can do next.

    what: the request in a clause ("The ballot was not cast").
    where: the article, entry, file and line, or field that says so; may be empty.
    why: the reason as a full sentence.
    next: what the person can do now, as a full sentence.
    """

    def __init__(self, *, what: str, why: str, next: str, where: str = "") -> None:
        super().__init__(what, where, why, next)
        self.what = what
        self.where = where
        self.why = why
        self.next = next

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        return f"{self.what}{place}: {self.why} {self.next}"

    def as_json(self) -> dict[str, str]:
        """The four parts under their names, as the command line prints them."""
        return {"what": self.what, "where": self.where, "why": self.why, "next": self.next}
