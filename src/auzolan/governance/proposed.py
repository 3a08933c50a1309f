"""What a proposal and an answer to it are made of."""

import msgspec

from auzolan.journal.entry import Whole


class ProposedArticle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The wording of an article that would come into force. text: canonical."""

    article: str
    text: str


class Points(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many points one ballot gives to an option."""

    option: str
    points: Whole
