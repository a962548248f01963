"""What phones send in a meeting: kept once, in order, whoever sends at the same time and whatever answer is lost."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import person, process_of, terms_of
from tests.vault.asking import Asker, sealed
from tuokio.kit.clock import now
from tuokio.meetings.models import Meeting
from tuokio.supervision.models import Process
from tuokio.terms.meeting_words import MeetingState
from tuokio.vault.models import GuestPass, Post, Space, SpaceMember
from tuokio.vault.usecases import posts
from tuokio.vault.usecases.entries import GuestDoor
from tuokio.vault.usecases.members import fingerprint_of

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WORD = "w" * 43


class Room:
    """A group of Aino, who leads it, and Bertta; and the phone of a guest, who came with the second key."""

    def __init__(self) -> None:
        self.aino, self.bertta, self.guest = Asker(person("aino")), Asker(person("bertta")), Asker(None)
        self.aino.opens_an_account()
        self.id = str(uuid4())
        process = process_of(person("aino"))
        assert self.aino.founds("group", process.pk, space_id=self.id).status_code == 200
        self.space.members.create(member_id=self.bertta.member_id, person=person("bertta"))
        guest = self.space.members.create(member_id=self.guest.member_id, from_epoch=2)
        self.guest.token = WORD
        GuestPass.objects.create(
            member=guest, fingerprint=fingerprint_of(GuestDoor(WORD, 0)), ends_at=now() + timedelta(hours=1)
        )

    @property
    def space(self) -> Space:
        return Space.objects.get(pk=self.id)

    def turns(self) -> None:
        """The key turns: what is sent from now on is sealed to the next one."""
        Space.objects.filter(pk=self.id).update(epoch=2, turn_due=False)


@pytest.fixture
def room() -> Room:
    return Room()


def sends(
    asker: Asker, space: str, text: str = "Yövuoro", *, post: object = None, epoch: int = 1, door: str = ""
) -> Any:
    address = f"{door}posts/{post or uuid4()}?space={space}&epoch={epoch}"
    return asker.asks("PUT", address, body=sealed(text))


def read(asker: Asker, space: str, after: int = 0, door: str = "") -> list[tuple[int, str]]:
    answer = asker.asks("GET", f"{door}spaces/{space}/posts?after={after}")
    assert answer.status_code == 200, answer.content
    return [(one["seq"], text_of(one["sealed"])) for one in answer.json()["posts"]]


def text_of(kept: str) -> str:
    return b64decode(kept).decode().rstrip("\0").split("\n")[-1]


def news(asker: Asker, space: str, door: str = "") -> dict[str, int]:
    answer = asker.asks("GET", f"{door}spaces/{space}/news")
    assert answer.status_code == 200, answer.content
    found: dict[str, int] = answer.json()
    return found


def test_what_is_sent_is_read_by_each_in_the_order_in_which_it_was_kept(room):
    assert [sends(who, room.id, who.person.name).json() for who in (room.bertta, room.aino, room.bertta)] == [
        {"seq": 1}, {"seq": 2}, {"seq": 3},
    ]  # fmt: skip
    everything = [(1, person("bertta").name), (2, person("aino").name), (3, person("bertta").name)]
    assert read(room.aino, room.id) == read(room.bertta, room.id) == everything
    assert read(room.aino, room.id, after=2) == everything[2:]
    assert read(room.aino, room.id, after=3) == []


def test_the_same_post_again_gets_the_same_number_and_changes_nothing(room):
    post = uuid4()
    assert sends(room.bertta, room.id, "first", post=post).json() == {"seq": 1}
    before = news(room.aino, room.id)
    assert sends(room.bertta, room.id, "sealed anew", post=post).json() == {"seq": 1}
    assert (news(room.aino, room.id), read(room.aino, room.id)) == (before, [(1, "first")])


def test_one_whose_answer_was_lost_is_told_its_number_though_the_key_has_turned(room):
    post = uuid4()
    sends(room.bertta, room.id, post=post)
    room.turns()
    assert sends(room.bertta, room.id, post=post).json() == {"seq": 1}
    assert sends(room.bertta, room.id, post=post, epoch=2).json() == {"seq": 1}


def test_what_was_let_go_is_gone_and_is_not_kept_again(room):
    post = uuid4()
    sends(room.bertta, room.id, post=post)
    sends(room.bertta, room.id, "second")
    assert room.aino.asks("DELETE", f"spaces/{room.id}/posts?until=1").json() == {"gone": 1}
    assert room.aino.asks("DELETE", f"spaces/{room.id}/posts?until=1").json() == {"gone": 0}
    assert sends(room.bertta, room.id, post=post).json() == {"seq": 1}
    assert read(room.aino, room.id) == [(2, "second")]
    assert Post.objects.get(pk=post).sealed is None


def test_a_number_is_never_given_twice(room):
    sends(room.bertta, room.id)
    room.aino.asks("DELETE", f"spaces/{room.id}/posts?until=1")
    Post.objects.all().delete()
    assert sends(room.bertta, room.id).json() == {"seq": 2}


def test_only_a_steward_lets_posts_go(room):
    sends(room.bertta, room.id)
    assert room.bertta.asks("DELETE", f"spaces/{room.id}/posts?until=1").status_code == 404
    assert read(room.aino, room.id) == [(1, "Yövuoro")]


def test_the_news_move_with_each_post_and_each_document_that_is_kept_or_erased(room):
    document = str(uuid4())
    seen = [news(room.bertta, room.id)["news"]]
    sends(room.bertta, room.id)
    seen.append(news(room.bertta, room.id)["news"])
    room.aino.keeps(room.id, "one", document_id=document)
    seen.append(news(room.bertta, room.id)["news"])
    room.aino.keeps(room.id, "two", document_id=document, rev=2, kind="note")
    seen.append(news(room.bertta, room.id)["news"])
    assert room.aino.keeps(room.id, "two", document_id=document, rev=2).status_code == 409
    seen.append(news(room.bertta, room.id)["news"])
    room.aino.asks("DELETE", f"documents/{document}?rev=2")
    assert [*seen, news(room.bertta, room.id)["news"]] == [0, 1, 2, 3, 3, 4]
    assert news(room.bertta, room.id)["posts"] == 1


def test_asking_for_news_is_one_question_to_the_database(room):
    for asker, door in ((room.bertta, ""), (room.guest, "guest/")):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert news(asker, room.id, door) == {"news": 0, "posts": 0}
        assert len(asked) == 1


def test_strangers_and_former_members_are_told_of_nothing(room):
    post = uuid4()
    sends(room.bertta, room.id, post=post)
    SpaceMember.objects.filter(person=person("bertta")).update(left_at=now())
    for asker in (room.bertta, Asker(person("outi"))):
        assert [
            sends(asker, room.id).status_code,
            sends(asker, room.id, post=post).status_code,
            asker.asks("GET", f"spaces/{room.id}/news").status_code,
            asker.asks("GET", f"spaces/{room.id}/posts?after=0").status_code,
            asker.asks("GET", f"spaces/{room.id}/meetings").status_code,
        ] == [404] * 5
    nobody = Asker(None)
    assert nobody.asks("GET", f"spaces/{room.id}/news").status_code == 401
    room.aino.client.logout()
    assert room.aino.asks("GET", f"spaces/{room.id}/news").status_code == 401


def test_a_post_of_another_space_is_not_there_whoever_asks(room):
    other = str(uuid4())
    assert room.aino.founds("journal", space_id=other).status_code == 200
    post = uuid4()
    assert sends(room.aino, other, post=post).status_code == 200
    assert sends(room.bertta, room.id, post=post).status_code == 404
    assert (read(room.aino, room.id), Post.objects.count()) == ([], 1)


def test_nothing_is_kept_while_the_key_is_due_or_for_one_that_has_passed(room):
    Space.objects.update(turn_due=True)
    assert sends(room.bertta, room.id).json() == {"refused": "turn-due"}
    room.turns()
    assert sends(room.bertta, room.id).json() == {"refused": "turn-due"}
    assert sends(room.bertta, room.id, epoch=2).json() == {"seq": 1}


def test_a_guest_sends_and_reads_with_their_own_key_alone(room):
    sends(room.bertta, room.id, "before the guest")
    room.turns()
    assert sends(room.guest, room.id, "of a guest", epoch=2, door="guest/").json() == {"seq": 2}
    assert news(room.guest, room.id, "guest/") == news(room.aino, room.id) == {"news": 2, "posts": 2}
    assert read(room.guest, room.id, door="guest/") == [(2, "of a guest")]
    assert len(read(room.aino, room.id)) == 2
    assert sends(room.guest, room.id, epoch=2).status_code == 401  # the members' door
    assert room.guest.asks("DELETE", f"guest/spaces/{room.id}/posts?until=9").status_code == 405


def test_a_guest_reaches_no_other_space(room):
    other = str(uuid4())
    assert room.aino.founds("journal", space_id=other).status_code == 200
    assert sends(room.guest, other, door="guest/").status_code == 404
    for address in ("news", "posts", "meetings"):
        assert room.guest.asks("GET", f"guest/spaces/{other}/{address}").status_code == 404


@pytest.mark.parametrize("ended", ["the hour", "shown out"])
def test_a_guest_whose_meeting_is_over_is_told_of_nothing(room, ended):
    room.turns()
    if ended == "the hour":
        GuestPass.objects.update(ends_at=now() - timedelta(minutes=1))
    else:
        SpaceMember.objects.filter(person=None).update(left_at=now())
    assert sends(room.guest, room.id, epoch=2, door="guest/").status_code == 401
    for address in ("news", "posts", "meetings"):
        assert room.guest.asks("GET", f"guest/spaces/{room.id}/{address}").status_code == 401


def test_no_more_are_kept_than_may_be_until_some_were_taken_in(room, monkeypatch):
    monkeypatch.setattr(posts, "MOST", 2)
    sends(room.bertta, room.id)
    post = uuid4()
    sends(room.bertta, room.id, post=post)
    refused = sends(room.bertta, room.id)
    assert (refused.status_code, refused.json()) == (409, {"refused": "full"})
    assert sends(room.bertta, room.id, post=post).json() == {"seq": 2}
    room.aino.asks("DELETE", f"spaces/{room.id}/posts?until=1")
    assert sends(room.bertta, room.id).json() == {"seq": 3}


def test_what_is_too_long_or_not_sealed_is_not_kept(room):
    address = f"posts/{uuid4()}?space={room.id}&epoch=1"
    assert room.bertta.asks("PUT", address, body=sealed().ljust(64 * 1024, b"\0")).status_code == 200
    address = f"posts/{uuid4()}?space={room.id}&epoch=1"
    assert room.bertta.asks("PUT", address, body=sealed().ljust(64 * 1024 + 1, b"\0")).status_code == 413
    assert room.bertta.asks("PUT", address, body=b"plain words").json() == {"refused": "malformed"}
    for wrong in (f"posts/{uuid4()}?space={room.id}&epoch=0", "posts/x?space=y&epoch=1"):
        assert room.bertta.asks("PUT", wrong, body=sealed()).json() == {"refused": "malformed"}
    for wrong in ("-1", "x", "٣", "1" * 10):
        found = room.bertta.asks("GET", f"spaces/{room.id}/posts?after={wrong}")
        assert found.json() == {"refused": "malformed"}


def test_many_come_some_at_a_time(room, monkeypatch):
    for number in range(5):
        sends(room.bertta, room.id, str(number))
    monkeypatch.setattr(posts, "AT_ONCE", 3)
    assert [seq for seq, _text in read(room.aino, room.id)] == [1, 2, 3]
    assert [seq for seq, _text in read(room.aino, room.id, after=3)] == [4, 5]
    monkeypatch.setattr(posts, "MOST_AT_ONCE", 2 * len(sealed()))
    assert [seq for seq, _text in read(room.aino, room.id)] == [1, 2]
    monkeypatch.setattr(posts, "MOST_AT_ONCE", 1)
    assert [seq for seq, _text in read(room.aino, room.id)] == [1]


def test_posts_go_with_their_space_and_after_ninety_days(room):
    sends(room.bertta, room.id, "old")
    sends(room.bertta, room.id, "young")
    Post.objects.filter(seq=1).update(kept_at=now() - timedelta(days=91))
    assert posts.forget_old_posts(now()) == 1
    assert read(room.aino, room.id) == [(2, "young")]
    room.space.delete()
    assert not Post.objects.exists()


@pytest.mark.django_db(databases=["default", "keys"], transaction=True)
def test_of_many_who_send_at_once_each_gets_a_number_of_its_own_and_a_reader_misses_none():
    room = Room()
    wanted = [uuid4() for _ in range(24)]
    seen: list[int] = []

    def send(post: object) -> int:
        try:
            for _again in range(2):  # the first answer is lost
                answer = Client().generic(
                    "PUT",
                    f"/api/posts/{post}?space={room.id}&epoch=1",
                    sealed(),
                    headers={"host": settings.VAULT_DOMAIN, "authorization": f"Bearer {room.bertta.token}"},
                )
            found: int = answer.json()["seq"]
            return found
        finally:
            connections.close_all()

    def follow() -> None:
        """A reader who asks with the last number that it has seen, as the leader's screen does."""
        try:
            for _ in range(200):
                seen.extend(seq for seq, _text in read(room.aino, room.id, after=seen[-1] if seen else 0))
                if len(seen) >= len(wanted):
                    return
        finally:
            connections.close_all()

    with ThreadPoolExecutor(7) as pool:
        reader = pool.submit(follow)
        numbers = list(pool.map(send, wanted))
        reader.result()
    seen.extend(seq for seq, _text in read(room.aino, room.id, after=seen[-1] if seen else 0))
    assert sorted(numbers) == seen == list(range(1, len(wanted) + 1))
    assert news(room.aino, room.id) == {"news": len(wanted), "posts": len(wanted)}


