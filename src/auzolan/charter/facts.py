"""What can have happened to an organisation and its charter."""

import msgspec

from auzolan.journal.entry import Fact, Whole


class OrganisationFounded(Fact, frozen=True, kw_only=True, tag="organisation.founded.1"):
    """The organisation began. The articles of its first charter follow at once, in the order of their ids.

    meaning: the version of evaluator and counts that computes what follows; charter_digest, articles: fingerprint and
    number of the founding articles; origin: the line on every checkpoint; name: public; preset: the charter it was
    made from, or empty; exercise: whether it may bend its clock; key: the public key of its checkpoints, where told.
    """

    meaning: Whole
    charter_digest: str
    articles: Whole
    origin: str
    name: str
    preset: str = ""
    exercise: bool = False
    key: str = ""


class ArticleAdopted(Fact, frozen=True, kw_only=True, tag="charter.article_adopted.1"):
    """An article came into force, as worded here. text: canonical; decision: its id, empty at founding."""

    article: str
    version: Whole
    text: str
    decision: str = ""


class ArticleRetired(Fact, frozen=True, kw_only=True, tag="charter.article_retired.1"):
    """An article is no longer in force. version: the one that was; decision: the id of the decision that ended it."""

    article: str
    version: Whole
    decision: str


class MeaningRaised(Fact, frozen=True, kw_only=True, tag="organisation.meaning_raised.1"):
    """From here on, a newer version of evaluator and counts judges and computes; old runs keep theirs."""

    meaning: Whole


class SigningKeyChanged(Fact, frozen=True, kw_only=True, tag="organisation.signing_key_changed.1"):
    """Checkpoints are signed with another key from here on, or under another origin line.

    key: the new verifier key as C2SP notes write it; origin: the line on checkpoints from now on; note: a signed note
    over both, by the old key and the new; where the old key is lost, by the new one, and `because` names a decision.
    """

    key: str
    origin: str
    note: str


class ArticleDigest(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Which text of which article a decision is about. digest: SHA-256 in hex; empty where the article is to end."""

    article: str
    digest: str = ""


FACTS = (OrganisationFounded, ArticleAdopted, ArticleRetired, MeaningRaised, SigningKeyChanged)
