"""Who opens the locked notes' addresses at the main host: whoever is signed in; a contact person never."""

from uuid import uuid4

from tests.cast import MORNING
from tests.who_opens import ALL, OF_THE_PRACTICE, SIGNED_IN, Row, World
from tuokio.vault.models import AccessRequest, Space, SpaceMember

WORKING = (OF_THE_PRACTICE | {"orvokki"}) - {"dora"}

WHO_OPENS = {
    "/vault/": SIGNED_IN,
    "/vault/enter/": Row(SIGNED_IN, post={}),
    # the word in it decides; this one leads nowhere, and says so
    "/vault/back/{word}/": Row(ALL, ids={"word": "unknown"}),
    "/vault/closing/": SIGNED_IN,
    "/vault/closing/{space_id}/": Row({"bertta"}, post={"how": "erased"}),
    "/vault/release/{word}/": ALL,  # the word of the letter decides, and only when its button is pressed
    "/vault/requests/": WORKING,
    "/vault/requests/new/{practice_id}/": WORKING - {"orvokki"},
    "/vault/requests/{request_id}/answer/": Row({"aino"}, post={}),
    "/practice/{practice_id}/emergency-key/": {"olavi"},
    "/practice/{practice_id}/emergency-key/ending/": Row({"olavi"}, post={}),
}


def ids(world: World) -> dict[str, str]:
    """Bertta's journal, and a request that Aino has to answer."""
    journal = Space.objects.create(kind="journal", head="0" * 64, made_on=MORNING.date())
    SpaceMember.objects.create(
        space=journal, member_id=uuid4(), person=world.people["bertta"], is_steward=True
    )
    request = AccessRequest.objects.create(
        practice=world.practice,
        holder=world.people["aino"],
        who="Bertta Salo",
        received_on=MORNING.date(),
        due_on=MORNING.date(),
    )
    return {"space_id": str(journal.pk), "request_id": str(request.pk), "word": "x"}
