"""Each night what leads nowhere goes, through the night's own entrance; what still leads somewhere stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db.models import Model

from tests.cast import person, process_of, solo_practice
from tests.vault.asking import Asker, sealed
from tuokio.audit.models import Entry
from tuokio.kit.clock import now
from tuokio.retention.nightly import work_through_the_night
from tuokio.terms.vault_words import ErasedKind, UnlockKind
from tuokio.vault import ledger
from tuokio.vault.keys.models import Envelope, FormerKeys, UnlockFile, Wrap
from tuokio.vault.models import (
    Attachment,
    AttachmentPart,
    Document,
    EscrowReader,
    GuestPass,
    Invite,
    NotesPasskey,
    Release,
    Space,
    SpaceMember,
    Succession,
)
from tuokio.vault.usecases.files import PART
from tuokio.vault.usecases.succession import READABLE

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
LONG_AGO = now() - timedelta(days=400)

# How a row of each model goes when nobody needs it: a new model wants a thought here, and in docs/confidentiality.md.
WITH_ITS_OWNER = {
    "Installation", "VaultAccount", "SpaceMember", "LogEntry", "Document", "AttachmentPart", "Settling", "Succession",
    "PracticeEscrow", "EscrowReader", "JournalReminder",
}  # fmt: skip
BY_ITS_TIME = {
    "VaultSession", "Passage", "PasskeyQuestion", "Approval", "Invite", "GuestPass", "Erased", "AccessRequest", "Release",
    "Leaving", "Parting", "Post",
}  # fmt: skip
WITHOUT_AN_OWNER = {
    "UnlockFile",
    "Keyring",
    "FormerKeys",
    "ComingKeys",
    "Wrap",
    "Envelope",
    "NotesPasskey",
    "Space",
    "Attachment",
}


@pytest.fixture
def night(django_capture_on_commit_callbacks: Any) -> Any:
    """The night's work, a day after tomorrow's midnight, as the timer begins it."""

    def passes(days: int = 2) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            assert work_through_the_night(at=now() + timedelta(days=days)).went_well

    return passes


@pytest.fixture
def aino() -> Asker:
    solo_practice()
    found = Asker(person("aino"))
    found.opens_an_account()
    return found


def ids(model: type[Model]) -> set[object]:
    return set(model._default_manager.values_list("pk", flat=True))


def test_it_is_known_of_each_model_how_its_rows_go():
    found = {
        model.__name__ for app in ("vault", "vault_keys") for model in apps.get_app_config(app).get_models()
    }
    assert found == WITH_ITS_OWNER | BY_ITS_TIME | WITHOUT_AN_OWNER


def test_an_invite_goes_when_its_time_is_over_and_not_before(aino, night):
    aino.founds("group", process_of(person("aino")).pk)
    space = Space.objects.get()
    kept = Invite.objects.create(
        pk=uuid4(),
        space=space,
        person=person("bertta"),
        by=person("aino"),
        expires_at=now() + timedelta(days=9),
    )
    Invite.objects.create(
        pk=uuid4(),
        space=space,
        person=person("outi"),
        by=person("aino"),
        expires_at=now() + timedelta(days=1),
    )
    night()
    assert ids(Invite) == {kept.pk}


def envelope_of(who: str) -> Envelope:
    return Envelope.objects.create(
        person_id=person(who).pk, recipient="age1", sealed=sealed(), made_at=LONG_AGO
    )


def test_an_envelope_goes_when_nobody_is_named_to_open_it(aino, night):
    kept, _lost = envelope_of("aino"), envelope_of("bertta")
    Succession.objects.create(
        person=person("aino"), practice=solo_practice(), successor="outi@example.org", named_at=LONG_AGO
    )
    young = Envelope.objects.create(
        person_id=person("outi").pk, recipient="age1", sealed=sealed(), made_at=now() + timedelta(days=1)
    )
    night()
    assert ids(Envelope) == {kept.pk, young.pk}


def former_of(who: str, credential: str = "") -> FormerKeys:
    return FormerKeys.objects.create(
        person_id=person(who).pk, recipient="age1", verify="v", ways=[{"credential": credential}],
        set_aside_at=LONG_AGO,
    )  # fmt: skip


def test_keys_that_were_set_aside_stay_while_there_is_an_account_and_go_without(aino, night):
    kept, _lost = former_of("aino"), former_of("bertta")
    night()
    assert ids(FormerKeys) == {kept.pk}


def test_a_passkey_whose_way_is_gone_signs_in_no_more(aino, night):
    UnlockFile.objects.create(
        person_id=person("aino").pk,
        kind=UnlockKind.PASSKEY,
        credential="used",
        sealed=sealed(),
        made_at=LONG_AGO,
    )
    former_of("aino", "set aside")
    for credential in ("used", "set aside", "taken away"):
        NotesPasskey.objects.create(
            credential=credential, person=person("aino"), public=b"p", made_at=LONG_AGO
        )
    NotesPasskey.objects.create(
        credential="young", person=person("aino"), public=b"p", made_at=now() + timedelta(days=1)
    )
    night()
    assert ids(NotesPasskey) == {"used", "set aside", "young"}


def test_the_door_of_a_guest_goes_with_the_meeting_and_the_list_still_tells_of_the_guest(aino, night):
    aino.founds("group", process_of(person("aino")).pk)
    kept = []
    for word, days in (("over", 1), ("on", 3)):
        member = SpaceMember.objects.create(space=Space.objects.get(), member_id=uuid4())
        door = {"member": member, "fingerprint": word, "ends_at": now() + timedelta(days=days)}
        kept.append(GuestPass.objects.create(**door).pk)
    night()
    assert ids(GuestPass) == {kept[1]} and SpaceMember.objects.count() == 3


def test_what_a_successor_asked_goes_when_nothing_is_read_by_it_any_more(aino, night):
    fresh, over = now() - timedelta(days=1), now() - READABLE
    kept = set()
    for number, ended in enumerate(({}, {"given_at": fresh}, {"given_at": over}, {"cancelled_at": over})):
        who = ("aino", "bertta", "outi", "saara")[number]
        named = Succession.objects.create(
            person=person(who), practice=solo_practice(), successor="dora@example.org", named_at=LONG_AGO
        )
        asked = {"succession": named, "asked_by": person("dora"), "asked_at": over, "fingerprint": who}
        row = Release.objects.create(**asked, **ended)
        kept |= {row.pk} if number < 2 else set()
    night()
    assert ids(Release) == kept


def test_a_file_that_never_came_whole_goes_after_a_month_with_a_line_in_the_ledger(aino, night):
    aino.founds("group", process_of(person("aino")).pk)
    begun = {
        "whole": (PART + 1, 2, LONG_AGO), "lost": (PART + 1, 1, LONG_AGO), "young": (PART + 1, 1, now()),
        "nothing": (5, 0, LONG_AGO),
    }  # fmt: skip
    rows = {}
    for name, (size, parts, at) in begun.items():
        rows[name] = Attachment.objects.create(
            pk=uuid4(), space=Space.objects.get(), epoch=1, size=size, changed_at=at
        )
        for number in range(parts):
            AttachmentPart.objects.create(attachment=rows[name], number=number, sealed=b"x")
    night()
    assert ids(Attachment) == {rows["whole"].pk, rows["young"].pk}
    noted = {line.object_id for line in ledger.known() if line.kind == ErasedKind.FILE}
    assert noted == {rows["lost"].pk, rows["nothing"].pk}


def test_a_circle_that_nobody_is_in_goes_after_thirty_days_and_one_with_somebody_stays(aino, night):
    aino.founds("journal")
    bertta = Asker(person("bertta"))
    bertta.opens_an_account()
    bertta.founds("journal")
    empty, kept = Space.objects.of(person("bertta")).get(), Space.objects.of(person("aino")).get()
    bertta.keeps(str(empty.pk), "entry", document_id=str(uuid4()), kind="journal")
    Space.objects.update(made_on=LONG_AGO.date())
    SpaceMember.objects.filter(space=empty).update(left_at=now(), person=None)
    SpaceMember.objects.create(space=empty, member_id=uuid4())  # a guest keeps nothing

    night(29)
    assert ids(Space) == {empty.pk, kept.pk}
    night(32)

    assert ids(Space) == {kept.pk} and not Document.objects.exists()
    assert not Wrap.objects.filter(space_id=empty.pk).exists()
    assert empty.pk in {line.object_id for line in ledger.known() if line.kind == ErasedKind.SPACE}
    assert Entry.objects.get(act="space erased").detail == {"kind": "journal", "documents": 1}


def test_a_circle_that_a_practice_may_open_in_an_emergency_stays_until_its_own_day(aino, night):
    aino.founds("group", process_of(person("aino")).pk)
    Space.objects.update(made_on=LONG_AGO.date())
    SpaceMember.objects.update(left_at=LONG_AGO, person=None)
    EscrowReader.objects.create(space=Space.objects.get(), member_id=uuid4(), from_epoch=1)
    night(40)
    assert Space.objects.count() == 1
    EscrowReader.objects.update(off_at=LONG_AGO)
    night(41)
    assert not Space.objects.exists()