@pytest.fixture
def series(room: Room) -> Callable[..., list[Meeting]]:
    """Meetings of the process so many days from now, ninety minutes each, begun an hour ago or from now on."""

    def made(*days: float, state: MeetingState = MeetingState.PLANNED) -> list[Meeting]:
        process = Process.objects.get()
        term = process.terms.first() or terms_of(process)
        return [
            Meeting.objects.create(
                practice=process.practice, process=process, term=term, supervisor=person("aino"),
                starts_at=now() + timedelta(days=day), minutes=90, place="Opisto", state=state, made_at=now(),
            )
            for day in days
        ]  # fmt: skip

    return made


def meetings(asker: Asker, space: str, door: str = "") -> list[Any]:
    answer = asker.asks("GET", f"{door}spaces/{space}/meetings")
    assert answer.status_code == 200, answer.content
    found: list[Any] = answer.json()["meetings"]
    return found


def test_the_meetings_around_now_are_the_last_two_and_the_next_three_that_stand(room, series):
    series(-21, -14, -7, 7, 14, 21, 28)
    series(-3, 3, state=MeetingState.CANCELLED_FREE)
    found = meetings(room.bertta, room.id)
    assert [one["number"] for one in found] == [2, 3, 4, 5, 6]
    assert {(one["minutes"], one["place"], one["state"]) for one in found} == {(90, "Opisto", "planned")}
    assert [one["starts"] for one in found] == sorted(one["starts"] for one in found)
    assert {one["of"] for one in found} == {Process.objects.get().terms.get().planned}


def test_the_one_under_way_is_the_first_of_those_to_come(room, series):
    [under_way] = series(-1 / 24)
    series(-14, -7, -21, 7, 14, 21)
    found = meetings(room.aino, room.id)
    assert [one["number"] for one in found] == [2, 3, 4, 5, 6]
    assert found[2]["id"] == str(under_way.pk)
    assert datetime.fromisoformat(found[2]["starts"]) == under_way.starts_at.replace(second=0, microsecond=0)


def test_a_guest_is_told_of_the_meeting_that_they_are_at_alone(room, series):
    assert meetings(room.guest, room.id, "guest/") == []
    series(-7, 7)
    assert meetings(room.guest, room.id, "guest/") == []
    [soon, under_way] = series(1 / 12, -1 / 24)
    assert [one["id"] for one in meetings(room.guest, room.id, "guest/")] == [str(under_way.pk)]
    under_way.delete()
    assert [one["id"] for one in meetings(room.guest, room.id, "guest/")] == [str(soon.pk)]


def test_a_space_without_a_process_has_no_meetings(room):
    journal = str(uuid4())
    assert room.aino.founds("journal", space_id=journal).status_code == 200
    assert meetings(room.aino, journal) == []
