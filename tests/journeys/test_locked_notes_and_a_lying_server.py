"""A server that lies about locked notes is refused, with the right reason, and nothing of it is shown (T4).

The server is whole and the browser real; between them stands one who alters what is said. Where a liar would change
the database, so does the test, and puts the truth back afterwards.
"""

from __future__ import annotations

import json
import os
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyrage
import pytest
from playwright.sync_api import Page

from tests.journeys.conftest import Open
from tests.journeys.notes_page import begins_a_journal, comes_in, sets_up, speaker, unlocks, writes
from tests.vault.altering import Altering, Told
from tuokio.vault.keys.models import Keyring, UnlockFile, Wrap
from tuokio.vault.models import AttachmentPart, Document, Installation, LogEntry, Space, SpaceMember

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
ROOT = Path(__file__).resolve().parents[2]
SECRET = "Liekki savipadassa"
LIAR = pyrage.x25519.Identity.generate()
FIRST, SECOND, OWN = "Aamu", "Ilta", "Oma"
Lie = Callable[["Notes"], None]


@pytest.fixture
def liar() -> Altering:
    return Altering()


@pytest.fixture
def around(liar: Altering) -> Callable[[Any], Any]:
    return liar.over


@dataclass
class Notes:
    """One person's notes in a browser, and what a liar knows of them."""

    page: Page
    who: Any
    words: str
    ids: dict[str, Any] = field(default_factory=dict)

    def writes(self, title: str, text: str, begin: str = "New entry") -> None:
        before = set(Document.objects.values_list("pk", flat=True))
        writes(self.page, title, f"{SECRET} {text}", begin=begin)
        kinds = ("note", "journal")
        (self.ids[title],) = (
            set(Document.objects.filter(kind__in=kinds).values_list("pk", flat=True)) - before
        )

    def document(self, title: str) -> Document:
        return Document.objects.get(pk=self.ids[title])

    def index(self) -> Document:
        """The list of the journal's documents."""
        return Document.objects.get(space_id=self.document(FIRST).space_id, kind="index")

    def puts(self, title: str, sealed: bytes, **more: Any) -> None:
        Document.objects.filter(pk=self.ids[title]).update(sealed=sealed, **more)

    def comes_again(self) -> None:
        comes_in(self.page, self.who)
        unlocks(self.page, self.words)

    def shows(self, words: str) -> None:
        """The page says this, and nothing of what was written."""
        self.page.get_by_text(words).first.wait_for()
        assert SECRET not in self.page.content()


@pytest.fixture
def notes(window: Open, liar: Altering) -> Iterator[Notes]:
    """A journal with two entries, the first saved again later, and one note about a process."""
    here = window(locale="en-GB")
    aino = speaker("aino")
    comes_in(here.page, aino)
    words, _code = sets_up(here.page)
    found = Notes(here.page, aino, words)
    begins_a_journal(here.page)
    found.writes(FIRST, "aamulla")
    found.writes(SECOND, "illalla")
    yield found
    liar.tells_the_truth()
    here.heard.clear()  # a browser notes each answer that is no 200


@contextmanager
def the_truth_afterwards() -> Iterator[None]:
    """Whatever a lie changes in what is kept stands as before at the end."""
    tables = (Document, Keyring, UnlockFile, Wrap, LogEntry)
    before = [(table, list(table.objects.all())) for table in tables]
    members = set(SpaceMember.objects.values_list("pk", flat=True))
    yield
    for table, rows in before:
        table.objects.exclude(pk__in=[row.pk for row in rows]).delete()
        for row in rows:
            row.save(force_update=True) if table.objects.filter(pk=row.pk).exists() else row.save(
                force_insert=True
            )
    SpaceMember.objects.exclude(pk__in=members).delete()


# --- one document ---------------------------------------------------------------------------------------------


def swapped(notes: Notes) -> None:
    other = notes.document(SECOND)
    notes.puts(FIRST, other.sealed, rev=other.rev)


