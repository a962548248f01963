"""The search for free times against a slow and obvious one: every minute of every day asked by itself."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from tests.meetings.slow_search import QUARTER, Slow, TakenTime, found_by
from tuokio.meetings.domain.slots.clock import day_number
from tuokio.meetings.domain.slots.rules import Calendar, Hours, Rules, Sought, Where
from tuokio.meetings.domain.slots.search import objections
from tuokio.meetings.domain.slots.spans import union
from tuokio.meetings.domain.slots.words import Refusal

AINO, ROOM = UUID(int=1), UUID(int=2)
DAY = 86_400
FIRST_DAYS = (
    date(2026, 11, 27),  # an ordinary week, the first of Advent in it
    date(2026, 12, 4),  # Independence Day on a Sunday
    date(2027, 3, 26),  # Easter, and the clocks go forward
    date(2026, 10, 23),  # the clocks go back
)
PLACES = (Where(), Where("home", "Home"), Where("away", "Away"), Where("room", "Room", ROOM))
quarters = st.integers(0, 95).map(lambda number: number * QUARTER)


@st.composite
def hours(draw):
    start = draw(quarters)
    end = draw(st.integers(start // QUARTER + 1, 96)) * QUARTER
    return Hours(start, end, draw(st.sampled_from(PLACES)))


@st.composite
def taken_times(draw, base):
    found, last = [], base - DAY
    for _ in range(draw(st.integers(0, 5))):
        start = last + draw(st.integers(0, 150)) * QUARTER
        last = start + draw(st.integers(1, 12)) * QUARTER
        found.append(
            TakenTime(start, last, draw(st.sampled_from(("", "home", "away", "room"))), draw(st.booleans()))
        )
    return found


@st.composite
def spans(draw, base):
    starts = draw(st.lists(st.integers(-40, 400), max_size=3))
    return union(
        (base + start * QUARTER, base + (start + draw(st.integers(1, 100))) * QUARTER) for start in starts
    )


@st.composite
def searches(draw):
    first = draw(st.sampled_from(FIRST_DAYS))
    day, base = day_number(first), day_number(first) * DAY
    zone = draw(
        st.sampled_from(("Europe/Helsinki", "America/New_York", "Asia/Kathmandu", "America/Santiago"))
    )
    weekly = draw(st.dictionaries(st.integers(1, 7), st.lists(hours(), max_size=2), max_size=7))
    dated = draw(st.dictionaries(st.integers(day, day + 3), st.lists(hours(), max_size=2), max_size=2))
    rules = Rules(
        zone=zone,
        weekly=weekly,
        dated=dated,
        buffer_before=draw(st.sampled_from((0, 600, 1800))),
        buffer_after=draw(st.sampled_from((0, 900, 1200))),
        travel=draw(st.sampled_from((0, 2700, 7200))),
        per_day=draw(st.sampled_from((None, 0, 1, 2))),
        per_week=draw(st.sampled_from((None, 1, 2))),
        lead=draw(st.sampled_from((0, 24 * 3600))),
        horizon_days=draw(st.sampled_from((2, 400))),
        step=draw(st.sampled_from((900, 1800, 3600))),
        holidays_free=draw(st.booleans()),
        near_others=draw(st.booleans()),
    )
    breaks = draw(st.lists(st.tuples(st.integers(day - 1, day + 4), st.integers(0, 1)), max_size=1))
    calendar = Calendar(
        supervisor=AINO,
        rules=draw(st.sampled_from((rules, rules, rules, None))),
        taken=draw(taken_times(base)),
        busy=draw(spans(base)),
        breaks=[(one, one + more) for one, more in breaks],
    )
    sought = Sought(
        length=draw(st.sampled_from((2700, 3600, 5400, 7200))),
        since=base + draw(st.integers(-20, 20)) * QUARTER,
        until=base + draw(st.integers(30, 300)) * QUARTER,
        at=base + draw(st.integers(-100, 20)) * QUARTER,
        where=draw(st.sampled_from((PLACES[0], PLACES[0], PLACES[3]))),
        rooms={ROOM: draw(spans(base))},
        members=draw(spans(base)),
        within_hours=draw(st.sampled_from((True, True, False))),
    )
    return sought, calendar


@given(searches())
def test_what_is_offered_is_what_the_slow_search_finds(search):
    sought, calendar = search
    found = found_by(sought, calendar)
    slow = Slow(sought, calendar)
    grid = slow.grid()
    assert [one.moment for one in found] == sorted({one.moment for one in found})
    assert {one.moment for one in found if one.moment in grid and not one.beside} == slow.free() - {
        one.moment for one in found if one.beside
    }
    assert all(one.beside for one in found if one.moment not in grid)
    for one in found:
        assert slow.fits(one.moment, one.where)
        assert not slow.refusals(one.moment, one.where)
        assert timedelta(seconds=one.offset) == slow.wall(one.moment).utcoffset()


@given(searches())
def test_a_start_is_offered_exactly_when_nothing_objects(search):
    sought, calendar = search
    offered = {one.moment for one in found_by(sought, calendar)}
    assert not [moment for moment in offered if objections(sought, calendar, moment)]
    slow = Slow(sought, calendar)
    for moment, places in slow.grid().items():
        if moment < sought.at or moment in offered:
            continue
        fits = any(slow.fits(moment, where) for where in places)
        # by hand one may go past what is offered; and hours of another place may have other steps
        elsewhere = not sought.within_hours or any(slow.fits(moment, where) for where in PLACES)
        if not fits and elsewhere:
            continue
        assert objections(sought, calendar, moment)


@given(searches(), st.integers(0, 290))
def test_why_not_says_what_the_slow_search_says(search, quarter):
    sought, calendar = search
    slow, moment = Slow(sought, calendar), sought.since + quarter * QUARTER
    places = {
        where
        for on in range(-1, 2)
        for one in slow.hours_on(slow.wall(moment).date() + timedelta(on))
        if (where := slow.where(one)) is not None
    }
    fitting = [where for where in places if slow.fits(moment, where)]
    told = objections(sought, calendar, moment)
    if fitting:
        assert told in [slow.refusals(moment, where) for where in fitting]
        assert len(told) == min(len(slow.refusals(moment, where)) for where in fitting)
    else:
        base = slow.refusals(moment, sought.where)
        outside = sought.within_hours and Refusal.DAY_CLOSED not in base
        assert told == base | ({Refusal.OUTSIDE_HOURS} if outside else set())
