"""Going on for a supervisor who cannot: a successor named in time, and an envelope that only two together open.

What others must find is plain: who is named. What is sealed is useless to the server, to whoever holds the printed
sheet and to the successor, each alone (confidentiality 3.4). The server adds rules of its own before it hands the
envelope over: the successor asks, a second person agrees, two weeks pass, and the supervisor can stop it meanwhile.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tuokio.audit import trail
from tuokio.kit.clock import HELSINKI
from tuokio.kit.letters import write_to
from tuokio.people.domain import codes
from tuokio.people.models import Person, Practice
from tuokio.terms.vault_words import SpaceKind
from tuokio.terms.words import Standing
from tuokio.vault.keys.models import Envelope
from tuokio.vault.models import Document, Release, Space, Succession, VaultAccount
from tuokio.vault.refusals import Malformed, NotThere, NotYet, Overtaken

WAITS = timedelta(days=14)
READABLE = timedelta(days=30)  # after it was given: time to read and take along
LARGEST_ENVELOPE = 512 * 1024


def practice_of(person: Person) -> Practice | None:
    """Where the person supervises: only there is somebody to go on for them."""
    works = Q(
        roles__person=person, roles__ended_on=None, roles__standing__in=(Standing.OWNER, Standing.SUPERVISOR)
    )
    return Practice.objects.filter(works).distinct().order_by("founded_at").first()


def account_of_address(email: str) -> VaultAccount | None:
    """The locked notes of whoever signs in with the address."""
    return VaultAccount.objects.filter(person__email=email, person__is_active=True).first()


@transaction.atomic
def name_successor(*, person: Person, successor: str, second: str, at: datetime) -> Succession:
    """Name who goes on, and who else must agree. An envelope for somebody else is let go. Raises NotThere, Malformed."""
    practice = practice_of(person)
    if practice is None:
        raise NotThere
    successor, second = successor.strip().lower(), second.strip().lower()
    if not successor or successor in {second, person.email} or second == person.email:
        raise Malformed
    before = Succession.objects.select_for_update().filter(person=person).first()
    named, _new = Succession.objects.update_or_create(
        person=person,
        defaults={"practice": practice, "successor": successor, "second": second, "named_at": at},
    )
    if before is not None and before.successor != successor:
        _let_envelope_go(person)
        named.releases.filter(cancelled_at=None, given_at=None).update(cancelled_at=at)
    trail.record("successor named", about=practice, by=person, at=at)
    return named


@transaction.atomic
def end_succession(*, person: Person, at: datetime) -> None:
    """Nobody is named any more, and the envelope goes. Raises NotThere."""
    named = Succession.objects.filter(person=person).first()
    if named is None:
        raise NotThere
    named.delete()
    _let_envelope_go(person)
    trail.record("successor ended", about=person, by=person, at=at)


@transaction.atomic
@transaction.atomic(using="keys")
def keep_envelope(*, person: Person, recipient: str, sealed: bytes, at: datetime) -> None:
    """Keep what the person's browser sealed to a sheet and to the successor; the one before goes. Raises NotThere, Malformed.

    `recipient`: whom the browser sealed it to. It must be the named successor's, so that an envelope for another is
    never taken for theirs.
    """
    named = Succession.objects.filter(person=person).first()
    account = account_of_address(named.successor) if named else None
    if account is None:
        raise NotThere
    if account.recipient != recipient or not _is_sealed(sealed):
        raise Malformed
    Envelope.objects.update_or_create(
        person_id=person.pk, defaults={"recipient": recipient, "sealed": sealed, "made_at": at}
    )
    trail.record("envelope kept", about=person, by=person, at=at)


def named_in(practices: list[Practice]) -> QuerySet[Succession]:
    """Whom the supervisors of these practices have named, for whoever runs them to find."""
    found = Succession.objects.filter(practice__in=practices, person__is_active=True)
    return found.select_related("person").order_by("person__name")


# --- release -------------------------------------------------------------------------------------------------


def named_for(person: Person) -> QuerySet[Succession]:
    """Those whose successor the person is."""
    return _by_address(person, "successor")


def may_agree(person: Person) -> QuerySet[Release]:
    """What the person is asked to agree to: as the named second, or as somebody of the same practice."""
    mine = Q(succession__practice__in=Practice.objects.of(person))
    if person.email:
        mine |= Q(succession__second=person.email)
    waiting = Release.objects.filter(mine, agreed_by=None, cancelled_at=None, given_at=None)
    return waiting.exclude(asked_by=person).exclude(succession__person=person)


@transaction.atomic
def ask_release(*, person: Person, of: UUID, at: datetime) -> Release:
    """The successor asks for the envelope; the supervisor is told at once. Raises NotThere, NotYet without an envelope."""
    named = named_for(person).select_for_update(of=("self",)).filter(pk=of).first()
    if named is None:
        raise NotThere
    if not Envelope.objects.filter(person_id=named.pk).exists():
        raise NotYet
    word = codes.new_token()
    try:
        with transaction.atomic():
            release = Release.objects.create(
                succession=named, asked_by=person, asked_at=at, fingerprint=_fingerprint(word)
            )
    except IntegrityError as fault:
        raise Overtaken from fault
    _tell(release, word=word, at=at)
    trail.record("release asked", about=release, by=person, at=at)
    return release


@transaction.atomic
def agree_to_release(*, person: Person, release_id: UUID, at: datetime) -> Release:
    """A second person agrees; from now on it takes two weeks. Raises NotThere for whoever is not a second one."""
    release = may_agree(person).select_for_update(of=("self",)).filter(pk=release_id).first()
    if release is None:
        raise NotThere
    word = codes.new_token()  # each letter has its own word; the newest counts
    release.agreed_by, release.opens_at, release.fingerprint = person, at + WAITS, _fingerprint(word)
    release.save()
    _tell(release, word=word, at=at)
    trail.record("release agreed", about=release, by=person, at=at)
    return release


@transaction.atomic
def cancel_release(*, release_id: UUID, by: Person, at: datetime) -> None:
    """The supervisor says no, before or after it was agreed to. Raises NotThere."""
    _cancel(Release.objects.filter(pk=release_id, succession__person=by), at)


@transaction.atomic
def cancel_by_word(*, word: str, at: datetime) -> None:
    """The same with the word of the letter, signed in or not. Raises NotThere for one that is not or no longer good."""
    _cancel(Release.objects.filter(fingerprint=_fingerprint(word[:100])), at)


def _cancel(found: QuerySet[Release], at: datetime) -> None:
    release = found.select_for_update(of=("self",)).filter(cancelled_at=None, given_at=None).first()
    if release is None:
        raise NotThere
    release.cancelled_at = at
    release.save(update_fields=["cancelled_at"])
    trail.record("release cancelled", about=release, by=release.succession.person, at=at)


@transaction.atomic
def take_envelope(*, person: Person, release_id: UUID, at: datetime) -> Envelope:
    """Give the envelope to the successor. Raises NotThere, and NotYet before a second agreed and two weeks passed."""
    release = _mine(person, release_id, at).select_for_update(of=("self",)).first()
    if release is None:
        raise NotThere
    if release.opens_at is None or at < release.opens_at:
        raise NotYet
    envelope = Envelope.objects.filter(person_id=release.succession_id).first()
    if envelope is None:
        raise NotThere
    if release.given_at is None:
        release.given_at = at
        release.save(update_fields=["given_at"])
        trail.record("release given", about=release, by=person, at=at)
    return envelope


def spaces_given(person: Person, release_id: UUID, *, at: datetime) -> list[Space]:
    """The supervisor's spaces whose sealed documents the successor may fetch, once given: own notes and groups. Raises NotThere."""
    release = _mine(person, release_id, at).exclude(given_at=None).first()
    if release is None:
        raise NotThere
    shared = Space.objects.of(release.succession.person).filter(kind__in=(SpaceKind.OWN, SpaceKind.GROUP))
    return list(shared.select_related("process").order_by("made_on", "pk"))


