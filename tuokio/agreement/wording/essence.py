"""The first screen: who, how many times, at what price, who sees what, and how to leave."""

from __future__ import annotations

from collections.abc import Iterator

from tuokio.agreement.wording.words import Words
from tuokio.terms.agreement_words import PartyKind


def essence_of(words: Words) -> Iterator[tuple[str, str]]:
    """Five lines, each with its heading."""
    yield words.say("essence.who"), _who(words)
    yield words.say("essence.amount"), _amount(words)
    yield words.say("essence.price"), f"{words.price().rstrip('.')}."
    yield words.say("essence.sees"), _sees(words)
    yield words.say("essence.leave"), _leave(words)


def _who(words: Words) -> str:
    return words.of_kind(
        "essence.who.text",
        supervisor=words.name_of(PartyKind.SUPERVISOR),
        payer=words.name_of(words.content.ordering_kind),
        people=words.people,
    )


def _amount(words: Words) -> str:
    meetings = words.content.meetings
    text = words.say(
        "essence.amount.text", meetings=words.meetings, minutes=meetings.minutes, rhythm=words.rhythm
    )
    trial = meetings.trial_meetings
    return f"{text} {words.count('essence.trial', trial)}" if trial else text


def _sees(words: Words) -> str:
    if words.is_two:
        return words.say("essence.sees.two")
    presence, silence = words.content.presence, words.content.silence
    named = presence is not None and presence.told_by_name
    text = words.say("essence.sees.named" if named else "essence.sees.count")
    return f"{text} {words.say('essence.sees.summary')}" if silence.gives_summary else text


def _leave(words: Words) -> str:
    own = words.say("essence.leave.two" if words.is_two else "essence.leave.own")
    if not words.content.ending.notice_weeks:
        return f"{words.say('c21.no_notice')} {own}"
    return words.say("essence.leave.text", weeks=words.notice, own=own)
