"""Two groups in which the same was said, by others: whoever may not know who said it sees the same pages, byte by byte.

A yes and a no to the agreement, ratings given alone, answers to a wave, words on a summary. Bertta and Henna change
places; then Henna says nothing at all. Whoever reads follows every link from the page where they come in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.agreement.agreement_cast import CONTENT
from tests.cast import person
from tests.doors import enter, enter_by_door
from tests.evaluation.waves_cast import CODES, says
from tests.goals.goal_cast import goal_of, levels
from tests.who_opens import World, the_world
from tuokio.agreement.models import AgreementVersion
from tuokio.agreement.usecases.accepting import accept_as_member, accept_for_payer, decline_as_member
from tuokio.agreement.usecases.drafting import draft_version
from tuokio.agreement.usecases.sending import send_version
from tuokio.evaluation.models import Summary, Wave
from tuokio.evaluation.usecases import summaries
from tuokio.evaluation.usecases.answering import answer_as_member, enter_paper
from tuokio.evaluation.usecases.waves import choose_statements, close_wave, open_wave
from tuokio.goals.models import RatingRound
from tuokio.goals.usecases.rounds import close_round, enter_slip, open_round, rate_privately
from tuokio.kit.clock import now
from tuokio.supervision.models import Member
from tuokio.terms.goal_words import RoundPoint
from tuokio.terms.summary_words import GroupWord, Recommendation
from tuokio.terms.words import WayIn

pytestmark = pytest.mark.django_db
AT = now()
PHONES = {
    "Bertta S.": "bertta",
    "Henna": "henna",
    "T. K.": "tkoski",
    "Liisa": "liisa",
    "M. M.": "mm",
    "Veikko": "vk",
}
REASON = "Liian pitkä matka"
ALTERS = re.compile(r"((?:csrfmiddlewaretoken|once)\" value=\"|x-csrftoken\": \")[^\"]+")
LINK = re.compile(r"href=\"(/[^\"#]*)")
AWAY = re.compile(
    r"/(static|sign-out|documents|language|me|p|practice|customers)/|/pdf/|/file/|as=csv|/year/|\.pdf|\.ics|\.zip|/calendar/|/export"
)
MOST_PAGES = 40


@dataclass(frozen=True)
class Asked:
    """What waits for the group: an agreement, a rating, a wave, a summary."""

    world: World
    version: AgreementVersion
    round: RatingRound
    wave: Wave
    summary: Summary

    def member(self, name: str) -> Member:
        return self.world.process.members.get(name=name)


def everything_is_asked() -> Asked:
    """Six with phones are asked for all of it."""
    world, aino = the_world(), person("aino")
    process = world.process
    for name, who in PHONES.items():
        found, _new = Member.objects.get_or_create(
            process=process, name=name, defaults={"joined_on": world.member.joined_on}
        )
        found.person, found.way_in = person(who), WayIn.MAIL
        found.save()
    process.member_count = len(PHONES)
    process.save()
    content = replace(CONTENT, group=replace(CONTENT.group, people=len(PHONES)))
    version = draft_version(process=process, content=content, by=aino, at=AT)
    version = send_version(version=version, seen=version.fingerprint, by=aino, at=AT)
    accept_for_payer(version=version, seen=version.fingerprint, contact=world.contact, at=AT)
    goal_of(process)
    begun = open_round(process=process, point=RoundPoint.MIDDLE, by=aino, at=AT)
    choose_statements(process=process, codes=CODES, by=aino, at=AT)
    wave = open_wave(wave=Wave.objects.get(process=process, point="t1"), by=aino, at=AT)
    parts = summaries.Parts(
        period_from=AT.date() - timedelta(days=90), period_until=AT.date(), recommendation=Recommendation.END
    )
    summaries.draft_summary(process=process, parts=parts, by=aino, at=AT)
    summaries.send_to_group(process=process, in_meeting=False, by=aino, at=AT)
    return Asked(world, version, begun, wave, Summary.objects.get(process=process))


def accepts(asked: Asked, name: str) -> None:
    seen = asked.version.fingerprint
    accept_as_member(version=asked.version, seen=seen, member=asked.member(name), at=AT)


def refuses(asked: Asked, name: str) -> None:
    seen = asked.version.fingerprint
    decline_as_member(version=asked.version, seen=seen, member=asked.member(name), reason=REASON, at=AT)


def speaks(asked: Asked, name: str, *, well: bool) -> None:
    """Rates, answers and says a word: all well, or all badly."""
    one, begun = asked.member(name), asked.round
    rate_privately(round=begun, member=one, levels=levels(begun, 2 if well else -2), turns_up=False, at=AT)
    answer_as_member(wave=asked.wave, member=one, answers=says(5 if well else 1), at=AT)
    word = GroupWord.OK if well else GroupWord.BLOCK
    summaries.say_word(summary=asked.summary, member=one, word=word, seen=asked.summary.fingerprint, at=AT)


def the_others_speak(asked: Asked) -> None:
    for name in ("T. K.", "Liisa", "M. M."):
        speaks(asked, name, well=True)


def all_is_closed(asked: Asked) -> None:
    aino = person("aino")
    enter_slip(round=asked.round, levels=levels(asked.round, 0), turns_up=False, by=aino, at=AT)
    enter_paper(wave=asked.wave, answers=says(3), at=AT)
    close_round(round=asked.round, by=aino, at=AT)
    close_wave(wave=asked.wave, by=aino, at=AT)
    summaries.decide_when_over(process=asked.world.process, at=AT + timedelta(days=9))


def pages_from(client: Client, *begins: str, without: str = "") -> dict[str, str]:
    """Every page that can be reached by links, without what alters at each showing."""
    seen: dict[str, str] = {}
    ahead = list(begins)
    while ahead and len(seen) < MOST_PAGES:
        address = ahead.pop(0)
        if address in seen or AWAY.search(address) or (without and without in address):
            continue
        answer = client.get(address)
        if not answer.headers.get("Content-Type", "").startswith("text/html"):
            continue
        seen[address] = f"{answer.status_code} {ALTERS.sub(r'\1', answer.text)}"
        ahead += [one.replace("&amp;", "&") for one in LINK.findall(answer.text)]
    return seen


def readers(asked: Asked) -> dict[str, tuple[Client, tuple[str, ...]]]:
    """Everyone who may not know, and where they come in."""
    found: dict[str, tuple[Client, tuple[str, ...]]] = {}
    payer = Client()
    enter_by_door(payer, asked.world.contact)
    found["kaarlo"] = payer, ("/commissioner/",)
    for who in ("tkoski", "dora", "sari", "pekka", "veera"):
        client = Client()
        enter(client, person(who))
        found[who] = client, ("/", "/home/", "/today/", f"/processes/{asked.world.process.pk}/")
    return found


def read_by_all(asked: Asked, come_in: dict[str, tuple[Client, tuple[str, ...]]]) -> dict[str, str]:
    return {
        f"{who} {address}": page
        for who, (client, begins) in come_in.items()
        for address, page in pages_from(client, *begins).items()
    }


def in_a_world(asked: Asked, first: str, second: str | None, come_in: object) -> list[dict[str, str]]:
    """What all see while it is asked and once it is closed; then undone."""
    with transaction.atomic():
        accepts(asked, first)
        speaks(asked, first, well=True)
        if second:
            refuses(asked, second)
            speaks(asked, second, well=False)
        the_others_speak(asked)
        seen = [read_by_all(asked, come_in)]  # type: ignore[arg-type]  # a table of its own, by name
        all_is_closed(asked)
        seen.append(read_by_all(asked, come_in))  # type: ignore[arg-type]  # the same
        transaction.set_rollback(True)
    return seen


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(key for key in one.keys() | other.keys() if one.get(key) != other.get(key))


def test_nobody_but_the_supervisor_can_tell_who_said_what() -> None:
    asked = everything_is_asked()
    come_in = readers(asked)

    there = in_a_world(asked, "Bertta S.", "Henna", come_in)
    turned = in_a_world(asked, "Henna", "Bertta S.", come_in)
    silent = in_a_world(asked, "Bertta S.", None, come_in)

    assert [differing(*pair) for pair in zip(there, turned, strict=True)] == [[], []]
    assert differing(there[0], silent[0]) == []  # a no and a silence look the same
    read = " ".join(there[0].values())
    assert f"tkoski /my/agreements/{asked.version.pk}/" in there[0]
    assert "Kaikki eivät ole hyväksyneet." in read
    assert REASON not in read


def test_not_even_the_supervisor_can_tell_who_rated_answered_or_blocked() -> None:
    asked = everything_is_asked()
    aino = Client()
    enter(aino, person("aino"))
    of_process = f"/processes/{asked.world.process.pk}"
    of_waves = f"/waves/{asked.wave.pk}/", f"{of_process}/evaluation/"
    begins = (*of_waves, reverse("goals:round", args=[asked.round.pk]), f"{of_process}/", "/today/")
    worlds = []
    for first, second in (("Bertta S.", "Henna"), ("Henna", "Bertta S."), ("Bertta S.", None)):
        with transaction.atomic():
            speaks(asked, first, well=True)
            if second:
                speaks(asked, second, well=False)
            the_others_speak(asked)
            open_pages = pages_from(aino, *begins)
            all_is_closed(asked)
            worlds.append((open_pages, pages_from(aino, *begins)))
            transaction.set_rollback(True)

    there, turned, silent = worlds
    assert (differing(there[0], turned[0]), differing(there[1], turned[1])) == ([], [])
    assert differing(there[0], silent[0]) == []
    assert {f"/waves/{asked.wave.pk}/", reverse("goals:round", args=[asked.round.pk])} <= there[1].keys()
