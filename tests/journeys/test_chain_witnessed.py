"""A chain of events that was cut is noticed by the browser of whoever had opened notes before."""

from __future__ import annotations

import pytest

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import sets_up
from tests.journeys.test_locked_notes import locks, signs_in
from tuokio.audit.chain import head
from tuokio.audit.models import Chain, ChainLink, Entry

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])


def test_a_cut_chain_is_said_until_she_says_that_she_knows(window: Open) -> None:
    process_of(person("aino"))
    page = window().go("/sign-in/?next=/vault/")
    signs_in(page, "aino@example.org")
    page.get_by_role("button", name="Avaa lukitut muistiinpanot").first.click()
    words, _code = sets_up(page)
    cut = page.get_by_role("alert").get_by_role(
        "heading", name="Tämän palvelimen tapahtumaloki ei ole entisensä"
    )

    def opens() -> None:
        locks(page)
        page.locator("#code-passphrase").fill(words)
        with page.expect_response(lambda answer: "/api/chain" in answer.url):
            page.get_by_role("button", name="Avaa", exact=True).click()
        page.get_by_role("heading", name="Lukitut muistiinpanot").wait_for()

    opens()
    assert not cut.is_visible()

    Entry.objects.filter(seq=head().seq).delete()
    ChainLink.objects.filter(seq=head().seq).delete()
    last = ChainLink.objects.last()
    Chain.objects.update(seq=last.seq if last else 0, hash=last.hash if last else "0" * 64)
    opens()
    cut.wait_for()
    assert faults_of(page, (PHONE_DARK, DESK_LIGHT)) == []

    page.get_by_role("button", name="Tiedän, mitä tapahtui").click()
    cut.wait_for(state="detached")
    opens()
    page.wait_for_timeout(300)
    assert not cut.is_visible()
