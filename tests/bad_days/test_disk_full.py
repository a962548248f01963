"""The disk is full: said in words, nothing half done, and all goes on when there is room again."""

from __future__ import annotations

import os
import resource
import secrets
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.db.backends.signals import connection_created
from django.test import Client

from tests.bad_days.running import PATIENCE, Browser, House, family_of
from tests.cast import MORNING, person, solo_practice
from tests.doors import enter
from tuokio.audit.models import Entry
from tuokio.config.errors import is_storage_trouble
from tuokio.config.serving import LAST_NIGHT
from tuokio.kit.clock import now
from tuokio.kit.models import Letter, OnceToken
from tuokio.meetings.models import Meeting
from tuokio.people.models import Organisation
from tuokio.supervision.models import Process

ON_SQLITE = not os.environ.get("TUOKIO_DATABASE", "").startswith("postgres")
pytestmark = pytest.mark.skipif(not ON_SQLITE, reason="PostgreSQL's disk is its own")


@contextmanager
def full_disk() -> Iterator[None]:
    """Let the database grow no further, and use up what room it has inside."""

    def limit(connection: Any, **more: Any) -> None:
        with connection.cursor() as cursor:
            pages = cursor.execute("PRAGMA page_count").fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")

    limit(connection)
    connection_created.connect(limit)
    try:
        for size in (100_000, 3_000, 300, 1):
            with pytest.raises(OperationalError):
                for _one in range(100_000):
                    junk("x" * size)
        yield
    finally:
        connection_created.disconnect(limit)
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 4294967294")
        Letter.objects.filter(kind="junk").delete()


def junk(text: str) -> None:
    Letter.objects.create(kind="junk", to="nobody@example.org", text=text, written_at=MORNING, due_at=MORNING)


def what_stands() -> list[int]:
    return [kind.objects.count() for kind in (Process, Meeting, Organisation, OnceToken, Entry)]


@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_told_and_nothing_half_done_stays() -> None:
    solo_practice()
    browser = Client(raise_request_exception=False)
    enter(browser, person("aino"))
    form = {
        "name": "Auringon tiimi",
        "form": "group",
        "payer_kind": "new",
        "payer_name": "Päiväkoti Aurinko",
        "payer_type": "company",
        "member_names": "\n".join(f"Jäsen {number}" for number in range(40)),
        "price_cents": "160,00",
        "planned": 100,
        "interval_weeks": 1,
        "first_on": now().date().isoformat(),
        "at_time": "09:00",
        "once": secrets.token_urlsafe(24),
    }
    before = what_stands()

    with full_disk():
        told = browser.post("/processes/new/", form)
        during = what_stands()
        looked = browser.get("/processes/").status_code

    assert (told.status_code, looked) == (503, 200)
    assert "Tallennus ei nyt onnistunut" in told.text
    assert "Kirjoittamasi on tallella" in told.text
    assert during == before

    # there is room again: the very same form is sent once more, and works
    assert browser.post("/processes/new/", form).status_code == 302
    assert Process.objects.get().meetings.count() == 100


@pytest.mark.django_db
def test_a_mistake_of_ours_is_not_blamed_on_the_disk() -> None:
    with pytest.raises(OperationalError) as missing, connection.cursor() as cursor:
        cursor.execute("SELECT * FROM no_such_table")

    assert not is_storage_trouble(missing.value)
    assert not is_storage_trouble(sqlite3.OperationalError("no such table"))
    assert not is_storage_trouble(ValueError())
    assert is_storage_trouble(OSError(28, "No space left on device"))


@pytest.mark.skipif(sys.platform != "linux", reason="sets the limits of running processes by prlimit")
def test_a_running_house_says_that_it_cannot_write_and_recovers(tmp_path: Path) -> None:
    # Its bytecode lies where every other test reads it: cut off at 4 KiB, it would fail them all.
    house = House(tmp_path / "data", mail_port=None, PYTHONDONTWRITEBYTECODE="1")
    try:
        house.migrate()
        ground = house.inside("prepare")
        house.start()
        wait_for_the_first_night(house)
        browser = Browser(house, ground["session"])
        form = {"name": "Auringon tiimi", "form": "group", "once": secrets.token_urlsafe(24)}
        before = house.inside("tell")

        let_files_grow_to(house, 4096)
        assert browser.ask("GET", "/healthz").status == 503
        told = browser.ask("POST", "/processes/open/", form)
        assert (told.status, "Tallennus ei nyt onnistunut" in told.text) == (503, True)
        assert browser.ask("GET", "/processes/").status == 200
        assert house.inside("tell") == before

        let_files_grow_to(house, resource.RLIM_INFINITY)
        assert browser.ask("GET", "/healthz").status == 200
        assert browser.ask("POST", "/processes/open/", form).status == 302
        assert browser.ask("POST", "/processes/open/", form).status == 302
    finally:
        house.stop()
    assert [one["name"] for one in house.inside("tell")["processes"]] == ["Auringon tiimi"]


def wait_for_the_first_night(house: House) -> None:
    """A new house does its night's work at once; when that is over, whatever runs has the database open."""
    until = time.monotonic() + PATIENCE
    while not (Path(house.environment["TUOKIO_DATA"]) / LAST_NIGHT).exists():
        assert time.monotonic() < until, "the night is not over"
        time.sleep(0.1)


def let_files_grow_to(house: House, size: int) -> None:
    """As a full disk does: no file of the house may grow beyond this.

    Whoever is born meanwhile may still have its parent's former limit: it is looked for until nobody new is found.
    """
    assert house.process is not None
    quiet = 0
    while quiet < 2:
        changed = [pid for pid in family_of(house.process.pid) if was_limited_anew(pid, size)]
        quiet = 0 if changed else quiet + 1


def was_limited_anew(pid: int, size: int) -> bool:
    """Set the limit of one process; whether it had another until now."""
    try:
        soft, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        if soft != size:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, hard))
    except ProcessLookupError:
        return False  # it has ended
    return soft != size
