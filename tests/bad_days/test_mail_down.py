"""The mail server is down for a whole journey: nothing fails, the letters wait, and each leaves once afterwards."""

from __future__ import annotations

from collections import Counter
from datetime import time, timedelta

import pytest
from django.test import Client
from pytest_django import Settings

from tests.agreement.agreement_cast import agreeing_process, drafted
from tests.agreement.offer_cast import mapped, offered
from tests.bad_days.running import Postbox
from tests.cast import person, process_of
from tests.doors import code_in_mail, enter
from tests.evaluation.summary_cast import all_say, in_group, summary_of
from tests.evaluation.summary_cast import group as summary_group
from tests.mapping.page_cast import PAGE, aino_s_page, message
from tuokio.agreement.usecases.offers import write_offer
from tuokio.kit import letters
from tuokio.kit.clock import now, today
from tuokio.kit.models import Letter
from tuokio.meetings.usecases.planning import Rhythm, plan_series

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def post(settings: Settings) -> Postbox:
    """A mail server that has not been switched on."""
    server = Postbox()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": "127.0.0.1", "port": server.port, "timeout": 5},
        }
    }
    settings.MAIL_MAKES_DRAFTS = False
    return server


def test_a_whole_journey_without_a_mail_server(post: Postbox) -> None:
    aino_s_page()
    aino, process = person("aino"), process_of(person("aino"))
    term = process.current_term
    assert term is not None
    rhythm = Rhythm(
        first_on=today() + timedelta(days=14), at_time=time(12), count=3, every_weeks=1, minutes=75
    )
    moved, cancelled, _kept = plan_series(
        process=process, term=term, rhythm=rhythm, by=aino, at=now()
    ).meetings
    browser, stranger = Client(), Client()
    enter(browser, aino)

    day = (moved.local_start.date() + timedelta(days=2)).isoformat()
    answers = [
        stranger.post(f"{PAGE}enquiry/", message()),
        browser.post(f"/meetings/{moved.pk}/date/", {"on": day, "at_time": "10:00", "minutes": 75}),
        browser.post(
            f"/meetings/{cancelled.pk}/cancellation/",
            {"cancelled_by": "supervisor", "reason": "supervisor_absent"},
        ),
        stranger.post("/sign-in/", {"email": "bertta@example.org"}),
    ]
    tried = letters.send_due(now())

    assert {one.status_code for one in answers} <= {302, 303}
    assert tried == Letter.objects.count() > 3
    assert set(Letter.objects.values_list("state", "tries")) == {("waiting", 1)}
    assert code_in_mail("bertta@example.org")  # not lost: it waits with its text

    post.server.start()
    try:
        for hours in range(4):
            letters.send_due(now() + timedelta(hours=hours))
    finally:
        post.server.stop()

    assert set(Letter.objects.values_list("state", "text")) == {("sent", "")}
    assert Counter(post.arrived) == Counter(
        f"<{pk}@tuokio>" for pk in Letter.objects.values_list("pk", flat=True)
    )


def test_offer_agreement_and_summary_without_a_mail_server(post: Postbox) -> None:
    """Each act is done; what was to be told waits, and says no more than that a page waits."""
    at = now()
    offered_to = mapped()
    offer = write_offer(
        process=offered_to,
        offered=offered(valid_until=today() + timedelta(days=30)),
        by=person("aino"),
        at=at,
    )
    version = drafted(agreeing_process(name="Toinen tiimi"))
    group = summary_group(name="Kolmas tiimi")
    in_group(group, in_meeting=True, at=at)
    all_say(group, at=at)
    before = Letter.objects.count()
    browser = Client()
    enter(browser, person("aino"))
    contact = offered_to.contact_person
    assert contact is not None

    answers = [
        browser.post(
            f"/processes/{offered_to.pk}/offers/{offer.pk}/sending/",
            {"contact": str(contact.pk), "to": str(contact.pk)},
        ),
        browser.post(f"/processes/{version.process_id}/agreement/sending/", {"seen": version.fingerprint}),
        browser.post(f"/processes/{group.pk}/summary/giving/"),
    ]
    letters.send_due(now())

    assert [one.status_code for one in answers] == [302, 302, 302]
    offer.refresh_from_db()
    version.refresh_from_db()
    assert (offer.state, version.state, summary_of(group).state) == ("sent", "sent", "given")
    waiting = Letter.objects.filter(state="waiting", kind="commissioner's door")
    assert waiting.count() == Letter.objects.count() - before == 3
    post.server.start()
    try:
        for hours in range(1, 4):
            letters.send_due(now() + timedelta(hours=hours))
    finally:
        post.server.stop()
    assert set(Letter.objects.values_list("state", flat=True)) == {"sent"}
    assert max(Counter(post.arrived).values()) == 1
