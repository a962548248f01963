"""Posts: what phones send in a meeting, short and sealed, numbered in the order in which it was kept.

The leader's browser takes them into a document and then lets them go. Nothing is lost or doubled when an answer is
lost: a post has the id that its writer gave it, and is kept once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from tuokio.kit.prepared import prepared
from tuokio.people.models import Person
from tuokio.vault.models import GuestPass, Post, Space, SpaceMember
from tuokio.vault.refusals import Full, Malformed, NotIn, NotThere, TooLarge, TurnDue
from tuokio.vault.usecases.coming_in import fingerprint_of_word, good_words, whose
from tuokio.vault.usecases.documents import moment, taking_turns, tell_news
from tuokio.vault.usecases.guests import fingerprint_of_link, good_doors

LARGEST = 64 * 1024  # bytes, sealed
MOST = 5_000  # kept in one space
AT_ONCE = 200
MOST_AT_ONCE = 2_000_000  # bytes, sealed
KEPT = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Sent:
    """A post as its writer sealed it."""

    id: UUID
    space_id: UUID
    epoch: int
    sealed: bytes


@dataclass(frozen=True, slots=True)
class News:
    """How far a space has come: the count of what happened in it, and the number of its last post."""

    news: int
    posts: int


@transaction.atomic
def keep(*, person: Person, sent: Sent, at: datetime) -> int:
    """Keep a post and give its number; the same one again changes nothing.

    Raises NotThere for an outsider and for an id of elsewhere, TurnDue while the space waits for its next key or has
    turned it since, Full, TooLarge and Malformed.
    """
    return _keep_in(taking_turns(person, sent.space_id).space, sent, at)


@transaction.atomic
def keep_of_guest(*, guest: SpaceMember, sent: Sent, at: datetime) -> int:
    """Keep what a guest of the meeting sent. Raises as `keep`."""
    space = Space.objects.select_for_update().get(pk=guest.space_id)
    if sent.space_id != space.pk or not space.members.filter(pk=guest.pk, left_at=None).exists():
        raise NotThere
    return _keep_in(space, sent, at)


def _keep_in(space: Space, sent: Sent, at: datetime) -> int:
    if len(sent.sealed) > LARGEST:
        raise TooLarge
    if not sent.sealed.startswith(b"age-encryption.org/v1\n"):
        raise Malformed
    for of, seq in _known(sent.id):
        if of != space.pk:
            raise NotThere
        return seq
    if space.turn_due or sent.epoch != space.epoch:
        raise TurnDue
    if space.last_post >= MOST and Post.objects.filter(space=space, sealed__isnull=False).count() >= MOST:
        raise Full
    seq = space.last_post + 1
    Post.objects.create(
        pk=sent.id, space=space, seq=seq, epoch=sent.epoch, sealed=sent.sealed, kept_at=moment(space, at)
    )
    tell_news(space.pk, last_post=seq)
    return seq


def news_for(*, token: str, space_id: UUID, at: datetime) -> News:
    """How far a space has come, to whoever carries a good word and is in it: one question to the database.

    Many phones ask this every second or two. Raises NotIn, and NotThere for an outsider.
    """
    for news, posts in _news(fingerprint_of_word(token), space_id, at):
        return News(news, posts)
    whose(token, at=at)
    raise NotThere


def news_for_guest(*, word: str, space_id: UUID, at: datetime) -> News:
    """The same to the guest of a meeting. Raises NotIn, and NotThere for another space than theirs."""
    for of, news, posts in _news_of_door(fingerprint_of_link(word), at):
        if of == space_id:
            return News(news, posts)
        raise NotThere
    raise NotIn


@prepared
def _known(post_id: UUID) -> QuerySet[Post, tuple[UUID, int]]:
    return Post.objects.filter(pk=post_id).order_by().values_list("space", "seq")


@prepared
def _news(fingerprint: str, space_id: UUID, at: datetime) -> QuerySet[SpaceMember, tuple[int, int]]:
    mine = good_words(fingerprint, at).filter(person=OuterRef("person"))
    inside = SpaceMember.objects.filter(Exists(mine), space=space_id, left_at=None)
    return inside.values_list("space__news", "space__last_post")


@prepared
def _news_of_door(fingerprint: str, at: datetime) -> QuerySet[GuestPass, tuple[UUID, int, int]]:
    return good_doors(fingerprint, at).values_list(
        "member__space_id", "member__space__news", "member__space__last_post"
    )


def since(*, person: Person, space_id: UUID, after: int) -> list[Post]:
    """The posts after a number, of the time since the person is in the space, in order. Raises NotThere for an outsider."""
    member = SpaceMember.objects.filter(space=space_id, person=person, left_at=None).first()
    if member is None:
        raise NotThere
    return since_as(member, after=after)


def since_as(member: SpaceMember, *, after: int) -> list[Post]:
    """The posts after a number that a member is given; as many as go at once."""
    theirs = Post.objects.filter(
        space=member.space_id, epoch__gte=member.from_epoch, seq__gt=after, sealed__isnull=False
    )
    found: list[Post] = []
    left = MOST_AT_ONCE
    for one in theirs.order_by("seq")[:AT_ONCE]:
        left -= len(one.sealed or b"")
        if left < 0 and found:
            break
        found.append(one)
    return found


@transaction.atomic
def let_go(*, person: Person, space_id: UUID, until: int) -> int:
    """A steward's browser has taken the posts up to a number into a document: what was sealed goes.

    Their ids stay, empty, so that one whose answer was lost is not kept anew. Raises NotThere for anybody else.
    Returns how many went.
    """
    member = taking_turns(person, space_id)
    if not member.is_steward:
        raise NotThere
    return Post.objects.filter(space=member.space_id, seq__lte=until, sealed__isnull=False).update(
        sealed=None
    )


def forget_old_posts(at: datetime) -> int:
    """Let go of what nobody took in for ninety days, and of the empty numbers of that time; returns how many."""
    return Post.objects.filter(kept_at__lt=at - KEPT).delete()[0]
