"""`python -m bench [PART …] [--meetings N] [--requests N]`: each part is a line of README.md."""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import measure_scripts
from bench.house import MEETINGS_A_PERSON, ROOT, environment, in_house
from bench.measure_agreement import PAGES
from bench.measure_recommendation import LIMITS_MS, measured
from bench.serving import pss_mib, serving

SMALL = 10_000
FEW_QUERIES = ("public page", "process page", "Tänään", "commissioner's page")
LIMITS = {
    "public page": 2.5,
    **dict.fromkeys(
        (
            "process page", "Tänään", "commissioner's page", "supervisor's agreement", "payer's agreement", "wave form",
            "phone home", "commissioner's summary",
        ),
        12.0,
    ),
}  # fmt: skip
ONLY_TOLD = ("coordination",)  # nobody has set a limit yet
GROWTH, QUERIES, IDLE_HELLO = 1.2, 10, 0.2
ROWS, MEMORY_MIB, FLAT_MIB, START = 20_000, 140.0, 4.0, 2.5
AGREEMENT = 70.0
SEALED, NEWS = 2.5, 1.3
SLOTS = {"one supervisor": 4.0, "any of five": 8.0, "eight, supervisor and room": 10.0}
BARE = 5.0
NOTES = {
    "unlock by six words": (1500.0, "ms"),
    "unlock by passkey": (500.0, "ms"),
    "list": (100.0, "ms"),
    "open a note": (50.0, "ms"),
    "search": (50.0, "ms"),
    "texts opened": (5000.0, "ms"),
    "longest task of the page meanwhile": (50.0, "ms"),
    "20 MB up and down": (5000.0, "ms"),
    "heap of page and worker": (120.0, "MiB"),
    "guest's first word": (15_000.0, "ms"),
    "supervisee's first entry": (60_000.0, "ms"),
}
FEED, FEED_UNCHANGED = 8.0, 1.5
BOOKING, BOOKING_P99, BOOKING_RATE = 7.0, 60.0, 0.5  # ms CPU; ms; least, of the rate of a bare INSERT
PUBLIC_KIB, PUBLIC_REQUESTS = 30.0, 6.0
WORKROOM = {
    "the workroom opens": 500.0,
    "a phone joins": 15_000.0,
    "on the leader's screen, 95 of 100": 2000.0,
}


def main() -> int:
    """Run the parts asked for; 1 when a limit is broken."""
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument(
        "parts",
        nargs="*",
        default=[
            "scripts",
            "recommendation",
            "agreement",
            "start",
            "rows",
            "pages",
            "memory",
            "vault",
            "notes",
            "workroom",
            "slots",
            "feeds",
            "booking",
        ],
    )
    parser.add_argument("--meetings", type=int, default=1_000_000)
    parser.add_argument("--requests", type=int, default=200)
    options = parser.parse_args()
    broken: list[str] = []
    with tempfile.TemporaryDirectory(prefix="tuokio-bench-") as folder:
        house = Houses(Path(folder), options.meetings, broken)
        for part in options.parts:
            getattr(house, f"measure_{part}")(options.requests)
    for line in broken:
        print(f"BROKEN: {line}")
    return 1 if broken else 0


