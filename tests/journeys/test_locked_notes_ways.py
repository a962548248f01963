"""The ways to open locked notes, in a real browser: a passkey in one showing, codes, a remembered device, and none."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.cast import person
from tests.journeys.conftest import Open, Window
from tests.journeys.test_locked_notes import signs_in
from tuokio.vault.keys.models import UnlockFile

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


class Key:
    """The browser's software passkey device, with or without what opens notes (PRF)."""

    def __init__(self, page: Page, *, prf: bool = True) -> None:
        self.devices = page.context.new_cdp_session(page)
        self.devices.send("WebAuthn.enable")
        has = {"hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True, "hasPrf": prf}
        kind = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal"}
        added = self.devices.send(
            "WebAuthn.addVirtualAuthenticator",
            {"options": {**has, **kind, "automaticPresenceSimulation": True}},
        )
        self.id: str = added["authenticatorId"]

    @property
    def kept(self) -> list[dict[str, Any]]:
        found = self.devices.send("WebAuthn.getCredentials", {"authenticatorId": self.id})
        return list(found["credentials"])

    def is_lost(self) -> None:
        self.devices.send("WebAuthn.clearCredentials", {"authenticatorId": self.id})


def comes_over(here: Window, email: str) -> Page:
    page = here.go("/sign-in/?next=/vault/")
    signs_in(page, email)
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    return page


def test_a_supervisee_writes_at_once_by_passkey_and_opens_again_in_one_showing(
    window: Open, settings: Any
) -> None:
    person("bertta")
    here = window()
    Key(here.page)
    page = comes_over(here, "bertta@example.org")

    page.get_by_role("button", name="Aloita todennusavaimella").click()
    page.locator("#text").fill("Tänään jäi mieleen yksi kysymys.")
    page.get_by_text("Tallessa palvelimella, lukittuna").wait_for()
    assert [way.kind for way in UnlockFile.objects.all()] == ["passkey"]
    page.get_by_role("button", name="Valmis").click()
    page.locator("#ways-reminder").wait_for()

    page.context.clear_cookies()
    page.goto(settings.VAULT_ORIGIN)
    page.get_by_role("button", name="Avaa todennusavaimella").click()
    page.get_by_role("button", name="Ilman otsikkoa").click()
    page.get_by_text("yksi kysymys").wait_for()
