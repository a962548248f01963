"""After an account was closed its person fetches, by the letter's address, what was taken along and lost."""

from __future__ import annotations

import re

import pytest

from tests.cast import person, process_of
from tests.journeys.conftest import Open
from tests.journeys.looking import DESK_LIGHT, PHONE_DARK, faults_of
from tests.journeys.notes_page import begins_a_journal, comes_in, sets_up, speaker, unlocks, writes
from tests.journeys.test_circle_of_notes import shows
from tests.journeys.test_locked_notes import signs_in
from tuokio.kit.clock import now, today
from tuokio.kit.models import Letter
from tuokio.people.models import Person
from tuokio.people.usecases import close_account
from tuokio.supervision.models import Process
from tuokio.terms.handing_over_words import Settled
from tuokio.terms.words import ProcessState
from tuokio.vault.models import Space
from tuokio.vault.usecases.access import note_request
from tuokio.vault.usecases.closing import settle

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keys"])
LOOKS = (PHONE_DARK, DESK_LIGHT)


def test_a_lost_package_is_fetched_again_within_the_thirty_days(window: Open, settings) -> None:
    here = window(locale="en-GB")
    page, aino = here.page, speaker("aino")
    comes_in(page, aino)
    words, _code = sets_up(page)
    begins_a_journal(page)
    writes(page, "Ennen lähtöä", "Tämän haluan pitää")
    Process.objects.update(state=ProcessState.CLOSED)
    settle(person=aino, space_id=Space.objects.get().pk, how=Settled.TAKEN, at=now())
    close_account(person=aino, at=now())
    letter = Letter.objects.get(kind="notes parting")
    found = re.search(r"/vault/parted/[^/]+/", letter.text)
    assert found and Person.objects.get(pk=aino.pk).email is None

    Letter.objects.update(language="en")
    here.go(found.group(0))
    page.get_by_role("heading", name="What waits for you").wait_for()
    assert faults_of(page, LOOKS) == []
    shows(page, "parted")
    page.get_by_role("button", name="Over to the locked notes").press("Enter")
    unlocks(page, words)
    page.get_by_role("button", name="Ennen lähtöä", exact=True).click()
    page.get_by_text("Tämän haluan pitää").wait_for()
    page.get_by_role("button", name="To the notes").click()
    page.get_by_role("button", name="Take your notes along").first.click()
    page.locator("#export-code").fill(words)
    page.get_by_role("button", name="Make the package").click()
    page.get_by_text("One note or message is in it.").wait_for()

    here.go("/me/")
    assert "/sign-in/" in page.url  # fetching one's notes is no sign-in


def test_what_waits_and_what_is_kept_is_said_on_the_pages(window: Open) -> None:
    process = process_of(person("aino"))
    Space.objects.create(kind="journal", head="0" * 64, made_on=today()).members.create(
        member_id=process.pk, person=person("aino"), is_steward=True
    )
    note_request(
        practice=process.practice, holder=person("aino"), who="Bertta Salo", received_on=today(),
        by=person("aino"), at=now(),
    )  # fmt: skip
    here = window(DESK_LIGHT)
    page = here.go("/sign-in/?next=/today/")
    signs_in(page, "aino@example.org")
    page.get_by_role("heading", name="Pyyntö odottaa vastaustasi").wait_for()
    assert faults_of(page, LOOKS) == []
    shows(page, "request-today")
    page.get_by_role("link", name="Katso ja vastaa").first.click()
    page.get_by_text("Bertta Salo").first.wait_for()
    for address, name in (
        ("/vault/closing/", "before-closing"),
        (f"/keeping/{process.practice.pk}/", "keeping"),
    ):
        here.go(address)
        assert faults_of(page, LOOKS) == []
        shows(page, name)
