"""An agreement is accepted by each party, and comes into force when supervisor and payer have."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.agreement.agreement_cast import (
    CONTENT,
    GOAL,
    LATER,
    agreeing_process,
    dearer,
    drafted,
    in_force,
    kaarlo,
    member_of,
    member_says_yes,
    of_kind,
    payer_accepts,
    running_process,
    self_payer_process,
    sent,
)
from tests.cast import MORNING, commissioner, person, shared_practice, solo_practice
from tests.doors import newest_letter
from tuokio.agreement.domain.content import Disclosure, fingerprint
from tuokio.agreement.domain.version_states import IllegalVersionEvent
from tuokio.agreement.models import Acceptance, AgreementCopy, AgreementVersion, AlreadySent, MemberRefusal
from tuokio.agreement.signals import agreement_in_force
from tuokio.agreement.usecases.accepting import (
    AlreadyAccepted,
    NotAParty,
    accept_as_member,
    accept_for_house,
    accept_for_payer,
    decline_as_member,
)
from tuokio.agreement.usecases.drafting import (
    AnotherVersionWaits,
    draft_version,
    reopen_terms,
    take_back,
    withdraw,
)
from tuokio.agreement.usecases.force import (
    NotAsItWasRead,
    SupersededVersion,
    VersionTakenBack,
    have_all_accepted,
    taking_part,
)
from tuokio.agreement.usecases.recording import ask_in_meeting, keep_signed, record_acceptances, remind
from tuokio.agreement.usecases.sending import NotComplete, TiesNotDisclosed, send_version
from tuokio.audit.models import Entry
from tuokio.kit.models import Letter
from tuokio.people.models import ContactPerson
from tuokio.supervision.asking import asks_left
from tuokio.supervision.domain.states import IllegalEvent
from tuokio.supervision.models import Ask, Process, ProcessClosed
from tuokio.supervision.usecases import Frame, add_member, begin, member_leaves, move_process
from tuokio.terms.acceptance_words import IdentityLevel
from tuokio.terms.agreement_words import AgreementKind
from tuokio.terms.words import FormOfWork, ProcessEvent, Standing

pytestmark = pytest.mark.django_db


def given(version: AgreementVersion) -> list[tuple[str, str, str]]:
    """Who accepted, by which name, how surely known."""
    rows = Acceptance.objects.filter(version=version).order_by("party", "member__name")
    return [(row.party, row.member.name if row.member else row.name, row.identity) for row in rows]


# --- sending -----------------------------------------------------------------------------------------------


def test_sending_is_accepting_for_the_supervisors_own_part():
    version = sent(agreeing_process())

    assert version.state == "sent"
    assert given(version) == [("supervisor", "Aino Hurme", "signed_in")]
    assert version.process.state == "agreeing"
    assert version.process.state_changes.last().event == ProcessEvent.SKIP_TO_AGREEMENT


def test_nobody_is_asked_before_ties_are_disclosed():
    process = agreeing_process()
    version = drafted(process, replace(CONTENT, disclosure=Disclosure(ties=None)))

    with pytest.raises(TiesNotDisclosed):
        send_version(version=version, seen=version.fingerprint, by=person("aino"), at=MORNING)

    version.refresh_from_db()
    process.refresh_from_db()
    assert (version.state, process.state) == ("draft", "mapping")
    assert Acceptance.objects.count() == 0


def test_what_lacks_something_is_not_sent():
    version = drafted(agreeing_process(), replace(CONTENT, frame_goals=()))

    with pytest.raises(NotComplete) as refusal:
        send_version(version=version, seen=version.fingerprint, by=person("aino"), at=MORNING)
    assert refusal.value.codes == ("no_goals",)


def test_what_was_changed_in_another_tab_is_not_sent_unread():
    process = agreeing_process()
    version = drafted(process)
    read = version.fingerprint
    drafted(process, dearer())

    with pytest.raises(NotAsItWasRead):
        send_version(version=version, seen=read, by=person("aino"), at=MORNING)


def test_two_tabs_do_not_write_over_each_others_draft():
    process = agreeing_process()
    first = drafted(process)
    drafted(process, dearer())

    with pytest.raises(NotAsItWasRead):
        draft_version(process=process, content=CONTENT, by=person("aino"), at=MORNING, seen=first.fingerprint)


def test_sent_twice_is_sent_once():
    version = drafted(agreeing_process())
    for _tab in range(2):
        send_version(version=version, seen=version.fingerprint, by=person("aino"), at=MORNING)

    assert version.changes.count() == 1
    assert Letter.objects.filter(kind="commissioner's door").count() == 1


def test_the_payer_gets_a_mail_that_something_waits_and_the_members_none():
    sent(agreeing_process())

    assert [letter.to for letter in Letter.objects.all()] == ["kaarlo@example.org"]
    told = newest_letter("kaarlo@example.org")
    assert not any(word in f"{told.subject} {told.text}" for word in ("opimus", "Auringon", "160"))


def test_members_are_asked_at_once_only_when_the_supervisor_wants_it():
    version = sent(agreeing_process(), ask_now=True)

    assert [ask.member.name for ask in Ask.objects.filter(about=version.pk)] == ["Bertta S."]
    assert Letter.objects.filter(to="bertta@example.org").count() == 1


def test_a_sent_version_never_changes():
    version = AgreementVersion.objects.get(pk=sent(agreeing_process()).pk)
    before = version.content

    for change in ({"content": dearer().as_json()}, {"fingerprint": "0" * 64}, {"number": 7}):
        for name, value in change.items():
            setattr(version, name, value)
        with pytest.raises(AlreadySent):
            version.save()
        with pytest.raises(AlreadySent):
            version.save(update_fields=list(change))

    version.refresh_from_db()
    assert (version.content, version.number, version.is_whole) == (before, 1, True)
    with pytest.raises(AnotherVersionWaits):
        drafted(version.process, dearer())


def test_a_kept_copy_never_changes():
    version = sent(agreeing_process())
    copy = AgreementCopy.objects.create(
        version=version, language="fi", content=b"%PDF", fingerprint="0" * 64, release="1", made_at=MORNING
    )

    copy.content = b"other"
    with pytest.raises(AlreadySent):
        copy.save()


def test_nothing_is_agreed_with_someone_who_was_referred_elsewhere():
    process = agreeing_process()
    version = drafted(process)
    move_process(process=process, event=ProcessEvent.REFER, by=None, at=MORNING, reason="mediation")

    with pytest.raises(IllegalEvent):
        send_version(version=version, seen=version.fingerprint, by=person("aino"), at=MORNING)


# --- in force ----------------------------------------------------------------------------------------------


def test_it_is_in_force_when_supervisor_and_payer_have_accepted():
    heard = []

    def hear(**told):
        heard.append({name: told[name] for name in ("frame_goals", "evaluate_at", "at", "by")})

    agreement_in_force.connect(hear)
    try:
        version = in_force(agreeing_process())
    finally:
        agreement_in_force.disconnect(hear)

    process = Process.objects.get()
    assert (version.state, version.in_force_at, process.state) == ("in_force", LATER, "agreed")
    assert given(version) == [
        ("payer", "Kaarlo Virta", "mail_code"),
        ("supervisor", "Aino Hurme", "signed_in"),
    ]
    assert heard == [
        {
            "frame_goals": [(GOAL, "Työnjako on selvä", "kysytään tiimiltä")],
            "evaluate_at": (1, 10),
            "at": LATER,
            "by": None,
        }
    ]


def test_what_was_agreed_becomes_the_terms():
    in_force(agreeing_process())

    term = Process.objects.get().current_term
    assert term is not None
    assert (term.planned, term.minutes, term.interval_weeks, term.price_cents) == (10, 75, 3, 16_000)
    assert (term.vat_code, term.quorum, term.attendance_by_name) == ("standard", 2, False)


def test_each_acceptance_names_the_fingerprint_of_what_was_accepted():
    version = in_force(agreeing_process())
    member_says_yes(version)

    assert {row.fingerprint for row in version.acceptances.all()} == {fingerprint(CONTENT)}
    columns = {field.name for field in Acceptance._meta.get_fields()}
    assert not any("ip" in name.split("_") or "address" in name for name in columns)


def test_members_do_not_hold_the_agreement_up():
    version = in_force(agreeing_process())

    assert not have_all_accepted(version, taking_part(version.process, on=LATER.date()))
    assert version.state == "in_force"


def test_a_running_process_may_agree_afterwards_without_any_change_of_its_own():
    process = running_process()
    moved, terms = process.state_changes.count(), process.terms.count()

    version = in_force(process)

    process.refresh_from_db()
    assert (version.state, process.state) == ("in_force", "running")
    assert (process.state_changes.count(), process.terms.count()) == (moved, terms)


def test_the_payer_accepting_twice_is_accepting_once():
    version = sent(agreeing_process())
    payer_accepts(version)
    payer_accepts(version, at=LATER + timedelta(minutes=5))

    assert [row.at for row in version.acceptances.filter(party="payer")] == [LATER]
    assert version.process.terms.count() == 1


def test_nobody_accepts_what_they_did_not_read():
    version = sent(agreeing_process())

    with pytest.raises(NotAsItWasRead):
        accept_for_payer(version=version, seen="0" * 64, contact=kaarlo(version), at=LATER)
    assert version.acceptances.count() == 1


def test_a_withdrawn_contact_person_and_another_organisations_cannot_accept():
    version = sent(agreeing_process())
    other = commissioner(version.process.practice, "Toinen").contact_persons.get()
    with pytest.raises(NotAParty):
        accept_for_payer(version=version, seen=version.fingerprint, contact=other, at=LATER)

    contact = kaarlo(version)
    ContactPerson.objects.filter(pk=contact.pk).update(ended_on=MORNING.date())
    with pytest.raises(NotAParty):
        accept_for_payer(version=version, seen=version.fingerprint, contact=contact, at=LATER)
    assert version.acceptances.count() == 1


def test_an_ended_process_takes_no_acceptance():
    version = sent(agreeing_process())
    withdraw(process=version.process, by=person("aino"), at=LATER)

    with pytest.raises(ProcessClosed):
        payer_accepts(version)
    version.refresh_from_db()
    assert version.state == "void"


def test_in_force_has_ended_when_its_process_has():
    version = in_force(agreeing_process())
    Process.objects.update(state="closed")

    assert AgreementVersion.objects.get(pk=version.pk).now_in == "ended"


# --- kinds -------------------------------------------------------------------------------------------------


def test_who_pays_for_themselves_accepts_once_for_both():
    version = payer_accepts(sent(self_payer_process(), of_kind(AgreementKind.TWO_PARTY)))

    assert version.state == "in_force"
    assert [row[0] for row in given(version)] == ["member", "payer", "supervisor"]
    assert have_all_accepted(version, taking_part(version.process, on=LATER.date()))


def test_who_pays_for_themselves_may_accept_on_the_phone_too():
    version = member_says_yes(sent(self_payer_process(), of_kind(AgreementKind.TWO_PARTY)))

    assert version.state == "in_force"
    assert [row[0] for row in given(version)] == ["member", "payer", "supervisor"]


def test_another_persons_mail_is_another_person():
    process = self_payer_process()
    process.payer.contact_persons.update(email="puoliso@example.org")

    version = member_says_yes(sent(Process.objects.get(pk=process.pk), of_kind(AgreementKind.TWO_PARTY)))

    assert version.state == "sent"
    assert [row[0] for row in given(version)] == ["member", "supervisor"]


def test_inside_a_house_the_coordinator_accepts_and_there_is_no_price():
    practice = shared_practice()
    practice.kind = "internal"
    practice.save()
    practice.roles.create(person=person("aino"), standing=Standing.SUPERVISOR, since=MORNING.date())
    version = sent(agreeing_process(practice=practice), of_kind(AgreementKind.INTERNAL))
    assert [letter.to for letter in Letter.objects.filter(kind="something waits")] == ["dora@example.org"]
    with pytest.raises(NotAParty):
        payer_accepts(version)
    with pytest.raises(NotAParty):
        accept_for_house(version=version, seen=version.fingerprint, by=person("saara"), at=LATER)

    version = accept_for_house(version=version, seen=version.fingerprint, by=person("dora"), at=LATER)

    assert version.state == "in_force"
    assert version.process.terms.get().price_cents is None


def test_in_four_parties_the_unit_accepts_beside_the_payer():
    process = agreeing_process()
    unit = process.practice.organisations.get().units.create(
        practice=process.practice, name="Auringon yksikkö"
    )
    process.unit = unit
    process.save()
    manager = ContactPerson.objects.create(
        practice=process.practice,
        organisation=process.payer,
        unit=unit,
        name="Ella",
        email="ella@example.org",
    )
    version = sent(process, of_kind(AgreementKind.FOUR_PARTY))
    assert sorted(letter.to for letter in Letter.objects.all()) == ["ella@example.org", "kaarlo@example.org"]

    version = accept_for_payer(version=version, seen=version.fingerprint, contact=manager, at=LATER)
    assert version.state == "partly_accepted"
    version = payer_accepts(version)

    assert version.state == "in_force"
    assert [row[0] for row in given(version)] == ["payer", "supervisor", "unit_manager"]


# --- members -----------------------------------------------------------------------------------------------


def test_a_members_yes_lets_an_earlier_no_go():
    version = sent(agreeing_process())
    bertta = member_of(version)
    decline_as_member(version=version, seen=version.fingerprint, member=bertta, reason="Viesti", at=LATER)
    assert [(row.member, row.reason) for row in MemberRefusal.objects.all()] == [(bertta, "Viesti")]

    member_says_yes(version, at=LATER + timedelta(days=1))

    assert MemberRefusal.objects.count() == 0
    assert ("member", "Bertta S.", "signed_in") in given(version)


def test_a_yes_is_not_taken_back_by_a_no_because_the_others_would_see_it():
    version = member_says_yes(sent(agreeing_process()))

    with pytest.raises(AlreadyAccepted):
        decline_as_member(
            version=version, seen=version.fingerprint, member=member_of(version), reason="", at=LATER
        )


def test_a_no_and_a_yes_leave_the_same_trace_in_the_audit():
    version = sent(agreeing_process())
    decline_as_member(
        version=version, seen=version.fingerprint, member=member_of(version), reason="En halua", at=LATER
    )
    member_says_yes(version, "Henna")

    traces = [
        (entry.act, entry.by_id, entry.detail) for entry in Entry.objects.filter(act__contains="answered")
    ]
    assert traces == [("agreement answered", None, {"version": 1})] * 2
    assert "halua" not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_what_was_accepted_in_the_room_is_written_down_with_its_way():
    version = in_force(agreeing_process())
    henna, toni = member_of(version, "Henna"), member_of(version, "T. K.")

    record_acceptances(
        version=version,
        given={henna: IdentityLevel.PAPER, toni: IdentityLevel.ALOUD},
        by=person("aino"),
        at=LATER,
    )

    assert given(version)[:2] == [("member", "Henna", "paper"), ("member", "T. K.", "aloud")]
    assert {row.recorded_by for row in version.acceptances.filter(party="member")} == {person("aino")}
    with pytest.raises(ValueError, match="on paper or aloud"):
        record_acceptances(
            version=version, given={henna: IdentityLevel.MAIL_CODE}, by=person("aino"), at=LATER
        )


def test_in_the_meeting_the_phones_are_asked_without_a_mail_and_without_cost():
    version = in_force(agreeing_process())
    letters = Letter.objects.count()

    assert ask_in_meeting(version=version, by=person("aino"), at=LATER) == 1

    assert asks_left(member_of(version)) == 6
    assert Letter.objects.count() == letters
    member_says_yes(version)
    assert ask_in_meeting(version=version, by=person("aino"), at=LATER) == 0
    assert Ask.objects.filter(settled_at=None).count() == 0


def test_a_reminder_goes_to_everyone_alike():
    version = sent(agreeing_process())
    for name, mail in (("Henna", "henna"), ("T. K.", "toni")):
        version.process.members.filter(name=name).update(person=person(mail), way_in="mail")
    member_says_yes(version)
    decline_as_member(
        version=version, seen=version.fingerprint, member=member_of(version, "Henna"), reason="", at=LATER
    )
    Letter.objects.all().delete()

    remind(version=version, by=person("aino"), at=LATER + timedelta(days=8))

    letters = {letter.to: (letter.kind, letter.text) for letter in Letter.objects.all()}
    members = {letters.pop(f"{one}@example.org") for one in ("bertta", "henna", "toni")}
    assert len(members) == 1
    assert list(letters) == ["kaarlo@example.org"]


def test_whoever_has_been_asked_as_often_as_promised_is_spared():
    version = sent(agreeing_process())
    for day in range(6):
        remind(version=version, by=person("aino"), at=LATER + timedelta(days=8 * day))

    assert remind(version=version, by=person("aino"), at=LATER + timedelta(days=60)) == (1, 1)


def test_someone_who_left_cannot_accept_and_someone_who_joined_can():
    version = sent(agreeing_process())
    bertta = member_of(version)
    member_leaves(member=bertta, left_on=MORNING.date(), by=person("aino"), at=MORNING)
    add_member(process=version.process, name="Uusi", joined_on=MORNING.date(), by=person("aino"), at=MORNING)

    with pytest.raises(NotAParty):
        accept_as_member(version=version, seen=version.fingerprint, member=bertta, at=LATER)
    member_says_yes(version, "Uusi")

    assert ("member", "Uusi", "signed_in") in given(version)


def test_a_member_of_another_process_cannot_accept():
    version = sent(agreeing_process())
    stranger = running_process().members.get(name="Henna")

    with pytest.raises(NotAParty):
        accept_as_member(version=version, seen=version.fingerprint, member=stranger, at=LATER)


def test_an_acceptance_survives_its_member_as_a_count():
    version = member_says_yes(sent(agreeing_process()))
    version.process.members.all().delete()

    assert [
        (row.party, row.member, row.name, row.identity) for row in version.acceptances.filter(party="member")
    ] == [("member", None, "", "signed_in")]


# --- signed elsewhere --------------------------------------------------------------------------------------


def test_a_pdf_signed_elsewhere_counts_as_acceptance_of_both():
    version = drafted(agreeing_process())

    version = keep_signed(
        version=version,
        seen=version.fingerprint,
        content=b"%PDF-1.7\n",
        filename="sopimus.pdf",
        signed_on=MORNING.date(),
        by=person("aino"),
        at=LATER,
    )

    assert version.state == "in_force"
    assert given(version) == [
        ("payer", "Kaarlo Virta", "signed_pdf"),
        ("supervisor", "Aino Hurme", "signed_pdf"),
    ]
    paper = version.process.papers.get()
    assert (bytes(paper.content), paper.signed_on) == (b"%PDF-1.7\n", MORNING.date())
    assert version.acceptances.get(party="payer").paper == paper
    assert Letter.objects.count() == 0


def test_a_signed_pdf_may_come_after_it_was_sent():
    version = keep_signed(
        version=(waiting := sent(agreeing_process())),
        seen=waiting.fingerprint,
        content=b"%PDF-1.7\n",
        filename="sopimus.pdf",
        signed_on=MORNING.date(),
        by=person("aino"),
        at=LATER,
    )

    assert (version.state, version.process.state) == ("in_force", "agreed")


# --- back --------------------------------------------------------------------------------------------------


def test_what_was_taken_back_is_accepted_by_nobody():
    version = sent(agreeing_process(), ask_now=True)

    take_back(version=version, by=person("aino"), at=LATER)

    with pytest.raises(VersionTakenBack):
        payer_accepts(version)
    with pytest.raises(VersionTakenBack):
        member_says_yes(version)
    assert Ask.objects.filter(settled_at=None).count() == 0
    assert take_back(version=version, by=person("aino"), at=LATER).state == "void"


def test_what_is_in_force_is_not_taken_back():
    version = in_force(agreeing_process())

    with pytest.raises(IllegalVersionEvent):
        take_back(version=version, by=person("aino"), at=LATER)


def test_terms_may_be_talked_about_anew():
    version = sent(agreeing_process())

    process = reopen_terms(process=version.process, by=person("aino"), at=LATER)

    version.refresh_from_db()
    assert (process.state, version.state) == ("offered", "void")


def test_any_party_may_withdraw_before_it_is_in_force():
    version = sent(agreeing_process())

    process = withdraw(process=version.process, by=person("aino"), at=LATER)

    version.refresh_from_db()
    assert (process.state, version.state) == ("declined", "void")


def test_a_process_of_the_short_path_cannot_be_withdrawn_from():
    version = sent(running_process())

    with pytest.raises(IllegalEvent):
        withdraw(process=version.process, by=person("aino"), at=LATER)
    version.refresh_from_db()
    assert version.state == "sent"


def test_an_enquiry_may_skip_to_its_agreement():
    process = begin(
        practice=solo_practice(),
        frame=Frame(name="K. V.", form=FormOfWork.GROUP, payer=commissioner(solo_practice())),
        event=ProcessEvent.ENQUIRE,
        supervisor=person("aino"),
        by=None,
        at=MORNING,
    )

    assert sent(process).process.state == "agreeing"


def test_old_versions_lead_on_and_take_nothing():
    first = in_force(agreeing_process())
    payer_accepts(sent(first.process, dearer(), at=LATER))

    with pytest.raises(SupersededVersion):
        member_says_yes(first)
    assert first.acceptances.filter(party="member").count() == 0