def rolled_back(notes: Notes) -> None:
    notes.puts(FIRST, notes.ids["older"].sealed, rev=notes.ids["older"].rev)


def rolled_back_under_the_newest_number(notes: Notes) -> None:
    notes.puts(FIRST, notes.ids["older"].sealed)


def replayed_from_another_space(notes: Notes) -> None:
    other = notes.document(OWN)
    notes.puts(FIRST, other.sealed, rev=other.rev)


def forged_in_her_name(notes: Notes) -> None:
    notes.puts(FIRST, forged(notes, author=me_in(notes)))


def forged_by_a_stranger(notes: Notes) -> None:
    notes.puts(FIRST, forged(notes, author=str(uuid4())))


def cut_short(notes: Notes) -> None:
    notes.puts(FIRST, bytes(notes.document(FIRST).sealed)[:-40])


def one_bit_changed(notes: Notes) -> None:
    sealed = bytearray(notes.document(FIRST).sealed)
    sealed[-30] ^= 1
    notes.puts(FIRST, bytes(sealed))


def a_hybrid_key_added(notes: Notes) -> None:
    stanza = f"-> mlkem768x25519 {b64text(os.urandom(32))}\n{b64text(os.urandom(32))}\n".encode()
    sealed = bytes(notes.document(FIRST).sealed)
    notes.puts(FIRST, sealed.replace(b"-> X25519", stanza + b"-> X25519", 1))


def a_passphrase_instead_of_a_key(notes: Notes) -> None:
    notes.puts(FIRST, pyrage.passphrase.encrypt(b"{}", "open sesame"))


def sealed_to_the_liar(notes: Notes) -> None:
    notes.puts(FIRST, sealed_to(str(LIAR.to_public()), b"{}"))


ABOUT_A_DOCUMENT: list[tuple[Lie, str]] = [
    (swapped, "context"),
    (rolled_back, "older"),
    (rolled_back_under_the_newest_number, "older"),
    (replayed_from_another_space, "recipient"),
    (forged_in_her_name, "signature"),
    (forged_by_a_stranger, "author"),
    (cut_short, "form"),
    (one_bit_changed, "form"),
    (a_hybrid_key_added, "suite"),
    (a_passphrase_instead_of_a_key, "suite"),
    (sealed_to_the_liar, "recipient"),
]
TOLD = {
    code: f"This could not be verified (code: {code})."
    for code in ("context", "recipient", "signature", "author", "form", "suite")
} | {"older": "The server shows an older state than you have seen."}


def test_a_document_that_is_not_what_it_should_be_is_not_shown(notes: Notes) -> None:
    page = notes.page
    page.get_by_role("button", name="Begin notes").click()
    page.get_by_role("button", name="New note").wait_for()
    notes.writes(OWN, "omaa", begin="New note")
    notes.ids["older"] = notes.document(FIRST)
    page.get_by_role("button", name=FIRST, exact=True).click()
    page.get_by_role("button", name="Go on writing").click()
    page.locator("#text").fill(f"{SECRET} uudelleen")
    page.get_by_role("button", name="Ready").click()
    page.get_by_role("button", name="Lock the notes").wait_for()
    assert notes.document(FIRST).rev > notes.ids["older"].rev

    for lie, code in ABOUT_A_DOCUMENT:
        with the_truth_afterwards():
            lie(notes)
            page.get_by_role("button", name=FIRST, exact=True).click()
            page.get_by_role("heading", name="This could not be shown").wait_for()
            notes.shows(TOLD[code])
        page.get_by_role("button", name="To the notes").click()
        page.get_by_role("button", name="Lock the notes").wait_for()
    page.get_by_role("button", name=FIRST, exact=True).click()
    page.get_by_text(f"{SECRET} uudelleen").wait_for()


def test_a_document_that_is_left_out_is_missed(notes: Notes) -> None:
    with the_truth_afterwards():
        Document.objects.filter(pk=notes.ids[FIRST]).delete()
        notes.comes_again()
        notes.page.get_by_text("One listed note is missing at the server.").wait_for()
    notes.comes_again()
    notes.page.get_by_role("button", name=FIRST, exact=True).wait_for()


