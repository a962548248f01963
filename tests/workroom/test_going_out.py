"""Something leaves the room: proposed sealed, answered alone and unseen, given in the words that were agreed to."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.workroom.out_cast import MAP, Circle, Words, quality
from tuokio.kit.clock import now
from tuokio.people.models import Organisation
from tuokio.supervision.models import Process
from tuokio.terms.words import ProcessState
from tuokio.vault.models import GuestPass
from tuokio.workroom.models import OutOfRoom, OutVoice
from tuokio.workroom.usecases.going_out import decide_due

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.fixture
def circle() -> Circle:
    return Circle()


def test_what_all_say_yes_to_is_given_in_these_words(circle):
    words = circle.proposed()
    assert circle.state(words) == "proposed"
    circle.all_say_ok(words)
    assert circle.state(words) == "may_be_given"

    assert circle.gives(words).status_code == 200

    row = words.row
    assert (row.state, row.sheet, row.kind, row.mark) == ("given", MAP, "role_map", "structural")
    assert (row.version, row.meant_for) == (1, circle.process.payer_id)
    assert OutVoice.objects.count() == 0


def test_before_it_is_given_the_house_has_a_fingerprint_and_not_a_word(circle):
    words = circle.proposed()
    circle.all_say_ok(words)

    row = words.row
    assert (row.sheet, row.kind, row.mark, row.salt, row.version) == (None, "", "", "", 0)
    assert row.fingerprint == words.hash


@pytest.mark.parametrize("word", ["block", "change"])
def test_one_word_against_it_is_enough_and_shows_only_that_it_is_not_given(circle, word):
    words = circle.proposed()
    circle.says("henna", word, words)
    circle.says("bertta", "ok", words)
    assert circle.state(words) == "proposed"

    circle.says("tkoski", "ok", words)

    assert circle.state(words) == "not_given"
    assert circle.gives(words).json() == {"refused": "elsewhere"}
    assert words.row.sheet is None


def test_silence_is_a_yes_after_a_week(circle):
    words = circle.proposed()
    circle.says("bertta", "ok", words)
    circle.over()

    assert decide_due(now()) == 1
    assert decide_due(now()) == 0
    assert circle.state(words) == "may_be_given"


def test_a_word_may_be_changed_until_it_is_decided(circle):
    words = circle.proposed()
    circle.says("bertta", "block", words)
    assert [one["word"] for one in circle.seen_by("bertta")["out"]] == ["block"]
    circle.all_say_ok(words)

    assert circle.state(words) == "may_be_given"
    assert circle.says("bertta", "block", words).json() == {"refused": "over"}


def test_a_word_is_about_the_text_that_was_read(circle):
    words = circle.proposed()
    assert circle.says("bertta", "ok", words, seen="0" * 64).json() == {"refused": "other-words"}
    assert OutVoice.objects.exclude(word="").count() == 0


def test_whoever_has_no_locked_notes_here_is_not_taken_for_silent():
    circle = Circle(within=("Bertta S.", "Henna"))
    words = circle.proposed()
    circle.all_say_ok(words)
    assert circle.state(words) == "proposed"

    circle.over()

    found = {one["id"]: (one["state"], one["reason"]) for one in circle.seen_by("aino")["out"]}
    assert found[words.id] == ("not_given", "slips_missing")


def test_a_guest_of_the_meeting_may_say_no_and_nobody_sees_when():
    circle = Circle(within=("Bertta S.", "Henna"))
    words = circle.proposed()
    guest = circle.guest_comes()
    before = circle.seen_by("aino")
    assert guest.asks("PUT", f"guest/out/{words.id}", {"seen": words.hash}).status_code == 200
    assert circle.seen_by("aino") == before
    circle.all_say_ok(words)
    assert circle.state(words) == "proposed"

    circle.guests_go()

    assert circle.state(words) == "not_given"


def test_a_guest_who_says_nothing_keeps_nobody_from_deciding():
    circle = Circle(within=("Bertta S.", "Henna"))
    words = circle.proposed()
    circle.guest_comes()
    circle.all_say_ok(words)
    assert circle.state(words) == "proposed"

    circle.guests_go()

    assert circle.state(words) == "may_be_given"


def test_a_square_that_nobody_used_stands_for_nobody():
    circle = Circle(within=("Bertta S.", "Henna"))
    words = circle.proposed()
    circle.shows_a_square()
    circle.all_say_ok(words)

    circle.guests_go()

    assert circle.state(words) == "proposed"


def test_a_meeting_that_was_never_ended_is_over_by_its_length():
    circle = Circle(within=("Bertta S.", "Henna"))
    words = circle.proposed()
    circle.guest_comes(minutes=1)
    circle.all_say_ok(words)
    OutOfRoom.objects.update(asked_at=now() - timedelta(minutes=10))
    GuestPass.objects.update(ends_at=now() + timedelta(hours=2, minutes=55))

    assert circle.state(words) == "may_be_given"


def test_with_one_device_a_heap_of_slips_decides():
    circle = Circle(within=())
    words = circle.proposed(who="aino")

    assert circle.aino.asks("PUT", f"out/{words.id}/slips", {"ok": 2, "change": 0, "block": 0}).json() == {
        "refused": "slips"
    }
    assert (
        circle.aino.asks("PUT", f"out/{words.id}/slips", {"ok": 3, "change": 0, "block": 0}).status_code
        == 200
    )
    assert circle.state(words, who="aino") == "may_be_given"
    assert circle.gives(words).status_code == 200


def test_one_slip_against_it_keeps_it_in_the_room():
    circle = Circle(within=("Bertta S.",))
    words = circle.proposed()
    circle.says("bertta", "ok", words)
    circle.aino.asks("PUT", f"out/{words.id}/slips", {"ok": 2, "change": 0, "block": 1})

    assert circle.state(words) == "not_given"
    assert words.row.slips is None


def test_one_person_alone_is_not_given_by_silence():
    circle = Circle("Bertta S.")
    words = circle.proposed()
    circle.over()
    found = circle.seen_by("bertta")["out"]
    assert [(one["state"], one["reason"]) for one in found] == [("not_given", "no_answer")]
    assert circle.gives(words).json() == {"refused": "elsewhere"}


def test_a_new_version_takes_the_place_of_the_one_that_was_given(circle):
    first = circle.given(quality())
    second = circle.proposed(quality("Jokainen otetaan aamulla vastaan.", thing=first.thing))
    assert (first.row.state, second.row.state) == ("given", "proposed")

    circle.all_say_ok(second)
    assert first.row.state == "given"
    circle.gives(second)

    assert (first.row.state, second.row.state, second.row.version) == ("replaced", "given", 2)


def test_the_same_thing_is_under_way_once(circle):
    first = circle.proposed(quality())
    again = quality(thing=first.thing)
    assert circle.proposes(again).json() == {"refused": "overtaken"}

    assert circle.aino.asks("DELETE", f"out/{first.id}").status_code == 200

    assert circle.proposes(again).status_code == 200
    assert OutOfRoom.objects.count() == 1


def test_pressing_twice_and_two_tabs_do_it_once(circle):
    words = circle.proposed()
    assert circle.proposes(words).status_code == 200
    circle.all_say_ok(words)
    assert [circle.gives(words).status_code for _tab in range(2)] == [200, 200]
    assert [one.version for one in OutOfRoom.objects.all()] == [1]

    back = [circle.aino.asks("POST", f"out/{words.id}/asking-back").status_code for _tab in range(2)]
    assert back == [200, 409]


def test_what_is_asked_back_leaves_only_that_it_was_there(circle):
    words = circle.given()

    assert circle.aino.asks("POST", f"out/{words.id}/asking-back").status_code == 200

    row = words.row
    assert (row.state, row.sheet, row.salt, row.kind) == ("asked_back", None, "", "role_map")
    assert circle.state(words) == "asked_back"


def test_only_who_tends_the_circle_gives_counts_withdraws_and_asks_back(circle):
    words = circle.proposed()
    circle.all_say_ok(words)
    bertta = circle.asker["bertta"]
    heap = {"ok": 3, "change": 0, "block": 0}
    tried = [
        circle.gives(words, who="bertta"),
        bertta.asks("PUT", f"out/{words.id}/slips", heap),
        bertta.asks("DELETE", f"out/{words.id}"),
        bertta.asks("POST", f"out/{words.id}/asking-back"),
    ]
    assert [one.status_code for one in tried] == [404, 404, 404, 404]
    assert words.row.state == "may_be_given"


def test_without_a_commissioner_nothing_is_asked(circle):
    Organisation.objects.update(kind="self_payer")
    assert circle.proposes(Words()).json() == {"refused": "no-commissioner"}
    assert OutOfRoom.objects.count() == 0


def test_after_the_end_nothing_more_goes_out_and_what_went_may_be_asked_back(circle):
    there, waits = circle.given(), circle.proposed(quality())
    circle.all_say_ok(waits)
    Process.objects.update(state=ProcessState.CLOSED)

    assert circle.proposes(quality()).json() == {"refused": "ended"}
    assert circle.gives(waits).json() == {"refused": "ended"}
    assert circle.says("bertta", "ok", waits).json() == {"refused": "ended"}
    assert circle.aino.asks("POST", f"out/{there.id}/asking-back").status_code == 200
