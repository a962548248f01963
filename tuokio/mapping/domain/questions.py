"""The questions of the mapping conversation as data, their order, and which are asked next (domain 2.1).

The order settles gates and form first. Whoever comes alone and pays for themselves is asked at most nine.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tuokio.terms.conversation_words import Dispute, WhoPays

Given = Mapping[str, Any]


class Kept(StrEnum):
    """What is kept of a question."""

    ANSWER = "answer"
    TICK = "tick"  # only that it was talked about
    APART = "apart"  # by itself, without a person
    NEEDS = "needs"  # codes that only the supervisor sees
    NEVER = "never"


class Feeds(StrEnum):
    """What an answer is for."""

    GATES = "gates"
    FORM = "form"
    LENGTH = "length"
    GOALS = "goals"
    MATCHING = "matching"
    AGREEMENT = "agreement"


class Step(StrEnum):
    """One screen of the talk together."""

    WHO = "who"
    FIRST = "first"
    MATTER = "matter"
    TOGETHER = "together"
    PRACTICE = "practice"
    HOPES = "hopes"
    SUPERVISOR = "supervisor"
    NEEDS = "needs"
    HEALTH = "health"


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its number, its screen, the keys that keep its answer, and what the answer is for.

    `several`: only when more than one takes part. `for_payer`: not for those who pay for themselves.
    `short`: asked also of one who comes alone and pays for themselves.
    """

    id: str
    step: Step
    feeds: Feeds
    keys: tuple[str, ...] = ()
    kept: Kept = Kept.ANSWER
    several: bool = False
    for_payer: bool = False
    short: bool = False


QUESTIONS = (
    Question("M05", Step.WHO, Feeds.FORM, ("concerned", "attending"), short=True),
    Question("M22", Step.WHO, Feeds.LENGTH, ("payer", "max_sessions", "budget"), short=True),
    Question("M10", Step.FIRST, Feeds.GATES, ("dispute",), short=True),
    Question("M11", Step.FIRST, Feeds.GATES, ("shock",), short=True),
    Question("M13", Step.FIRST, Feeds.GATES, ("decision_awaited",)),
    Question("M14", Step.FIRST, Feeds.GATES, ("wanted",), for_payer=True),
    Question("M01", Step.FIRST, Feeds.GATES, ("initiative",)),
    Question("M02", Step.FIRST, Feeds.GOALS, kept=Kept.TICK),
    Question("M03", Step.MATTER, Feeds.FORM, ("themes",), short=True),
    Question("M04", Step.MATTER, Feeds.FORM, ("sharers",), short=True),
    Question("M09", Step.MATTER, Feeds.FORM, ("private",)),
    Question("M06", Step.TOGETHER, Feeds.FORM, ("same_work", "same_team", "same_org"), several=True),
    Question("M07", Step.TOGETHER, Feeds.FORM, ("manager_part",), several=True),
    Question("M15", Step.TOGETHER, Feeds.FORM, ("same_people",), several=True),
    Question("M08", Step.TOGETHER, Feeds.FORM, kept=Kept.APART),
    Question(
        "M16",
        Step.PRACTICE,
        Feeds.LENGTH,
        ("max_minutes", "interval_weeks", "weekdays", "shift_work", "place"),
        short=True,
    ),
    Question("M17", Step.HOPES, Feeds.GOALS, ("goals",), short=True),
    Question("M24", Step.HOPES, Feeds.AGREEMENT, ("how_evaluated",)),
    Question("M23", Step.HOPES, Feeds.AGREEMENT, ("may_tell", "tell_when", "teller"), for_payer=True),
    Question("M18", Step.SUPERVISOR, Feeds.GOALS, kept=Kept.TICK),
    Question("M19", Step.SUPERVISOR, Feeds.MATCHING, kept=Kept.TICK),
    Question("M20", Step.SUPERVISOR, Feeds.MATCHING, ("supervisor_wishes",)),
    Question("M21", Step.SUPERVISOR, Feeds.AGREEMENT, ("ties",)),
    Question("M25", Step.NEEDS, Feeds.AGREEMENT, kept=Kept.NEEDS),
    Question("M12", Step.HEALTH, Feeds.GATES, kept=Kept.NEVER, short=True),
)
BY_ID: Mapping[str, Question] = {question.id: question for question in QUESTIONS}
TICKS = tuple(question.id for question in QUESTIONS if question.kept == Kept.TICK)
MOST_FOR_ONE = 9


def pays_alone(given: Given) -> bool:
    """Whether one person comes, and pays for themselves."""
    return given.get("attending") == 1 and given.get("payer") == WhoPays.SELF


def is_length_told(question: Question, given: Given) -> bool:
    """Whether it is told of how many a question is one: not while who comes and who pays may still make them few."""
    attending = given.get("attending")
    settled = attending is not None and (attending != 1 or given.get("payer") is not None)
    return settled or question.step != Step.WHO


def asked(given: Given) -> tuple[Question, ...]:
    """The questions to be asked, in their order, as far as the answers so far tell.

    What must be seen to elsewhere first ends the questions: no form is recommended (G1).
    """
    return tuple(_asked(given))


def _asked(given: Given) -> Iterator[Question]:
    for question in QUESTIONS:
        if _belongs(question, given):
            yield question
        if question.id == "M10" and given.get("dispute") == Dispute.REFERRED:
            return


def _belongs(question: Question, given: Given) -> bool:
    if pays_alone(given):
        return question.short
    if question.several and given.get("attending") == 1:
        return False
    return not (question.for_payer and given.get("payer") == WhoPays.SELF)


def asked_alone(given: Given) -> tuple[Question, ...]:
    """The questions on one's own phone: what is only talked about, or answered apart, is not among them."""
    return tuple(one for one in asked(given) if one.kept not in {Kept.TICK, Kept.APART})


def following(question_id: str, given: Given) -> Question | None:
    """The question after this one on one's own phone, or None after the last."""
    order = [question.id for question in QUESTIONS]
    place = order.index(question_id)
    return next((one for one in asked_alone(given) if order.index(one.id) > place), None)


def before(question_id: str, given: Given) -> Question | None:
    """The question before this one on one's own phone, or None before the first."""
    order = [question.id for question in QUESTIONS]
    place = order.index(question_id)
    return next((one for one in reversed(asked_alone(given)) if order.index(one.id) < place), None)


def steps(given: Given) -> tuple[Step, ...]:
    """The screens of the talk together that have something to ask."""
    return tuple(dict.fromkeys(question.step for question in asked(given)))


def of_step(step: Step, given: Given) -> tuple[Question, ...]:
    """The questions of one screen."""
    return tuple(question for question in asked(given) if question.step == step)


def is_answered(question: Question, given: Given, ticks: frozenset[str] = frozenset()) -> bool:
    """Whether something was said to it; what is never kept counts as asked only by its tick."""
    return question.id in ticks or any(key in given for key in question.keys)
