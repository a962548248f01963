"""What was agreed in a made-up process, and how far its goals came: offer, agreement, goals, one rating.

Offer and agreement were accepted by everyone who was asked. No agreement has its paper here: made for each, the
papers would be most of what is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cached_property
from hashlib import sha256
from uuid import UUID

from tuokio.agreement.domain.choices import Ties
from tuokio.agreement.domain.clauses import Known, draft_from
from tuokio.agreement.domain.content import AgreementContent, FrameGoal, Party, canonical
from tuokio.agreement.models import Acceptance, AgreementVersion, Offer
from tuokio.agreement.models.agreements import VersionChange
from tuokio.agreement.models.offers import OfferChange
from tuokio.desk.demo.crowd.rows import KEPT, Planned, Rows, Table, Writer, goals_of
from tuokio.goals.models import (
    AnswerSheet,
    Goal,
    GoalInRound,
    GoalWording,
    PrivateRating,
    RatingRound,
    RecordedLevel,
    SupervisorLevel,
)
from tuokio.terms.acceptance_words import IdentityLevel, VersionEvent, VersionState
from tuokio.terms.agreement_words import AgreementKind, PartyKind
from tuokio.terms.goal_words import GoalState, RatingWay, RoundPoint, Scale
from tuokio.terms.offer_words import OfferAnswerWay, OfferEvent, OfferState
from tuokio.terms.words import FormOfWork

BASELINE = -2  # half steps


@dataclass(frozen=True)
class GoalKeys:
    """The keys of a goal and of its wording that has levels."""

    goal: str
    worded: str


Keys = dict[str, list[GoalKeys]]  # by the key of the process


class Agreed(Writer):
    """Writes offers, agreements and goals."""

    def write(self, made: Sequence[Planned]) -> int:
        """Everything for these processes; returns how many rows."""
        goals = {one.key: [GoalKeys(self.key(), self.key()) for _ in goals_of(one)] for one in made}
        count = self.offers(made) + self.agreements(made, goals) + self.goals(made, goals)
        return count + self.ratings(made, goals)

    # --- offer and agreement -------------------------------------------------------------------------------------

    def offers(self, made: Sequence[Planned]) -> int:
        """One each, accepted through the link."""
        keys = {one.key: self.key() for one in made}
        numbers, practice, day = self.numbers, self.practice, timedelta(days=1)
        count = Table(
            Offer,
            ("id", "process_id", "number", "state", "contact_id", "form", "minutes", "planned", "interval_weeks",
             "starts_on", "price_cents", "vat_code", "vat_percent", "free_until_hours", "late_percent",
             "no_show_percent", "valid_until", "written_at", "sent_at", "answered_at", "answered_on", "answer_way",
             "noted_at"),
        ).write(
            (keys[one.key], one.key, 1, OfferState.ACCEPTED, one.contact.key, FormOfWork.GROUP, numbers.minutes,
             numbers.planned, numbers.weeks, one.first.date(), numbers.cents, "standard", "25.50",
             practice.free_until_hours, practice.late_percent, practice.no_show_percent,
             (one.begun + 30 * day).date(), one.begun, one.begun, one.begun + day, (one.begun + day).date(),
             OfferAnswerWay.LINK, one.begun + 2 * day)
            for one in made
        )  # fmt: skip
        return count + Table(
            OfferChange, ("offer_id", "event", "from_state", "to_state", "by_id", "contact_id", "at")
        ).write(
            row
            for one in made
            for row in (
                (keys[one.key], OfferEvent.WRITE, "", OfferState.DRAFT, one.leader.key, None, one.begun),
                (keys[one.key], OfferEvent.SEND, OfferState.DRAFT, OfferState.SENT, one.leader.key, None, one.begun),
                (keys[one.key], OfferEvent.ACCEPT, OfferState.SENT, OfferState.ACCEPTED, None, one.contact.key,
                 one.begun + day),
            )
        )  # fmt: skip

    @cached_property
    def content(self) -> AgreementContent:
        """What all agreements of the practice say; parties, goals and days come with each process."""
        numbers, practice = self.numbers, self.practice
        return draft_from(
            Known(
                kind=AgreementKind.THREE_PARTY, supervisor=Party(kind=PartyKind.SUPERVISOR),
                orderer=Party(kind=PartyKind.PAYER), form=FormOfWork.GROUP, people=6, planned=numbers.planned,
                minutes=numbers.minutes, interval_weeks=numbers.weeks, price_cents=numbers.cents,
                controller=practice.name, controller_reach="toimisto@example.org", ties=Ties.NONE_KNOWN,
            )
        )  # fmt: skip

    def content_of(self, one: Planned, goals: Sequence[GoalKeys]) -> AgreementContent:
        """What the agreement of one process says."""
        members = tuple(party for party in self.content.parties if party.kind == PartyKind.MEMBER)
        return replace(
            self.content,
            parties=(
                Party(kind=PartyKind.SUPERVISOR, name=one.leader.name),
                Party(kind=PartyKind.PAYER, name=one.payer.name, contact=one.contact.name),
                *members,
            ),
            frame_goals=tuple(
                FrameGoal(id=UUID(key.goal), wording=told.wording, indicator=told.indicator)
                for key, told in zip(goals, goals_of(one), strict=True)
            ),
            dates=replace(self.content.dates, starts_on=one.first.date()),
        )

    def agreements(self, made: Sequence[Planned], goals: Keys) -> int:
        """One version each, in force since the payer accepted; the members accepted at the first meeting."""
        versions: Rows = []
        changes: Rows = []
        acceptances: Rows = []
        columns = {PartyKind.SUPERVISOR: IdentityLevel.SIGNED_IN, PartyKind.PAYER: IdentityLevel.MAIL_CODE}
        sent_state, partly, in_force = VersionState.SENT, VersionState.PARTLY_ACCEPTED, VersionState.IN_FORCE
        for one in made:
            version, says = self.key(), canonical(self.content_of(one, goals[one.key]))
            mark, by = sha256(says).hexdigest(), one.leader.key
            sent, paid = one.begun + timedelta(days=3), one.begun + timedelta(days=5)
            versions.append(
                (version, one.key, 1, self.content.kind, self.content.profile, "fi", says.decode(), mark,
                 in_force, "1.0", by, sent, sent, paid)
            )  # fmt: skip
            changes += (
                (version, VersionEvent.SEND, VersionState.DRAFT, sent_state, by, sent),
                (version, VersionEvent.ACCEPT, sent_state, partly, by, sent),
                (version, VersionEvent.ENTER_INTO_FORCE, partly, in_force, None, paid),
            )
            acceptances += (
                (self.key(), version, PartyKind.SUPERVISOR, by, None, None, one.leader.name, sent,
                 columns[PartyKind.SUPERVISOR], mark, None),
                (self.key(), version, PartyKind.PAYER, None, one.contact.key, None, one.contact.name, paid,
                 columns[PartyKind.PAYER], mark, None),
            )  # fmt: skip
            acceptances += (
                (self.key(), version, PartyKind.MEMBER, None, None, member, "", one.first, IdentityLevel.PAPER,
                 mark, by)
                for member in one.members
            )  # fmt: skip
        count = Table(
            AgreementVersion,
            ("id", "process_id", "number", "kind", "profile", "binding_language", "content", "fingerprint",
             "state", "release", "made_by_id", "made_at", "sent_at", "in_force_at"),
        ).write(versions)  # fmt: skip
        count += Table(VersionChange, ("version_id", "event", "from_state", "to_state", "by_id", "at")).write(
            changes
        )
        return count + Table(
            Acceptance,
            ("id", "version_id", "party", "person_id", "contact_id", "member_id", "name", "at", "identity",
             "fingerprint", "recorded_by_id"),
        ).write(acceptances)  # fmt: skip

    # --- goals ---------------------------------------------------------------------------------------------------

    def goals(self, made: Sequence[Planned], goals: Keys) -> int:
        """As the agreement brought them, and with their levels in words since the first meeting."""
        count = Table(
            Goal, ("id", "process_id", "position", "agreed", "state", "baseline", "set_by_id", "set_at")
        ).write(
            (key.goal, one.key, place, True, GoalState.ACTIVE, BASELINE, one.leader.key, one.begun + timedelta(days=5))
            for one in made
            for place, key in enumerate(goals[one.key], start=1)
        )  # fmt: skip
        return count + Table(
            GoalWording,
            ("id", "goal_id", "number", "wording", "indicator", "scale", "much_less", "less", "expected", "more",
             "much_more", "by_id", "at"),
        ).write(
            row
            for one in made
            for key, told in zip(goals[one.key], goals_of(one), strict=True)
            for row in (
                (self.key(), key.goal, 1, told.wording, told.indicator, "", "", "", "", "", "", one.leader.key,
                 one.begun + timedelta(days=5)),
                (key.worded, key.goal, 2, told.wording, told.indicator, Scale.FIVE_LEVELS, *(told.five or ()),
                 one.leader.key, one.first),
            )
        )  # fmt: skip

    def ratings(self, made: Sequence[Planned], goals: Keys) -> int:
        """One round each, in the middle or at the end, closed and recorded; its sheets are gone with time."""
        rounds: Rows = []
        rated: Rows = []
        recorded: Rows = []
        own: Rows = []
        sheets: Rows = []
        answers: Rows = []
        for one in made:
            key, at, by = self.key(), self.meeting_of(one, self.rated_at(one)), one.leader.key
            point = RoundPoint.MIDDLE if one.runs else RoundPoint.END
            after = at + timedelta(minutes=20)
            rounds.append((key, one.key, point, RatingWay.ALONE, len(one.members), by, at, by, after))
            places = {goal: self.key() for goal in goals[one.key]}
            for goal, place in places.items():
                rated.append((place, key, goal.goal, goal.worded))
                recorded.append((self.key(), place, 0, 2 * (one.number % 2), by, after))
                own.append((self.key(), place, 0, by, after))
            for _member in one.members if at > self.now - KEPT else ():
                sheet = self.key()
                sheets.append((sheet, key, self.mark(), True))
                answers += (
                    (self.key(), sheet, place, self.chance.choice((-2, 0, 2))) for place in places.values()
                )
        count = Table(
            RatingRound,
            ("id", "process_id", "point", "way", "asked", "opened_by_id", "opened_at", "closed_by_id", "closed_at"),
        ).write(rounds)  # fmt: skip
        count += Table(GoalInRound, ("id", "round_id", "goal_id", "wording_id")).write(rated)
        count += Table(RecordedLevel, ("id", "goal_id", "low", "high", "by_id", "at")).write(recorded)
        count += Table(SupervisorLevel, ("id", "goal_id", "halves", "by_id", "at")).write(own)
        count += Table(AnswerSheet, ("id", "round_id", "fingerprint", "is_answered")).write(sheets)
        return count + Table(PrivateRating, ("id", "sheet_id", "goal_id", "halves")).write(answers)
