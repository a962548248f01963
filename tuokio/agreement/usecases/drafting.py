"""Drawing up a version, and taking one back before it is in force."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from tuokio.agreement.domain.content import AgreementContent, fingerprint
from tuokio.agreement.models.agreements import AgreementVersion
from tuokio.agreement.usecases.force import NotAsItWasRead, held
from tuokio.audit import trail
from tuokio.people.models import Person
from tuokio.supervision.asking import settle_asks
from tuokio.supervision.models import Process
from tuokio.supervision.usecases import as_it_stands
from tuokio.terms.acceptance_words import VersionEvent, VersionState
from tuokio.terms.words import ProcessEvent, ProcessState


class AnotherVersionWaits(Exception):
    """A version waits for its acceptances; it is taken back before another one is drawn up."""


@transaction.atomic
def draft_version(
    *, process: Process, content: AgreementContent, by: Person, at: datetime, seen: str = ""
) -> AgreementVersion:
    """Write the draft of the next version, or write the one there is anew.

    `seen` is the fingerprint of the draft that was changed; when another tab has written since, NotAsItWasRead.
    Raises ProcessClosed, AnotherVersionWaits.
    """
    process = as_it_stands(process)
    version = process.agreements.open().select_for_update(of=("self",)).first()
    if version is not None and version.state != VersionState.DRAFT:
        raise AnotherVersionWaits
    if seen and (version is None or version.fingerprint != seen):
        raise NotAsItWasRead
    if version is None:
        last = process.agreements.aggregate(last=Max("number"))["last"] or 0
        version = AgreementVersion(process=process, number=last + 1, made_by=by)
    _write(version, content, at)
    trail.record("agreement drafted", about=process, by=by, at=at, version=version.number)
    return version


def _write(version: AgreementVersion, content: AgreementContent, at: datetime) -> None:
    version.kind, version.profile = content.kind, content.profile
    version.binding_language = content.binding_language
    version.content = content.as_json()
    version.fingerprint = fingerprint(content)
    version.made_at = at
    version.save()


@transaction.atomic
def take_back(*, version: AgreementVersion, by: Person, at: datetime) -> AgreementVersion:
    """Take a draft or a version that waits back: nobody can accept it any more. May be repeated.

    A change that is dropped leaves what holds as it is. Raises ProcessClosed, and IllegalVersionEvent once the
    version has been in force.
    """
    version = held(version)
    if version.state == VersionState.VOID:
        return version
    version.move(VersionEvent.TAKE_BACK, by=by, at=at)
    settle_asks(about=version.pk, at=at)
    process = version.process
    if process.now_in == ProcessState.RENEGOTIATING and version.is_amendment:
        process.move(ProcessEvent.AMENDMENT_DONE, by=by, at=at)
    trail.record("agreement taken back", about=process, by=by, at=at, version=version.number)
    return version


@transaction.atomic
def reopen_terms(*, process: Process, by: Person, at: datetime) -> Process:
    """Talk about the terms anew: what waits is taken back and the process goes back to the offer.

    Raises ProcessClosed, IllegalEvent unless an agreement is open.
    """
    return _leave_agreeing(process, ProcessEvent.REOPEN_TERMS, by=by, at=at)


@transaction.atomic
def withdraw(*, process: Process, by: Person, at: datetime) -> Process:
    """Any party withdraws before the agreement is in force: the process does not start. No reason is asked.

    Raises ProcessClosed, IllegalEvent unless an agreement is open.
    """
    return _leave_agreeing(process, ProcessEvent.WITHDRAW, by=by, at=at)


def _leave_agreeing(process: Process, event: ProcessEvent, *, by: Person, at: datetime) -> Process:
    process = as_it_stands(process)
    for version in process.agreements.open():
        version.process = process
        take_back(version=version, by=by, at=at)
    process.move(event, by=by, at=at)
    trail.record("process moved", about=process, by=by, at=at, event=event)
    return process
