"""A passkey made and used in a real browser, with a software device in it."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.cast import person
from tests.doors import code_in_mail
from tests.journeys.conftest import Open


def plug_in_a_device(page: Page) -> None:
    """The browser's own software authenticator: it keeps keys, and its owner's finger is on it."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    has = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
    kind = {"protocol": "ctap2", "transport": "internal", "automaticPresenceSimulation": True}
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": {**has, **kind}})


def test_a_passkey_is_made_and_opens_the_door(window: Open) -> None:
    person("bertta")
    here = window()
    page = here.go("/sign-in/?next=/me/keys/")
    plug_in_a_device(page)
    page.get_by_label("Sähköpostiosoite").fill("bertta@example.org")
    page.get_by_role("button", name="Lähetä minulle koodi").click()
    page.get_by_label("Koodi").fill(code_in_mail("bertta@example.org"))
    page.get_by_role("button", name="Kirjaudu").click()

    page.get_by_role("link", name="Tee todennusavain").click()
    page.get_by_role("button", name="Tee todennusavain").click()
    page.get_by_text("Todennusavain toimii tästä lähtien.").wait_for()
    page.context.clear_cookies()
    here.go("/sign-in/?next=/me/keys/")
    page.get_by_role("button", name="Kirjaudu todennusavaimella").click()
    page.get_by_role("heading", name="Todennusavaimet ja toinen vaihe", level=1).wait_for()

    assert page.url.endswith("/me/keys/") and "sign-in" not in page.url
