"""What the tests of goals begin with: a group of five with own ways in, a goal with five levels, one in words."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from tests.cast import MORNING, person, process_of
from tuokio.goals.models import Goal, RatingRound
from tuokio.goals.usecases.goals import Words, set_goal
from tuokio.goals.usecases.rounds import open_round, rate_privately
from tuokio.supervision.models import Member, Process
from tuokio.terms.goal_words import RoundPoint, Scale

FIVE = (
    "Perustehtävästä ei puhuta.",
    "Perustehtävä nousee esiin satunnaisesti.",
    "Viikkopalaveri alkaa perustehtävästä.",
    "Viikko suunnitellaan perustehtävästä käsin.",
    "Myös muut yksiköt lähtevät suunnittelussa perustehtävästä.",
)
PRIMARY_TASK = Words(
    wording="Tiimin yhteinen perustehtävä on sanoitettu ja ohjaa viikon suunnittelua",
    indicator="Viikkosuunnitelman ensimmäinen rivi",
    scale=Scale.FIVE_LEVELS,
    five=FIVE,
    baseline=-1,
)
MEETINGS = Words(
    wording="Palaverikäytännöt ja vastuut ovat kaikille selvät",
    scale=Scale.LIGHT,
    expected="Jokainen tietää vastuunsa.",
    start="Vastuut sovitaan joka kerta uudelleen.",
    baseline=-1,
)


def group_of(*who: str, **fields: Any) -> Process:
    """Aino's group of these people, each with an own way in."""
    process = process_of(person("aino"), member_names=tuple(name.title() for name in who), **fields)
    for name in who:
        process.members.filter(name=name.title()).update(person=person(name))
    return process


FOUR = ("bertta", "henna", "samuli", "tarja")


def goal_of(process: Process, words: Words = PRIMARY_TASK) -> Goal:
    """A goal set by Aino."""
    return set_goal(process=process, words=words, by=person("aino"), at=MORNING)


def round_of(process: Process, point: RoundPoint = RoundPoint.MIDDLE) -> RatingRound:
    """A rating opened by Aino."""
    return open_round(process=process, point=point, by=person("aino"), at=MORNING)


def member(process: Process, who: str) -> Member:
    """A member by the name of the cast."""
    return process.members.get(name=who.title())


def levels(one: RatingRound, *given: float | None) -> dict[UUID, float | None]:
    """The levels of the goals of a rating, in their order."""
    return dict(zip([goal.pk for goal in one.goals.all()], given, strict=True))


def answer(one: RatingRound, who: str, *given: float | None, turns_up: bool = False) -> None:
    """Somebody answers alone."""
    rate_privately(
        round=one,
        member=member(one.process, who),
        levels=levels(one, *given),
        turns_up=turns_up,
        at=MORNING,
    )
