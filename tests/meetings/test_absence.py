"""Olen sairaana: one act, done once, by the supervisor or a named substitute who sees nearly nothing."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import person, process_of, shared_practice, solo_practice
from tests.reading import words_of
from tuokio.kit.models import Letter
from tuokio.kit.once import new_token
from tuokio.meetings.models import Absence, Break, Meeting, MeetingChange, Substitute
from tuokio.meetings.usecases.absence import (
    MeetingsChanged,
    OwnSubstitute,
    StandsInElsewhere,
    end_substitute,
    fingerprint,
    meetings_of_days,
    name_substitute,
    supervisor_away,
)
from tuokio.meetings.usecases.one_meeting import move_meeting
from tuokio.meetings.usecases.planning import Rhythm, plan_series
from tuokio.people.models import ContactPerson, Person
from tuokio.people.usecases import give_role
from tuokio.supervision.models import Process
from tuokio.terms.meeting_words import CancelledBy, MeetingState
from tuokio.terms.words import FormOfWork, ProcessState, Standing

pytestmark = pytest.mark.django_db

TUESDAY = date(2026, 11, 24)
WEDNESDAY = date(2026, 11, 25)
TEN = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def tuesday(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """It is Tuesday 24 November 2026, ten in the morning, and a mail server is set."""
    monkeypatch.setattr(timezone, "now", lambda: TEN)
    settings.MAIL_MAKES_DRAFTS = False


def meeting_of(process: Process, on: date = TUESDAY, at: time = time(13), **fields: Any) -> Meeting:
    rhythm = {"count": 1, "every_weeks": 1, "minutes": 75, **fields}
    planned = plan_series(
        process=process,
        term=process.terms.get(),
        rhythm=Rhythm(first_on=on, at_time=at, **rhythm),
        by=None,
        at=TEN,
    )
    return planned.meetings[0]


def browser(who: str) -> Client:
    client = Client()
    client.force_login(person(who))
    return client


def confirmed(client: Client, address: str = "/absence/", **asked: Any) -> dict[str, Any]:
    """What the second page would send: its hidden fields, ticked meetings and token."""
    query = {"from_on": "2026-11-24", "until_on": "", "what": "cancel", "move_days": "", **asked}
    page = client.get(address, query)
    shown = page.context
    return {
        **query,
        "seen": shown["seen"],
        "meeting": [str(one.id) for one in shown["preview"].meetings if not one.has_begun],
        "once": new_token(),
    }


def states(*meetings: Meeting) -> list[str]:
    return [Meeting.objects.get(pk=one.pk).state for one in meetings]


def test_the_first_page_changes_nothing_and_shows_what_would_happen():
    aino = person("aino")
    meeting = meeting_of(process_of(aino), place="kokoushuone Kanerva")
    meeting_of(process_of(aino, name="Ensi viikon ryhmä"), on=date(2026, 12, 1))

    shown = words_of(browser("aino").get("/absence/", {"from_on": "24.11.2026", "what": "cancel"}))

    assert (
        "Nämä perutaan maksutta Päiväkoti Auringon tiimi ti 24.11. klo 13.00–14.15 · kokoushuone Kanerva"
        in shown
    )
    assert "Ensi viikon ryhmä" not in shown
    assert "Sähköposti lähtee 2 osoitteeseen" in shown
    assert "Ilman sähköpostia: Henna, T. K." in shown
    assert states(meeting) == [MeetingState.PLANNED]
    assert Absence.objects.count() == 0


def test_confirmed_everything_is_cancelled_free_and_waits_for_a_new_date():
    process = process_of(person("aino"))
    meeting = meeting_of(process)
    aino = browser("aino")

    done = aino.post("/absence/", confirmed(aino), follow=True)

    assert states(meeting) == [MeetingState.CANCELLED_FREE]
    meeting.refresh_from_db()
    assert meeting.replacement_wanted
    assert process.charges.count() == 0
    assert sorted(Letter.objects.values_list("to", flat=True)) == ["bertta@example.org", "kaarlo@example.org"]
    shown = words_of(done)
    assert "Kaikille, joilla on sähköposti, on kerrottu ti 24.11." in shown
    assert "Päiväkoti Auringon tiimi ti 24.11. klo 13.00–14.15 · peruttu" in shown
    assert "Perutut odottavat uutta aikaa Tänään-sivulla." in shown


def test_without_a_mail_server_it_is_said_that_drafts_wait_to_be_sent(settings):
    settings.MAIL_MAKES_DRAFTS = True
    meeting_of(process_of(person("aino")))
    aino = browser("aino")

    before = words_of(aino.get("/absence/", {"from_on": "2026-11-24", "what": "cancel"}))
    after = words_of(aino.post("/absence/", confirmed(aino), follow=True))

    assert "Luonnos tehdään 2 osoitteeseen" in before
    assert "Viestit ovat valmiina lähetettäviksi" in after
    assert "viestit odottavat luonnoksina omassa sähköpostiohjelmassasi" in after


def test_when_nothing_was_chosen_nothing_is_said_to_be_told():
    meeting = meeting_of(process_of(person("aino")))
    aino = browser("aino")

    done = aino.post("/absence/", {**confirmed(aino), "meeting": []}, follow=True)

    assert words_of(done).startswith("Poissaolo ti 24.11.")
    assert "Yhtään tapaamista ei muutettu." in words_of(done)
    assert states(meeting) == [MeetingState.PLANNED]
    assert Letter.objects.count() == 0


def test_mails_say_that_a_date_changed_and_never_why():
    meeting_of(process_of(person("aino")))
    aino = browser("aino")

    aino.post("/absence/", confirmed(aino))

    for letter in Letter.objects.all():
        told = (letter.subject + letter.text).lower()
        assert not any(word in told for word in ("sair", "poissa", "ill", "sjuk", "auringon"))


def test_sent_twice_it_is_done_once():
    meeting = meeting_of(process_of(person("aino")))
    aino = browser("aino")
    sent = confirmed(aino, what="move", move_days="7")

    first = aino.post("/absence/", sent)
    second = aino.post("/absence/", sent)

    assert first.headers["location"] == second.headers["location"]
    meeting.refresh_from_db()
    assert meeting.local_start.date() == date(2026, 12, 1)
    assert Absence.objects.count() == 1
    assert MeetingChange.objects.filter(meeting=meeting).count() == 1


def test_two_tabs_move_the_meetings_only_once():
    meeting = meeting_of(process_of(person("aino")), on=WEDNESDAY)
    aino = browser("aino")
    days = {"from_on": "2026-11-24", "until_on": "2026-12-10", "what": "move", "move_days": "7"}
    one, other = confirmed(aino, **days), confirmed(aino, **days)

    aino.post("/absence/", one)
    late = aino.post("/absence/", other)

    assert late.status_code == 422
    assert "Tapaamiset ovat muuttuneet sen jälkeen, kun katsoit" in words_of(late)
    meeting.refresh_from_db()
    assert meeting.local_start.date() == date(2026, 12, 2)
    assert Absence.objects.count() == 1


def test_moving_keeps_the_time_of_day_over_a_change_of_clocks_and_nothing_is_moved_onto_another(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 10, 20, 8, tzinfo=UTC))
    aino = person("aino")
    process = process_of(aino)
    meeting = meeting_of(process, on=date(2026, 10, 21))
    other = meeting_of(process_of(aino, name="Toinen ryhmä"), on=date(2026, 10, 28), at=time(14))
    Break.objects.create(supervisor=aino, from_on=date(2026, 10, 28), until_on=date(2026, 10, 28))
    client = browser("aino")
    days = {"from_on": "2026-10-21", "what": "move", "move_days": "7"}

    shown = words_of(client.get("/absence/", days))
    refused = words_of(client.post("/absence/", confirmed(client, **days)))

    assert "siirtyy: ke 28.10. klo 13.00–14.15 oman vapaan aikana samaan aikaan kuin Toinen ryhmä" in shown
    assert "Työnohjaajalla on jo varaus ke 28.10. klo 14.00–15.15. Mitään ei tallennettu" in refused
    meeting.refresh_from_db()
    assert meeting.starts_at == datetime(2026, 10, 21, 10, 0, tzinfo=UTC)
    move_meeting(meeting=other, on=date(2026, 10, 28), at_time=time(16), by=aino, at=timezone.now())
    client.post("/absence/", confirmed(client, **days))
    meeting.refresh_from_db()
    assert meeting.starts_at == datetime(2026, 10, 28, 11, 0, tzinfo=UTC)


def test_moving_warns_of_holidays_and_weekends():
    meeting_of(process_of(person("aino")))
    aino = browser("aino")

    assert "Jouluaatto" in words_of(
        aino.get("/absence/", {"from_on": "2026-11-24", "what": "move", "move_days": "30"})
    )
    assert "viikonloppu" in words_of(
        aino.get("/absence/", {"from_on": "2026-11-24", "what": "move", "move_days": "4"})
    )


def test_what_has_begun_is_only_taken_when_it_is_chosen():
    morning = meeting_of(process_of(person("aino")), at=time(9))
    afternoon = meeting_of(process_of(person("aino"), name="Iltapäivä"))
    aino = browser("aino")

    page = aino.get("/absence/", {"from_on": "2026-11-24", "what": "cancel"})
    assert "on jo alkanut: valitse vain, jos sitä ei pidetty" in words_of(page)
    assert page.content.decode().count(" checked") == 1
    aino.post("/absence/", confirmed(aino))

    assert states(morning, afternoon) == [MeetingState.PLANNED, MeetingState.CANCELLED_FREE]


def test_a_range_takes_every_day_of_it_and_nothing_beside():
    process = process_of(person("aino"))
    first, last, beyond = (meeting_of(process, on=TUESDAY + timedelta(days=number)) for number in (0, 3, 4))
    aino = browser("aino")

    aino.post("/absence/", confirmed(aino, until_on="2026-11-27"))

    assert states(first, last, beyond) == [
        MeetingState.CANCELLED_FREE,
        MeetingState.CANCELLED_FREE,
        MeetingState.PLANNED,
    ]


def test_every_practice_one_supervises_in_is_taken_at_once():
    aino = person("aino")
    shared = shared_practice()
    give_role(practice=shared, person=aino, standing=Standing.SUPERVISOR, by=None, at=TEN)
    own, other = (
        meeting_of(process_of(aino)),
        meeting_of(process_of(aino, practice=shared, name="Viren ryhmä"), at=time(15)),
    )
    client = browser("aino")

    done = client.post("/absence/", confirmed(client), follow=True)

    assert states(own, other) == [MeetingState.CANCELLED_FREE] * 2
    assert "Viren ryhmä" in words_of(done) and "Auringon" in words_of(done)


def test_an_ended_process_and_another_supervisor_are_left_alone():
    ended = process_of(person("aino"))
    old = meeting_of(ended)
    Process.objects.filter(pk=ended.pk).update(state=ProcessState.CLOSED)
    others = meeting_of(process_of(person("saara"), practice=shared_practice()))

    found = meetings_of_days(
        practices=[solo_practice(person("aino")), shared_practice()],
        supervisor=person("aino"),
        from_on=TUESDAY,
        until_on=TUESDAY,
    )

    assert found == []
    assert states(old, others) == [MeetingState.PLANNED] * 2


def test_days_without_meetings_say_that_nothing_needs_to_be_done():
    solo_practice(person("aino"))

    shown = words_of(browser("aino").get("/absence/", {"from_on": "2026-11-24", "what": "cancel"}))

    assert "Näinä päivinä ei ole tapaamisia, joten mitään ei tarvitse tehdä." in shown


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"from_on": "2026-11-23"}, "Päivä on jo mennyt."),
        ({"from_on": "2036-11-24"}, "Päivään on yli vuosi."),
        ({"from_on": "2026-11-26", "until_on": "2026-11-25"}, "Viimeinen päivä on ennen ensimmäistä."),
        ({"from_on": "2026-11-26", "until_on": "2027-11-25"}, "Enintään kaksi kuukautta kerrallaan."),
        ({"from_on": "2026-11-26", "what": "move"}, "Kirjoita, montako päivää myöhemmäksi."),
        ({"from_on": "huomenna"}, "Päivämäärää ei saatu luettua."),
    ],
)
def test_what_cannot_be_read_is_said_and_kept(asked, told):
    solo_practice(person("aino"))

    page = browser("aino").get("/absence/", {"what": "cancel", **asked})

    assert told in words_of(page)
    assert asked["from_on"] in page.content.decode()


def test_whoever_has_no_mail_at_all_stands_first_among_those_to_call():
    aino = person("aino")
    reached = process_of(aino)
    alone = process_of(aino, name="Hanna K.", form=FormOfWork.INDIVIDUAL, member_names=("Hanna K.",))
    ContactPerson.objects.create(
        practice=alone.practice, organisation=alone.payer, name="Ville Aho", phone="040 111 2222"
    )
    alone.contact_person = ContactPerson.objects.get(name="Ville Aho")
    alone.save()
    meeting_of(reached)
    meeting_of(alone, at=time(15))
    client = browser("aino")

    done = client.post("/absence/", confirmed(client), follow=True)

    shown = words_of(done)
    calls = shown[shown.index("Sähköposti ei tavoita kaikkia") :]
    assert calls.index(
        "Hanna K. Yhteyshenkilö : Ville Aho Ilman sähköpostia : Hanna K. 040 111 2222".replace(" :", ":")
    ) < calls.index("Auringon")


def test_who_looks_after_the_practice_sees_whom_to_call_but_no_supervised_name():
    practice = shared_practice()
    saara = person("saara")
    meeting_of(process_of(saara, practice=practice))
    client = browser("saara")
    where = client.post("/absence/", confirmed(client)).headers["location"]

    shown = words_of(browser("dora").get(where))

    assert "Saara Niemi on poissa" in shown
    assert "Yhteyshenkilö: Kaarlo Virta, saa sähköpostin" in shown
    assert "Henna" not in shown
    assert browser("outi").get(where).status_code == 404
    assert browser("orvokki").get(where).status_code == 404


# --- standing in --------------------------------------------------------------------------------------------


def saara_with_substitute() -> Substitute:
    saara = person("saara")
    return name_substitute(
        practice=shared_practice(), supervisor=saara, person=person("sari"), by=saara, at=TEN
    )


def test_a_substitute_does_the_act_and_sees_names_times_and_places_only():
    practice = shared_practice()
    meeting = meeting_of(process_of(person("saara"), practice=practice), place="Kanerva")
    saara_with_substitute()
    sari, address = browser("sari"), f"/standing-in/{person('saara').pk}/"

    before = words_of(sari.get(address, {"from_on": "2026-11-24", "what": "cancel"}))
    done = sari.post(address, confirmed(sari, address), follow=True)

    assert "Päiväkoti Auringon tiimi ti 24.11. klo 13.00–14.15 · Kanerva" in before
    assert states(meeting) == [MeetingState.CANCELLED_FREE]
    for shown in (before, words_of(done)):
        for hidden in ("Bertta", "Henna", "Kaarlo", "varhaiskasvatus", "160"):
            assert hidden not in shown
    change = MeetingChange.objects.get(meeting=meeting)
    assert (change.by, change.cancelled_by) == (person("sari"), CancelledBy.PRACTICE)
    assert "Poissaolo" in words_of(browser("saara").get("/today/"))


def test_a_substitute_opens_nothing_else_of_the_supervisors():
    process = process_of(person("saara"), practice=shared_practice())
    meeting = meeting_of(process)
    saara_with_substitute()
    sari = browser("sari")

    for address in (
        f"/processes/{process.pk}/",
        f"/processes/{process.pk}/members/",
        f"/meetings/{meeting.pk}/",
        f"/meetings/{meeting.pk}/cancellation/",
        f"/meetings/{meeting.pk}/date/",
        f"/meetings/{meeting.pk}/calendar.ics",
        "/absence/",
    ):
        assert sari.get(address).status_code == 404, address


def test_a_substitute_of_one_practice_does_not_reach_into_another():
    saara = person("saara")
    elsewhere = meeting_of(process_of(saara, practice=solo_practice(saara), name="Oman toimen ryhmä"))
    meeting_of(process_of(saara, practice=shared_practice()), at=time(15))
    saara_with_substitute()
    sari, address = browser("sari"), f"/standing-in/{saara.pk}/"

    page = words_of(sari.get(address, {"from_on": "2026-11-24", "what": "cancel"}))
    sari.post(address, confirmed(sari, address))

    assert "Oman toimen ryhmä" not in page
    assert states(elsewhere) == [MeetingState.PLANNED]


def test_who_no_longer_stands_in_opens_nothing():
    row = saara_with_substitute()
    end_substitute(substitute=row, by=person("saara"), at=TEN)
    end_substitute(substitute=row, by=person("saara"), at=TEN)

    assert browser("sari").get(f"/standing-in/{person('saara').pk}/").status_code == 404
    assert browser("sari").get("/standing-in/").status_code == 404


def test_supervisor_and_substitute_at_once_do_it_once():
    meeting = meeting_of(process_of(person("saara"), practice=shared_practice()))
    saara_with_substitute()
    saara, sari = browser("saara"), browser("sari")
    address = f"/standing-in/{person('saara').pk}/"
    one, other = confirmed(saara), confirmed(sari, address)

    saara.post("/absence/", one)
    late = sari.post(address, other)

    assert late.status_code == 422
    assert MeetingChange.objects.filter(meeting=meeting).count() == 1


def test_a_supervisor_names_a_colleague_or_anyone_by_mail_who_is_told():
    shared_practice()
    saara, olavi = person("saara"), person("olavi")
    client = browser("saara")
    of = f"{shared_practice().pk}_{saara.pk}"

    told = client.post("/substitutes/", {"of": of, "person": str(olavi.pk), "once": new_token()}, follow=True)
    client.post("/substitutes/", {"of": of, "email": "Uusi@example.org", "name": "Uusi Kollega"})
    client.post("/substitutes/", {"of": of, "email": "uusi@example.org", "name": "Uusi Kollega"})

    assert "Sijainen on nimetty, ja hänelle on kerrottu sähköpostilla." in words_of(told)
    assert "Olavi Ranta" in words_of(told)
    named = Substitute.objects.filter(supervisor=saara).values_list("person__email", flat=True)
    assert sorted(named) == ["olavi@example.org", "uusi@example.org"]
    letters = Letter.objects.filter(kind="substitute named").values_list("to", flat=True)
    assert sorted(letters) == ["olavi@example.org", "uusi@example.org"]


def test_an_owner_names_for_those_of_the_practice_and_nobody_for_others():
    practice = shared_practice()
    saara = person("saara")
    solo_practice(person("aino"))
    mail = {"email": "uusi@example.org", "name": "Uusi Kollega"}

    browser("olavi").post("/substitutes/", {"of": f"{practice.pk}_{saara.pk}", **mail})

    assert Substitute.objects.filter(supervisor=saara, practice=practice).count() == 1
    refused = browser("aino").post("/substitutes/", {"of": f"{practice.pk}_{saara.pk}", **mail})
    assert refused.status_code == 404
    row = Substitute.objects.get(supervisor=saara)
    assert browser("aino").post(f"/substitutes/{row.pk}/ending/").status_code == 404
    assert browser("olavi").post(f"/substitutes/{row.pk}/ending/").status_code == 302
    assert Substitute.objects.filter(ended_on=None).count() == 0


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "Valitse henkilö tai kirjoita sähköpostiosoite."),
        ({"email": "uusi@example.org"}, "Kirjoita hänen nimensä."),
        ({"email": "saara@example.org", "name": "Saara"}, "Tämä on työnohjaajan oma osoite."),
        ({"email": "ei osoite", "name": "Uusi"}, "sähköpostiosoite"),
    ],
)
def test_a_substitute_who_cannot_be_named_is_said_so(given, told):
    practice, saara = shared_practice(), person("saara")

    page = browser("saara").post("/substitutes/", {"of": f"{practice.pk}_{saara.pk}", **given})

    assert page.status_code == 422
    assert told in words_of(page)
    assert Substitute.objects.count() == 0


def test_nobody_stands_in_for_themselves_or_twice_elsewhere():
    saara = person("saara")
    saara_with_substitute()

    with pytest.raises(OwnSubstitute):
        name_substitute(practice=shared_practice(), supervisor=saara, person=saara, by=saara, at=TEN)
    with pytest.raises(StandsInElsewhere):
        name_substitute(
            practice=solo_practice(saara), supervisor=saara, person=person("sari"), by=saara, at=TEN
        )


def test_a_changed_plan_is_refused_by_the_act_itself():
    aino = person("aino")
    practice = solo_practice(aino)
    process = process_of(aino)
    meeting_of(process)
    days: dict[str, Any] = {"supervisor": aino, "from_on": TUESDAY, "until_on": TUESDAY}
    seen = fingerprint(meetings_of_days(practices=[practice], **days))
    meeting_of(process, at=time(16))

    with pytest.raises(MeetingsChanged):
        supervisor_away(practices=[practice], **days, by=aino, at=TEN, seen=seen)
    assert Absence.objects.count() == 0


def test_an_answer_about_a_person_named_with_markup_is_shown_as_text():
    aino = person("aino")
    process = process_of(aino, name="<script>alert(1)</script>")
    meeting_of(process)

    page = browser("aino").get("/absence/", {"from_on": "2026-11-24", "what": "cancel"}).content.decode()

    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_long_gone_person_is_not_written_to():
    process = process_of(person("aino"))
    Person.objects.filter(pk=person("bertta").pk).update(is_active=False)
    meeting_of(process)
    aino = browser("aino")

    aino.post("/absence/", confirmed(aino))

    assert list(Letter.objects.values_list("to", flat=True)) == ["kaarlo@example.org"]