def test_a_file_that_is_cut_short_or_changed_is_not_saved(notes: Notes) -> None:
    page = notes.page
    page.get_by_role("button", name=FIRST, exact=True).click()
    page.get_by_role("button", name="Go on writing").click()
    file = {
        "name": "muistio.txt",
        "mimeType": "text/plain",
        "buffer": f"{SECRET} liitteessä".encode() * 60_000,
    }
    page.locator("#file").set_input_files(files=[file])
    page.get_by_role("button", name="Take out").wait_for()
    page.get_by_text("Saved, locked, on the server").wait_for()
    page.get_by_role("button", name="Ready").click()
    page.get_by_role("button", name="Lock the notes").wait_for()
    parts = list(AttachmentPart.objects.order_by("number"))
    assert len(parts) > 1
    last, first = bytes(parts[-1].sealed), bytes(parts[0].sealed)
    saved: list[object] = []
    page.on("download", lambda download: saved.append(download))
    lies = (
        (parts[-1], last[:-1000], "context"),
        (parts[0], first[:5000] + bytes([first[5000] ^ 1]) + first[5001:], "context"),
        (parts[0], last, "context"),
    )
    for part, sealed, code in lies:
        AttachmentPart.objects.filter(pk=part.pk).update(sealed=sealed)
        page.get_by_role("button", name=FIRST, exact=True).click()
        page.get_by_role("button", name="Save").click()
        page.get_by_text(f"code: {code}").first.wait_for()
        assert saved == []
        AttachmentPart.objects.filter(pk=part.pk).update(sealed=part.sealed)
        page.get_by_role("button", name="To the notes").click()
        page.get_by_role("button", name="Lock the notes").wait_for()


# --- a whole circle -------------------------------------------------------------------------------------------


def her_key_replaced(notes: Notes) -> None:
    entry = LogEntry.objects.get(seq=1)
    said = json.loads(entry.text)
    said["member"]["recipient"] = str(LIAR.to_public())
    LogEntry.objects.filter(pk=entry.pk).update(text=canonical(said))


def the_epochs_key_replaced(notes: Notes) -> None:
    entry = LogEntry.objects.get(seq=1)
    said = json.loads(entry.text) | {"epoch": str(LIAR.to_public())}
    LogEntry.objects.filter(pk=entry.pk).update(text=canonical(said))


def a_member_added_in_her_name(notes: Notes) -> None:
    add_a_member(by=me_in(notes))


def a_member_added_by_a_stranger(notes: Notes) -> None:
    add_a_member(by=str(uuid4()))


def the_list_of_members_emptied(notes: Notes) -> None:
    LogEntry.objects.all().delete()


def the_index_dropped(notes: Notes) -> None:
    Document.objects.filter(kind="index").delete()


def an_older_index(notes: Notes) -> None:
    older = notes.ids["older index"]
    Document.objects.filter(pk=older.pk).update(sealed=older.sealed, rev=older.rev)


def another_key_for_the_epoch(notes: Notes) -> None:
    Wrap.objects.update(sealed=sealed_to(notes.who.vault.recipient, str(LIAR).encode()))


ABOUT_A_CIRCLE: list[tuple[Lie, str]] = [
    (her_key_replaced, "signature"),
    (the_epochs_key_replaced, "signature"),
    (a_member_added_in_her_name, "signature"),
    (a_member_added_by_a_stranger, "author"),
    (the_list_of_members_emptied, "form"),
    (the_index_dropped, "older"),
    (an_older_index, "older"),
    (another_key_for_the_epoch, "recipient"),
]


