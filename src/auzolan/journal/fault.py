"""What can be wrong with a journal itself. These are raised, never printed and passed over."""


class JournalFault(Exception):
    """Something in the journal is not as it must be. seq names the first entry that is wrong, if one can be named."""

    def __init__(self, sentence: str, *, seq: int | None = None) -> None:
        super().__init__(sentence)
        self.seq = seq


class JournalAltered(JournalFault):
    """An entry is not what was written."""


class JournalForked(JournalFault):
    """Two checkpoints cannot both be true."""


class JournalStale(JournalFault):
    """The database is older than the newest checkpoint that was kept."""


class EntryRefused(JournalFault):
    """An entry was not allowed by the charter in force when it was written."""
