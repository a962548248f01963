"""The ways to open locked notes, in a real browser: a passkey in one showing, codes, a remembered device, and none."""

from __future__ import annotations

import json
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from typing import Any

import pyrage
import pytest
from allauth.usersessions.models import UserSession
from django.core.handlers.wsgi import WSGIRequest
from playwright.sync_api import Page, expect

from tests.cast import person, process_of
from tests.journeys.conftest import Open, Window
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import sets_up
from tests.journeys.test_locked_notes import locks, signs_in
from tuokio.vault.keys.models import UnlockFile
from tuokio.vault.models import VaultAccount

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


class Key:
    """The browser's software passkey device, with or without what opens notes (PRF)."""

    def __init__(self, page: Page, *, prf: bool = True) -> None:
        self.devices = page.context.new_cdp_session(page)
        self.devices.send("WebAuthn.enable")
        has = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True, "hasPrf": prf}
        kind = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal"}
        options = {**has, **kind, "automaticPresenceSimulation": True}
        self.id: str = self.devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})[
            "authenticatorId"
        ]

    def is_lost(self) -> None:
        self.devices.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})


def comes_over(here: Window, email: str) -> Page:
    page = here.go("/sign-in/?next=/vault/")
    signs_in(page, email)
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    return page


def comes_again(here: Window) -> Page:
    page = here.go("/vault/")
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    return page


def refusals_are_expected(here: Window) -> None:
    """The browser itself says of each refusal that something was not loaded; anything else still counts."""
    here.heard[:] = [text for text in here.heard if "Failed to load resource" not in text]


def kept() -> list[tuple[str, str, bytes]]:
    return [(str(way.pk), way.kind, bytes(way.sealed)) for way in UnlockFile.objects.all()]


