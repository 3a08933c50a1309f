"""The signing key changes when both keys, or the new one and a decision, say so."""

import pytest

from auzolan.charter.facts import SigningKeyChanged
from auzolan.charter.signing_key import key_statement
from auzolan.charter.state import State, evolve, origin
from auzolan.journal.note import Signer, sign
from charters import Closed, changed, entry, founding, judged, replayed

ORIGIN = "localhost/errota"
OLD, NEW, THIRD = (Signer(name=ORIGIN, seed=bytes([number]) * 32) for number in (1, 2, 3))
CARRIED = Closed(decision="d1", carried=True, effect_from="2026-02-01T00:00:00Z", adopts=())


def keyed() -> State:
    first, *rest = founding()
    return replayed([changed(first, key=public(OLD)), *rest])


def public(signer: Signer) -> str:
    return signer.verifier.printed()


def change(*signers: Signer, text: str = "") -> SigningKeyChanged:
    key = public(NEW)
    note = sign(text or key_statement(ORIGIN, key), *signers)
    return SigningKeyChanged(key=key, origin=ORIGIN, note=note.decode())


def test_both_keys_change_it() -> None:
    state = keyed()
    told = entry(change(OLD, NEW), 60)
    assert judged(state, told) is None
    assert (evolve(state, told).key, origin(evolve(state, told))) == (public(NEW), ORIGIN)


def test_the_new_key_alone_needs_a_carried_decision() -> None:
    assert judged(keyed(), entry(change(NEW), 60)) is not None
    assert judged(keyed(), entry(change(NEW), 60, because=50), {50: CARRIED}) is None


@pytest.mark.parametrize("fact", [change(OLD), change(OLD, NEW, text="another thing\n"), change(THIRD)])
def test_what_the_new_key_did_not_sign_changes_nothing(fact: SigningKeyChanged) -> None:
    assert judged(keyed(), entry(fact, 60, because=50), {50: CARRIED}) is not None
