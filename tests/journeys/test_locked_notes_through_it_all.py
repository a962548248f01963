"""A supervisor and three members live through it: asked in, compared, left, lost, guests, a ward's computer, taken along.

Everything is done by keyboard, in Finnish; each page that is left is looked at with axe.
"""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.cast import person, process_of
from tests.journeys.conftest import Open, Window
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, Screen, faults_of
from tests.journeys.notes_page import sets_up
from tests.journeys.test_leaving_with_everything import commands_of
from tests.journeys.test_locked_notes import signs_in
from tests.vault.with_age import at_a_terminal, is_here
from tuokio.supervision.models import Process
from tuokio.vault.models import Document, Space

pytestmark = [
    pytest.mark.django_db(transaction=True, databases=["default", "keys"]),
    pytest.mark.skipif(not is_here(), reason="needs Debian's age: make test installs it"),
]
ON_SERVER = "Tallessa palvelimella, lukittuna"


@dataclass
class Somebody:
    """One person with their devices; `page` is the one at hand."""

    name: str
    window: Window
    words: str = ""
    code: str = ""
    seen: set[str] = field(default_factory=set)

    @property
    def page(self) -> Page:
        return self.window.page

    def presses(self, name: str, *, exact: bool = False, last: bool = False) -> None:
        """By keyboard; the page at hand is looked at before it is left, each kind of page once."""
        heading = self.page.locator("h1").first.inner_text()
        if heading not in self.seen:
            self.seen.add(heading)
            assert faults_of(self.page, (PHONE_DARK, DESK_LIGHT)) == []
        found = self.page.get_by_role("button", name=name, exact=exact)
        (found.last if last else found.first).focus()
        self.page.keyboard.press("Enter")

    def types(self, field: str, text: str) -> None:
        self.page.locator(field).focus()
        self.page.keyboard.insert_text(text)

    def comes_over(self) -> None:
        page = self.window.go("/sign-in/?next=/vault/")
        signs_in(page, f"{self.name}@example.org")
        page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.wait_for()
        self.presses("Avaa lukitut muistiinpanot")

    def says_own_device(self) -> None:
        self.page.locator("#own-computer").focus()
        self.page.keyboard.press("Space")

    def begins_as_supervisor(self) -> None:
        self.comes_over()
        self.words, self.code = sets_up(self.page, presses=self.presses, types=self.types)

    def begins_by_writing(self, *, own: bool = True) -> None:
        self.comes_over()
        self.page.get_by_role("button", name="Aloita kuudella sanalla").wait_for()
        if own:
            self.says_own_device()
        self.presses("Aloita kuudella sanalla")
        self.words = self.page.locator("#passphrase").inner_text()
        self.presses("Kirjoita ensin, näytä sanat myöhemmin")
        self.page.get_by_label("Otsikko").wait_for()
        self.types("#title", f"Ensimmäinen, {self.name}")
        self.types("#text", "Vain minulle")
        self.page.get_by_text(ON_SERVER).wait_for()
        self.presses("Valmis")
        self.is_in()

    def makes_a_code(self) -> None:
        """The second way, on paper; the words are shown to be at hand too."""
        self.presses("Avaamisen tavat", last=True)
        self.presses("Tee palautuskoodi")
        self.types("#proof-passphrase", self.words)
        self.presses("Jatka", exact=True)
        self.code = self.page.locator("#recovery").inner_text()
        self.presses("Se on tallessa, jatka")
        self.types("#typed-recovery", self.code)
        self.presses("Ota käyttöön")
        self.page.locator("#ways").wait_for()
        self.to_notes()

    def opens(self, *, by_code: bool = False) -> None:
        if by_code:
            self.page.get_by_text("Sanat eivät ole käsillä").focus()
            self.page.keyboard.press("Enter")
        self.types("#code-recovery" if by_code else "#code-passphrase", self.code if by_code else self.words)
        self.page.keyboard.press("Enter")
        self.is_in()

    def is_in(self) -> None:
        self.page.get_by_role("button", name="Lukitse muistiinpanot").wait_for()

    def to_notes(self) -> None:
        self.presses("Muistiinpanoihin")
        self.is_in()

    def to_members(self) -> None:
        self.presses("Mukana olevat")
        self.page.get_by_role("heading", name="Kuka tätä voi lukea").wait_for()

    def looks_again(self) -> None:
        self.presses("Avaamisen tavat", last=True)
        self.page.get_by_role("heading", name="Avaamisen tavat").wait_for()
        self.to_notes()

    def writes(self, title: str, text: str) -> None:
        self.presses("Uusi muistiinpano")
        self.page.get_by_label("Otsikko").wait_for()
        self.types("#title", title)
        self.types("#text", text)
        self.page.get_by_text(ON_SERVER).wait_for()
        self.presses("Valmis")
        self.page.get_by_role("button", name=title).wait_for()

    def finds(self, title: str) -> None:
        """The list comes piece by piece."""
        self.page.get_by_role("button", name=title).first.wait_for()

    def lacks(self, title: str) -> bool:
        return self.page.get_by_role("button", name=title).count() == 0