class Houses:
    """The data folders of one run, made when first asked for."""

    def __init__(self, folder: Path, meetings: int, broken: list[str]) -> None:
        self.folder, self.meetings, self.broken = folder, meetings, broken
        self.rate = 0.0

    def data(self, meetings: int) -> Path:
        """A folder with that many meetings."""
        place = self.folder / str(meetings)
        if not place.exists():
            place.mkdir()
            rows, rate = in_house(place, "bench.fill", str(int(meetings / MEETINGS_A_PERSON) + 6)).split()[
                -2:
            ]
            self.rate = float(rate)
            print(f"data: {meetings:,} meetings, {int(rows):,} rows at {self.rate:,.0f} rows/s")
        return place

    def hold(self, what: str, figure: float, limit: float, unit: str, *, at_least: bool = False) -> None:
        """Print a figure beside its limit."""
        good = figure >= limit if at_least else figure <= limit
        sign = "≥" if at_least else "≤"
        print(f"{'ok ' if good else 'BAD'} {what:<44} {figure:>12,.2f} {unit:<8} {sign} {limit:,.2f}")
        if not good:
            self.broken.append(f"{what}: {figure:,.2f} {unit}")

    def measure_scripts(self, requests: int) -> None:
        """Kilobytes of the locked notes' scripts."""
        for what, figure in measure_scripts.measured().items():
            self.hold(what, figure, measure_scripts.LIMITS_KB[what], "kB")

    def measure_recommendation(self, requests: int) -> None:
        """CPU ms of a recommendation over the vignettes."""
        for what, figure in measured(requests).items():
            self.hold(what, figure, LIMITS_MS[what], "ms CPU")

    def measure_rows(self, requests: int) -> None:
        """Rows a second of the demo."""
        self.data(max(self.meetings // 10, SMALL))
        self.hold("demo --people", self.rate, ROWS, "rows/s", at_least=True)

    def measure_pages(self, requests: int) -> None:
        """CPU ms and queries, with few and with many meetings."""
        few, many = self.data(SMALL), self.data(self.meetings)
        small = json.loads(in_house(few, "bench.measure_pages", str(requests)))
        large = json.loads(in_house(many, "bench.measure_pages", str(requests)))
        for name in ("hello", "hello, signed in"):
            print(
                f"    {name:<44} {small[name]['cpu_ms']:>12,.2f} ms       (of {large[name]['cpu_ms']:.2f} ms with many)"
            )
        if max(small["hello"]["cpu_ms"], large["hello"]["cpu_ms"]) > IDLE_HELLO:
            print(f"    a hello took more than {IDLE_HELLO} ms: others use the machine, measure again")
        for name in ONLY_TOLD:
            print(
                f"    {name:<44} {small[name]['cpu_ms']:>12,.2f} ms       (of {large[name]['cpu_ms']:.2f} ms with many)"
            )
        for name, limit in LIMITS.items():
            self.hold(f"{name}, {self.meetings:,} meetings", large[name]["cpu_ms"], limit, "ms CPU")
            if name in FEW_QUERIES:
                self.hold(f"{name}, queries", large[name]["queries"], QUERIES, "queries")
            else:
                print(f"    {f'{name}, queries':<44} {large[name]['queries']:>12,.2f} queries")
            if name != "public page":
                growth = large[name]["cpu_ms"] / small[name]["cpu_ms"]
                self.hold(f"{name}, against {SMALL:,} meetings", growth, GROWTH, "times")

    def measure_memory(self, requests: int) -> None:
        """PSS of the web worker over mixed requests."""
        data = self.data(max(self.meetings // 10, SMALL))
        asked = json.loads(in_house(data, "bench.addresses"))
        with serving(data) as server:
            wait_for(server)
            worker, sizes = 0, []
            for number in range(requests * 50):
                path, cookies = asked[number % len(asked)]
                server.ask(path, cookies)
                if number % (requests * 5) == requests * 5 - 1:
                    worker = worker or max(server.family(), key=lambda pid: web_worker(pid))
                    sizes.append(pss_mib(worker))
        print("    PSS every tenth of the way, MiB: " + " ".join(f"{size:.1f}" for size in sizes))
        self.hold(f"web worker after {requests * 50:,} requests", sizes[-1], MEMORY_MIB, "MiB PSS")
        half = len(sizes) // 2
        self.hold("growth over the second half", sizes[-1] - sizes[half], FLAT_MIB, "MiB PSS")

    def measure_agreement(self, requests: int) -> None:
        """CPU ms of an agreement of three pages as a tagged PDF."""
        told = json.loads(in_house(self.folder, "bench.measure_agreement", str(requests)))
        self.hold(f"agreement PDF, {told['pages']} pages", told["cpu_ms"], AGREEMENT, "ms CPU")
        self.hold("pages of each", told["least"], PAGES, "pages", at_least=True)

    def measure_vault(self, requests: int) -> None:
        """The server's work for a sealed document of 4 KiB, beside a hello through the same middleware."""
        told = json.loads(in_house(self.folder, "bench.measure_vault", str(requests * 10)))
        print(f"    {'vault host, without a word':<44} {told['without a word']:>12,.2f} ms CPU")
        print(f"    {'vault host, hello with a word':<44} {told['hello']:>12,.2f} ms CPU")
        for what in ("fetch", "keep"):
            print(f"    {f'{what} a sealed 4 KiB':<44} {told[what]:>12,.2f} ms CPU")
            self.hold(f"{what} a sealed 4 KiB, against a hello", told[what] / told["hello"], SEALED, "times")
        for what, limit in (("news", NEWS), ("post", SEALED)):
            print(f"    {f'{what} of a meeting':<44} {told[what]:>12,.2f} ms CPU")
            self.hold(f"{what} of a meeting, against a hello", told[what] / told["hello"], limit, "times")

    def measure_notes(self, requests: int) -> None:
        """Wall times of the locked notes in a real browser, with 1,000 notes (fewer with fewer requests)."""
        told = json.loads(in_house(self.folder, "bench.measure_notes", str(min(1000, requests * 5))))
        for what, (limit, unit) in NOTES.items():
            self.hold(f"notes: {what}", told[what], limit, unit)

    def measure_workroom(self, requests: int) -> None:
        """The workroom in real browsers: how fast it opens, and how soon what phones send is on the leader's screen."""
        told = json.loads(
            in_house(
                self.folder,
                "bench.measure_workroom",
                str(min(40, requests // 4)),
                str(min(20, requests // 8)),
            )
        )
        for what, limit in WORKROOM.items():
            self.hold(f"workroom: {what}", told[what], limit, "ms")

    def measure_slots(self, requests: int) -> None:
        """The search for free times over sixty days, bare and as a page, with little and with much history."""
        small = self._slots("others", SMALL, requests)
        print(f"    {'hello, signed in':<44} {small['hello']:>12,.2f} ms CPU")
        for what, limit in SLOTS.items():
            print(f"    {f'slots: {what}, bare':<44} {small['bare'][what]:>12,.2f} ms CPU")
            self.hold(f"slots: {what}, page", small["pages"][what], limit, "ms CPU")
        one = "one supervisor"
        self.hold("slots: page against bare", small["pages"][one] / small["bare"][one], BARE, "times")
        for whose in ("others", "own"):
            few, many = (self._slots(whose, number, requests) for number in (SMALL, self.meetings))
            for kind in ("bare", "pages"):
                growth = many[kind][one] / few[kind][one]
                self.hold(f"slots: {kind}, {self.meetings:,} of {whose}", growth, GROWTH, "times")

    def _slots(self, whose: str, meetings: int, requests: int) -> dict[str, Any]:
        place = self.folder / f"slots-{whose}-{meetings}"
        if not place.exists():
            place.mkdir()
            in_house(place, "bench.fill_slots", whose, str(meetings))
        told: dict[str, Any] = json.loads(in_house(place, "bench.measure_slots", str(requests)))
        return told

    def measure_feeds(self, requests: int) -> None:
        """A feed of 600 meetings: as it was last made, made anew, and unchanged beside a hello."""
        told = json.loads(in_house(self.folder, "bench.measure_feeds", str(requests * 2)))
        print(f"    {'hello':<44} {told['hello']:>12,.2f} ms CPU")
        self.hold("feed of 600 meetings", told["fetched"], FEED, "ms CPU")
        print(
            f"    {'feed of 600 meetings, made anew after a change':<44} {told['made anew']:>12,.2f} ms CPU"
        )
        self.hold(
            "feed unchanged, against a hello", told["unchanged"] / told["hello"], FEED_UNCHANGED, "times"
        )
        print(f"    {'feed of 600 meetings':<44} {told['bytes'] / 1024:>12,.1f} KiB")

    def measure_booking(self, requests: int) -> None:
        """One booking's CPU, its rate beside a bare INSERT with eight clients, and the weight of the public page."""
        told = json.loads(in_house(self.folder, "bench.measure_booking", str(requests)))
        self.hold("booking: written, audited, mail queued", told["written"], BOOKING, "ms CPU")
        self.hold(
            "booking: rate of a bare INSERT against its own",
            told["insert rate"] / told["booking rate"],
            1 / BOOKING_RATE,
            "times",
        )
        self.hold("booking: slowest of a hundred", told["p99 ms"], BOOKING_P99, "ms")
        self.hold(
            "booking: public page with all it fetches", told["page and all it fetches KiB"], PUBLIC_KIB, "KiB"
        )
        self.hold("booking: requests of the public page", told["page requests"], PUBLIC_REQUESTS, "requests")

    def measure_start(self, requests: int) -> None:
        """From process start to the first 200, beside django.setup() of the same apps."""
        data = self.data(SMALL)
        with serving(data) as server:  # migrations and stamps are done by this first one
            wait_for(server)
        walls, cpus, setups, setup_cpus = [], [], [], []
        for _ in range(5):
            wall, cpu = setup_cost(data)
            setups.append(wall)
            setup_cpus.append(cpu)
            with serving(data) as server:
                wait_for(server)
                walls.append(time.monotonic() - server.started)
                cpus.append(server.cpu_seconds())
        setup = statistics.median(setups)
        print(f"    django.setup(): {setup:.2f} s wall, {statistics.median(setup_cpus):.2f} s CPU")
        print(f"    whole family at the first 200: {statistics.median(cpus):.2f} s CPU")
        self.hold("start to the first 200", statistics.median(walls) / setup, START, "× setup")


def web_worker(pid: int) -> float:
    """How much a process looks like the web worker: the granian child that holds Django."""
    words = Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    if "db_worker" in words or "manage work" in words or "nightly" in words:
        return 0.0
    return pss_mib(pid)


def wait_for(server: object, patience: float = 90.0) -> None:
    """Until /healthz answers 200."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        try:
            if server.ask("/healthz") == 200:  # type: ignore[attr-defined]  # a Server
                return
        except OSError:
            time.sleep(0.01)
    raise SystemExit("the server did not answer")


def setup_cost(data: Path) -> tuple[float, float]:
    """Wall and CPU seconds of a process that only sets Django up with the same apps."""
    code = "import time,django;django.setup();import sys;print(time.process_time())"
    begun = time.monotonic()
    variables = {**environment(data), "DJANGO_SETTINGS_MODULE": "tuokio.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=variables, check=True, stdout=subprocess.PIPE, text=True
    )
    return time.monotonic() - begun, float(done.stdout)


if __name__ == "__main__":
    sys.exit(main())
