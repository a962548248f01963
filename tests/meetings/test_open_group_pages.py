"""Pages of an open group: the supervisor's places and line, the link for newcomers, one's own place."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests.cast import person, process_of
from tests.doors import enter, newest_letter
from tuokio.audit.models import Entry
from tuokio.kit.clock import now
from tuokio.kit.models import Letter, OnceToken
from tuokio.meetings.keeping import gone_joiners, let_places_go
from tuokio.meetings.models import Joiner, OpenGroup
from tuokio.meetings.own_data import places_of
from tuokio.people.models import Person
from tuokio.supervision.models import Process
from tuokio.terms.words import FormOfWork

pytestmark = pytest.mark.django_db
FORM = {
    "title": "Avoin esihenkilöryhmä",
    "about": "Torstaisin.",
    "places": "2",
    "confirms": "on",
    "offer_hours": "48",
}


@pytest.fixture
def aino(client: Client) -> Client:
    enter(client, person("aino"))
    return client


def opened(aino: Client, **more: str) -> OpenGroup:
    process = process_of(person("aino"), member_names=("Henna",))
    assert aino.post(f"/processes/{process.pk}/places/", FORM | more).status_code == 302
    return OpenGroup.objects.get(process=process)


def asks(group: OpenGroup, name: str = "Ida", **more: str) -> Client:
    """A stranger's browser that has asked for a place."""
    stranger = Client()
    form = {"name": name, "email": f"{name.lower()}@example.org", **more}
    answer = stranger.post(f"/groups/{group.token}/?lang=en", form)
    assert answer.status_code == 302
    assert answer.headers["location"] == f"/groups/{group.token}/thanks/"
    return stranger


def own_page(name: str) -> str:
    found = re.search(r"/group-places/\S+", newest_letter(f"{name.lower()}@example.org").text)
    assert found
    return found.group(0)


def acts(aino: Client, group: OpenGroup, name: str, act: str) -> Joiner:
    joiner = group.joiners.get(name=name)
    here = f"/processes/{group.process_id}/places/"
    aino.post(f"{here}{joiner.pk}/", {"act": act})
    joiner.refresh_from_db()
    return joiner


def test_a_group_is_opened_and_the_page_names_nobody_to_strangers(aino: Client):
    group = opened(aino)

    page = Client().get(f"/groups/{group.token}/?lang=en")

    assert page.status_code == 200
    assert "One place is free." in page.text and "Torstaisin." in page.text
    assert "Henna" not in page.text and "Auringon" not in page.text
    assert Client().get("/groups/nothing/").status_code == 404


def test_a_stranger_asks_the_supervisor_says_yes_and_the_own_page_tells_it(aino: Client):
    group = opened(aino)
    asks(group)

    own = own_page("Ida")
    assert "A place is kept for you." in Client().get(own).text
    today = aino.get("/today/").text
    assert f"/processes/{group.process_id}/places/" in today
    assert acts(aino, group, "Ida", "confirm").state == "joined"
    assert "You have a place." in Client().get(own).text
    assert group.process.members.filter(name="Ida", left_on=None).count() == 1
    assert f"/processes/{group.process_id}/places/" not in aino.get("/today/").text


def test_the_line_is_told_in_order_and_a_freed_place_is_taken_by_link(aino: Client):
    group = opened(aino)
    for name in ("Ida", "Jari", "Kati"):
        asks(group, name)
    assert "2 wait" in Client().get(f"/groups/{group.token}/?lang=en").text
    assert "number 2 in line" in Client().get(own_page("Kati")).text

    Client().post(own_page("Ida"), {"act": "give_up"})
    assert "kept for you until" in Client().get(own_page("Jari")).text
    assert "number 1 in line" in Client().get(own_page("Kati")).text
    Client().post(own_page("Jari"), {"act": "take"})
    assert group.joiners.get(name="Jari").state == "asked"
    assert "Kati" in aino.get(f"/processes/{group.process_id}/places/").text
    assert "no place in this group any more" in Client().get(own_page("Ida")).text


def test_a_second_asking_looks_the_same_and_nothing_of_a_link_is_kept(aino: Client):
    group = opened(aino)
    asks(group, once="t" * 24)
    asks(group)

    assert group.joiners.filter(name="Ida").count() == 1
    assert Letter.objects.filter(to="ida@example.org", kind="group place").count() == 2
    assert not any(group.token in token.result for token in OnceToken.objects.all())
    assert "Esihenkilöryhmä".lower() not in newest_letter("ida@example.org").text.lower()
    assert "Ida" not in str(list(Entry.objects.values()))


def test_what_was_typed_stays_on_an_error_and_too_many_askings_wait(aino: Client):
    group = opened(aino)
    wrong = Client().post(f"/groups/{group.token}/", {"name": "Ida", "email": "ida at example"})
    assert wrong.status_code == 200 and 'value="Ida"' in wrong.text

    answers = {
        Client().post(f"/groups/{group.token}/", {"name": "I", "email": "ida@example.org"}).status_code
        for _time in range(6)
    }
    assert answers == {302, 429}


def test_the_supervisor_closes_removes_and_is_told_what_cannot_be(aino: Client):
    group = opened(aino)
    asks(group)
    here = f"/processes/{group.process_id}/places/"
    few = aino.post(here, FORM | {"places": "1"})
    assert few.status_code == 200 and 'value="1"' in few.text

    acts(aino, group, "Ida", "confirm")
    acts(aino, group, "Ida", "remove")
    assert not group.process.members.filter(name="Ida", left_on=None).exists()
    aino.post(f"{here}closing/")
    assert Client().get(f"/groups/{group.token}/").status_code == 404
    assert "Ida" not in aino.get(here).text  # the form that opens it anew


def test_somebody_else_reaches_no_place(aino: Client):
    group = opened(aino)
    asks(group)
    joiner = group.joiners.get(name="Ida")
    other = process_of(person("aino"), member_names=("V.",), name="Toinen")
    outi = Client()
    enter(outi, person("outi"))

    assert outi.get(f"/processes/{group.process_id}/places/").status_code == 404
    assert aino.post(f"/processes/{other.pk}/places/{joiner.pk}/", {"act": "remove"}).status_code == 404
    assert Client().get(f"/group-places/{joiner.pk.hex}:wrong/").status_code == 404
    alone = process_of(person("aino"), form=FormOfWork.INDIVIDUAL, member_names=("B.",), name="Yksi")
    assert aino.get(f"/processes/{alone.pk}/places/").status_code == 404


def test_own_data_tells_the_place_and_keeping_lets_it_go(aino: Client):
    group = opened(aino)
    asks(group)
    ida = Person.objects.create_user("ida@example.org", name="Ida")

    _name, rows = places_of(ida)
    assert [(row["group"], row["state"]) for row in rows] == [("Avoin esihenkilöryhmä", "asked")]
    acts(aino, group, "Ida", "remove")
    later = now()
    assert [one.name for one in gone_joiners(later)] == ["Ida"]
    assert not gone_joiners(group.opened_at).exists()
    let_places_go(list(Process.objects.all()), later)
    assert not Joiner.objects.exists()
