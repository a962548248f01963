"""Clauses 1–14: who, what, when, where and at what price."""

from __future__ import annotations

from collections.abc import Iterator

from tuokio.agreement.domain.choices import BookedBy, ExtraKind, Way
from tuokio.agreement.domain.content import Extra, FrameGoal, Party
from tuokio.agreement.wording.words import Block, Words
from tuokio.terms.agreement_words import PartyKind


def parties(words: Words) -> Iterator[Block]:
    """C1."""
    yield Block(items=tuple(_party(words, party) for party in words.content.parties))
    yield Block(words.of_kind("c1.force"))


def _party(words: Words, party: Party) -> str:
    people = words.content.group.people
    if party.kind == PartyKind.MEMBER:
        return f"{words.count('party.member', people)}: {words.count('party.members', people)}"
    told = [
        party.name.strip() or words.say("unknown"),
        words.say("party.business_id", id=party.business_id) if party.business_id else "",
        words.say("party.contact", name=party.contact) if party.contact else "",
        party.reach,
        "" if party.signs else words.say("party.told"),
    ]
    return f"{words.of_kind(f'party.{party.kind}')}: {', '.join(part for part in told if part)}"


def background(words: Words) -> Iterator[Block]:
    """C2, when it is told."""
    yield Block(words.content.background_public.strip())


def goals(words: Words) -> Iterator[Block]:
    """C3."""
    if words.content.frame_goals:
        items = tuple(_goal(words, goal) for goal in words.content.frame_goals)
        yield Block(words.of_kind("c3.intro"), items)
        if words.content.has_organisation:
            yield Block(words.say("c3.own"))
    else:
        yield Block(words.say("c3.later"))


def _goal(words: Words, goal: FrameGoal) -> str:
    wording = words.say("c3.goal", wording=goal.wording)
    return f"{wording} – {words.say('c3.indicator', indicator=goal.indicator)}" if goal.indicator else wording


def scope(words: Words) -> Iterator[Block]:
    """C4."""
    yield Block(words.say("c4.what"))
    limits = tuple(words.say(f"scope.{limit}") for limit in words.content.scope)
    if limits:
        yield Block(words.say("c4.not"), limits)
        yield Block(words.say("c4.referral") if words.is_whole else "")


def group(words: Words) -> Iterator[Block]:
    """C5."""
    content = words.content.group
    sentences = [f"{words.people}."]
    if content.is_several:
        if content.composition:
            sentences.append(words.say(f"composition.{content.composition}"))
        sentences.append(words.say(f"newcomers.{content.newcomers}"))
        sentences.append(words.count("c5.quorum", content.quorum))
    yield Block(" ".join(sentences))


def manager(words: Words) -> Iterator[Block]:
    """C6, where there is an employer."""
    role = words.content.manager_role
    yield Block(words.say(f"manager.{role}") if role and words.content.has_organisation else "")


def meetings(words: Words) -> Iterator[Block]:
    """C7."""
    content = words.content.meetings
    yield Block(words.say("c7.amount", meetings=words.meetings, minutes=content.minutes, rhythm=words.rhythm))
    if content.trial_meetings:
        yield Block(words.count("c7.trial", content.trial_meetings))


def dates(words: Words) -> Iterator[Block]:
    """C8."""
    content = words.content.dates
    if content.starts_on is None:
        start = words.say("c8.open")
    elif content.ends_on is None:
        start = words.say("c8.start", start=words.day(content.starts_on))
    else:
        start = words.say("c8.between", start=words.day(content.starts_on), end=words.day(content.ends_on))
    yield Block(f"{start} {words.say('c8.moving')}")
    if content.breaks:
        pauses = tuple(f"{words.day(pause.first_on)}–{words.day(pause.last_on)}" for pause in content.breaks)
        yield Block(words.say("c8.breaks"), pauses)


