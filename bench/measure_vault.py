"""Measure the server's work for a sealed document of 4 KiB: `python -m bench.measure_vault REQUESTS`; prints JSON."""

from __future__ import annotations

import json
import sys
from itertools import count
from uuid import uuid4

from bench.house import Visitor, set_up

SEALED = b"age-encryption.org/v1\n".ljust(4096, b"\0")
NOTES = 1000  # documents in the circle


def main() -> None:
    """CPU ms of a hello, a fetch, a keeping, and of the two things that phones ask in a meeting, all by the same word through the same middleware."""
    set_up()
    from django.conf import settings
    from django.core.management import call_command

    from tuokio.config import vault_host

    vault_host.ADDRESSES = "bench.vault_urls"
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    token, space, document = a_circle()
    visitor = Visitor(HTTP_HOST=f"{settings.VAULT_DOMAIN}:8000", HTTP_AUTHORIZATION=f"Bearer {token}")
    requests = int(sys.argv[1])
    revs = count(2)

    def version() -> str:
        return f"/api/documents/{document}?space={space}&kind=note&epoch=1&rev={next(revs)}"

    def sent() -> str:
        return f"/api/posts/{uuid4()}?space={space}&epoch=1"

    told = {
        "without a word": visitor.cpu_ms("/api/house", requests),
        "hello": visitor.cpu_ms("/api/hello", requests),
        "fetch": visitor.cpu_ms(f"/api/documents/{document}", requests),
        "keep": visitor.cpu_ms(version, requests, method="PUT", body=SEALED),
        "news": visitor.cpu_ms(f"/api/spaces/{space}/news", requests),
        "post": visitor.cpu_ms(sent, min(requests, 2000), method="PUT", body=SEALED[:1024]),
    }
    print(json.dumps(told))


def a_circle() -> tuple[str, str, str]:
    """One person's journal with many notes; her word, the circle, a note."""
    from django.contrib.sessions.backends.db import SessionStore

    from tuokio.kit.clock import now
    from tuokio.people.models import Person
    from tuokio.terms.vault_words import SealedKind, SpaceKind
    from tuokio.vault.models import Document, Space, SpaceMember
    from tuokio.vault.usecases.coming_in import come_in, open_passage

    person = Person.objects.create_user("bench@example.org", name="B")
    session = SessionStore()
    session.create()
    word = open_passage(person=person, session_key=session.session_key or "", at=now())
    space = Space.objects.create(pk=uuid4(), kind=SpaceKind.JOURNAL, head="0" * 64, made_on=now().date())
    SpaceMember.objects.create(space=space, member_id=uuid4(), person=person, is_steward=True)
    ids = [uuid4() for _ in range(NOTES)]
    Document.objects.bulk_create(
        Document(pk=one, space=space, kind=SealedKind.NOTE, epoch=1, rev=1, sealed=SEALED, changed_at=now())
        for one in ids
    )
    return come_in(word=word, at=now()).token, str(space.pk), str(ids[0])


if __name__ == "__main__":
    main()