def test_a_circle_that_is_not_what_it_should_be_is_not_opened(notes: Notes) -> None:
    notes.ids["older index"] = notes.index()
    notes.writes("Yö", "yöllä")
    wraps = Wrap.objects.count()
    for lie, code in ABOUT_A_CIRCLE:
        with the_truth_afterwards():
            lie(notes)
            notes.comes_again()
            notes.page.get_by_role("heading", name="A circle that could not be opened").wait_for()
            notes.shows(TOLD[code])
            assert notes.page.get_by_role("button", name="New entry").count() == 0
            assert nothing_for_the_liar(but="another_key_for_the_epoch", lie=lie)
    notes.comes_again()
    notes.page.get_by_role("button", name="Yö", exact=True).wait_for()
    assert Wrap.objects.count() == wraps


def test_a_row_that_makes_somebody_a_member_gives_them_nothing(notes: Notes) -> None:
    space = Space.objects.get()
    SpaceMember.objects.create(
        space=space, member_id=uuid4(), person=speaker("mallory", supervises=False), is_steward=True
    )
    notes.comes_again()
    notes.page.get_by_text("Only you can read this.").wait_for()
    notes.writes("Yö", "yöllä")
    assert "mallory" not in notes.page.content().lower()
    assert Wrap.objects.count() == 1 and nothing_for_the_liar()


# --- the ways to open -----------------------------------------------------------------------------------------


def an_easier_passphrase(notes: Notes) -> None:
    for way in UnlockFile.objects.filter(kind="passphrase"):
        head, _, rest = bytes(way.sealed).partition(b" 16\n")
        UnlockFile.objects.filter(pk=way.pk).update(sealed=head + b" 10\n" + rest)


def a_key_instead_of_a_passphrase(notes: Notes) -> None:
    sealed = pyrage.encrypt(b"{}", [LIAR.to_public()])
    UnlockFile.objects.filter(kind="passphrase").update(sealed=sealed)


def the_keyring_withheld(told: Told) -> None:
    if told.path == "/api/account" and told.method == "GET":
        told.says(json.dumps(json.loads(told.body) | {"keyring": None}))


def the_account_of_another(told: Told) -> None:
    if told.path == "/api/account" and told.method == "GET":
        said = json.loads(told.body)
        said["account"]["recipient"] = str(LIAR.to_public())
        told.says(json.dumps(said))


def test_a_weaker_lock_and_another_account_are_not_opened(notes: Notes, liar: Altering) -> None:
    for lie, code in ((an_easier_passphrase, "suite"), (a_key_instead_of_a_passphrase, "suite")):
        with the_truth_afterwards():
            lie(notes)
            tries(notes)
            notes.shows(TOLD[code])
    for alters, code in ((the_keyring_withheld, "older"), (the_account_of_another, "author")):
        liar.lie = alters
        tries(notes)
        notes.shows(TOLD[code])
        liar.tells_the_truth()
    notes.comes_again()
    notes.page.get_by_role("button", name=FIRST, exact=True).wait_for()


def tries(notes: Notes) -> None:
    comes_in(notes.page, notes.who)
    notes.page.locator("#code-passphrase").fill(notes.words)
    notes.page.locator("#code-passphrase").press("Enter")


# --- what was written -----------------------------------------------------------------------------------------


def test_a_write_that_was_lost_is_noticed(notes: Notes, liar: Altering) -> None:
    def loses(method: str, path: str, _sent: bytes) -> bytes | None:
        return b'{"rev": 1}' if method == "PUT" and "/api/documents/" in path else None

    liar.swallow = loses
    page = notes.page
    page.get_by_role("button", name="New entry").click()
    page.locator("#title").fill("Kadonnut")
    page.locator("#text").fill(f"{SECRET} kadonnut")
    page.get_by_role("button", name="Ready").click()
    notes.shows(TOLD["older"])
    assert not Document.objects.filter(rev=1, kind="journal").exclude(pk__in=notes.ids.values()).exists()


