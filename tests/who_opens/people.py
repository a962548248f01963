"""Who opens the addresses of signing in, own data, practice and customers."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from tests.soft_key import SoftKey
from tests.who_opens import ALL, OF_THE_PRACTICE, SIGNED_IN, Row, World
from tuokio.kit.clock import now
from tuokio.people import doors
from tuokio.people.models import Door, Qualification
from tuokio.people.usecases import invite
from tuokio.terms.words import Standing

OWNER = {"olavi"}
CUSTOMER = {
    "name": "Itäisen alueen varhaiskasvatus",
    "kind": "municipality",
    "language": "fi",
}

WHO_OPENS: dict[str, set[str] | frozenset[str] | Row] = {
    # at the door
    "/sign-in/": ALL,
    "/sign-in/code/": Row(set()),  # leads back to the sign-in page until a code was asked
    "/sign-in/digits/": Row(set()),  # leads to the sign-in page where no device is remembered
    "/sign-in/as/": Row(set(), post={"person": "{person_id}"}),  # only in a demo
    "/sign-in/second-step/": SIGNED_IN,  # whoever is in is led on; others back to the first step
    "/sign-in/passkey/": Row(SIGNED_IN, post={"credential": "{}"}),  # the same
    "/sign-out/": SIGNED_IN,
    "/enter/{token}/": ALL,  # says that the link is too old
    "/in/": ALL,
    "/in/next/": SIGNED_IN,
    "/in/digits/": SIGNED_IN,
    "/door/": ALL,
    "/door/sent/": ALL,
    "/door/code/": Row(set()),  # leads to the page about a lost door until a code was asked
    "/door/leaving/": Row(set(), post={}),  # leads there too
    "/door/{token}/": ALL,  # the link is no secret without its code
    "/door/{token}/renewal/": Row(set(), post={}),  # answers everyone with the same page, /door/sent/
    # one's own
    "/me/": SIGNED_IN,
    "/me/file/": SIGNED_IN,
    "/me/address/": SIGNED_IN,
    "/me/address/code/": SIGNED_IN,
    "/me/sign-ins/": SIGNED_IN,
    "/me/sign-ins/ending/": Row(SIGNED_IN, post={"which": "others"}),
    "/me/keys/": SIGNED_IN,
    "/me/keys/passkey/": SIGNED_IN,
    "/me/keys/{passkey_id}/removal/": Row({"bertta"}, post={}),
    "/me/second-step/": SIGNED_IN,
    "/me/second-step/removal/": Row({"bertta"}, post={}),
    "/me/recovery-codes/": SIGNED_IN,
    "/me/devices/removal/": Row(SIGNED_IN, post={}),
    "/me/closing/": SIGNED_IN,
    "/me/qualifications/": SIGNED_IN,
    "/me/qualifications/{qualification_id}/removal/": Row({"aino"}, post={}),
    "/me/invitations/": SIGNED_IN,
    "/me/invitations/{invitation_id}/answer/": Row({"outi"}, post={"answer": "yes"}),
    # the practice
    "/begin/": set(),  # there is a practice already
    "/practice/": {"olavi", "orvokki"},
    "/practice/{practice_id}/": OWNER,
    "/practice/{practice_id}/terms/": OWNER,
    "/practice/{practice_id}/vat/": OWNER,
    "/practice/{practice_id}/vat/choice/": Row(OWNER, post={"vat_code": "standard"}),
    "/practice/{practice_id}/people/": OWNER,
    "/practice/{practice_id}/people/{role_id}/ending/": Row(OWNER, post={}),
    "/practice/{practice_id}/invitations/{invitation_id}/withdrawal/": Row(OWNER, post={}),
    # its customers
    "/customers/": OF_THE_PRACTICE | {"orvokki"},
    "/practice/{practice_id}/customers/new/": OF_THE_PRACTICE,
    "/customers/{organisation_id}/": OF_THE_PRACTICE,
    "/customers/{organisation_id}/units/": OF_THE_PRACTICE,
    "/customers/{organisation_id}/units/{unit_id}/": OF_THE_PRACTICE,
    "/customers/{organisation_id}/contacts/": OF_THE_PRACTICE,
    "/customers/{organisation_id}/contacts/{contact_id}/": OF_THE_PRACTICE,
    "/customers/{organisation_id}/contacts/{contact_id}/ending/": Row(OF_THE_PRACTICE, post={}),
    "/customers/{organisation_id}/contacts/{contact_id}/door/": Row(OF_THE_PRACTICE, post={}),
}


def ids(world: World) -> dict[str, str]:
    """A passkey of Bertta's, a training of Aino's, an invitation to Outi, Saara's role, Kaarlo's link."""
    bertta, outi = world.people["bertta"], world.people["outi"]
    blank = {"publicKey": {"user": {"id": "AA"}, "challenge": "AA"}}
    key = Authenticator.objects.create(
        user=bertta,
        type=Authenticator.Type.WEBAUTHN,
        data={"name": "Puhelin", "credential": SoftKey().make(blank)},
    )
    Authenticator.objects.create(user=bertta, type=Authenticator.Type.TOTP, data={"secret": "A" * 32})
    training = Qualification.objects.create(
        person=world.people["aino"], programme="Työnohjaajan koulutus, 60 op", year=2014, body="Opisto"
    )
    asked = invite(
        practice=world.practice,
        email=outi.email or "",
        standing=Standing.SUPERVISOR,
        by=world.people["olavi"],
        at=now(),
    )
    assert asked is not None
    token = "a-link-that-kaarlo-got-by-mail"
    door = doors.open_door(contact=world.contact, by=None, at=now())
    Door.objects.filter(pk=door.pk).update(fingerprint=doors._fingerprint(token, "door"))
    return {
        "passkey_id": str(key.pk),
        "qualification_id": str(training.pk),
        "invitation_id": str(asked.pk),
        "role_id": str(world.people["saara"].roles.get().pk),
        "token": token,
    }
