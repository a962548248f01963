"""Clauses 15–22: what stays where it is said, how the work is judged, and how one leaves."""

from __future__ import annotations

from collections.abc import Iterator

from tuokio.agreement.domain.content import Training
from tuokio.agreement.wording.words import Block, Words


def silence(words: Words) -> Iterator[Block]:
    """C15."""
    yield Block(f"{words.say('c15.supervisor')} {words.say('c15.members')}")
    if words.content.has_organisation:
        yield Block(" ".join(_told(words)))
    coded = words.content.silence.coded_cases
    yield Block(words.say("c15.coded" if coded else "c15.no_coded"))


def _told(words: Words) -> Iterator[str]:
    content, presence = words.content.silence, words.content.presence
    named = presence is not None and presence.told_by_name
    yield words.say("c15.named" if named else "c15.count")
    if not content.gives_summary:
        yield words.say("c15.no_summary")
        return
    times = [words.say(f"when.{time}") for time in content.told_when]
    yield words.say("c15.summary", when=words.joined(times) if times else words.say("when.none"))
    yield words.say(f"told.{content.told_by}")
    yield words.say("c15.structural" if content.structural else "c15.no_structural")
    if content.public_payer:
        yield words.say("c15.public")


def limits(words: Words) -> Iterator[Block]:
    """C16."""
    items = tuple(words.say(f"limit.{limit}") for limit in words.content.limits)
    if not items:
        yield Block(words.say("c16.none"))
        return
    yield Block(words.say("c16.intro"), items)
    yield Block(f"{words.say('c16.first')} {words.say('c16.law')}")


def client_data(words: Words) -> Iterator[Block]:
    """C17."""
    yield Block(words.say("c17.text"))


def privacy(words: Words) -> Iterator[Block]:
    """C18."""
    content = words.content.privacy
    controller = content.controller.strip() or words.say("unknown")
    reach = "c18.controller.reach" if content.reach else "c18.controller"
    yield Block(words.say(reach, controller=controller, reach=content.reach))
    kept = "c18.agreement" if words.content.has_price else "c18.agreement.internal"
    yield Block(
        words.say("c18.kept"),
        (
            words.say(kept, years=content.agreement_years),
            words.say("c18.meetings", months=content.meetings_months),
            words.say("c18.answers", months=content.answers_months),
        ),
    )
    yield Block(f"{words.say('c18.content')} {words.say('c18.rights')}")


def evaluation(words: Words) -> Iterator[Block]:
    """C19."""
    content = words.content.evaluation
    yield Block(words.say("c19.intro"), tuple(_when_evaluated(words)))
    yield Block(words.say("c19.how"), tuple(words.say(f"method.{method}") for method in content.methods))
    several = words.content.group.is_several
    yield Block(words.say("c19.results" if several else "c19.results.own", threshold=content.threshold))
    if content.three_party_talk and words.content.has_organisation:
        yield Block(words.say("c19.talk"))


def _when_evaluated(words: Words) -> Iterator[str]:
    content = words.content.evaluation
    if content.at_start:
        yield words.say("c19.start")
    if words.content.meetings.trial_meetings:
        yield words.say("c19.trial")
    if content.middle_meeting:
        yield words.say("c19.middle", number=content.middle_meeting)
    if content.at_end:
        yield words.say("c19.end")
    if content.follow_up_months:
        yield words.count("c19.follow_up", content.follow_up_months)


def changes(words: Words) -> Iterator[Block]:
    """C20."""
    goals = "c20.goals" if words.content.changes.goals_ask_everyone or words.is_two else "c20.goals.ordering"
    sentences = (words.of_kind("c20.topics"), words.of_kind(goals), words.say("c20.until"))
    yield Block(" ".join(sentences))


def ending(words: Words) -> Iterator[Block]:
    """C21."""
    content = words.content.ending
    notice = "c21.notice" if content.notice_weeks else "c21.no_notice"
    sentences = [words.say("c21.end"), words.say(notice, weeks=words.notice)]
    if words.content.has_organisation:
        sentences.append(words.say("c21.own"))
    if content.closing_meeting:
        sentences.append(words.say("c21.closing"))
    yield Block(" ".join(sentences))
    if content.at_once:
        reasons = tuple(words.say(f"at_once.{reason}") for reason in content.at_once)
        yield Block(words.say("c21.at_once"), reasons)


def disclosure(words: Words) -> Iterator[Block]:
    """C22, and which language counts."""
    content = words.content.disclosure
    ties = content.ties or "unanswered"
    yield Block(words.say(f"ties.{ties}", wording=content.ties_wording))
    if content.trainings:
        yield Block(
            words.say("c22.trainings"), tuple(_training(words, training) for training in content.trainings)
        )
    insured = f" {words.say('c22.insured')}" if content.is_insured else ""
    board = content.board.strip() or words.say("unknown")
    yield Block(f"{words.say(f'dispute.{content.dispute}', board=board)}{insured}")
    law = "c22.law.court" if content.court.strip() else "c22.law"
    yield Block(f"{words.say('c22.talk')} {words.say(law, court=content.court.strip())}")
    yield Block(words.say(f"binding.{words.content.binding_language}"))


def _training(words: Words, training: Training) -> str:
    return words.say("c22.training", programme=training.programme, body=training.body, year=training.year)
