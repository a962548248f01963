"""Who is answered at the locked notes' own host: each of its addresses, with each of its methods, by whom.

To add an address, write one `Ask` for each method that it answers (test_who_opens_locked_notes.py says which are
missing). `who` are those who get in; of the others, whoever has no good word is told 401, and the rest 404.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from tests.vault.asking import Asker, b64, sealed
from tests.who_opens import OF_THE_PRACTICE, SIGNED_IN, World
from tuokio.kit.clock import now, today
from tuokio.terms.alone_words import AloneKind
from tuokio.vault.keys.models import Envelope, Wrap
from tuokio.vault.models import (
    Approval,
    Document,
    GuestPass,
    Invite,
    Leaving,
    Release,
    Space,
    SpaceMember,
    Succession,
)
from tuokio.vault.usecases.coming_in import open_passage
from tuokio.vault.usecases.entries import GuestDoor
from tuokio.vault.usecases.members import fingerprint_of
from tuokio.workroom.models import AloneRound, Reminder

WITHOUT_A_WORD = frozenset({"nobody", "a made-up word", "aino, signed out", "the guest"})
GUEST_WORD = "g" * 43
EVERYBODY = SIGNED_IN | WITHOUT_A_WORD
WITH_NOTES = frozenset({"aino", "bertta", "veera", "pekka", "orvokki"})
IN_THE_GROUP = {"aino", "bertta"}  # Veera was in it; Pekka led it before; Orvokki has notes elsewhere


@dataclass(frozen=True)
class Ask:
    """One method of one address: who gets in, and what is sent with it.

    A placeholder of the address, and a "{name}" in `said` or `query`, is looked up among the world's ids;
    `ids` names another of them for this row: `ids={"document_id": "own_document"}`.
    """

    method: str
    address: str
    who: Iterable[str]
    said: dict[str, Any] | None = None
    body: bytes | None = None
    query: str = ""
    ids: dict[str, str] = field(default_factory=dict)


VERSION = "?space={space_id}&kind=note&epoch=1&rev={rev}"
POST = "?space={space_id}&epoch=1"

VAULT_HOST = (
    # the page: the same for all, and nobody's
    Ask("GET", "/", EVERYBODY),
    Ask("GET", "/assets.json", EVERYBODY),
    Ask("GET", "/api/house", EVERYBODY),
    # coming and going
    Ask("POST", "/api/enter", EVERYBODY, {"word": "{passage}"}),  # the word in it decides, whoever brings it
    Ask("POST", "/api/leave", SIGNED_IN),
    Ask("POST", "/api/passkeys/question", EVERYBODY, {}),
    Ask("POST", "/api/passkeys/new-question", SIGNED_IN, {}),
    Ask("POST", "/api/passkeys/enter", EVERYBODY, {}),  # what the passkey signed decides
    Ask("POST", "/api/back", set(), {}),  # leads on whoever came in here by a passkey; all of these came over
    # one's own keys: no id is asked, so there is nobody else's to reach
    Ask("GET", "/api/account", SIGNED_IN),
    Ask(
        "POST",
        "/api/account",
        SIGNED_IN,
        {
            "recipient": "age1new".ljust(62, "q"),
            "verify": "new",
            "ways": [{"id": "{new_way}", "kind": "passphrase", "sealed": b64(sealed()), "proved": True}],
            "keyring": b64(sealed()),
        },
    ),
    Ask("GET", "/api/account/anew", SIGNED_IN),
    Ask(
        "POST",
        "/api/account/anew",
        WITH_NOTES,  # whoever has nothing to begin anew from is told 404
        {
            "recipient": "age1anew".ljust(62, "q"),
            "verify": "anew",
            "ways": [{"id": "{new_way}", "kind": "passphrase", "sealed": b64(sealed()), "proved": True}],
            "keyring": b64(sealed()),
        },
    ),
    Ask(
        "POST",
        "/api/account/renewal",
        WITH_NOTES,
        {
            "recipient": "age1renewed".ljust(62, "q"),
            "verify": "renewed",
            "ways": [{"id": "{new_way}", "kind": "passphrase", "sealed": b64(sealed()), "proved": True}],
            "rev": 2,
            "keyring": b64(sealed()),
        },
    ),
    Ask("PUT", "/api/keyring", SIGNED_IN, {"rev": 2, "sealed": b64(sealed())}),
    Ask(
        "PUT",
        "/api/ways/{way_id}",
        WITH_NOTES,
        {"id": "{new_way}", "kind": "recovery", "sealed": b64(sealed()), "proved": True},
        ids={"way_id": "new_way"},
    ),
    Ask("PATCH", "/api/ways/{way_id}", {"aino"}),
    Ask("DELETE", "/api/ways/{way_id}", {"aino"}),
    # a new device that another one of the same person opens
    Ask("GET", "/api/approvals", SIGNED_IN),
    Ask("POST", "/api/approvals", WITH_NOTES, {"recipient": "age1new".ljust(62, "q"), "proof": "proof"}),
    Ask("GET", "/api/approvals/{approval_id}", {"aino"}),
    Ask("PUT", "/api/approvals/{approval_id}", {"aino"}, {"sealed": b64(sealed())}),
    # the house's chain of entries: digests alone, the same for all
    Ask("GET", "/api/chain", SIGNED_IN),
    # handing over: Aino has named Bertta, who has asked; whoever stands in the practice may agree
    Ask("GET", "/api/succession", SIGNED_IN),
    Ask(
        "PUT",
        "/api/succession",
        (OF_THE_PRACTICE - {"dora"}) | {"orvokki"},
        {"successor": "new@example.org", "second": ""},
    ),
    Ask("DELETE", "/api/succession", {"aino"}),
    Ask(
        "PUT",
        "/api/succession/envelope",
        {"aino"},
        {"recipient": "{berttas_key}", "sealed": b64(sealed())},
    ),
    Ask("POST", "/api/releases", {"bertta"}, {"of": "{aino_id}"}),  # she has asked already: 409
    Ask("GET", "/api/releases/{release_id}", {"bertta"}),
    Ask(
        "POST", "/api/releases/{release_id}", OF_THE_PRACTICE - {"aino"}, ids={"release_id": "asked_release"}
    ),
    Ask("DELETE", "/api/releases/{release_id}", {"aino"}, ids={"release_id": "asked_release"}),
    Ask(
        "GET",
        "/api/releases/{release_id}/documents/{document_id}",
        {"bertta"},
        ids={"document_id": "own_document"},
    ),
    # circles
    Ask("GET", "/api/spaces", SIGNED_IN),
    Ask(
        "POST",
        "/api/spaces",
        {"aino"},  # who leads the process; she is told that this entry founds nothing: 422
        {
            "id": "{new_space}",
            "kind": "own",
            "process": "{process_id}",
            "entry": "{{}}",
            "head": "1" * 64,
            "keys": [],
        },
    ),
    Ask("GET", "/api/spaces/{space_id}", IN_THE_GROUP),
    Ask("GET", "/api/spaces/{space_id}", {"aino"}, ids={"space_id": "own_space"}),
    Ask("GET", "/api/spaces/{space_id}", {"bertta"}, ids={"space_id": "journal"}),
    Ask(
        "POST",
        "/api/spaces/{space_id}",
        IN_THE_GROUP,
        {
            "entry": '{{"act": "epoch", "space": "{space_id}", "seq": 1}}',
            "head": "2" * 64,
            "keys": [],
        },  # overtaken
    ),
    # coming into a circle: asked by its steward, answered by the one who was asked
    Ask("POST", "/api/spaces/{space_id}/invites", {"aino"}, {"id": "{new_way}", "record": "{member_id}"}),
    Ask("DELETE", "/api/spaces/{space_id}/invites/{invite_id}", {"aino"}),
    Ask("POST", "/api/spaces/{space_id}/keys", {"aino"}, {"keys": []}),
    Ask(
        "PUT",
        "/api/invites/{invite_id}",
        {"veera"},
        {"member": "{new_way}", "recipient": "age1other", "verify": "other", "proof": "proof"},
    ),
    # keeping it longer: the group's last day has been announced, and pressed once it waits no more
    Ask("POST", "/api/spaces/{space_id}/postpone", IN_THE_GROUP),
    # the guest of a meeting, by the word of its link alone
    Ask("GET", "/api/guest", {"the guest"}),
    Ask("GET", "/api/guest/spaces/{space_id}", {"the guest"}),
    Ask("GET", "/api/guest/documents/{document_id}", {"the guest"}, ids={"document_id": "guest_document"}),
    Ask(
        "PUT",
        "/api/guest/documents/{document_id}",
        {"the guest"},
        body=sealed(),
        query=VERSION,
        ids={"rev": "2"},
    ),
    # what leaves the workroom: proposed and answered in the circle, given by who tends it
    Ask("GET", "/api/spaces/{space_id}/out", IN_THE_GROUP),
    Ask(
        "POST",
        "/api/spaces/{space_id}/out",
        IN_THE_GROUP,
        {"id": "{new_way}", "thing": "4" * 64, "hash": "5" * 64},
    ),
    Ask("PUT", "/api/out/{out_id}/word", IN_THE_GROUP, {"word": "ok", "seen": "3" * 64}),
    Ask("PUT", "/api/out/{out_id}/slips", {"aino"}, {"ok": 1, "change": 0, "block": 0}),
    Ask(
        "PUT",
        "/api/out/{out_id}",
        {"aino"},
        {
            "kind": "quality",
            "mark": "result",
            "salt": "6" * 64,
            "sheet": {"title": "L", "parts": [{"text": "a"}]},
        },
    ),
    Ask("DELETE", "/api/out/{out_id}", {"aino"}),
    Ask("POST", "/api/out/{out_id}/asking-back", {"aino"}),
    Ask("PUT", "/api/guest/out/{out_id}", {"the guest"}, {"seen": "3" * 64}),
    Ask("PUT", "/api/guest/posts/{post_id}", {"the guest"}, body=sealed(), query=POST),
    Ask("GET", "/api/guest/spaces/{space_id}/news", {"the guest"}),
    Ask("GET", "/api/guest/spaces/{space_id}/posts", {"the guest"}),
    Ask("GET", "/api/guest/spaces/{space_id}/meetings", {"the guest"}),
    # what phones send in a meeting; of a journal nobody but its writer
    Ask("PUT", "/api/posts/{post_id}", IN_THE_GROUP, body=sealed(), query=POST),
    Ask("PUT", "/api/posts/{post_id}", {"bertta"}, body=sealed(), query=POST, ids={"space_id": "journal"}),
    Ask("GET", "/api/spaces/{space_id}/news", IN_THE_GROUP),
    Ask("GET", "/api/spaces/{space_id}/news", {"bertta"}, ids={"space_id": "journal"}),
    Ask("GET", "/api/spaces/{space_id}/posts", IN_THE_GROUP, query="?after=0"),
    Ask("GET", "/api/spaces/{space_id}/posts", {"aino"}, query="?after=0", ids={"space_id": "own_space"}),
    Ask("DELETE", "/api/spaces/{space_id}/posts", {"aino"}, query="?until=1"),
    Ask("GET", "/api/spaces/{space_id}/meetings", IN_THE_GROUP),
    Ask("GET", "/api/spaces/{space_id}/meetings", {"aino"}, ids={"space_id": "own_space"}),
    # documents
    Ask("GET", "/api/documents/{document_id}", IN_THE_GROUP),
    Ask("GET", "/api/documents/{document_id}", {"aino"}, ids={"document_id": "own_document"}),
    Ask("GET", "/api/documents/{document_id}", {"bertta"}, ids={"document_id": "journal_document"}),
    Ask(
        "PUT",
        "/api/documents/{document_id}",
        IN_THE_GROUP,
        body=sealed(),
        query=VERSION,
        ids={"rev": "2"},
    ),
    Ask(
        "PUT",
        "/api/documents/{document_id}",
        {"aino"},
        body=sealed(),
        query=VERSION,
        ids={"document_id": "new_document", "space_id": "own_space", "rev": "1"},
    ),
    Ask("POST", "/api/spaces/{space_id}/documents", IN_THE_GROUP, {"documents": [{"id": "{document_id}"}]}),
    Ask("DELETE", "/api/documents/{document_id}", IN_THE_GROUP, query="?rev=1"),
    Ask(
        "DELETE",
        "/api/documents/{document_id}",
        {"bertta"},
        query="?rev=1",
        ids={"document_id": "journal_document"},
    ),
    # files
    Ask("PUT", "/api/files/{file_id}", IN_THE_GROUP, {"space": "{space_id}", "epoch": 1, "size": 4}),
    Ask("GET", "/api/files/{file_id}", IN_THE_GROUP),
    Ask("PUT", "/api/files/{file_id}/{number}", IN_THE_GROUP, body=b"part"),
    Ask("GET", "/api/files/{file_id}/{number}", IN_THE_GROUP),
    Ask("DELETE", "/api/files/{file_id}", IN_THE_GROUP),
    # taking one's notes along
    Ask("GET", "/api/spaces/{space_id}/files", IN_THE_GROUP),
    Ask("GET", "/api/spaces/{space_id}/files", {"bertta"}, ids={"space_id": "journal"}),
    Ask("POST", "/api/exports", WITH_NOTES),
    # the day after a meeting: one's own choice, for whoever has a journal
    Ask("GET", "/api/reminder", SIGNED_IN),
    Ask("PUT", "/api/reminder", {"bertta"}, {"wished": True}),
    # answered alone in the workroom: the word in it decides, whoever brings it
    Ask("POST", "/api/pulse", EVERYBODY, {"token": "{new_way}"}),
    Ask("POST", "/api/levels", EVERYBODY, {"token": "{new_way}"}),
    # what may be told of it: Sari stands in for Aino, and leads nothing
    Ask("GET", "/api/processes/{process_id}/pulse", IN_THE_GROUP),
    Ask("PUT", "/api/processes/{process_id}/pulse", {"aino"}, {}),
    Ask("POST", "/api/processes/{process_id}/pulse", {"aino"}, {"id": "{new_way}", "tokens": []}),
    Ask("POST", "/api/pulse/{round_id}/closing", {"aino"}),
    Ask("GET", "/api/processes/{process_id}/levels", IN_THE_GROUP),
    Ask("PUT", "/api/processes/{process_id}/levels", {"aino"}, {"goal": "{new_way}"}),
    Ask("POST", "/api/processes/{process_id}/levels", {"aino"}, {"id": "{new_way}", "tokens": []}),
    Ask("POST", "/api/levels/{round_id}/closing", {"aino"}, ids={"round_id": "levels_round"}),
    # reminders: one's own, for whoever is in a circle
    Ask("GET", "/api/reminders", SIGNED_IN),
    Ask("PUT", "/api/reminders/{reminder_id}", {"bertta"}, {"on": "{tomorrow}"}),
    Ask(
        "DELETE", "/api/reminders/{reminder_id}", SIGNED_IN
    ),  # of another's nothing goes, and nothing is told
)


def askers(world: World) -> dict[str, Asker]:
    """A browser for each of them that has come over; and three whose word opens nothing (any more)."""
    found = {who: Asker(person) for who, person in world.people.items()}
    found |= {who: Asker(None) for who in WITHOUT_A_WORD}
    found["a made-up word"].token = "made-up"
    found["the guest"].token = GUEST_WORD
    found["aino, signed out"] = Asker(world.people["aino"])
    found["aino, signed out"].client.logout()
    return found


def furnish(world: World, found: dict[str, Asker]) -> dict[str, str]:
    """Aino's own notes, a group of her and Bertta that Veera has left, Bertta's journal; gives the ids."""
    ids = world.ids | {name: str(uuid4()) for name in ("new_way", "new_space", "new_document", "post_id")}
    for who in WITH_NOTES:
        assert found[who].opens_an_account().status_code == 200
    ids["way_id"] = found["aino"].asks("GET", "account").json()["ways"][0]["id"]
    aino, bertta = found["aino"], found["bertta"]
    circles = {
        "space_id": (aino, "group", "document_id"),
        "own_space": (aino, "own", "own_document"),
        "journal": (bertta, "journal", "journal_document"),
    }
    for name, (who, kind, document) in circles.items():
        ids |= {name: str(uuid4()), document: str(uuid4())}
        assert (
            who.founds(kind, None if kind == "journal" else world.process.pk, space_id=ids[name]).status_code
            == 200
        )
        assert who.keeps(ids[name], f"in {kind}", document_id=ids[document]).status_code == 200
    ids |= {"file_id": str(uuid4()), "number": "0"}
    coming = {"space": ids["space_id"], "epoch": 1, "size": 4}
    assert aino.asks("PUT", f"files/{ids['file_id']}", coming).status_code == 200
    assert aino.asks("PUT", f"files/{ids['file_id']}/0", body=b"part").status_code == 200
    group = Space.objects.get(pk=ids["space_id"])
    for who in ("bertta", "veera"):
        SpaceMember.objects.create(
            space=group,
            member_id=found[who].member_id,
            person=world.people[who],
            left_at=now() if who == "veera" else None,
        )
        Wrap.objects.create(
            space_id=group.pk, epoch=1, member_id=found[who].member_id, sealed=sealed("key"), made_at=now()
        )
    Invite.objects.create(
        pk=(invite := uuid4()), space=group, person=world.people["veera"], by=world.people["aino"],
        expires_at=now() + timedelta(days=1),
    )  # fmt: skip
    ids |= {"invite_id": str(invite), "guest_document": str(uuid4())}
    guest = group.members.create(member_id=found["the guest"].member_id, from_epoch=2)
    GuestPass.objects.create(
        member=guest, fingerprint=fingerprint_of(GuestDoor(GUEST_WORD, 0)), ends_at=now() + timedelta(hours=1)
    )
    Document.objects.create(
        pk=ids["guest_document"], space=group, kind="note", epoch=2, rev=1, sealed=sealed(), changed_at=now()
    )
    ids |= _an_envelope(world, bertta)
    ids["out_id"] = str(uuid4())
    asked = {"id": ids["out_id"], "thing": "2" * 64, "hash": "3" * 64}
    assert aino.asks("POST", f"spaces/{ids['space_id']}/out", asked).status_code == 200
    waits = Approval.objects.create(
        person=world.people["aino"], recipient="age1", proof="proof", asked_at=now(),
        expires_at=now() + timedelta(minutes=15),
    )  # fmt: skip
    ids["approval_id"] = str(waits.pk)
    ids |= _asked_alone(world)
    Leaving.objects.create(space=group, ended_on=today(), goes_on=today(), told_at=now())
    session = aino.client.session.session_key or ""
    return ids | {"passage": open_passage(person=world.people["aino"], session_key=session, at=now())}


def _an_envelope(world: World, bertta: Asker) -> dict[str, str]:
    """Aino has named Bertta and sealed an envelope to her; it was given once, and is asked for again."""
    aino, at = world.people["aino"], now()
    named = Succession.objects.create(
        person=aino, practice=world.practice, successor=world.people["bertta"].email or "", named_at=at
    )
    Envelope.objects.create(person_id=aino.pk, recipient=bertta.recipient, sealed=sealed(), made_at=at)
    asking = {"succession": named, "asked_by": world.people["bertta"], "asked_at": at}
    asked = Release.objects.create(**asking, fingerprint="asked")
    given = Release.objects.create(
        **asking, fingerprint="given", agreed_by=world.people["dora"], opens_at=at, given_at=at
    )
    return {
        "aino_id": str(aino.pk),
        "berttas_key": bertta.recipient,
        "asked_release": str(asked.pk),
        "release_id": str(given.pk),
    }


def _asked_alone(world: World) -> dict[str, str]:
    """Two rounds that are open, and a day on which Bertta wishes to be told."""
    begun = {
        kind: AloneRound.objects.create(kind=kind, process=world.process, opened_on=today())
        for kind in AloneKind
    }
    tomorrow = today() + timedelta(days=1)
    wished = Reminder.objects.create(pk=uuid4(), person=world.people["bertta"], on=tomorrow)
    return {
        "round_id": str(begun[AloneKind.PULSE].pk),
        "levels_round": str(begun[AloneKind.LEVELS].pk),
        "reminder_id": str(wished.pk),
        "tomorrow": tomorrow.isoformat(),
    }
