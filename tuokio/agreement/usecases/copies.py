"""The papers of a sent version, one a language, made once by the worker and then only handed out."""

from __future__ import annotations

import hashlib
import logging
import time

from django.conf import settings
from django.db import transaction
from django.tasks import task

from tuokio import __version__
from tuokio.agreement.models.agreements import AgreementCopy, AgreementVersion
from tuokio.agreement.papers import agreement_pdf
from tuokio.kit import clock
from tuokio.kit.when import local

log = logging.getLogger("tuokio.documents")


def ask_for_copies(version_id: str) -> None:
    """Let the worker make what is missing."""
    make_copies.enqueue(version_id)


@task(queue_name="documents")
def make_copies(version_id: str) -> None:
    """Make the copies of a sent version that are not there yet. May be repeated: what is kept stays."""
    version = (
        AgreementVersion.objects.sent().select_related("process__practice").filter(pk=version_id).first()
    )
    if version is None:
        return
    there = set(version.copies.values_list("language", flat=True))
    made: list[tuple[str, bytes]] = []
    for language, _name in settings.LANGUAGES:
        if language not in there:
            made.append((language, _made(version, language)))
    with transaction.atomic():
        for language, content in made:
            AgreementCopy.objects.bulk_create([_copy(version, language, content)], ignore_conflicts=True)


def _made(version: AgreementVersion, language: str) -> bytes:
    """The same version gives the same bytes in the same release: nothing in it is of the moment of making."""
    return agreement_pdf(
        version.says,
        language=language,
        version=version.number,
        made_on=local(version.sent_at or version.made_at).date(),
        fingerprint=version.fingerprint,
    )


def _copy(version: AgreementVersion, language: str, content: bytes) -> AgreementCopy:
    return AgreementCopy(
        version=version,
        language=language,
        content=content,
        fingerprint=hashlib.sha256(content).hexdigest(),
        release=__version__,
        made_at=clock.now(),
    )


def copy_of(version: AgreementVersion, language: str, *, seconds: float) -> AgreementCopy | None:
    """The kept copy; when the worker has not made it yet, it is asked for again and waited for a little."""
    end = time.monotonic() + seconds
    found = version.copies.filter(language=language).first()
    if found is None:
        ask_for_copies(str(version.pk))
    while found is None and time.monotonic() < end:
        time.sleep(0.1)
        found = version.copies.filter(language=language).first()
    return found
