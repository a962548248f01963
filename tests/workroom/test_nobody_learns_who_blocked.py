"""Whoever tries to learn what was said, by whom, or what is sealed, learns nothing: from pages, rows, the log, letters."""

from __future__ import annotations

import json
import re
from itertools import permutations

import pytest
from django.db import connection
from django.test import Client

from tests.cast import person
from tests.doors import enter, enter_by_door
from tests.workroom.out_cast import MAP, Circle, Words, quality, with_notes
from tuokio.audit.models import Entry
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.people.models import ContactPerson
from tuokio.people.signals import own_data_asked
from tuokio.supervision.models import Member
from tuokio.vault.models import SpaceMember
from tuokio.workroom.models import OutOfRoom, OutVoice

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
WHO = ("bertta", "henna", "tkoski")


@pytest.fixture
def circle() -> Circle:
    return Circle()


def commissioner(circle: Circle) -> Client:
    found = Client()
    enter_by_door(found, ContactPerson.objects.get(organisation=circle.process.payer))
    return found


def signed_in(who: str) -> Client:
    found = Client()
    enter(found, person(who))
    return found


def everything_kept(words: Words) -> list[object]:
    """What the house keeps of it beside the ids, which are random."""
    row = OutOfRoom.objects.filter(pk=words.id).values("state", "return_reason", "ok_slips", "sheet").get()
    entries = [
        (one.act, str(one.by_id), one.detail)
        for one in Entry.objects.order_by("pk")
        if one.act.startswith("out ")
    ]
    return [row, entries, OutVoice.objects.count(), Letter.objects.count()]


@pytest.mark.parametrize("who", WHO)
def test_after_a_no_the_house_keeps_the_same_whoever_said_it_and_whichever_it_was(circle, who):
    kept = []
    for blocker, word in ((who, "block"), ("bertta", "change")):
        OutOfRoom.objects.all().delete()
        Entry.objects.filter(act__startswith="out ").delete()
        words = circle.proposed()
        for one in WHO:
            circle.says(one, word if one == blocker else "ok", words)
        assert circle.state(words) == "not_given"
        kept.append(everything_kept(words))
    assert kept[0] == kept[1]


def test_every_order_of_answering_shows_the_same_until_the_last_one(circle):
    seen = set()
    for order in permutations(WHO):
        words = circle.proposed(quality())
        for one in order[:-1]:
            circle.says(one, "block" if one == "henna" else "ok", words)
            told = next(row for row in circle.seen_by("aino")["out"] if row["id"] == words.id)
            seen.add(
                json.dumps(
                    {key: told[key] for key in ("state", "reason", "asked", "word", "given", "version")}
                )
            )
    assert len(seen) == 1


def test_rows_by_any_order_of_the_database_tell_nobody(circle):
    circle.proposed()
    members = list(Member.objects.filter(process=circle.process).values_list("pk", flat=True))
    with connection.cursor() as cursor:
        cursor.execute("select * from workroom_outvoice")
        rows = [tuple(map(str, row)) for row in cursor.fetchall()]
    assert len(rows) == 4  # three, and the one place of all guests
    assert not any(
        str(pk).replace("-", "") in cell.replace("-", "") for pk in members for row in rows for cell in row
    )
    first = []
    for _again in range(12):
        words = circle.proposed(quality())
        mine = words.row.key_of(Member.objects.get(process=circle.process, name="Bertta S.").pk)
        keys = list(words.row.voices.order_by("pk").values_list("key", flat=True))
        first.append(keys.index(mine))
    assert len(set(first)) > 1


def test_the_log_names_who_proposes_and_gives_and_nobody_who_answers(circle):
    words = circle.proposed()
    guest = circle.guest_comes()
    circle.all_say_ok(words)
    guest.asks("PUT", f"guest/out/{words.id}", {"seen": words.hash})
    circle.guests_go()
    circle.seen_by("aino")

    entries = [
        (one.act, one.by_id, one.detail) for one in Entry.objects.order_by("pk") if one.act.startswith("out ")
    ]
    assert entries == [
        (
            "out proposed",
            str(person("bertta").pk) if isinstance(entries[0][1], str) else person("bertta").pk,
            {},
        ),
        ("out decided", None, {"state": "not_given"}),
    ]
    assert Letter.objects.filter(kind="something waits").count() == 0


