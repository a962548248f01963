"""What the server can tell although all is sealed (T19): how fine its times are, and what its letters say.

That 300 notes of 1 to 20,000 letters have at most 90 stored sizes is shown where they are sealed, in
frontend/vault/core/envelope.test.ts; here, that what is kept is what was sealed and nothing beside it.
"""

from __future__ import annotations

import ast
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connections, router
from django.db.models import BinaryField, DateField, DateTimeField, Model

from tests.cast import person, process_of, shared_practice, terms_of
from tests.vault.asking import Asker, b64, sealed
from tuokio.kit import clock
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.meetings.models import Meeting
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.handing_over_words import Settled
from tuokio.terms.words import ProcessState
from tuokio.vault import usecases
from tuokio.vault.coarse import DayTime, HourTime, to_the_day
from tuokio.vault.models import Attachment, Document, Post, Release, VaultSession
from tuokio.vault.usecases.access import note_request, see_to_requests
from tuokio.vault.usecases.closing import let_account_go, settle
from tuokio.vault.usecases.keeping import announce_leaving
from tuokio.vault.usecases.reminding import remind_of_yesterday

pytestmark = pytest.mark.django_db(databases=["default", "keys"])

MOMENT = datetime(2027, 1, 12, 13, 47, 21, 654_321, tzinfo=UTC)
HOUR = MOMENT.replace(minute=0, second=0, microsecond=0)
DAY = HOUR.replace(hour=0)

# What stays exact, each with its reason in docs/confidentiality.md. A new time is coarse, or is argued for here.
EXACT = {
    "Passage.expires_at",  # a minute; goes when it is used
    "PasskeyQuestion.expires_at",  # five minutes; goes when it is answered
    "Approval.asked_at", "Approval.expires_at",  # a quarter of an hour; goes when it is taken
    "GuestPass.ends_at",  # the meeting's end, which the calendar knows; goes with the night after
    "Release.opens_at",  # two weeks after a second person agreed; goes thirty days after it was given or stopped
    "Leaving.told_at",  # the night's own work: nobody did anything then
}  # fmt: skip


def times_of(model: type[Model]) -> dict[str, DateField]:
    return {f"{model.__name__}.{one.name}": one for one in model._meta.fields if isinstance(one, DateField)}


def models() -> list[type[Model]]:
    return [*apps.get_app_config("vault").get_models(), *apps.get_app_config("vault_keys").get_models()]


def test_each_time_that_is_kept_is_one_that_was_thought_about():
    found = {
        name for model in models() for name, field in times_of(model).items() if type(field) is DateTimeField
    }
    assert found == EXACT


def test_what_is_kept_to_the_day_or_hour_is_so_whoever_writes_it():
    kept = [
        (model, field)
        for model in models()
        for field in times_of(model).values()
        if isinstance(field, HourTime | DayTime)
    ]
    assert len(kept) > 15
    for model, field in kept:
        stored = field.get_db_prep_save(MOMENT, connections[router.db_for_write(model) or "default"])
        assert DateTimeField().to_python(stored).replace(tzinfo=UTC) == (
            HOUR if isinstance(field, HourTime) else DAY
        )