def document_given(person: Person, release_id: UUID, document_id: UUID, *, at: datetime) -> Document:
    """One sealed document of those spaces. Raises NotThere."""
    spaces = spaces_given(person, release_id, at=at)
    found = Document.objects.filter(pk=document_id, space__in=spaces).first()
    if found is None:
        raise NotThere
    return found


def forget_old_releases(at: datetime) -> int:
    """Erase the requests that were stopped, or given, so long ago that nothing is read by them; returns how many."""
    cut = at - READABLE
    return Release.objects.filter(Q(cancelled_at__lt=cut) | Q(given_at__lt=cut)).delete()[0]


def _mine(person: Person, release_id: UUID, at: datetime) -> QuerySet[Release]:
    """A release of the person's that nobody has cancelled, and that was not given too long ago."""
    lately = Q(given_at=None) | Q(given_at__gt=at - READABLE)
    return Release.objects.filter(
        lately, pk=release_id, asked_by=person, cancelled_at=None, succession__in=named_for(person)
    )


def _by_address(person: Person, name: str) -> QuerySet[Succession]:
    found = Succession.objects.select_related("person", "practice")
    return found.filter(**{name: person.email}) if person.email else found.none()


def _let_envelope_go(person: Person) -> None:
    kept = Envelope.objects.filter(person_id=person.pk)
    transaction.on_commit(lambda: kept.delete())


def _is_sealed(sealed: bytes) -> bool:
    return sealed.startswith(b"age-encryption.org/v1\n") and len(sealed) <= LARGEST_ENVELOPE


def _fingerprint(word: str) -> str:
    return codes.fingerprint(word, key=settings.SECRET_KEY, salt="release")


def _tell(release: Release, *, word: str, at: datetime) -> None:
    """Tell the supervisor, with the one press that stops it. Without an address nobody can be told: then nothing opens."""
    address = settings.BASE_ADDRESS + reverse(
        "vault:release_stop", urlconf=settings.ROOT_URLCONF, args=[word]
    )
    write_to(
        release.succession.person,
        kind="release asked",
        subject=lambda: _("Your successor has asked for the envelope in Tuokio"),
        text=lambda: (
            _(
                "%(when)s\n\nIf you can go on yourself, stop it here with one press:\n%(address)s\n\n"
                "If this is as you wished, you need to do nothing.\n"
            )
            % {"when": _opens_when(release), "address": address}
        ),
        at=at,
        practice_id=release.succession.practice_id,
    )


def _opens_when(release: Release) -> str:
    if release.opens_at is None:
        return _("It waits for a second person's consent, and two weeks after that.")
    day = release.opens_at.astimezone(HELSINKI).date().isoformat()
    return _("A second person has agreed. It is given on %(day)s unless you stop it.") % {"day": day}
