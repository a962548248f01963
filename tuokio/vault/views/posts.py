"""What phones send in a meeting, and the one cheap question that they ask again and again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from tuokio.meetings.models import Meeting
from tuokio.vault.bytes_as_text import sealed_text
from tuokio.vault.models import Post, SpaceMember
from tuokio.vault.refusals import Malformed, NotThere
from tuokio.vault.usecases import posts
from tuokio.vault.usecases.meetings_around import meeting_of_guest, meetings_around
from tuokio.vault.usecases.posts import News, Sent
from tuokio.vault.views.asking import Asked, as_id, asks, by_word, done
from tuokio.vault.views.documents import number
from tuokio.vault.views.guests import guest_asks


@asks("PUT")
def post(asked: Asked, post_id: str) -> HttpResponse:
    """Keep one post; gives its number."""
    return done(seq=posts.keep(person=asked.person, sent=_sent(asked.request, post_id), at=asked.at))


@by_word("GET", gives=lambda _request, word, at: (word, at))
def news(word: str, at: datetime, space_id: str) -> HttpResponse:
    """How far the space has come: asked every second or two, so it costs one question to the database."""
    return _told(posts.news_for(token=word, space_id=as_id(space_id), at=at))


@asks("GET", "DELETE")
def posts_of_space(asked: Asked, space_id: str) -> HttpResponse:
    """The posts after a number, in order. DELETE lets those up to a number go."""
    found = as_id(space_id)
    if asked.request.method == "DELETE":
        return done(
            gone=posts.let_go(person=asked.person, space_id=found, until=number(asked.request, "until"))
        )
    return _listed(posts.since(person=asked.person, space_id=found, after=_after(asked.request)))


@asks("GET")
def meetings(asked: Asked, space_id: str) -> HttpResponse:
    """The meetings of the space's process around now."""
    return _around(meetings_around(person=asked.person, space_id=as_id(space_id), at=asked.at))


@guest_asks("PUT")
def guest_post(request: HttpRequest, me: SpaceMember, at: datetime, post_id: str) -> HttpResponse:
    """Keep one post of a guest; gives its number."""
    return done(seq=posts.keep_of_guest(guest=me, sent=_sent(request, post_id), at=at))


@by_word("GET", gives=lambda _request, word, at: (word, at))
def guest_news(word: str, at: datetime, space_id: str) -> HttpResponse:
    """How far the meeting's space has come."""
    return _told(posts.news_for_guest(word=word, space_id=as_id(space_id), at=at))


@guest_asks("GET")
def guest_posts(request: HttpRequest, me: SpaceMember, at: datetime, space_id: str) -> HttpResponse:
    """The posts of the meeting after a number, in order."""
    _require_own(me, space_id)
    return _listed(posts.since_as(me, after=_after(request)))


@guest_asks("GET")
def guest_meetings(request: HttpRequest, me: SpaceMember, at: datetime, space_id: str) -> HttpResponse:
    """The meeting that the guest is at."""
    _require_own(me, space_id)
    return _around(meeting_of_guest(me, at=at))


def _require_own(me: SpaceMember, space_id: str) -> None:
    if me.space_id != as_id(space_id):
        raise NotThere


def _sent(request: HttpRequest, post_id: str) -> Sent:
    found: UUID = as_id(post_id)
    space = as_id(request.GET.get("space", ""))
    return Sent(found, space, number(request, "epoch"), request.body)


def _after(request: HttpRequest) -> int:
    """From which number on; 0 from the beginning. Raises Malformed."""
    text = request.GET.get("after", "0")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise Malformed
    return int(text)


def _told(found: News) -> HttpResponse:
    return done(news=found.news, posts=found.posts)


def _listed(found: list[Post]) -> HttpResponse:
    return done(
        posts=[
            {"id": str(one.pk), "seq": one.seq, "epoch": one.epoch, "sealed": sealed_text(one.sealed or b"")}
            for one in found
        ]
    )


def _around(found: list[Meeting]) -> HttpResponse:
    return done(
        meetings=[
            {
                "id": str(one.pk),
                "starts": one.local_start.isoformat(timespec="minutes"),
                "minutes": one.minutes,
                "number": one.number,
                "of": one.term.planned,
                "place": one.place,
                "state": one.state,
            }
            for one in found
        ]
    )
