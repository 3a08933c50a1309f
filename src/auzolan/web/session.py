"""Who is signed in: a signed cookie that names a member and the door they came through. No table, no password."""

from typing import Any

from django.middleware.csrf import rotate_token

from auzolan.organisation import Organisation
from auzolan.web.house import is_demo

DOORS = "doors"
DEMO_DOOR = "demo"


def member(request: Any, org_id: str, org: Organisation) -> str:
    """The member who is signed in to this organisation, or empty.

    A door that was unbound since no longer opens: unbinding an address signs out everywhere.
    """
    door = request.session.get(DOORS, {}).get(org_id)
    if not isinstance(door, list) or len(door) != 2:
        return ""
    id, commitment = door
    people = org.states["members"]
    if id not in people.members:
        return ""
    if commitment == DEMO_DOOR:
        return str(id) if is_demo() else ""
    return str(id) if people.signins.get(commitment) == id else ""


def sign_in(request: Any, org_id: str, member: str, door: str) -> None:
    """From now on this browser is the member's. door: the commitment of the address they proved, or the demo's."""
    request.session[DOORS] = {**request.session.get(DOORS, {}), org_id: [member, door]}
    request.session.pop("sign_in", None)
    rotate_token(request)


def sign_out(request: Any) -> None:
    """This browser is nobody's any more."""
    request.session.flush()
