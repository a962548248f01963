"""An account with locked notes closes only once each circle that nobody else could keep has been decided about."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest

from tests.cast import MORNING, person, process_of
from tests.doors import enter
from tests.vault.asking import Asker, sealed
from tuokio.audit.models import Entry
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.people.models import Person
from tuokio.people.usecases import reasons_to_stay
from tuokio.retention.nightly import work_through_the_night
from tuokio.supervision.models import Process
from tuokio.supervision.ways_in import close_way_in
from tuokio.terms.vault_words import ErasedKind
from tuokio.vault import ledger
from tuokio.vault.keys.models import Envelope, Keyring, UnlockFile, Wrap
from tuokio.vault.models import Document, Parting, Settling, Space, SpaceMember, VaultAccount

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def bertta() -> Asker:
    """Bertta has locked notes, and a journal with one entry."""
    found = Asker(person("bertta"))
    found.opens_an_account()
    return found


@dataclass
class Gone:
    """Whose account is closed, their circle, and what the page said."""

    who: Asker
    space: str
    page: str


def a_journal(bertta: Asker) -> str:
    space = str(uuid4())
    bertta.founds("journal", space_id=space)
    bertta.keeps(space, "entry", document_id=str(uuid4()), kind="journal")
    return space


def closes(client, who: str, callbacks) -> str:
    enter(client, person(who))
    with callbacks(execute=True):
        return client.post("/me/closing/").content.decode()


def test_it_stays_open_until_she_has_decided(bertta, client, django_capture_on_commit_callbacks):
    space = a_journal(bertta)
    Envelope.objects.create(
        person_id=bertta.person.pk, recipient=bertta.recipient, sealed=sealed(), made_at=MORNING
    )
    page = closes(client, "bertta", django_capture_on_commit_callbacks)
    assert 'href="/vault/closing/"' in page
    assert person("bertta").is_active and Document.objects.count() == 1

    page = client.get("/vault/closing/").content.decode()
    assert "Oma oppimispäiväkirjani" in page
    assert client.post(f"/vault/closing/{space}/", {"how": "nothing"}).status_code == 302
    assert reasons_to_stay(person("bertta")) != []
    client.post(f"/vault/closing/{space}/", {"how": "erased"})
    client.post(f"/vault/closing/{space}/", {"how": "taken"})
    assert Settling.objects.get().how == "taken"
    assert (Document.objects.count(), reasons_to_stay(person("bertta"))) == (1, [])

    client.post(f"/vault/closing/{space}/", {"how": "erased"})
    closes(client, "bertta", django_capture_on_commit_callbacks)
    for rows in (Document, Space, VaultAccount, UnlockFile, Keyring, Wrap, Envelope, Parting):
        assert not rows.objects.exists(), rows


def test_what_another_steward_keeps_goes_on_and_wants_a_new_key(
    bertta, client, django_capture_on_commit_callbacks
):
    process, outi = process_of(person("aino")), Asker(person("outi"))
    outi.opens_an_account()
    space = str(uuid4())
    aino = Asker(person("aino"))
    aino.opens_an_account()
    aino.founds("group", process.pk, space_id=space)
    SpaceMember.objects.create(space_id=space, member_id=bertta.member_id, person=bertta.person)
    Wrap.objects.create(space_id=space, epoch=1, member_id=bertta.member_id, sealed=sealed(), made_at=MORNING)

    closes(client, "bertta", django_capture_on_commit_callbacks)

    kept = Space.objects.get(pk=space)
    assert kept.turn_due and kept.members.get(member_id=bertta.member_id).left_at is not None
    assert [*Wrap.objects.values_list("member_id", flat=True)] == [
        kept.members.get(is_steward=True).member_id
    ]
    assert aino.asks("GET", f"spaces/{space}").status_code == 200


def test_a_group_of_which_she_alone_holds_the_keys_is_handed_on_or_decided_about(client):
    process = process_of(person("aino"))
    aino, bertta = Asker(person("aino")), Asker(person("bertta"))
    aino.opens_an_account()
    space = str(uuid4())
    aino.founds("group", process.pk, space_id=space)
    other = SpaceMember.objects.create(space_id=space, member_id=bertta.member_id, person=bertta.person)
    Process.objects.update(state="closed")
    enter(client, person("aino"))
    assert "ryhm" in client.get("/vault/closing/").content.decode().lower()
    assert any("/vault/closing/" in reason for reason in reasons_to_stay(person("aino")))

    entry = {"act": "steward", "seq": 2, "prev": "1".rjust(64, "0"), "space": space, "by": aino.member_id}
    said = {"entry": json.dumps(entry | {"member": str(other.member_id)}), "head": "2" * 64, "keys": []}
    assert aino.asks("POST", f"spaces/{space}", said).status_code == 200
    assert not any("/vault/closing/" in reason for reason in reasons_to_stay(person("aino")))
    assert client.post(f"/vault/closing/{space}/", {"how": "erased"}).status_code == 404


def test_nobody_decides_about_anothers(bertta, client):
    space = a_journal(bertta)
    enter(client, person("outi"))
    assert client.post(f"/vault/closing/{space}/", {"how": "erased"}).status_code == 404
    assert not Settling.objects.exists()


def test_without_locked_notes_closing_is_as_before(client, django_capture_on_commit_callbacks):
    outi = person("outi")
    closes(client, "outi", django_capture_on_commit_callbacks)
    assert not Person.objects.get(pk=outi.pk).is_active


# --- the thirty days after it ------------------------------------------------------------------------------------


@pytest.fixture
def gone(bertta, client, django_capture_on_commit_callbacks) -> Gone:
    """Bertta took her journal along and closed her account; a group goes on without her, an envelope was hers."""
    aino = Asker(person("aino"))
    aino.opens_an_account()
    group = str(uuid4())
    aino.founds("group", process_of(person("aino")).pk, space_id=group)
    SpaceMember.objects.create(space_id=group, member_id=uuid4(), person=bertta.person)
    Envelope.objects.create(
        person_id=bertta.person.pk, recipient=bertta.recipient, sealed=sealed(), made_at=MORNING
    )
    space = a_journal(bertta)
    enter(client, person("bertta"))
    client.post(f"/vault/closing/{space}/", {"how": "taken"})
    page = closes(client, "bertta", django_capture_on_commit_callbacks)
    return Gone(bertta, space, page)


def night(days: int, callbacks) -> None:
    with callbacks(execute=True):
        assert work_through_the_night(at=now() + timedelta(days=days)).went_well


def test_what_was_taken_along_stays_thirty_days_and_its_person_is_told_that_something_waits(gone):
    assert Person.objects.get(pk=gone.who.person.pk).closed_at and not person("outi").closed_at
    assert [*Space.objects.of(gone.who.person).values_list("kind", flat=True)] == ["journal"]
    assert Document.objects.count() == 1 and UnlockFile.objects.count() == 4
    assert not Envelope.objects.exists() and not Settling.objects.exists()
    assert Space.objects.get(kind="group").turn_due  # who goes on turns the key
    assert "pysyvät lukossa" in gone.page and "/vault/parted/" not in gone.page
    letter = Letter.objects.get(kind="notes parting")
    assert letter.to == "bertta@example.org"
    assert not any(word in (letter.subject + letter.text).lower() for word in ("päiväkir", "muistiinpan"))


def test_the_word_of_the_letter_leads_to_it_and_opens_nothing_by_itself(gone, client):
    address = address_in(Letter.objects.get(kind="notes parting").text)
    assert client.get("/me/").status_code == 302  # signed out, and not signed in by what follows
    assert "pysyvät lukossa" in client.get(address).content.decode()
    gone.who.asks("GET", "account")
    assert gone.who.asks("GET", "account").status_code == 401  # the browser of before

    word = client.post(address).headers["location"].partition("#in=")[2]
    gone.who.token = gone.who.asks("POST", "enter", {"word": word}).json()["token"]
    assert client.get("/me/").status_code == 302

    told = gone.who.asks("GET", "account").json()
    assert len(told["ways"]) == 2 and all(
        way["sealed"].startswith("YWdl") for way in told["ways"]
    )  # still locked
    assert [one["id"] for one in gone.who.asks("GET", "spaces").json()["spaces"]] == [gone.space]
    document = Document.objects.get()
    assert gone.who.asks("GET", f"documents/{document.pk}").content == bytes(document.sealed)
    assert gone.who.asks("GET", f"spaces/{gone.space}/files").status_code == 200
    assert gone.who.asks("POST", "exports").status_code == 200


def test_another_word_leads_nowhere(gone, client):
    assert client.get("/vault/parted/unknown/").status_code == 410
    assert client.post("/vault/parted/unknown/").status_code == 410


def test_after_thirty_days_it_is_erased_with_its_keys_and_lines_in_the_ledger(
    gone, client, django_capture_on_commit_callbacks
):
    address = address_in(Letter.objects.get(kind="notes parting").text)
    mark = VaultAccount.objects.get(person=gone.who.person).mark
    night(29, django_capture_on_commit_callbacks)
    assert Document.objects.exists() and UnlockFile.objects.filter(person_id=gone.who.person.pk).exists()

    night(31, django_capture_on_commit_callbacks)

    assert [*Space.objects.values_list("kind", flat=True)] == ["group"]  # of others, and theirs
    assert not UnlockFile.objects.filter(person_id=gone.who.person.pk).exists() and Wrap.objects.count() == 1
    assert not Document.objects.exists() and not Parting.objects.exists()
    noted = {(line.kind, str(line.object_id)) for line in ledger.known()}
    assert {(ErasedKind.SPACE, gone.space), (ErasedKind.ACCOUNT, str(mark))} <= noted
    assert Entry.objects.get(act="space erased").detail == {"kind": "journal", "documents": 1}
    assert client.get(address).status_code == 410
    night(32, django_capture_on_commit_callbacks)


def test_whoever_can_be_sent_no_letter_reads_the_address_when_the_account_closes(
    bertta, client, django_capture_on_commit_callbacks
):
    Person.objects.filter(pk=bertta.person.pk).update(email=None)
    space = a_journal(bertta)
    enter(client, Person.objects.get(pk=bertta.person.pk))
    client.post(f"/vault/closing/{space}/", {"how": "taken"})
    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/me/closing/").content.decode()
    assert client.get(address_in(page)).status_code == 200
    assert not Letter.objects.exists()


def test_what_is_to_be_erased_is_erased_at_once_though_another_circle_stays(
    bertta, client, django_capture_on_commit_callbacks
):
    journal = a_journal(bertta)
    process = process_of(person("aino"), member_names=("Bertta S.",))
    process.members.update(person=bertta.person)
    pair = str(uuid4())
    assert bertta.founds("pair", process.pk, space_id=pair).status_code == 200
    enter(client, person("bertta"))
    client.post(f"/vault/closing/{journal}/", {"how": "taken"})
    client.post(f"/vault/closing/{pair}/", {"how": "erased"})
    closes(client, "bertta", django_capture_on_commit_callbacks)
    assert [str(one) for one in Space.objects.values_list("pk", flat=True)] == [journal]
    assert [str(one) for one in Wrap.objects.values_list("space_id", flat=True)] == [journal]


def test_a_supervisor_who_closes_a_way_in_closes_nobodys_journal(bertta):
    process = process_of(person("aino"), member_names=("Bertta S.", "Outi K."))
    people = {who: person(who).pk for who in ("bertta", "outi")}
    a_journal(bertta)
    Person.objects.update(email=None)
    for member, who in zip(process.members.order_by("name"), ("bertta", "outi"), strict=True):
        member.person = Person.objects.get(pk=people[who])
        member.save()
        close_way_in(member=member, by=Person.objects.get(leads__isnull=False), at=now())
    assert Person.objects.get(pk=bertta.person.pk).is_active and Space.objects.of(bertta.person).exists()
    assert Person.objects.filter(is_active=False).count() == 1  # Outi, who was that member and nothing more


def address_in(text: str) -> str:
    found = re.search(r"/vault/parted/[^/]+/", text)
    assert found
    return found.group(0)
