"""A reader who never answers: the year goes on, nothing waits for them, and they are not asked without end."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.agreement.agreement_cast import agreeing_process, in_force
from tests.agreement.offer_cast import TUESDAY, mapped
from tests.agreement.offer_cast import sent as sent_offer
from tests.cast import MORNING, person
from tuokio.agreement.usecases.offer_answers import expire_offers
from tuokio.agreement.usecases.recording import remind
from tuokio.evaluation.models import Summary, Wave
from tuokio.evaluation.usecases.summaries import Parts, close_due_summaries, draft_summary, send_to_group
from tuokio.evaluation.usecases.waves import ask_at_home, choose_statements, close_due_waves, open_wave
from tuokio.kit.models import Letter
from tuokio.supervision.asking import tell_of_asks
from tuokio.supervision.models import Ask
from tuokio.terms.offer_words import OfferState
from tuokio.terms.summary_words import Recommendation

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_a_year_in_which_nobody_ever_answers() -> None:
    process, aino = agreeing_process(), person("aino")
    version = in_force(process)
    process.refresh_from_db()
    for week in range(12):  # Aino reminds every week
        remind(version=version, by=aino, at=MORNING + week * 7 * DAY)
    choose_statements(process=process, codes=["B1a", "B2a", "O3a"], by=aino, at=MORNING)
    for number, wave in enumerate(Wave.objects.order_by("meeting_number"), 13):
        at = MORNING + number * 7 * DAY
        open_wave(wave=wave, by=aino, at=at)
        ask_at_home(wave=wave, by=aino, at=at)
        ask_at_home(wave=wave, by=aino, at=at + 2 * DAY)
        close_due_waves(at=at + 8 * DAY)
    at = MORNING + 200 * DAY
    parts = Parts(
        period_from=date(2026, 8, 1), period_until=date(2027, 6, 1), recommendation=Recommendation.END
    )
    draft_summary(process=process, parts=parts, by=aino, at=at)
    send_to_group(process=process, in_meeting=False, by=aino, at=at)
    close_due_summaries(at + 9 * DAY)
    for day in range(365):
        tell_of_asks(at=MORNING + day * DAY)

    assert (version.state, process.state) == ("in_force", "agreed")
    assert [wave.is_open for wave in Wave.objects.all()] == [
        False
    ] * 2  # at the start and at the end, as agreed
    assert Summary.objects.get().state == "returned"  # two have no phone: silence is not their yes
    asks = Ask.objects.filter(in_meeting=False)
    assert 0 < asks.count() <= 6
    assert {ask.member.name for ask in asks} == {"Bertta S."}
    mails = sorted(Letter.objects.filter(to="bertta@example.org").values_list("written_at", flat=True))
    assert 0 < len(mails) <= 6
    assert [later - earlier for earlier, later in pairwise(mails) if later - earlier < 7 * DAY] == []


def test_an_offer_that_nobody_answers_runs_out_and_writes_to_nobody() -> None:
    offer = sent_offer(mapped())
    letters = Letter.objects.count()

    for day in range(60):
        expire_offers(TUESDAY + day * DAY)

    offer.refresh_from_db()
    assert offer.state == OfferState.EXPIRED
    assert [change.event for change in offer.changes.all()] == ["write", "send", "expire"]
    assert Letter.objects.count() == letters