def answers(who: Somebody, words: str, aino: Somebody) -> None:
    who.page.get_by_label("Neljä sanaa, jotka sinulle kerrottiin").focus()
    who.page.keyboard.insert_text(words)
    who.presses("Vastaa")
    who.page.get_by_text("Olet vastannut.").wait_for()
    aino.to_notes()
    aino.to_members()  # by looking she lets them in, and the key turns


@pytest.fixture
def process() -> Process:
    found = process_of(person("aino"), member_names=("Bertta S.", "Henna", "Kaisa"))
    for name, who in (("Henna", "henna"), ("Kaisa", "kaisa")):
        member = found.members.get(name=name)
        member.person = person(who)
        member.save()
    return found


def test_a_supervisor_and_three_members_live_through_it_all(
    window: Open, process: Process, tmp_path: Path
) -> None:
    def device(name: str, screen: Screen = DESK_LIGHT, of: Somebody | None = None) -> Somebody:
        known = (of.words, of.code) if of else ("", "")
        return Somebody(name, window(screen), *known)

    # set-up, notes, a second device
    aino = device("aino")
    aino.begins_as_supervisor()
    aino.presses(f"Aloita muistiinpanot: {process.name}")
    aino.page.get_by_role("button", name="Uusi muistiinpano").wait_for()
    aino.writes("Alku", "Ryhmä etsii *rajaa*.")
    aino_phone = device("aino", PHONE_DARK, aino)
    aino_phone.comes_over()
    aino_phone.opens()
    aino_phone.finds("Alku")

    # a circle: two without the past, one with it; the words are compared
    aino.presses(f"Aloita ryhmän yhteinen: {process.name}")
    aino.to_notes()
    ours = aino.page.get_by_role("heading", name=process.name, exact=True)
    aino.page.locator("section", has=ours).get_by_role("button", name="Uusi muistiinpano").focus()
    aino.page.keyboard.press("Enter")
    aino.page.get_by_label("Otsikko").wait_for()
    aino.types("#title", "Ennen muita")
    aino.page.get_by_text(ON_SERVER).wait_for()
    aino.presses("Valmis")
    aino.to_members()
    told = {}
    for name, past in (("Bertta S.", False), ("Kaisa", False), ("Henna", True)):
        if past:
            aino.page.locator("#past").focus()
            aino.page.keyboard.press("Space")
            expect(aino.page.locator("#past")).to_be_checked()
        aino.presses(f"Kutsu: {name}")
        told[name] = aino.page.locator(f'[data-invite="{name}"] .invite-words').inner_text()
        reads = "Lukee alusta asti" if past else "Lukee liittymisestään lähtien"
        expect(aino.page.locator(f'[data-invite="{name}"]')).to_contain_text(reads)
    bertta, henna, kaisa = device("bertta", PHONE_DARK), device("henna"), device("kaisa")
    for who, name, own in ((bertta, "Bertta S.", True), (henna, "Henna", True), (kaisa, "Kaisa", False)):
        who.begins_by_writing(own=own)
        answers(who, told[name], aino)
    assert aino.page.locator("#members .rowt").count() == 4
    same = aino.page.locator("#check-words").inner_text()
    for who in (bertta, henna, kaisa):
        who.looks_again()
        who.to_members()
        assert who.page.locator("#check-words").inner_text() == same
        who.presses("Vertasimme, sanat ovat samat")
        who.page.get_by_text("Varmistettu: olet verrannut sanat").wait_for()
        who.to_notes()
    henna.finds("Ennen muita")
    assert bertta.lacks("Ennen muita") and kaisa.lacks("Ennen muita")

    # the ward's shared computer keeps nothing, and opens what its person wrote elsewhere
    assert kaisa.page.evaluate("async () => [localStorage.length, (await indexedDB.databases()).length]") == [
        0,
        0,
    ]
    kaisa_home = device("kaisa", PHONE_DARK, kaisa)
    kaisa_home.comes_over()
    kaisa_home.opens()
    kaisa_home.finds("Ensimmäinen, kaisa")

    # one forgets the words: the printed code opens on another device
    henna.makes_a_code()
    forgetful = device("henna", PHONE_DARK, henna)
    forgetful.words = ""
    forgetful.comes_over()
    forgetful.opens(by_code=True)
    forgetful.finds("Ensimmäinen, henna")
    forgetful.finds("Ennen muita")

    # one loses a phone: from the other device its sign-in ends, and the phone opens nothing any more
    bertta_desk = device("bertta", DESK_LIGHT, bertta)
    bertta_desk.comes_over()
    bertta_desk.opens()
    bertta_desk.finds("Ensimmäinen, bertta")
    elsewhere = Somebody("bertta", bertta_desk.window)
    elsewhere.window.go("/me/sign-ins/")
    elsewhere.presses("Kirjaudu ulos kaikkialta muualta")
    elsewhere.page.get_by_role("button", name="Kirjaudu ulos kaikkialta muualta").wait_for(state="detached")
    bertta.window.go("/vault/")  # whoever found the phone
    bertta.page.get_by_label("Sähköpostiosoite").wait_for()

    # one leaves: what comes after is not theirs
    henna.to_members()
    henna.page.get_by_text("Lähde ryhmän yhteisestä").focus()
    henna.page.keyboard.press("Enter")
    henna.presses("Lähde", exact=True)
    henna.is_in()
    aino.to_notes()
    aino.to_members()
    aino.to_notes()

    # two write only as guests of a meeting
    aino.to_members()
    aino.presses("Päästä vieraat tähän tapaamiseen")
    link = aino.page.locator("#guest-link").inner_text()
    for name in ("Ulla", "Tero"):
        guest = Somebody(name, window(PHONE_DARK))
        guest.window.go(link)
        guest.page.locator("#guest-text").wait_for()
        guest.types("#guest-text", f"{name} sanoi")
        guest.types("#guest-name", name)
        guest.page.get_by_text(ON_SERVER).wait_for()
        assert faults_of(guest.page, (PHONE_DARK, DESK_LIGHT)) == []
    aino.presses("Päätä tapaaminen vierailta")
    aino.page.get_by_role("button", name="Päästä vieraat tähän tapaamiseen").wait_for()
    aino.to_notes()
    aino.finds("Ulla")
    aino.finds("Tero")
    assert henna.lacks("Ulla")

    # she takes all along, and opens it with age alone
    aino.presses("Ota muistiinpanosi mukaan")
    aino.types("#export-code", aino.words)
    aino.presses("Tee paketti")
    aino.page.get_by_role("heading", name="Pakettisi on valmis").wait_for(timeout=60_000)
    with aino.page.expect_download() as download:
        aino.presses("Tallenna paketti")
    with zipfile.ZipFile(io.BytesIO(Path(download.value.path()).read_bytes())) as package:
        package.extractall(tmp_path)
    typed = [aino.words]
    for command in commands_of((tmp_path / "README.txt").read_text("utf-8")):
        code, said = at_a_terminal(["sh", "-c", command], typed, folder=tmp_path)
        assert code == 0, said
        typed = []
    bodies = [json.loads(path.read_text("utf-8"))["body"] for path in tmp_path.glob("asiakirjat/*/*.json")]
    titles = {body["title"] for body in bodies if "title" in body}
    assert {"Alku", "Ennen muita", "Ulla", "Tero"} <= titles
    assert not {title for title in titles if title.startswith("Ensimmäinen")}

    # and all the while the server had nothing to read
    assert Space.objects.get(kind="group").members.filter(left_at=None).count() == 3
    kept = b"".join(bytes(sealed) for sealed in Document.objects.values_list("sealed", flat=True))
    assert not [word for word in ("rajaa", "Vain minulle", "sanoi") if word.encode() in kept]