def presses(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_supervisee_writes_at_once_by_passkey_and_opens_again_in_one_showing(
    window: Open, settings: Any
) -> None:
    person("bertta")
    here = window()
    Key(here.page)
    page = comes_over(here, "bertta@example.org")

    began = time.monotonic()
    presses(page, "Aloita todennusavaimella")
    page.locator("#text").fill("Tänään jäi mieleen yksi kysymys.")
    page.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    assert time.monotonic() - began < 60  # issue 4: the first entry within a minute
    assert [kind for _id, kind, _sealed in kept()] == ["passkey"]
    presses(page, "Valmis")
    page.locator("#ways-reminder").wait_for()

    page.context.clear_cookies()
    page.goto(settings.VAULT_ORIGIN)
    page.get_by_role("button", name="Avaa todennusavaimella").wait_for()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
    began = time.monotonic()
    presses(page, "Avaa todennusavaimella")
    page.get_by_role("button", name="Ilman otsikkoa").wait_for()
    assert time.monotonic() - began < 2
    presses(page, "Tuokion etusivulle")
    page.get_by_text("Jatkat nimellä Bertta").wait_for()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
    presses(page, "Jatka")
    page.wait_for_url(f"{here.house}/**")
    here.go("/me/sign-ins/").get_by_role("heading", level=1).wait_for()
    assert UserSession.objects.count() == 2  # the mailed code's, and this one


class Heard:
    """All that both hosts were sent: addresses, headers and bodies."""

    def __init__(self) -> None:
        self.sent: list[bytes] = []

    def __contains__(self, secret: bytes) -> bool:
        shapes = {secret, secret.hex().encode(), secret.hex().upper().encode()}
        for start in range(3):  # base64 begins at each third byte
            part = secret[start:]
            whole = part[: len(part) // 3 * 3]
            shapes |= {b64encode(whole), urlsafe_b64encode(whole)}
        return any(shape in sent for sent in self.sent for shape in shapes)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Iterator[Heard]:
    everything = Heard()
    begins = WSGIRequest.__init__

    def listens(self: WSGIRequest, environ: dict[str, Any]) -> None:
        begins(self, environ)
        headers = json.dumps(dict(self.headers)).encode()
        everything.sent.append(self.get_full_path().encode() + b"\n" + headers + b"\n" + self.body)

    monkeypatch.setattr(WSGIRequest, "__init__", listens)
    yield everything


PRF = """async () => {
    const text = new TextEncoder();
    const mark = await crypto.subtle.digest("SHA-256", text.encode("tuokio-passkey-v1\\n" + location.hostname));
    const input = (part) => new Uint8Array([...text.encode("age-encryption.org/fido2prf"), part, ...new Uint8Array(mark).slice(0, 16)]);
    const found = await navigator.credentials.get({publicKey: {challenge: new Uint8Array(32), userVerification: "required",
        extensions: {prf: {eval: {first: input(1), second: input(2)}}}}});
    const {first, second} = found.getClientExtensionResults().prf.results;
    return [first, second].map((half) => [...new Uint8Array(half)]);
}"""


def test_no_secret_is_ever_sent(window: Open, heard: Heard, settings: Any) -> None:
    """T2: sign-up, sign-in, opening by each way, recovery, adding a device, new codes."""
    process_of(person("aino"))
    here = window()
    Key(here.page)
    page = comes_over(here, "aino@example.org")
    page.locator("#own-computer").check()
    presses(page, "Tee todennusavain")
    first_code = page.locator("#recovery").inner_text()
    with page.expect_download() as saving:
        presses(page, "Tallenna tiedostoksi")
    sheet = saving.value.path()
    presses(page, "Se on tallessa, jatka")
    page.locator("#chosen-sheet").set_input_files(sheet)
    expect(page.locator("#typed-recovery")).to_have_value(first_code)
    presses(page, "Avaa muistiinpanoni")

    presses(page, "Avaamisen tavat")
    words = makes_anew(page, "Tee kuusi sanaa", "passphrase")
    code = makes_anew(page, "Uusi palautuskoodi", "recovery")
    presses(page, "Muista tämä laite")
    presses(page, "Näytä todennusavain")
    page.get_by_text("Muistettu laite, tämä laite").wait_for()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
    presses(page, "Muistiinpanoihin")

    locks(page)
    presses(page, "Avaa tällä laitteella")
    locks(page)
    page.locator("#code-passphrase").fill(words.upper().replace(" ", "  "))
    presses(page, "Avaa")
    locks(page)
    page.get_by_text("Sanat eivät ole käsillä").click()
    page.locator("#code-recovery").fill(first_code)
    presses(page, "Avaa koodilla")
    page.get_by_text("Avaaminen ei onnistunut").or_(page.locator("#code-recovery-error")).first.wait_for()
    page.locator("#code-recovery").fill(code.lower())
    presses(page, "Avaa koodilla")
    locks(page)
    presses(page, "Avaa todennusavaimella")
    page.get_by_role("button", name="Lukitse muistiinpanot").wait_for()
    page.goto(settings.VAULT_ORIGIN)
    presses(page, "Avaa todennusavaimella")
    page.get_by_role("button", name="Lukitse muistiinpanot").wait_for()

    sealed = bytes(UnlockFile.objects.get(kind="passphrase").sealed)
    secret = json.loads(pyrage.passphrase.decrypt(sealed, words))
    prf = [bytes(half) for half in page.evaluate(PRF)]
    plain_code = code.replace("-", "")
    for text in (words, code, plain_code, first_code, secret["root"], secret["signing"]):
        assert text.encode() not in heard
        assert text.lower().encode() not in heard
    for half in prf:
        assert len(half) == 32 and half not in heard
    assert not any(b'"prf"' in sent or b"clientExtensionResults" in sent for sent in heard.sent)
    assert b"authenticatorData" in b"".join(heard.sent)  # it would have been heard
    assert b"aino@example.org" in b"".join(heard.sent).replace(b"%40", b"@")


def makes_anew(page: Page, press: str, kind: str) -> str:
    presses(page, press)
    presses(page, "Näytä todennusavain")
    code = page.locator(f"#{kind}").inner_text()
    presses(page, "Se on tallessa, jatka")
    page.locator(f"#typed-{kind}").fill(code)
    presses(page, "Ota käyttöön")
    page.locator("#ways").wait_for()
    return code


def test_without_what_opens_notes_a_passkey_is_no_way_and_six_words_are_shown_later(window: Open) -> None:
    """PRF is missing: the words come at once, their proof later, and before the third entry."""
    person("bertta")
    here = window()
    Key(here.page, prf=False)
    page = comes_over(here, "bertta@example.org")
    presses(page, "Aloita todennusavaimella")
    page.get_by_text("Tämän laitteen todennusavaimilla voi kirjautua").wait_for()
    assert kept() == []
    presses(page, "Aloita kuudella sanalla")
    words = page.locator("#passphrase").inner_text()
    presses(page, "Kirjoita ensin, näytä sanat myöhemmin")
    for entry in ("Ensimmäinen", "Toinen"):
        page.get_by_label("Otsikko").fill(entry)
        page.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
        presses(page, "Valmis")
        presses(page, "Uusi merkintä")
    page.get_by_role("heading", name="Ennen kuin kirjoitat lisää").wait_for()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
    presses(page, "Muistiinpanoihin")
    page.get_by_role("button", name="Toinen", exact=True).click()  # reading waits for nothing
    page.get_by_role("heading", name="Toinen").wait_for()
    presses(page, "Muistiinpanoihin")
    presses(page, "Uusi merkintä")
    presses(page, "Tee palautuskoodi")
    page.locator("#proof-passphrase").fill(words)
    presses(page, "Jatka")
    code = page.locator("#recovery").inner_text()
    presses(page, "Se on tallessa, jatka")
    page.locator("#typed-recovery").fill(code)
    presses(page, "Ota käyttöön")
    page.get_by_label("Otsikko").wait_for()
    assert {kind for _id, kind, _sealed in kept()} == {"passphrase", "recovery"}


def test_when_the_passkey_is_gone_the_code_opens_and_nothing_is_erased(window: Open) -> None:
    process_of(person("aino"))
    here = window()
    key = Key(here.page)
    page = comes_over(here, "aino@example.org")
    presses(page, "Tee todennusavain")
    code = page.locator("#recovery").inner_text()
    presses(page, "Se on tallessa, jatka")
    page.locator("#typed-recovery").fill(code)
    presses(page, "Avaa muistiinpanoni")
    page.get_by_role("button", name="Lukitse muistiinpanot").wait_for()
    before = kept()
    key.is_lost()
    locks(page)
    presses(page, "Avaa todennusavaimella")
    page.get_by_text("Todennusavainta ei näytetty").wait_for()
    page.get_by_text("Sanat eivät ole käsillä").or_(page.locator("#code-recovery")).first.wait_for()
    if not page.locator("#code-recovery").is_visible():
        page.get_by_text("Sanat eivät ole käsillä").click()
    page.locator("#code-recovery").fill(code)
    presses(page, "Avaa koodilla")
    page.get_by_role("button", name="Lukitse muistiinpanot").wait_for()
    assert kept() == before


def test_ten_wrong_codes_erase_nothing_and_the_right_one_still_opens(window: Open) -> None:
    process_of(person("aino"))
    here = window()
    page = comes_over(here, "aino@example.org")
    words, _code = sets_up(page)
    before = (kept(), VaultAccount.objects.get().recipient)
    locks(page)
    for wrong in range(10):
        page.locator("#code-passphrase").fill(f"väärä {wrong}")
        presses(page, "Avaa")
        page.get_by_text("mitään ei poisteta").first.wait_for()
        page.get_by_role("button", name="Avaa", exact=True).wait_for()
    assert (kept(), VaultAccount.objects.get().recipient) == before
    page.locator("#code-passphrase").fill(words)
    presses(page, "Avaa")
    page.get_by_role("button", name="Lukitse muistiinpanot").wait_for()
    assert kept() == before[0]


def test_a_new_sign_in_by_mail_finds_the_notes_kept_and_locked(window: Open) -> None:
    """T14: whoever comes back into the account by mail alone opens nothing, and no key is made anew."""
    process_of(person("aino"))
    first = window()
    words, _code = sets_up(comes_over(first, "aino@example.org"))
    before = (kept(), VaultAccount.objects.get().recipient)

    other = window()
    page = comes_over(other, "aino@example.org")
    page.get_by_text("Kirjautuminen onnistui. Muistiinpanosi ovat tallessa mutta lukossa.").wait_for()
    page.get_by_text("Mikään näistä ei ole käsillä").click()
    page.get_by_text("Niitä ei silti poisteta").wait_for()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
    page.reload()
    assert (kept(), VaultAccount.objects.get().recipient) == before
    page = comes_again(other)
    page.locator("#code-passphrase").fill(words)
    presses(page, "Avaa")
    page.get_by_role("button", name="Lukitse muistiinpanot").wait_for()


def test_a_remembered_device_whose_storage_was_thrown_away_opens_by_the_other_ways(window: Open) -> None:
    process_of(person("aino"))
    here = window()
    page = comes_over(here, "aino@example.org")
    page.locator("#own-computer").check()
    page.locator("#remember-device").check()
    words, _code = sets_up(page)
    locks(page)
    page.get_by_role("button", name="Avaa tällä laitteella").wait_for()
    page.evaluate("() => { indexedDB.deleteDatabase('tuokio-keys'); }")
    page = comes_again(here)
    page.locator("#code-passphrase").fill(words)
    assert page.get_by_role("button", name="Avaa tällä laitteella").count() == 0
    presses(page, "Avaa")
    presses(page, "Avaamisen tavat")
    page.get_by_role("heading", name="Muistettu laite").locator("xpath=ancestor::li").get_by_role(
        "button"
    ).click()
    page.get_by_text("Oliko se varastettu").wait_for()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []
    assert sorted(kind for _id, kind, _sealed in kept()) == ["passphrase", "recovery"]


def test_on_a_shared_computer_nothing_is_kept(window: Open) -> None:
    process_of(person("aino"))
    page = comes_over(window(), "aino@example.org")
    assert not page.locator("#own-computer").is_checked()
    sets_up(page)
    presses(page, "Aloita muistiinpanot: Päiväkoti Auringon tiimi")
    presses(page, "Uusi muistiinpano")
    page.locator("#text").fill("Jotain")
    page.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    found = page.evaluate("async () => [localStorage.length, (await indexedDB.databases()).length]")
    assert found == [0, 0]


def test_signing_out_at_the_main_page_locks_every_window(window: Open) -> None:
    process_of(person("aino"))
    here = window()
    page = comes_over(here, "aino@example.org")
    words, _code = sets_up(page)
    second = page.context.new_page()
    second.goto(f"{here.house}/vault/")
    presses(second, "Avaa lukitut muistiinpanot")
    second.locator("#code-passphrase").fill(words)
    presses(second, "Avaa")
    second.get_by_role("button", name="Lukitse muistiinpanot").wait_for()
    third = page.context.new_page()
    third.goto(f"{here.house}/sign-out/")
    third.get_by_role("button", name="Kirjaudu ulos").last.click()
    third.get_by_label("Sähköpostiosoite").wait_for()
    for open_one in (page, second):
        open_one.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        open_one.get_by_text("Kirjautumisesi on päättynyt").wait_for()
        assert open_one.get_by_role("button", name="Lukitse muistiinpanot").count() == 0
    refusals_are_expected(here)


def test_after_a_quarter_of_an_hour_without_a_touch_the_notes_lock_and_what_was_typed_is_kept(
    window: Open,
) -> None:
    process_of(person("aino"))
    here = window()
    here.page.clock.install()
    page = comes_over(here, "aino@example.org")
    sets_up(page)
    presses(page, "Aloita muistiinpanot: Päiväkoti Auringon tiimi")
    presses(page, "Uusi muistiinpano")
    page.locator("#text").fill("Ennen lukkoa")
    page.clock.fast_forward("14:30")
    page.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    page.locator("#warning").wait_for()
    page.keyboard.press("Shift")
    page.locator("#warning").wait_for(state="hidden")
    page.clock.fast_forward("14:30")
    page.locator("#warning").get_by_role("button", name="Jatka").click()
    page.locator("#warning").wait_for(state="hidden")
    page.clock.fast_forward("15:01")
    page.get_by_role("heading", name="Muistiinpanosi ovat lukossa").wait_for()
