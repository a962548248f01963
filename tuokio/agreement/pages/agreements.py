"""What each party but the supervisor sees of an agreement: no field here could tell who answered what.

They read one sentence: all have accepted, or not all have. It follows from yeses alone, so a no changes
nothing in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tuokio.agreement.domain.accepting import silence_tells
from tuokio.agreement.domain.content import changed_clauses
from tuokio.agreement.domain.version_states import WAITING
from tuokio.agreement.labels_acceptance import BADGES, IDENTITIES, PARTY_NAMES, VERSION_STATES
from tuokio.agreement.models.agreements import Acceptance, AgreementVersion
from tuokio.agreement.usecases.force import have_all_accepted, taking_part
from tuokio.agreement.wording.rendering import Rendered, RenderedClause, render
from tuokio.kit.parts import Link
from tuokio.people.models import Person
from tuokio.supervision.models import Member
from tuokio.terms.acceptance_words import VersionState
from tuokio.terms.agreement_words import AgreementKind, PartyKind

LANGUAGES = (("fi", "suomeksi"), ("sv", "på svenska"), ("en", "in English"))


def in_readers_language(version: AgreementVersion) -> Rendered:
    """The text of the version as the reader of this page reads."""
    return render(version.says, (get_language() or "fi")[:2])


def told_to_others(version: AgreementVersion, members: list[Member]) -> str:
    """The one sentence about acceptances that a party may read."""
    return _("All have accepted.") if have_all_accepted(version, members) else _("Not all have accepted.")


def few_note(version: AgreementVersion, members: list[Member]) -> str:
    """With one or two members: what a silence would tell, said beforehand."""
    if version.kind == AgreementKind.TWO_PARTY or not silence_tells(len(members)):
        return ""
    if len(members) <= 1:
        return _(
            "Only one person is supervised. As long as this page says that not all have accepted, the payer can "
            "conclude whose acceptance is missing, but not why."
        )
    return _(
        "Two people are supervised. As long as this page says that not all have accepted, each of the two can "
        "conclude whether the other's acceptance is missing, but not why."
    )


def changed_in(version: AgreementVersion) -> tuple[RenderedClause, ...]:
    """The clauses of an amendment that say something else than before, as they are now."""
    if version.amends is None:
        return ()
    changed = changed_clauses(version.amends.says, version.says)
    return tuple(one for one in in_readers_language(version).clauses if one.clause in changed)


def is_asked(version: AgreementVersion, party: PartyKind) -> bool:
    """Whether the party's yes is asked for: a change that waits asks only those whom it concerns."""
    return party in version.concerns or version.state == VersionState.IN_FORCE


def newer_than(version: AgreementVersion) -> AgreementVersion | None:
    """The version that took its place, or waits to: where an old link leads on."""
    later = version.process.agreements.sent().filter(number__gt=version.number)
    found: AgreementVersion | None = later.exclude(state=VersionState.VOID).order_by("-number").first()
    return found


@dataclass(frozen=True, slots=True)
class PartyPage:
    """The agreement for one of its parties: the essence, the whole behind it, and their own answer."""

    process: str
    number: int
    state: str
    badge: str
    state_words: str
    seen: str
    agreement: Rendered
    changed: tuple[RenderedClause, ...]
    told: str
    few_note: str
    may_accept: bool
    accepted_at: datetime | None
    accepted_how: str
    declined_at: datetime | None  # the reader's own
    declined_reason: str
    reader: str  # as whom the reader accepts
    newer: str
    copies: tuple[Link, ...]
    practice: str
    practice_email: str
    practice_phone: str

    @property
    def is_superseded(self) -> bool:
        """Whether a newer version holds."""
        return self.state == VersionState.SUPERSEDED

    @property
    def is_void(self) -> bool:
        """Whether the supervisor took it back."""
        return self.state == VersionState.VOID

    @property
    def is_in_force(self) -> bool:
        """Whether it holds."""
        return self.state == VersionState.IN_FORCE


def party_page(
    version: AgreementVersion,
    *,
    own: Acceptance | None,
    reader: str,
    address: str,
    on: date,
    concerned: bool,
    member: Member | None = None,
) -> PartyPage:
    """The page of one party; `address` is the name of its url, which takes the version."""
    members = taking_part(version.process, on=on)
    refusal = version.refusals.filter(member=member).first() if member else None
    state = version.now_in
    newer = newer_than(version)
    practice = version.process.practice
    return PartyPage(
        process=version.process.name,
        number=version.number,
        state=state,
        badge=BADGES[state],
        state_words=str(VERSION_STATES[shown_to_others(state)]),
        seen=version.fingerprint,
        agreement=in_readers_language(version),
        changed=changed_in(version),
        told=told_to_others(version, members),
        few_note=few_note(version, members),
        may_accept=concerned and own is None and state in {*WAITING, VersionState.IN_FORCE},
        accepted_at=own.at if own else None,
        accepted_how=str(IDENTITIES[own.identity]) if own else "",
        declined_at=refusal.at if refusal else None,
        declined_reason=refusal.reason if refusal else "",
        reader=reader,
        newer=reverse(address, args=[newer.pk]) if newer else "",
        copies=_copies(version, address),
        practice=practice.name,
        practice_email=practice.email,
        practice_phone=practice.phone,
    )


def _copies(version: AgreementVersion, address: str) -> tuple[Link, ...]:
    return tuple(
        Link(reverse(f"{address}_pdf", args=[version.pk, code]), label, code) for code, label in LANGUAGES
    )


def shown_to_others(state: VersionState) -> VersionState:
    """What a party reads of where it stands: who beside them has accepted stays between each and the supervisor."""
    return VersionState.SENT if state == VersionState.PARTLY_ACCEPTED else state


def reader_of(person: Person, kind: PartyKind) -> str:
    """As whom someone accepts, in one line."""
    return pgettext("accepts as", "%(name)s, %(party)s") % {
        "name": person.name,
        "party": str(PARTY_NAMES[kind]).lower(),
    }