@pytest.fixture
def aino(monkeypatch) -> Asker:
    """Aino at 13.47 and some seconds, with a note, a journal, a file and a post in each."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: MOMENT)
    assert now() == clock.now() == MOMENT
    found = Asker(person("aino"))
    found.opens_an_account()
    process = process_of(person("aino"))
    for kind, of in (("own", process.pk), ("group", process.pk), ("journal", None)):
        space = str(uuid4())
        assert found.founds(kind, of, space_id=space).status_code == 200
        kept = "journal" if kind == "journal" else "note"
        assert found.keeps(space, "Yövuoro", document_id=str(uuid4()), kind=kept).status_code == 200
        file = {"space": space, "epoch": 1, "size": 1000}
        assert found.asks("PUT", f"files/{uuid4()}", file).status_code == 200
        post = f"posts/{uuid4()}?space={space}&epoch=1"
        assert found.asks("PUT", post, body=sealed("Aihe")).status_code == 200
    return found


def test_what_is_written_carries_the_hour_and_of_a_journal_the_day(aino):
    for model, at in ((Document, "changed_at"), (Attachment, "changed_at"), (Post, "kept_at")):
        found = dict(model._default_manager.values_list("space__kind", at))
        assert found == {"own": HOUR, "group": HOUR, "journal": DAY}


def test_of_a_post_nothing_tells_who_sent_it(aino):
    kept = {one.name for one in Post._meta.fields}
    assert kept == {"id", "space", "seq", "epoch", "sealed", "kept_at"}
    (one,) = Post.objects.filter(space__kind="own")
    assert bytes(one.sealed or b"") == sealed("Aihe")


def test_writing_again_within_the_hour_moves_no_time_of_any_row(aino, monkeypatch):
    before = all_times()
    Document.objects.update(changed_at=HOUR - timedelta(days=3))  # so that it is seen to be written again
    monkeypatch.setattr("django.utils.timezone.now", lambda: MOMENT + timedelta(minutes=9))
    for one in Document.objects.all():
        address = f"documents/{one.pk}?space={one.space_id}&kind={one.kind}&epoch=1&rev=2"
        assert aino.asks("PUT", address, body=sealed("again")).status_code == 200
    assert all_times() == before


def all_times() -> set[tuple[str, str, str]]:
    return {
        (name, str(row.pk), str(getattr(row, field.name)))
        for model in models()
        for row in model._default_manager.all()
        for name, field in times_of(model).items()
    }


@pytest.mark.usefixtures("aino")
def test_no_row_of_what_was_just_done_tells_the_minute():
    """Whoever opened notes, founded circles, wrote and kept files at 13.47 left no 47 behind but in what is exact."""
    told = [
        (name, value)
        for model in models()
        for row in model._default_manager.all()
        for name, field in times_of(model).items()
        if isinstance(value := getattr(row, field.name), datetime) and name not in EXACT
    ]
    assert len(told) > 10
    assert [
        (name, value) for name, value in told if (value.minute, value.second, value.microsecond) != (0, 0, 0)
    ] == []


def test_a_day_is_that_of_finland():
    assert to_the_day(datetime(2027, 1, 12, 22, 30, tzinfo=UTC)) == DAY + timedelta(days=1)


def test_a_word_that_lasts_twelve_hours_lasts_them_and_tells_no_minute(aino):
    (until,) = VaultSession.objects.values_list("expires_at", flat=True)
    assert until == HOUR + timedelta(hours=13)


def test_what_is_kept_has_the_size_that_was_sealed(aino):
    space = Document.objects.filter(space__kind="own").get().space_id
    sizes = [*range(300, 900, 37)]
    for size in sizes:
        address = f"documents/{uuid4()}?space={space}&kind=note&epoch=1&rev=1"
        assert aino.asks("PUT", address, body=sealed(size=size)).status_code == 200
    kept = [len(bytes(one.sealed)) for one in Document.objects.filter(space=space)]
    assert sorted(kept) == sorted([*(len(sealed(size=size)) for size in sizes), len(sealed("Yövuoro"))])
    (only,) = [one.name for one in Document._meta.fields if isinstance(one, BinaryField)]
    assert only == "sealed"


# --- letters -------------------------------------------------------------------------------------------------

ADDRESS, ON = "‹address›", "‹day›"
LETTERS = {
    "access request": {(
        "A request waits for you in Tuokio",
        f"A request waits for your answer until {ON}.\n\nSee it here: {ADDRESS}\n",
    )},
    "release asked": {
        (
            "Your successor has asked for the envelope in Tuokio",
            f"{when}\n\nIf you can go on yourself, stop it here with one press:\n{ADDRESS}\n\n"
            "If this is as you wished, you need to do nothing.\n",
        )
        for when in (
            "It waits for a second person's consent, and two weeks after that.",
            f"A second person has agreed. It is given on {ON} unless you stop it.",
        )
    },
    "vault begun anew": {(
        "New keys were made for your locked notes in Tuokio",
        "Somebody who was signed in as you made new keys. What was locked before is kept; nothing of it was erased."
        "\n\nIf it was not you, end your sign-ins and tell your supervisor.\n",
    )},
    "notes parting": {(
        "Something waits for you in Tuokio",
        f"Your account is closed. Something of yours waits until {ON} and is erased then. If you need it, fetch it "
        f"here:\n{ADDRESS}\n",
    )},
    "notes leaving": {(
        "Something waits for you in Tuokio",
        f"In your locked notes something waits that has a last day. Have a look within a month.\n\nOpen Tuokio: {ADDRESS}\n",
    )},
    "day after": {(
        "Something waits for you in Tuokio",
        f"Something waits for you in Tuokio, as you wished. It needs no answer.\n\nOpen Tuokio: {ADDRESS}\n\n"
        "You can switch this message off where you switched it on.\n",
    )},
}  # fmt: skip
NAMES = (
    "Saara",
    "Niemi",
    "Outi",
    "Kallio",
    "Olavi",
    "Dora",
    "Bertta",
    "Yövuoron tiimi",
    "outi@",
    "dora@",
    "Päivävuoro",
    "Muistutus",
)


def all_letters(language: str) -> list[Letter]:
    """Everything that the notes write about, to Saara, with names and titles at hand that could stand there."""
    practice = shared_practice()
    Person.objects.filter(pk=person("saara").pk).update(language=language)
    saara = Person.objects.get(pk=person("saara").pk)
    process = process_of(saara, practice=practice, name="Yövuoron tiimi", member_names=("Bertta S.",))
    asker, outi, dora = Asker(person("saara")), Asker(person("outi")), Asker(person("dora"))
    asker.opens_an_account()
    outi.opens_an_account()
    space = str(uuid4())
    asker.founds("own", process.pk, space_id=space)
    asker.keeps(space, "Muistutus", document_id=str(uuid4()))

    received = date(2026, 11, 20)
    note_request(
        practice=practice, holder=saara, who="Bertta Salo", received_on=received, by=person("olavi"), at=now()
    )
    see_to_requests(at=now(), on=date(2026, 12, 15))
    asker.asks("PUT", "succession", {"successor": "outi@example.org", "second": ""})
    asker.asks("PUT", "succession/envelope", {"recipient": outi.recipient, "sealed": b64(sealed("envelope"))})
    release = outi.asks("POST", "releases", {"of": str(saara.pk)}).json()
    assert "refused" not in release
    assert "refused" not in dora.asks("POST", f"releases/{Release.objects.get().pk}").json()
    the_day_after_a_meeting(process, asker)
    Process.objects.update(state=ProcessState.CLOSED, state_since=now() - timedelta(days=80))
    assert announce_leaving(now()) == 1
    new = Asker(saara)
    said = {"recipient": new.recipient, "verify": new.verify, "keyring": b64(sealed("ring"))}
    anew = asker.asks("POST", "account/anew", said | {"ways": [new.way(), new.way("recovery")]})
    assert anew.status_code == 200
    settle(person=saara, space_id=UUID(space), how=Settled.TAKEN, at=now())
    let_account_go(person=saara, at=now())
    return [*Letter.objects.filter(to="saara@example.org", kind__in=LETTERS)]


def the_day_after_a_meeting(process: Process, saara: Asker) -> None:
    """Saara is supervised in another process, keeps a journal and wishes to be told."""
    other = process_of(person("olavi"), practice=shared_practice(), name="Päivävuoro")
    other.members.create(name="Saara N.", person=saara.person, joined_on=date(2026, 11, 1))
    saara.founds("journal")
    assert saara.asks("PUT", "reminder", {"wished": True}).status_code == 200
    Meeting.objects.create(
        practice=other.practice, process=other, term=other.terms.first() or terms_of(other), supervisor=person("olavi"),
        starts_at=now() - timedelta(days=1), minutes=60, made_at=now(),
    )  # fmt: skip
    assert remind_of_yesterday(now()) == 1


def bare(text: str) -> str:
    """Without the address and the day, the only two things that may differ from letter to letter."""
    text = re.sub(rf"{re.escape(settings.BASE_ADDRESS)}\S*", ADDRESS, text)
    return re.sub(r"\b\d{4}-\d\d-\d\d\b", ON, text)


def test_each_letter_is_one_of_a_fixed_list_word_for_word():
    found: dict[str, set[tuple[str, str]]] = {}
    for letter in all_letters("en"):
        found.setdefault(letter.kind, set()).add((letter.subject, bare(letter.text)))
    assert found == LETTERS


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_no_letter_names_anybody_a_process_or_a_title(language):
    letters = all_letters(language)
    assert {letter.kind for letter in letters} == set(LETTERS)
    for letter in letters:
        assert not [name for name in NAMES if name.lower() in bare(letter.subject + letter.text).lower()]


WRITING = {"send_letter", "write_to"}


def test_the_notes_write_no_letter_that_is_not_on_the_list():
    """Every place in the notes' code that writes a letter says a kind of the list, as it stands there."""
    folder = Path(usecases.__path__[0]).parent
    kinds = []
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in WRITING:
                continue
            (kind,) = [one.value for one in node.keywords if one.arg == "kind"]
            assert isinstance(kind, ast.Constant), f"{file.name} names its letter by a computed word"
            kinds.append(kind.value)
    assert sorted(kinds) == sorted(LETTERS)