def place(words: Words) -> Iterator[Block]:
    """C9."""
    content = words.content.place
    sentences = [words.say(f"way.{content.way}")]
    if content.way != Way.REMOTE:
        if content.room:
            sentences.append(words.say("c9.room", room=content.room))
        sentences.append(_booked(words))
    if content.way != Way.IN_ROOM:
        sentences.append(words.say("c9.tool" if content.tool else "c9.tool.none", tool=content.tool))
    sentences.append(words.say("c9.recording"))
    yield Block(" ".join(sentences))


def _booked(words: Words) -> str:
    by = words.content.place.booked_by
    if by == BookedBy.MEMBERS:
        return words.count(f"booked.{by}", words.content.group.people)
    return words.of_kind(f"booked.{by}")


def presence(words: Words) -> Iterator[Block]:
    """C10, where there is an employer."""
    content = words.content.presence
    if content is None or not words.content.has_organisation:
        return
    yield Block(
        " ".join(
            (
                words.say("c10.working_time" if content.on_working_time else "c10.own_time"),
                words.say("c10.duty" if content.is_duty else "c10.voluntary"),
                words.say("c10.absent"),
                words.say("c10.named" if content.told_by_name else "c10.count"),
            )
        )
    )


def price(words: Words) -> Iterator[Block]:
    """C11."""
    content = words.content.price
    if not words.content.has_price or not content.cents:
        yield Block(words.price())
        return
    sentences = [words.say("c11.price", price=words.price()), words.say(f"change.{content.change}")]
    if words.content.group.is_several:
        sentences.append(words.say("c11.same_price"))
    if content.limit_cents is not None:
        sentences.append(words.say("c11.limit", price=words.euros(content.limit_cents)))
    yield Block(" ".join(sentences))
    if content.extras:
        yield Block(words.say("c11.extras"), tuple(_extra(words, extra) for extra in content.extras))


def _extra(words: Words, extra: Extra) -> str:
    what = extra.wording.strip() or words.say(f"extra.{extra.kind}")
    if extra.kind != ExtraKind.OTHER and extra.wording.strip():
        what = f"{words.say(f'extra.{extra.kind}')}, {extra.wording.strip()}"
    if extra.cents is None:
        return words.say("extra.actual", what=what)
    if extra.cents == 0:
        return words.say("extra.included", what=what)
    return words.say("extra.priced", what=what, price=words.euros(extra.cents))


def vat(words: Words) -> Iterator[Block]:
    """C12, where there is a price."""
    content = words.content.vat
    if not words.content.has_price or content.percent is None:
        return
    if content.percent == 0:
        rate = words.say("c12.exempt")
    elif content.rate_on is None:
        rate = words.say("c12.rate", percent=words.percent(content.percent))
    else:
        rate = words.say(
            "c12.rate_on", percent=words.percent(content.percent), day=words.day(content.rate_on)
        )
    reason = content.reason(words.language)
    told = words.say("c12.reason", reason=reason) if reason else ""
    yield Block(" ".join(part for part in (rate, told, words.say("c12.change")) if part))


def billing(words: Words) -> Iterator[Block]:
    """C13, where there is a price."""
    content = words.content.billing
    if not words.content.has_price:
        return
    yield Block(f"{words.say(f'rhythm.{content.rhythm}')} {words.count('c13.days', content.days)}")
    given = {
        name: value
        for name in ("address", "e_address", "order_number", "cost_centre")
        if (value := str(getattr(content, name)).strip())
    }
    if given:
        yield Block(items=tuple(words.say(f"c13.{name}", value=value) for name, value in given.items()))


def cancelling(words: Words) -> Iterator[Block]:
    """C14; inside a house nothing is charged."""
    content = words.content.cancelling
    costs = words.content.has_price
    free = "c14.free" if costs else "c14.free.internal"
    sentences = [words.say(free, hours=content.free_until_hours)]
    if content.count_business_days:
        sentences.append(words.say("c14.business"))
    if costs:
        sentences.append(words.say("c14.late", late=content.late_percent, no_show=content.no_show_percent))
        sentences.append(words.say(f"illness.{content.illness}"))
    if words.content.group.is_several:
        sentences.append(words.say("c14.group"))
    sentences.append(words.say("c14.supervisor" if costs else "c14.supervisor.internal"))
    yield Block(" ".join(sentences))
