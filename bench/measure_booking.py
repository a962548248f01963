"""Measure booking: `python -m bench.measure_booking REQUESTS`; prints JSON. CPU in this process, rates over HTTP."""

from __future__ import annotations

import http.client
import json
import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.booking_ground import held_forms, network, practices, typed
from bench.house import Visitor, set_up
from bench.serving import Server, serving

CLIENTS = 8
WARM = 20
INSERT = "/bench-insert/"


def main() -> None:
    """Of one booking the CPU; of many at once the rate beside a bare INSERT, and the slowest; of the page its weight."""
    os.environ["TUOKIO_BEHIND_PROXY"] = "1"  # each client comes from a place of its own
    set_up()
    from django.core.management import call_command

    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0)
    requests = int(sys.argv[1])
    told: dict[str, Any] = {**written(requests), **page()}
    forms = held_forms_apart(requests * 2)
    with serving(
        Path(os.environ["TUOKIO_DATA"]), settings="bench.settings", TUOKIO_BEHIND_PROXY="1"
    ) as server:
        wait(server)
        told |= at_once(server, forms, requests)
    print(json.dumps(told))


def held_forms_apart(number: int) -> list[str]:
    """Forms for the server's run, of practices of their own."""
    from tuokio.people.models import Person, Practice

    Practice.objects.filter(name__startswith="Varaus").update(name="Aiempi")
    for person in Person.objects.filter(email__startswith="books"):
        person.email = f"was-{person.email}"
        person.save(update_fields=["email"])
    return held_forms(number)


def written(requests: int) -> dict[str, float]:
    """CPU ms of one confirmed booking: written, audited, its letters queued; the median of five rounds."""
    from tuokio.kit.models import Letter
    from tuokio.meetings.models import Talk

    forms = held_forms(requests + WARM)
    rounds: list[float] = []
    asked = iter(enumerate(forms))
    size = max(1, requests // 5)
    visitor = Visitor(CONTENT_TYPE="application/x-www-form-urlencoded")
    for count in [WARM, *[size] * 5]:
        sendings = [next(asked) for _ in range(count)]
        before = time.process_time()
        for number, path in sendings:
            visitor.more["HTTP_X_FORWARDED_FOR"] = network(number)
            status, _length = visitor.ask(path, "POST", urlencode(typed(number)).encode())
            if status != 303:
                raise SystemExit(f"{path} answered {status}")
        rounds.append((time.process_time() - before) * 1000 / count)
    if Talk.objects.count() != Letter.objects.count() / 2:
        raise SystemExit("not every booking told both")
    return {"written": statistics.median(rounds[1:])}


def page() -> dict[str, float]:
    """KiB of the public booking page and of all that it fetches, and how many requests that is."""
    from tuokio.kit.assets import BUILT, asset_address

    rules = practices(1)[0] if not _any_page() else _any_page()
    path = f"/p/{rules.practice.slug}/booking/"
    visitor = Visitor(HTTP_X_FORWARDED_FOR="10.9.9.9")
    status, length = visitor.ask(path)
    if status != 200:
        raise SystemExit(f"{path} answered {status}")
    names = ("public.css", "tuokio-text.woff2", "tuokio-display.woff2", "icon.svg")
    files = [BUILT / asset_address(name).rsplit("/", 1)[1] for name in names]
    squeezed = [Path(f"{file}.br") if Path(f"{file}.br").exists() else file for file in files]
    weight = length + sum(file.stat().st_size for file in squeezed)
    return {
        "page KiB": length / 1024,
        "page and all it fetches KiB": weight / 1024,
        "page requests": 1 + len(files),
        "page CPU": visitor.cpu_ms(path, 50),
    }


def _any_page() -> Any:
    from tuokio.meetings.models import BookingRules

    return BookingRules.objects.select_related("practice").first()


# --- many at once -----------------------------------------------------------------------------------------------


def wait(server: Server) -> None:
    """Until it answers."""
    for _ in range(3000):
        try:
            if server.ask("/healthz") == 200:
                return
        except OSError:
            time.sleep(0.02)
    raise SystemExit("the server did not answer")


def at_once(server: Server, forms: list[str], requests: int) -> dict[str, float]:
    """Eight clients: bare INSERTs, bookings, and both once more the other way round; rates and the slowest."""
    half = len(forms) // 2
    rates: dict[str, list[float]] = {INSERT: [], "book": []}
    waits: list[float] = []
    for paths, name in (
        ([INSERT] * half, INSERT), (forms[:half], "book"), (forms[half:], "book"), ([INSERT] * half, INSERT),
    ):  # fmt: skip
        took, rate = all_of(server, paths, name)
        rates[name].append(rate)
        if name == "book":
            waits += took
    waits.sort()
    return {
        "insert rate": statistics.mean(rates[INSERT]),
        "booking rate": statistics.mean(rates["book"]),
        "p99 ms": waits[min(len(waits) - 1, int(len(waits) * 0.99))] * 1000,
        "failures": 0,
    }


_number = 100_000


def all_of(server: Server, paths: list[str], name: str) -> tuple[list[float], float]:
    """Send these; how long each took, and how many a second. Ends the run when one fails."""
    global _number
    first, _number = _number, _number + len(paths)
    begun = time.monotonic()

    def client(mine: list[tuple[int, str]]) -> list[float]:
        line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        took = []
        for number, path in mine:
            sent = time.monotonic()
            line.request(
                "POST",
                path,
                urlencode(typed(number)),
                {
                    "Host": f"tuokio.localhost:{server.port}",
                    "X-Forwarded-For": network(number),
                    "Content-Type": "application/x-www-form-urlencoded",
                },
            )
            answer = line.getresponse()
            answer.read()
            took.append(time.monotonic() - sent)
            if answer.status not in {200, 303}:
                raise SystemExit(f"{path} answered {answer.status}")
        return took

    numbered = [*enumerate(paths, first)]
    with ThreadPoolExecutor(CLIENTS) as pool:
        took = [
            one for some in pool.map(client, [numbered[n::CLIENTS] for n in range(CLIENTS)]) for one in some
        ]
    return took, len(paths) / (time.monotonic() - begun)


if __name__ == "__main__":
    main()