def test_ones_own_data_has_ones_own_word_and_nobody_elses(circle):
    words = circle.proposed()
    circle.says("henna", "block", words)
    circle.says("bertta", "ok", words)

    def own(who: str) -> list[object]:
        told = dict(
            answer for _receiver, answer in own_data_asked.send(type(circle), person=person(who)) if answer
        )
        return told["what may leave the workroom"]

    assert own("bertta") == [{"process": circle.process.name, "word": "ok"}]
    assert own("henna") == [{"process": circle.process.name, "word": "block"}]
    assert own("aino") == []


@pytest.mark.parametrize("stage", ["proposed", "agreed", "blocked"])
def test_before_it_is_given_the_commissioners_page_is_as_if_there_were_nothing(circle, stage):
    page = commissioner(circle)
    before = page.get("/commissioner/").content
    words = circle.proposed()
    if stage != "proposed":
        circle.all_say_ok(words) if stage == "agreed" else [circle.says(one, "block", words) for one in WHO]
    after = page.get("/commissioner/").content
    assert without_tokens(after) == without_tokens(before)
    for address in (f"/processes/{circle.process.pk}/given/", f"/my/given/{circle.process.pk}/"):
        assert page.get(address).status_code in {302, 404}


def without_tokens(page: bytes) -> list[str]:
    return re.sub(r"[A-Za-z0-9]{64}", "", page.decode()).splitlines()


def test_after_it_is_given_the_commissioner_reads_it_word_for_word_and_after_asking_back_not_a_word(circle):
    words = circle.given()
    page = commissioner(circle)
    read = page.get("/commissioner/").content.decode()
    assert all(cell in read for row in MAP["parts"][0]["table"]["rows"] for cell in row)
    assert words.hash[:12] in read

    circle.aino.asks("POST", f"out/{words.id}/asking-back")

    after = page.get("/commissioner/").content.decode()
    assert "Iltapäivän tiedonsiirto" not in after
    assert "Roolit ja tehtävät" in after
    assert "pyydetty takaisin" in after


def test_another_commissioner_and_a_later_payer_read_nothing(circle):
    circle.given()
    assert "Iltapäivän" in commissioner(circle).get("/commissioner/").content.decode()
    OutOfRoom.objects.update(meant_for="00000000-0000-4000-8000-000000000000")
    assert "Iltapäivän" not in commissioner(circle).get("/commissioner/").content.decode()


@pytest.mark.parametrize(
    "altered",
    [
        {"sheet": {**MAP, "title": "Muu"}},
        {"sheet": {"title": MAP["title"], "parts": list(reversed(MAP["parts"]))}},
        {"mark": "result"},
        {"kind": "goal"},
        {"salt": "0" * 64},
    ],
)
def test_an_altered_sheet_with_the_old_fingerprint_is_refused(circle, altered):
    words = circle.proposed()
    circle.all_say_ok(words)
    assert circle.gives(words, **altered).json() == {"refused": "other-words"}
    assert words.row.sheet is None
    assert words.row.state == "may_be_given"


def test_words_agreed_to_under_one_proposal_are_not_given_under_another(circle):
    agreed, other = circle.proposed(quality("Yksi")), circle.proposed(quality("Toinen"))
    circle.all_say_ok(agreed)
    assert circle.aino.asks("PUT", f"out/{agreed.id}", other.said).json() == {"refused": "other-words"}


@pytest.mark.parametrize(
    "sheet", [None, [], "a", {}, {"title": "a"}, {"title": "a", "parts": [], "html": "<b>"}]
)
def test_what_is_no_sheet_is_refused(circle, sheet):
    words = circle.proposed()
    circle.all_say_ok(words)
    assert circle.gives(words, sheet=sheet).json() == {"refused": "malformed"}


