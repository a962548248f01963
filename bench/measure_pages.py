"""Measure the pages on the folder's data: `python -m bench.measure_pages REQUESTS`; prints JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

from bench.house import Visitor, set_up


def main() -> None:
    """CPU ms and queries per page, and of the hello."""
    set_up()
    requests = int(sys.argv[1])
    print(json.dumps({name: page(name, who, path, requests) for name, who, path in pages()}))


def pages() -> list[tuple[str, str, str]]:
    """Name, cookies and address of each page that is measured."""
    from django.urls import reverse

    from tuokio.agreement.models import AgreementVersion
    from tuokio.evaluation.models import Summary
    from tuokio.evaluation.models.waves import Invited, Wave
    from tuokio.people.models import Person
    from tuokio.supervision.models import Process
    from tuokio.terms.words import Standing

    process = (
        Process.objects.filter(name="Ryhmä 8", practice__slug__startswith="crowd")
        .order_by("practice__slug")
        .first()
    )
    assert process is not None
    supervisor = process.leads.get().supervisor
    owner = process.practice.roles.get(standing=Standing.OWNER).person
    contact = process.contact_person
    version = AgreementVersion.objects.get(process=process)
    open_wave = Wave.objects.open().filter(process__practice=process.practice).order_by("pk").first()
    asked = Invited.objects.filter(wave=open_wave, member__person__isnull=False).first()
    assert contact is not None
    given = Summary.objects.given_to(contact).order_by("pk").first()
    assert isinstance(supervisor, Person) and open_wave and asked and asked.member.person and given
    led, owned, answers = signed_in(supervisor), signed_in(owner), signed_in(asked.member.person)
    by_door = through_door(contact)
    return [
        ("hello", "", "/bench-hello/"),
        ("hello, signed in", led, "/bench-hello/"),
        ("public page", "", "/p/kaarnala/"),
        ("process page", led, reverse("desk:process", args=[process.pk])),
        ("Tänään", led, reverse("desk:today")),
        ("commissioner's page", by_door, reverse("desk:commissioner")),
        ("supervisor's agreement", led, reverse("agreement:agreement", args=[process.pk])),
        ("payer's agreement", by_door, reverse("agreement:for_payer", args=[version.pk])),
        ("wave form", answers, reverse("evaluation:my_wave", args=[open_wave.pk])),
        ("phone home", answers, reverse("desk:home")),
        ("coordination", owned, reverse("desk:coordination")),
        ("commissioner's summary", by_door, reverse("evaluation:given_summary", args=[given.pk])),
    ]


def signed_in(person: Any) -> str:
    """The cookie of a person who has signed in."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    return cookie(
        {
            SESSION_KEY: str(person.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: person.get_session_auth_hash(),
        }
    )


def through_door(contact: Any) -> str:
    """The cookie of a contact person who came through the door of a letter."""
    from tuokio.kit.clock import now
    from tuokio.people.access import THROUGH_THE_DOOR
    from tuokio.people.doors import open_door

    door = open_door(contact=contact, by=None, at=now())
    return cookie({THROUGH_THE_DOOR: {"door": str(door.pk), "until": "2999-01-01T00:00:00+00:00"}})


def cookie(kept: dict[str, Any]) -> str:
    """The cookie of a session that keeps these values."""
    from django.conf import settings

    session = import_module(settings.SESSION_ENGINE).SessionStore()
    for name, value in kept.items():
        session[name] = value
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def page(name: str, cookies: str, path: str, requests: int) -> dict[str, float]:
    """CPU ms per request and the number of queries of one page."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    visitor = Visitor(cookies)
    cost = visitor.cpu_ms(path, requests * (5 if "hello" in name or "public" in name else 1))
    with CaptureQueriesContext(connection) as asked:
        _status, length = visitor.ask(path)
    return {"cpu_ms": round(cost, 3), "queries": len(asked), "bytes": length}


if __name__ == "__main__":
    main()
