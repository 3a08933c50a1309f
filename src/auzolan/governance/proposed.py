"""What a proposal is made of."""

import msgspec


class ProposedArticle(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The wording of an article that would come into force. text: canonical."""

    article: str
    text: str
