"""What a group has given stands in the summary and on its paper, and leaves both when it is asked back."""

from __future__ import annotations

import io
from datetime import timedelta

import pypdf
import pytest
from django.test import Client

from tests.cast import person
from tests.doors import enter, enter_by_door
from tests.evaluation.summary_cast import PARTS
from tests.workroom.out_cast import Circle, Words, quality
from tuokio.evaluation.models import Summary
from tuokio.evaluation.summary_text import paper_of
from tuokio.evaluation.usecases import summaries
from tuokio.kit.clock import now
from tuokio.people.models import ContactPerson
from tuokio.supervision.domain.deciding import Slips
from tuokio.supervision.models import Process
from tuokio.terms.words import Standing

pytestmark = pytest.mark.django_db(databases=["default", "keys"])
TEXT = "Jokainen lapsi otetaan aamulla vastaan nimeltä."


@pytest.fixture
def circle() -> Circle:
    return Circle()


def asked(circle: Circle) -> Summary:
    """The summary, written and with the group."""
    aino = person("aino")
    summaries.draft_summary(process=circle.process, parts=PARTS, by=aino, at=now())
    summaries.send_to_group(process=circle.process, in_meeting=True, by=aino, at=now())
    return Summary.objects.get()


def given(circle: Circle) -> Summary:
    asked(circle)
    summaries.count_slips(process=circle.process, slips=Slips(ok=3), by=person("aino"), at=now())
    return summaries.give_summary(process=circle.process, by=person("aino"), at=now())


def words_of(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def commissioner(circle: Circle) -> Client:
    found = Client()
    enter_by_door(found, ContactPerson.objects.get(organisation=circle.process.payer))
    return found


def test_the_summary_tells_what_was_given_and_only_that(circle):
    there, waits = circle.given(quality(TEXT)), circle.proposed(quality("Vielä sinetöity."))

    content = asked(circle).content
    assert content is not None
    assert [(one["id"], one["sheet"]) for one in content["released"]] == [(there.id, there.said["sheet"])]
    assert "Vielä sinetöity" not in str(content)
    assert waits.row.sheet is None


def test_its_paper_prints_every_kind_of_part(circle):
    circle.given()  # a table, a text and a list
    circle.given(quality(TEXT))

    summary = given(circle)

    told = words_of(bytes(summary.pdf or b""))
    for one in (
        "Ryhmän antamaa",
        TEXT,
        "Iltapäivän tiedonsiirto",
        "Lastenhoitaja",
        "Kevään suunnittelu",
        "versio 1",
    ):
        assert one in told
    read = commissioner(circle).get(f"/commissioner/summaries/{summary.pk}/").content.decode()
    assert TEXT in read


def test_lines_and_signs_of_the_typesetter_are_printed_as_words(circle):
    odd = "#let x = 1 $a$ _b_ *c* \\ @d <e>"
    sheet = {
        "title": odd,
        "parts": [
            {
                "text": f"{odd}\ntoinen rivi",
                "list": [odd],
                "table": {"head": ["a\nb", "c"], "rows": [[odd, ""]]},
            }
        ],
    }
    circle.given(Words(sheet, kind="observation"))

    told = words_of(bytes(given(circle).pdf or b""))

    assert told.count("#let x = 1 $a$ _b_ *c*") == 4
    assert "toinen rivi" in told


def test_what_is_asked_back_leaves_the_summary_and_its_paper_is_given_no_more(circle):
    words = circle.given(quality(TEXT))
    circle.given()
    summary = given(circle)
    page = commissioner(circle)
    paper = f"/commissioner/summaries/{summary.pk}/summary.pdf"
    assert page.get(paper).status_code == 200

    circle.aino.asks("POST", f"out/{words.id}/asking-back")

    read = page.get(f"/commissioner/summaries/{summary.pk}/").content.decode()
    assert TEXT not in read
    assert "Iltapäivän tiedonsiirto" in read
    assert "Tämä on pyydetty takaisin, eikä sitä enää näytetä." in read
    assert "PDF:ää ei enää anneta" in read
    assert page.get(paper).status_code == 404
    assert TEXT not in page.get("/commissioner/").content.decode()


def test_what_was_asked_back_before_it_is_given_is_not_printed(circle):
    words = circle.given(quality(TEXT))
    summary = asked(circle)
    circle.aino.asks("POST", f"out/{words.id}/asking-back")

    told = words_of(paper_of(summary.content or {}, fingerprint="f" * 64, in_language="fi", given_at=now()))

    assert TEXT not in told
    assert "Tämä on pyydetty takaisin." in told


def test_an_earlier_payers_words_are_in_no_summary_for_another(circle):
    circle.given(quality(TEXT))
    from tuokio.workroom.models import OutOfRoom

    OutOfRoom.objects.update(meant_for="00000000-0000-4000-8000-000000000000")
    assert (asked(circle).content or {})["released"] == []


# --- the other pages -----------------------------------------------------------------------------------------


def signed_in(who: str) -> Client:
    found = Client()
    enter(found, person(who))
    return found


def test_the_supervisor_and_the_group_read_it_and_the_supervisor_asks_it_back_once(circle):
    words = circle.given(quality(TEXT))
    circle.proposed(quality("Vielä sinetöity."))
    aino, bertta = signed_in("aino"), signed_in("bertta")
    one = f"/processes/{circle.process.pk}/given/"
    assert TEXT in aino.get(one).content.decode()
    assert "ehdotettu" in aino.get(one).content.decode()
    assert "Vielä sinetöity" not in aino.get(one).content.decode()
    assert TEXT in bertta.get(f"/my/given/{circle.process.pk}/").content.decode()
    assert "Laatuvaatimus" in bertta.get("/home/").content.decode()
    assert "Laatuvaatimus" in aino.get(f"/processes/{circle.process.pk}/").content.decode()

    back = f"{one}{words.id}/asking-back/"
    assert aino.get(back).status_code == 200
    assert aino.post(back, {}).status_code == 302
    assert words.row.state == "asked_back"
    assert "toisessa välilehdessä" in aino.post(back, {}).content.decode()
    assert TEXT not in aino.get(one).content.decode()
    assert bertta.post(back, {}).status_code == 404


def test_after_the_end_it_is_still_read_and_asked_back(circle):
    words = circle.given(quality(TEXT))
    Process.objects.update(state="closed", state_since=now() - timedelta(days=5))
    assert TEXT in commissioner(circle).get("/commissioner/").content.decode()
    assert (
        signed_in("aino")
        .post(f"/processes/{circle.process.pk}/given/{words.id}/asking-back/", {})
        .status_code
        == 302
    )


def test_inside_a_house_its_coordinator_reads_it():
    from tests.evaluation.summary_cast import house

    circle = Circle()
    practice = house(person("dora"))
    Process.objects.update(practice=practice, payer=None)
    circle.given(quality(TEXT))

    dora = signed_in("dora")
    assert practice.roles.filter(standing=Standing.COORDINATOR).exists()
    address = f"/coordination/given/{circle.process.pk}/"
    assert address in dora.get("/coordination/").content.decode()
    assert TEXT in dora.get(address).content.decode()
    assert signed_in("olavi").get(address).status_code == 404