def test_two_devices_that_are_shown_two_pasts_notice_it(notes: Notes, window: Open) -> None:
    """The liar keeps what one device wrote from the other, and then goes on with what the other wrote."""
    other = window(locale="en-GB")
    with the_truth_afterwards():  # what the first writes now is taken back before the second looks
        notes.writes("Ensimmäinen", "näkymä")
    comes_in(other.page, notes.who)
    unlocks(other.page, notes.words)
    writes(other.page, "Toinen", f"{SECRET} näkymä")

    writes(other.page, "Kolmas", f"{SECRET} näkymä")
    notes.page.get_by_role("button", name=SECOND, exact=True).click()
    notes.page.get_by_role("button", name="To the notes").click()
    notes.shows(TOLD["older"])
    assert "Kolmas" not in notes.page.content()
    other.heard.clear()


# --- what a liar can make -------------------------------------------------------------------------------------


def me_in(notes: Notes) -> str:
    return str(SpaceMember.objects.get(space_id=notes.document(FIRST).space_id, person=notes.who).member_id)


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def b64text(content: bytes) -> str:
    return b64encode(content).decode().rstrip("=")


def forged(notes: Notes, *, author: str) -> bytes:
    """A document as a liar can make it: sealed to the epoch's public key, right in all but the signature."""
    there = notes.document(FIRST)
    header = {
        "v": 1, "suite": "age-x25519+ed25519", "instance": str(Installation.objects.get().mark),
        "space": str(there.space_id), "epoch": there.epoch, "doc": str(there.pk), "kind": there.kind,
        "rev": there.rev, "prev": None if there.rev == 1 else "0" * 64, "author": author, "at": "2026-11-27T12:00Z",
    }  # fmt: skip
    body = {"v": 1, "title": FIRST, "text": "forged"}
    text = canonical({"hdr": header, "body": body, "sig": b64encode(os.urandom(64)).decode()}).encode()
    epoch = json.loads(LogEntry.objects.get(space_id=there.space_id, seq=1).text)["epoch"]
    return sealed_to(epoch, text.ljust(padded(len(text))))


def sealed_to(recipient: str, plain: bytes) -> bytes:
    """An age file as our own library writes it; rage adds a line to each, by which alone ours are told from it."""
    script = """
        import { Encrypter } from "age-encryption";
        const plain = Buffer.concat(await process.stdin.toArray());
        const age = new Encrypter();
        age.addRecipient(process.argv[1]);
        process.stdout.write(await age.encrypt(plain));
    """
    command = ["node", "--input-type=module", "-e", script, recipient]
    return subprocess.run(command, input=plain, cwd=ROOT, capture_output=True, check=True).stdout


def padded(length: int) -> int:
    """Padmé, for the sizes that come here."""
    if length <= 512:
        return 512
    step = 1 << (length.bit_length() - 1 - (length.bit_length() - 1).bit_length())
    return -(-length // step) * step


def add_a_member(*, by: str) -> None:
    last = LogEntry.objects.order_by("-seq").first()
    assert last is not None
    member = {
        "id": str(uuid4()),
        "recipient": str(LIAR.to_public()),
        "verify": b64encode(os.urandom(32)).decode(),
    }
    said = {
        "v": 1, "space": str(last.space_id), "seq": last.seq + 1, "prev": last.space.head, "by": by,
        "at": "2026-11-27T12:00Z", "act": "add", "member": member, "past": True, "guest": False,
        "sig": b64encode(os.urandom(64)).decode(),
    }  # fmt: skip
    LogEntry.objects.create(space=last.space, seq=last.seq + 1, text=canonical(said))


def nothing_for_the_liar(*, but: str = "", lie: Lie | None = None) -> bool:
    """Nothing that is kept opens with the liar's key, apart from what the liar put there."""
    if lie is not None and lie.__name__ == but:
        return True
    kept = [
        *Document.objects.values_list("sealed", flat=True),
        *Wrap.objects.values_list("sealed", flat=True),
    ]
    for sealed in kept:
        try:
            pyrage.decrypt(bytes(sealed), [LIAR])
        except pyrage.DecryptError:
            continue
        return False
    return bool(kept)
