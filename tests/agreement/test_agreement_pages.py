"""What each party reads of an agreement, and what nobody but the supervisor can read from it."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.agreement.agreement_cast import (
    CONTENT,
    agreeing_process,
    dearer,
    drafted,
    in_force,
    kaarlo,
    member_of,
    member_says_yes,
    of_kind,
    other_goal,
    payer_accepts,
    running_process,
    self_payer_process,
    sent,
)
from tests.cast import MORNING, person
from tests.doors import enter, enter_by_door
from tuokio.agreement.models import Acceptance, AgreementVersion, MemberRefusal
from tuokio.agreement.usecases.copies import make_copies
from tuokio.agreement.usecases.drafting import take_back
from tuokio.kit.clock import now
from tuokio.kit.models import Document
from tuokio.kit.parts import Part
from tuokio.people.doors import remember_device
from tuokio.people.models import ContactPerson, Person
from tuokio.people.views.signing_in import DEVICE_COOKIE
from tuokio.supervision.models import Member, Process
from tuokio.terms.agreement_words import AgreementKind, Clause

pytestmark = pytest.mark.django_db
TOKEN = r"((?:csrfmiddlewaretoken|once)\" value=\"|x-csrftoken\": \")[^\"]+"


def browser(who: Person | None = None) -> Client:
    client = Client()
    if who:
        enter(client, who)
    return client


def at_the_door(contact: ContactPerson) -> Client:
    client = Client()
    enter_by_door(client, contact)
    return client


def supervisors(process: Process, page: str = "") -> str:
    return f"/processes/{process.pk}/agreement/{page}"


def payers(version: AgreementVersion) -> str:
    return f"/commissioner/agreements/{version.pk}/"


def members(version: AgreementVersion) -> str:
    return f"/my/agreements/{version.pk}/"


def body(client: Client, address: str) -> str:
    """The page without what differs at each showing: tokens against forgery and double sending."""
    return re.sub(TOKEN, r"\1", client.get(address).text)


# --- a no shows to nobody ----------------------------------------------------------------------------------


def test_no_page_of_anyone_else_changes_by_a_byte_when_a_member_says_no():
    version = payer_accepts(sent(agreeing_process(("Bertta S.", "Henna", "T. K."))))
    henna = member_of(version, "Henna")
    henna.person, henna.way_in = person("henna"), "mail"
    henna.save()
    payer, other = at_the_door(kaarlo(version)), browser(person("henna"))
    pages = [
        (payer, payers(version)),
        (payer, "/commissioner/"),
        (payer, f"/commissioner/processes/{version.process_id}/"),
        (other, members(version)),
        (other, "/home/"),
    ]
    before = [body(client, address) for client, address in pages]

    browser(person("bertta")).post(
        members(version),
        {"act": "decline", "seen": version.fingerprint, "reason": "Hinta kuuluu muille kuin minulle"},
    )

    assert MemberRefusal.objects.get().member.name == "Bertta S."
    assert [body(client, address) for client, address in pages] == before
    assert "Kaikki eivät ole hyväksyneet." in before[0]
    assert all(name not in page for page in before for name in ("Bertta", "ei hyväksy<"))


def test_only_the_supervisor_reads_the_reason():
    version = sent(agreeing_process())
    browser(person("bertta")).post(
        members(version), {"act": "decline", "seen": version.fingerprint, "reason": "Liian pitkä matka"}
    )

    assert "Liian pitkä matka" in browser(person("aino")).get(supervisors(version.process)).text
    assert "Liian pitkä matka" not in at_the_door(kaarlo(version)).get(payers(version)).text
    row = next(one for one in browser(person("aino")).get("/today/").context["page"].waiting.first)
    assert str(row.why) == "Joku ohjattavista ei hyväksy sopimusta. Vain sinä näet tämän."


def test_the_sentence_for_others_turns_only_when_the_last_has_accepted():
    version = payer_accepts(sent(agreeing_process()))
    payer = at_the_door(kaarlo(version))
    told = []
    for name in ("Bertta S.", "Henna", "T. K."):
        told.append(payer.get(payers(version)).context["page"].told)
        member_says_yes(version, name)
    told.append(payer.get(payers(version)).context["page"].told)

    assert told == ["Kaikki eivät ole hyväksyneet."] * 3 + ["Kaikki ovat hyväksyneet."]


@pytest.mark.parametrize(
    ("names", "begins"),
    [(("Bertta S.",), "Ohjattavia on yksi."), (("Bertta S.", "Henna"), "Ohjattavia on kaksi.")],
)
def test_one_or_two_read_beforehand_what_silence_would_tell(names, begins):
    version = sent(agreeing_process(names))

    for client, address in (
        (browser(person("bertta")), members(version)),
        (at_the_door(kaarlo(version)), payers(version)),
        (browser(person("aino")), supervisors(version.process)),
    ):
        assert client.get(address).context["page"].few_note.startswith(begins)
    assert "Ohjattavia on" not in browser(person("bertta")).get(members(sent(agreeing_process()))).text


# --- the payer ---------------------------------------------------------------------------------------------


def test_the_payer_reads_and_accepts_by_their_own_door():
    version = sent(agreeing_process())
    payer = at_the_door(kaarlo(version))
    card = payer.get("/commissioner/").context["page"].parts[0].content
    assert [(row.process, row.waits, row.href) for row in card.rows] == [
        ("Päiväkoti Auringon tiimi", True, payers(version))
    ]

    answer = payer.post(payers(version), {"act": "accept", "seen": version.fingerprint})

    assert answer.status_code == 302
    page = payer.get(payers(version)).context["page"]
    assert (page.state, page.may_accept, page.accepted_how) == (
        "in_force",
        False,
        "sähköpostin linkillä ja koodilla",
    )
    assert [row.waits for row in payer.get("/commissioner/").context["page"].parts[0].content.rows] == [False]


def test_an_old_link_says_so_and_leads_on():
    process = running_process()
    first = in_force(process)
    second = payer_accepts(sent(process, dearer()))
    payer = at_the_door(kaarlo(first))

    page = payer.get(payers(first))
    answer = payer.post(payers(first), {"act": "accept", "seen": first.fingerprint})

    assert page.context["page"].newer == payers(second)
    assert "Uudempi versio on korvannut tämän." in page.text
    assert "joten mitään ei kirjattu" in answer.text
    assert first.acceptances.count() == 2


def test_a_version_taken_back_says_so():
    version = sent(agreeing_process())
    take_back(version=version, by=person("aino"), at=now())
    payer = at_the_door(kaarlo(version))

    answer = payer.post(payers(version), {"act": "accept", "seen": version.fingerprint})

    assert "Työnohjaaja on perunut tämän version" in payer.get(payers(version)).text
    assert "joten mitään ei kirjattu" in answer.text
    assert "/commissioner/" not in str([row.href for row in _rows(payer)])


def _rows(payer: Client) -> list[Any]:
    return [row for part in payer.get("/commissioner/").context["page"].parts for row in part.content.rows]


def test_a_draft_has_no_page_for_anyone_else():
    version = drafted(agreeing_process())

    assert at_the_door(kaarlo(version)).get(payers(version)).status_code == 404
    assert browser(person("bertta")).get(members(version)).status_code == 404


def test_a_contact_of_one_unit_reads_no_agreement_of_another():
    version = sent(agreeing_process())
    unit = version.process.payer.units.create(practice=version.process.practice, name="Muu yksikkö")
    other = ContactPerson.objects.create(
        practice=version.process.practice,
        organisation=version.process.payer,
        unit=unit,
        name="Ella",
        email="ella@example.org",
    )

    assert at_the_door(other).get(payers(version)).status_code == 404


def test_a_withdrawn_contact_person_is_led_to_the_lost_door():
    version = sent(agreeing_process())
    payer = at_the_door(kaarlo(version))
    ContactPerson.objects.update(ended_on=MORNING.date())

    answer = payer.post(payers(version), {"act": "accept", "seen": version.fingerprint})

    assert (answer.status_code, answer.headers["location"]) == (302, "/door/")
    assert version.acceptances.count() == 1


def test_an_internal_agreement_is_the_coordinators():
    version = sent(running_process(), of_kind(AgreementKind.INTERNAL))

    assert at_the_door(kaarlo(version)).get(payers(version)).status_code == 404


# --- the member --------------------------------------------------------------------------------------------


def test_a_member_accepts_on_the_own_phone():
    version = in_force(agreeing_process())
    bertta = browser(person("bertta"))
    assert "Sopimus odottaa sinua" in bertta.get("/home/").text

    bertta.post(members(version), {"act": "accept", "seen": version.fingerprint})

    assert version.acceptances.get(party="member").identity == "signed_in"
    home = bertta.get("/home/").text
    assert ("Sopimus odottaa sinua" in home, members(version) in home) == (False, True)


def test_own_digits_on_the_own_device_are_told_from_a_mailed_code():
    version = in_force(agreeing_process())
    bertta = browser(person("bertta"))
    token = remember_device(person=person("bertta"), pin="739518", at=now())
    bertta.cookies[DEVICE_COOKIE] = token

    bertta.post(members(version), {"act": "accept", "seen": version.fingerprint})

    assert version.acceptances.get(party="member").identity == "pin_device"


def test_a_device_of_days_ago_does_not_make_a_mailed_code_own_digits():
    version = in_force(agreeing_process())
    bertta = browser(person("bertta"))
    token = remember_device(person=person("bertta"), pin="739518", at=now() - timedelta(days=3))
    bertta.cookies[DEVICE_COOKIE] = token

    bertta.post(members(version), {"act": "accept", "seen": version.fingerprint})

    assert version.acceptances.get(party="member").identity == "signed_in"


def test_the_same_form_sent_twice_is_one_acceptance():
    version = in_force(agreeing_process())
    bertta = browser(person("bertta"))
    form = {"act": "accept", "seen": version.fingerprint, "once": "x" * 32}

    answers = [bertta.post(members(version), form).status_code for _press in range(2)]

    assert answers == [302, 302]
    assert version.acceptances.filter(party="member").count() == 1


def test_a_reason_too_long_is_kept_in_the_form():
    version = sent(agreeing_process())
    typed = "aina " * 70

    answer = browser(person("bertta")).post(
        members(version), {"act": "decline", "seen": version.fingerprint, "reason": typed}
    )

    assert answer.status_code == 200
    assert typed.strip() in answer.text
    assert MemberRefusal.objects.count() == 0


def test_whoever_left_or_never_belonged_finds_nothing():
    version = sent(agreeing_process())
    version.process.members.filter(name="Bertta S.").update(left_on=MORNING.date())

    for who in ("bertta", "outi"):
        assert browser(person(who)).get(members(version)).status_code == 404


def test_a_reader_who_never_answers_stops_nothing():
    version = in_force(agreeing_process())
    bertta = browser(person("bertta"))
    for _day in range(3):
        bertta.get(members(version))

    assert Process.objects.get().state == "agreed"
    assert version.acceptances.filter(party="member").count() == 0


def cards_at_home(who: Client) -> list[Part]:
    """What the phone home tells of agreements: the way to the goals stands there too."""
    parts = who.get("/home/").context["page"].parts
    return [part for part in parts if part.template == "agreement/part_home.html"]


def test_a_change_of_the_price_asks_nothing_of_a_member_until_it_holds():
    process = running_process()
    member_says_yes(in_force(process))
    bertta = browser(person("bertta"))

    version = sent(process, dearer())

    assert bertta.get(members(version)).context["page"].may_accept is False
    (card,) = cards_at_home(bertta)
    assert [row.waits for row in card.content.rows] == [False]


def test_a_change_of_the_goals_is_the_one_thing_that_waits_for_a_member():
    process = running_process()
    in_force(process)
    version = sent(process, other_goal())

    (card,) = cards_at_home(browser(person("bertta")))

    assert [(row.waits, row.href) for row in card.content.rows] == [(True, members(version))]


def test_who_pays_for_themselves_reads_no_warning_of_silence():
    version = sent(self_payer_process(), of_kind(AgreementKind.TWO_PARTY))

    page = browser(person("bertta")).get(members(version)).context["page"]
    assert (page.few_note, page.may_accept) == ("", True)


# --- the supervisor ----------------------------------------------------------------------------------------


def test_from_nothing_to_a_sent_version_in_four_presses():
    process = agreeing_process()
    aino = browser(person("aino"))
    assert supervisors(process) in aino.get(f"/processes/{process.pk}/").text
    assert "ei ole vielä laadittu" in aino.get(supervisors(process)).text

    aino.post(supervisors(process, "draft/"), {"kind": "three_party", "profile": "full", "language": "fi"})
    version = process.agreements.get()
    assert (version.state, version.says.disclosure.ties) == ("draft", None)
    party = {one.kind: one.name for one in version.says.parties}
    assert (party["supervisor"], party["payer"]) == ("Aino Hurme", "Itäisen alueen varhaiskasvatus")

    refused = aino.post(supervisors(process, "sending/"), {"seen": version.fingerprint})
    assert "Kerro ensin, onko sinulla" in refused.text

    drafted(process, CONTENT)
    version.refresh_from_db()
    answer = aino.post(supervisors(process, "sending/"), {"seen": version.fingerprint})
    assert answer.headers["location"] == supervisors(process)
    version.refresh_from_db()
    assert version.state == "sent"


def test_the_first_draft_knows_what_the_process_knows():
    process = running_process()
    process.payer.order_number = "4500123"
    process.payer.save()

    browser(person("aino")).post(
        supervisors(process, "draft/"), {"kind": "three_party", "profile": "full", "language": "sv"}
    )

    content = process.agreements.get().says
    assert (content.meetings.planned, content.meetings.minutes, content.meetings.interval_weeks) == (
        10,
        75,
        3,
    )
    assert (content.price.cents, content.billing.order_number) == (16_000, "4500123")
    assert (content.evaluation.middle_meeting, content.silence.public_payer) == (5, True)
    assert (content.binding_language, content.group.people, content.group.quorum) == ("sv", 3, 2)


def test_a_draft_that_another_tab_wrote_is_not_overwritten():
    process = agreeing_process()
    version = drafted(process)
    aino = browser(person("aino"))
    form = aino.get(supervisors(process, "draft/")).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", False)}
    old = version.fingerprint
    drafted(process, dearer())

    answer = aino.post(supervisors(process, "draft/"), {**typed, "seen": old})

    assert process.agreements.get().says.price.cents == 18_000
    assert answer.status_code == 200


def test_in_the_room_each_is_ticked_with_their_own_way():
    version = in_force(agreeing_process())
    henna, toni = member_of(version, "Henna"), member_of(version, "T. K.")
    aino = browser(person("aino"))

    aino.post(
        supervisors(version.process, "acceptances/"),
        {f"member-{henna.pk}": "paper", f"member-{toni.pk}": "aloud"},
    )

    page = aino.get(supervisors(version.process)).context["page"]
    assert [(one.name, one.how) for one in page.members] == [
        ("Bertta S.", ""),
        ("Henna", "paperilla"),
        ("T. K.", "ääneen, työnohjaajan kirjaamana"),
    ]


def test_the_phones_are_asked_from_the_page_of_the_meeting():
    version = in_force(agreeing_process())

    answer = browser(person("aino")).post(supervisors(version.process, "asking/"), follow=True)

    assert "Sopimus odottaa nyt yhdessä puhelimessa." in answer.text


def test_what_is_no_pdf_is_refused_and_nothing_is_sent():
    version = drafted(agreeing_process())
    aino = browser(person("aino"))
    wrong = SimpleUploadedFile("sopimus.pdf", b"Sopimus", content_type="application/pdf")
    right = SimpleUploadedFile("sopimus.pdf", b"%PDF-1.7\n", content_type="application/pdf")
    given = {"seen": version.fingerprint, "signed_on": "2026-11-20"}

    refused = aino.post(supervisors(version.process, "signed/"), {**given, "file": wrong})
    no_day = aino.post(supervisors(version.process, "signed/"), {"seen": version.fingerprint, "file": right})
    version.refresh_from_db()
    assert (refused.status_code, no_day.status_code, version.state) == (200, 200, "draft")

    right.seek(0)
    aino.post(supervisors(version.process, "signed/"), {**given, "file": right})
    version.refresh_from_db()
    assert version.state == "in_force"


def test_the_page_shows_what_changes_and_whom_it_concerns():
    process = running_process()
    in_force(process)
    sent(process, dearer())

    page = browser(person("aino")).get(supervisors(process)).context["page"]

    assert [one.clause for one in page.changed] == [Clause.C11]
    assert (page.concerns, page.in_force_number) == (("Maksaja", "Työnohjaaja"), 1)


def test_a_change_begins_from_what_holds():
    process = running_process()
    in_force(process)
    aino = browser(person("aino"))

    form = aino.get(supervisors(process, "amendment/")).context["form"]

    assert form.before == CONTENT
    sent(process, other_goal())
    assert aino.get(supervisors(process, "amendment/")).status_code == 302


def test_two_tabs_that_send_send_once():
    version = drafted(agreeing_process())
    tabs = [browser(person("aino")) for _tab in range(2)]

    answers = [
        tab.post(supervisors(version.process, "sending/"), {"seen": version.fingerprint}) for tab in tabs
    ]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert version.changes.count() == 1


def test_what_was_sent_a_week_ago_waits_in_today():
    aino = browser(person("aino"))
    version = sent(agreeing_process())
    assert [str(one.kind) for one in aino.get("/today/").context["page"].waiting.first] == []

    AgreementVersion.objects.filter(pk=version.pk).update(sent_at=now() - timedelta(days=8))

    (row,) = aino.get("/today/").context["page"].waiting.first
    assert (str(row.kind), row.href) == ("Sopimus", supervisors(version.process, "reminder/"))


def test_the_way_back_leads_to_the_offer_or_out():
    aino = browser(person("aino"))
    for act, state in (("back", "agreeing"), ("reopen", "offered"), ("withdraw", "declined")):
        version = sent(agreeing_process())
        aino.post(supervisors(version.process, "taking-back/"), {"act": act})
        version.refresh_from_db()
        assert (version.state, version.process.state) == ("void", state)


def test_an_ended_process_keeps_its_agreement_to_be_read():
    version = in_force(agreeing_process())
    Process.objects.update(state="closed")
    aino = browser(person("aino"))

    page = aino.get(supervisors(version.process))
    refused = aino.post(
        supervisors(version.process, "acceptances/"), {f"member-{member_of(version).pk}": "paper"}
    )

    assert page.context["page"].state == "ended"
    assert "päättynyt" in refused.text
    assert Acceptance.objects.filter(party="member").count() == 0


# --- the papers --------------------------------------------------------------------------------------------


def test_each_party_may_take_a_copy_and_gets_the_stored_bytes():
    version = sent(agreeing_process())
    make_copies.call(str(version.pk))
    stored = bytes(version.copies.get(language="fi").content)
    outi = browser(person("outi"))

    for client, address in (
        (browser(person("aino")), f"{supervisors(version.process)}{version.pk}/"),
        (at_the_door(kaarlo(version)), payers(version)),
        (browser(person("bertta")), members(version)),
    ):
        assert client.get(f"{address}pdf/fi/").content == stored
        assert client.get(f"{address}pdf/de/").status_code == 404
        assert outi.get(f"{address}pdf/fi/").status_code in {302, 404}


def test_the_papers_are_made_once_and_the_same_bytes_again():
    version = sent(agreeing_process())
    make_copies.call(str(version.pk))
    first = {copy.language: bytes(copy.content) for copy in version.copies.all()}
    make_copies.call(str(version.pk))
    assert {copy.language: bytes(copy.content) for copy in version.copies.all()} == first
    assert sorted(first) == ["en", "fi", "sv"]

    version.copies.all().delete()
    make_copies.call(str(version.pk))

    assert {copy.language: bytes(copy.content) for copy in version.copies.all()} == first


def test_a_paper_that_is_not_made_yet_is_asked_for_again(monkeypatch):
    monkeypatch.setattr("tuokio.agreement.views.copies.PATIENCE", 0)
    version = sent(agreeing_process())

    answer = browser(person("aino")).get(f"{supervisors(version.process)}{version.pk}/pdf/fi/")

    assert answer.status_code == 202


# --- the list to sign --------------------------------------------------------------------------------------


def test_the_list_to_sign_has_the_names_of_today_and_is_kept_nowhere():
    version = sent(agreeing_process())
    Member.objects.filter(name="Henna").update(left_on=MORNING.date())
    aino = browser(person("aino"))
    address = supervisors(version.process, "member-list/")
    assert address in aino.get(supervisors(version.process, "acceptances/")).text

    answer = aino.get(address)

    text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(answer.content)).pages)
    assert ("Bertta S." in text, "T. K." in text, "Henna" in text) == (True, True, False)
    assert version.fingerprint[:16] in text.replace("\n", "")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Content-Disposition"] == 'inline; filename="allekirjoituslista-1.pdf"'
    assert Document.objects.count() == 0


def test_there_is_no_list_to_sign_before_there_is_something_to_accept():
    version = drafted(agreeing_process())
    assert browser(person("aino")).get(supervisors(version.process, "member-list/")).status_code == 404


def test_each_pdf_says_in_which_language_it_is():
    version = sent(agreeing_process())
    pages = (
        browser(person("aino")).get(supervisors(version.process)),
        at_the_door(kaarlo(version)).get(payers(version)),
        browser(person("bertta")).get(members(version)),
    )

    for page in pages:
        assert re.findall(r'/(\w\w)/?" hreflang="(\w\w)">', page.text) == [
            ("fi", "fi"),
            ("sv", "sv"),
            ("en", "en"),
        ]
        assert re.findall(r' lang="(\w\w)">(suomeksi|på svenska|in English)<', page.text) == [
            ("fi", "suomeksi"),
            ("sv", "på svenska"),
            ("en", "in English"),
        ]


def test_a_draft_says_once_that_it_is_kept_readable():
    version = drafted(agreeing_process())

    page = browser(person("aino")).get(supervisors(version.process, "draft/")).text

    assert page.count("tallessa selväkielisenä") == 1
