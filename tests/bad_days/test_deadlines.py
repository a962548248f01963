"""Last days over both clock changes, at midnight here and in Greenwich, on 29 February and at the turn of the year."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.agreement.offer_cast import kaarlo, mapped, offered
from tests.cast import person
from tuokio.agreement.domain.offers import expires_at
from tuokio.agreement.usecases.offer_answers import accept_offer
from tuokio.agreement.usecases.offer_rules import OfferExpired
from tuokio.agreement.usecases.offers import send_offer, write_offer
from tuokio.evaluation.domain.waves import closes_at
from tuokio.kit.clock import HELSINKI
from tuokio.supervision.domain.deciding import deadline_of, last_day
from tuokio.terms.offer_words import OfferAnswerWay, OfferState

SECOND = timedelta(seconds=1)
# The day something was asked, and the moment in Greenwich at which the seventh day after it ends here.
WEEKS = {
    "over the spring change": (date(2027, 3, 23), datetime(2027, 3, 30, 21, tzinfo=UTC)),
    "ending on the spring change": (date(2027, 3, 21), datetime(2027, 3, 28, 21, tzinfo=UTC)),
    "ending the evening before it": (date(2027, 3, 20), datetime(2027, 3, 27, 22, tzinfo=UTC)),
    "over the autumn change": (date(2027, 10, 26), datetime(2027, 11, 2, 22, tzinfo=UTC)),
    "ending on the autumn change": (date(2027, 10, 24), datetime(2027, 10, 31, 22, tzinfo=UTC)),
    "ending the evening before that": (date(2027, 10, 23), datetime(2027, 10, 30, 21, tzinfo=UTC)),
    "ending on 29 February": (date(2028, 2, 22), datetime(2028, 2, 29, 22, tzinfo=UTC)),
    "from 29 February": (date(2028, 2, 29), datetime(2028, 3, 7, 22, tzinfo=UTC)),
    "over the turn of the year": (date(2026, 12, 28), datetime(2027, 1, 4, 22, tzinfo=UTC)),
    "ending with the year": (date(2026, 12, 24), datetime(2026, 12, 31, 22, tzinfo=UTC)),
}


@pytest.mark.parametrize("week", WEEKS)
def test_a_week_to_answer_ends_at_midnight_on_the_wall(week: str) -> None:
    day, end = WEEKS[week]
    morning = datetime(day.year, day.month, day.day, 9, tzinfo=HELSINKI)

    assert deadline_of(morning).astimezone(UTC) == end
    assert closes_at(day, HELSINKI).astimezone(UTC) == end
    assert last_day(morning) == (end - SECOND).astimezone(HELSINKI).date() == day + timedelta(days=7)


@pytest.mark.parametrize("month", [1, 7])
def test_asked_after_midnight_here_is_asked_on_the_new_day_though_greenwich_has_the_old_one(
    month: int,
) -> None:
    just_before = datetime(2027, month, 15, 23, 59, 59, tzinfo=HELSINKI)
    just_after = just_before.astimezone(UTC) + SECOND

    assert just_after.date() == date(2027, month, 15)
    assert (last_day(just_before), last_day(just_after)) == (date(2027, month, 22), date(2027, month, 23))
    assert deadline_of(just_after) - deadline_of(just_before) == timedelta(days=1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "day",
    [date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 31), date(2028, 2, 29), date(2026, 12, 31)],
)
def test_an_offer_holds_to_the_last_second_of_its_last_day(day: date) -> None:
    end = expires_at(day)
    assert end.astimezone(HELSINKI) == datetime(day.year, day.month, day.day, tzinfo=HELSINKI) + timedelta(1)
    sent = []
    for _one in range(2):
        process, aino = mapped(), person("aino")
        at = end - timedelta(days=10)
        offer = write_offer(process=process, offered=offered(valid_until=day), by=aino, at=at)
        sent.append(send_offer(offer=offer, contact=kaarlo(process), by=aino, at=at))
    in_time, late = sent

    held = accept_offer(
        offer=in_time, way=OfferAnswerWay.LINK, contact=kaarlo(in_time.process), at=end - SECOND
    )
    with pytest.raises(OfferExpired):
        accept_offer(offer=late, way=OfferAnswerWay.LINK, contact=kaarlo(late.process), at=end)

    assert (held.state, held.answered_on) == (OfferState.ACCEPTED, day)
