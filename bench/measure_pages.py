"""Measure the pages on the folder's data: `python -m bench.measure_pages REQUESTS`; prints JSON."""

from __future__ import annotations

import json
import sys
from importlib import import_module

from bench.house import Visitor, set_up


def main() -> None:
    """CPU ms and queries per page, and of the hello."""
    set_up()
    requests = int(sys.argv[1])
    print(json.dumps({name: page(name, who, path, requests) for name, who, path in pages()}))


def pages() -> list[tuple[str, str, str]]:
    """Name, cookies and address of each page that is measured."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from tuokio.kit.clock import now
    from tuokio.people.access import THROUGH_THE_DOOR
    from tuokio.people.doors import open_door
    from tuokio.people.models import ContactPerson, Person
    from tuokio.supervision.models import Process

    store = import_module(settings.SESSION_ENGINE).SessionStore
    process = (
        Process.objects.filter(name="Ryhmä 8", practice__slug__startswith="crowd")
        .order_by("practice__slug")
        .first()
    )
    assert process is not None
    supervisor = process.leads.get().supervisor
    assert isinstance(supervisor, Person)
    session = store()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = (
        str(supervisor.pk),
        settings.AUTHENTICATION_BACKENDS[0],
    )
    session[HASH_SESSION_KEY] = supervisor.get_session_auth_hash()
    session.save()
    contact = ContactPerson.objects.get(pk=process.contact_person_id)
    door = store()
    door[THROUGH_THE_DOOR] = {
        "door": str(open_door(contact=contact, by=None, at=now()).pk), "until": "2999-01-01T00:00:00+00:00",
    }  # fmt: skip
    door.save()
    signed_in, by_door = (f"{settings.SESSION_COOKIE_NAME}={one.session_key}" for one in (session, door))
    return [
        ("hello", "", "/bench-hello/"),
        ("hello, signed in", signed_in, "/bench-hello/"),
        ("public page", "", "/p/kaarnala/"),
        ("process page", signed_in, f"/processes/{process.pk}/"),
        ("Tänään", signed_in, "/today/"),
        ("commissioner's page", by_door, "/commissioner/"),
    ]


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