def test_markup_in_a_sheet_is_read_as_words(circle):
    evil = '<script>alert(1)</script><img src=x onerror="1">{{ 7|add:7 }}'
    sheet = {
        "title": evil,
        "parts": [
            {
                "heading": evil,
                "text": evil,
                "list": [evil],
                "table": {"head": [evil, "b"], "rows": [[evil, evil]]},
            }
        ],
    }
    circle.given(Words(sheet, kind="observation"))
    for page in (
        commissioner(circle).get("/commissioner/"),
        signed_in("aino").get(f"/processes/{circle.process.pk}/given/"),
        signed_in("bertta").get(f"/my/given/{circle.process.pk}/"),
    ):
        read = page.content.decode()
        assert "&lt;script&gt;alert(1)" in read
        assert "<script>alert" not in read
        assert "<img src=x" not in read
        assert "{{ 7|add:7 }}" in read


def test_one_who_has_left_is_asked_nothing_and_cannot_answer_but_what_they_said_stands(circle):
    words = circle.proposed()
    circle.says("henna", "block", words)
    SpaceMember.objects.filter(person=person("henna")).update(left_at=now())
    Member.objects.filter(name="Henna").update(left_on=now().date())

    assert circle.says("henna", "ok", words).status_code == 404
    circle.says("bertta", "ok", words)
    circle.says("tkoski", "ok", words)

    assert circle.state(words) == "not_given"


def test_one_who_came_later_is_asked_nothing(circle):
    words = circle.proposed()
    Member.objects.create(process=circle.process, name="Ulla", person=person("ulla"), joined_on=now().date())
    circle.comes("ulla")
    assert [one["word"] for one in circle.seen_by("ulla")["out"]] == [None]
    assert circle.says("ulla", "block", words).json() == {"refused": "not-asked"}


def test_the_supervisor_who_leads_has_no_word_in_it(circle):
    words = circle.proposed()
    assert circle.says("aino", "ok", words).json() == {"refused": "not-asked"}
    assert [one["word"] for one in circle.seen_by("aino")["out"]] == [None]


def test_a_guest_of_another_circle_and_one_whose_meeting_is_over_say_nothing(circle):
    words = circle.proposed()
    guest = circle.guest_comes()
    assert guest.asks("PUT", f"guest/out/{words.id}", {"seen": "0" * 64}).json() == {"refused": "other-words"}
    circle.guests_go()
    assert guest.asks("PUT", f"guest/out/{words.id}", {"seen": words.hash}).status_code == 401
    assert OutVoice.objects.exclude(word="").count() == 0


def test_an_outsider_is_told_of_nothing(circle):
    words = circle.proposed()
    outi = with_notes("outi")
    asked = [
        outi.asks("GET", f"spaces/{circle.space}/out"),
        outi.asks("PUT", f"out/{words.id}/word", {"word": "ok", "seen": words.hash}),
        outi.asks("PUT", f"out/{words.id}", words.said),
        outi.asks("DELETE", f"out/{words.id}"),
        outi.asks("POST", f"out/{words.id}/asking-back"),
    ]
    assert [one.status_code for one in asked] == [404] * 5


def test_the_phone_home_says_that_a_word_is_waited_for_and_not_about_what(circle):
    words = circle.proposed()
    home = signed_in("bertta").get("/home/").content.decode()
    assert "Ryhmän oma työ odottaa sanaasi" in home
    assert words.hash not in home
    circle.says("bertta", "block", words)
    assert "Ryhmän oma työ odottaa sanaasi" not in signed_in("bertta").get("/home/").content.decode()
    assert "Ryhmän oma työ odottaa sanaasi" in signed_in("henna").get("/home/").content.decode()


def test_the_rows_do_not_tell_who_was_the_last_to_say_something(circle):
    words = circle.proposed()
    before = set(OutVoice.objects.values_list("pk", flat=True))
    circle.says("bertta", "block", words)
    after = set(OutVoice.objects.values_list("pk", flat=True))
    assert len(after) == len(before)
    assert before.isdisjoint(after)  # all laid anew, so that no row is the newest
