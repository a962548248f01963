"""Two tabs, two people, one moment: an agreement is accepted once and comes into force once."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from tests.agreement.agreement_cast import agreeing_process, drafted, member_of, sent
from tests.cast import person
from tuokio.agreement.domain.version_states import IllegalVersionEvent
from tuokio.agreement.models import Acceptance, AgreementVersion, MemberRefusal
from tuokio.agreement.usecases.accepting import (
    AlreadyAccepted,
    accept_as_member,
    accept_for_payer,
    decline_as_member,
)
from tuokio.agreement.usecases.drafting import take_back
from tuokio.agreement.usecases.force import VersionTakenBack
from tuokio.agreement.usecases.sending import send_version
from tuokio.kit.clock import now
from tuokio.kit.models import Letter
from tuokio.supervision.models import StateChange, Term

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[Exception]:
    """Let all of them begin at the same moment; hands back what refused."""
    gate, refused = threading.Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            gate.wait()
            act()
        except Exception as refusal:  # each refusal is looked at by the test
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def fresh(version: AgreementVersion) -> AgreementVersion:
    related = AgreementVersion.objects.select_related("process__practice", "process__payer")
    return related.get(pk=version.pk)


def test_the_payer_in_two_tabs_accepts_once():
    version = sent(agreeing_process())
    contact = version.process.contact_person

    def press() -> None:
        accept_for_payer(version=fresh(version), seen=version.fingerprint, contact=contact, at=now())

    assert at_once(*[press] * 4) == []

    assert Acceptance.objects.filter(party="payer").count() == 1
    assert (Term.objects.count(), StateChange.objects.filter(event="all_parties_accepted").count()) == (1, 1)
    assert [change.event for change in fresh(version).changes.all()] == [
        "send",
        "accept",
        "enter_into_force",
    ]


def test_the_supervisor_in_two_tabs_sends_once():
    version = drafted(agreeing_process())

    def press() -> None:
        send_version(version=fresh(version), seen=version.fingerprint, by=person("aino"), at=now())

    person("aino")
    assert at_once(*[press] * 3) == []

    assert Acceptance.objects.count() == 1
    assert Letter.objects.filter(kind="commissioner's door").count() == 1


def test_accepting_and_taking_back_at_once_leave_one_of_the_two():
    version = sent(agreeing_process())
    contact, aino = version.process.contact_person, person("aino")

    refused = at_once(
        lambda: accept_for_payer(version=fresh(version), seen=version.fingerprint, contact=contact, at=now()),
        lambda: take_back(version=fresh(version), by=aino, at=now()),
    )

    assert len(refused) == 1
    state = fresh(version).state
    assert (type(refused[0]), state) in {(VersionTakenBack, "void"), (IllegalVersionEvent, "in_force")}
    assert Acceptance.objects.filter(party="payer").count() == (state == "in_force")


def test_yes_and_no_at_once_leave_a_yes():
    version = sent(agreeing_process())
    bertta = member_of(version)

    refused = at_once(
        lambda: accept_as_member(version=fresh(version), seen=version.fingerprint, member=bertta, at=now()),
        lambda: decline_as_member(
            version=fresh(version), seen=version.fingerprint, member=bertta, reason="", at=now()
        ),
    )

    assert {type(one) for one in refused} <= {AlreadyAccepted}
    assert (Acceptance.objects.filter(party="member").count(), MemberRefusal.objects.count()) == (1, 0)


def test_what_breaks_off_in_the_middle_leaves_nothing(monkeypatch):
    version = sent(agreeing_process())

    def dies(**_told: object) -> None:
        raise SystemError("the machine stops here")

    monkeypatch.setattr("tuokio.agreement.usecases.force.agree_terms", dies)
    with pytest.raises(SystemError), transaction.atomic():
        accept_for_payer(
            version=fresh(version),
            seen=version.fingerprint,
            contact=version.process.contact_person,
            at=now(),
        )

    assert (fresh(version).state, fresh(version).process.state) == ("sent", "agreeing")
    assert Acceptance.objects.filter(party="payer").count() == 0
