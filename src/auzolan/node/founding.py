"""Founding: room for a new organisation, its signing key, and its first entries; or nothing at all."""

from datetime import datetime

import msgspec

from auzolan.charter.decide import FoundOrganisation
from auzolan.journal.note import Signer
from auzolan.node.node import Node
from auzolan.node.office import Answer


def found(node: Node, org: str, request: FoundOrganisation, *, key: str = "", at: datetime | None = None) -> Answer:
    """Found an organisation on this node. The public key of its checkpoints stands in its first entry.

    Raises Refusal; then no trace of it is left but a key that signs nothing.
    """
    office = node.found(org)
    try:
        seed = node.keeping.make_signing_seed(org)
        public = Signer(name=request.origin, seed=seed).verifier.printed()
        return office.do(msgspec.structs.replace(request, key=public), key=key, at=at)
    except BaseException:
        node.forget(org)
        raise
