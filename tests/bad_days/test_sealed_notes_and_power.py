"""The locked notes on bad days of the house: it is killed while they are written, and the power goes.

Two browsers that seal for real write, send files and turn the key without rest. Whatever moment the house dies in,
what it had answered stands and opens, and no turning of the key is half done. The same holds for the disk that a power
cut leaves: of what was written but not yet synced, any part may be missing.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.bad_days.disk import Disk
from tests.bad_days.running import PATIENCE, House, family_of, own_database
from tests.bad_days.sealed_files import keys_ahead
from tests.bad_days.sealing_client import Circle, Person

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(sys.platform != "linux", reason="counts a family of processes by /proc"),
]
SHIM = Path(__file__).with_name("synced.c")


class Writing:
    """A house, and a circle of two who write in it until told to stop."""

    def __init__(self, house: House, laid: dict[str, Any], chance: random.Random) -> None:
        self.house, self.chance = house, chance
        self.over = threading.Event()
        self.faults: list[BaseException] = []
        self.circle = Circle(
            [
                Person(house, laid["ways"][who], go_on=lambda: not self.over.is_set())
                for who in ("aino", "bertta")
            ]
        )
        self.process = laid["process"]

    @contextmanager
    def goes_on(self) -> Iterator[Circle]:
        """Writing goes on while this does."""
        for one in self.circle.people:
            one.comes_over()
            one.opens_an_account()
        self.circle.is_founded(self.process)
        threads = [
            threading.Thread(target=self.works, args=(one, random.Random(self.chance.random())))
            for one in self.circle.people
        ]
        for thread in threads:
            thread.start()
        try:
            yield self.circle
        finally:
            self.over.set()
            for thread in threads:
                thread.join()
        assert self.faults == []

    def works(self, by: Person, chance: random.Random) -> None:
        try:
            self.circle.work(by, chance)
        except BaseException as fault:
            self.faults.append(fault)
            self.over.set()
            raise

    def goes_on_for(self, answers: int) -> None:
        """Until so many more answers have come, and a moment longer."""
        wanted, until = self.answers() + answers, time.monotonic() + PATIENCE
        while self.answers() < wanted:
            assert not self.over.is_set(), self.faults
            assert time.monotonic() < until, "nobody is answered"
            time.sleep(0.005)
        time.sleep(self.chance.uniform(0, 0.2))

    def answers(self) -> int:
        return sum(one.answers for one in self.circle.people)


def test_what_was_answered_opens_whenever_the_house_is_killed(
    tmp_path: Path, chance: random.Random, rounds: Callable[[int, int], int]
) -> None:
    times, between = rounds(2, 50), 0
    with own_database(tmp_path) as database:
        data, main = tmp_path / "data", tmp_path / "tuokio.db"  # none on PostgreSQL
        house, again = (House(data, mail_port=None, database=database) for _one in range(2))
        house.migrate()
        writing = Writing(house, house.inside("circle"), chance)
        house.start()
        try:
            with writing.goes_on() as circle:
                for _number in range(times):
                    writing.goes_on_for(chance.randrange(40))
                    house.kill()
                    since = circle.answered()
                    again.start()  # at an address that nobody writes to
                    assert circle.faults(again, since) == []
                    again.kill()
                    between += main.exists() and keys_ahead(main, data / "keys.db")
                    house.start()
                writing.goes_on_for(40)
            assert circle.faults(house, circle.answered()) == []
        finally:
            house.stop()
    assert times < 10 or sum(one.repeats for one in circle.people), "no kill fell into a request"
    print(f"{times} kills; {told(circle)}; between the two stores {between} times")


def test_the_disk_that_a_power_cut_leaves_opens_as_a_new_house(
    tmp_path: Path, chance: random.Random, rounds: Callable[[int, int], int]
) -> None:
    if os.environ.get("TUOKIO_DATABASE", "").startswith("postgres"):
        pytest.skip("PostgreSQL keeps its own promises; these are the files of SQLite")
    data, times, between = tmp_path / "data", rounds(2, 50), {"kept": 0, "forgot": 0}
    house = House(data, mail_port=None, **watched(tmp_path))
    house.migrate(by_itself=True)  # watched from the first page it writes
    writing = Writing(house, house.inside("circle"), chance)
    left = Disk(data, tmp_path / "synced.log")
    house.start()
    try:
        with writing.goes_on() as circle:
            for _number in range(times):
                writing.goes_on_for(chance.randrange(40))
                with frozen(house):
                    since = circle.answered()
                    for what, by_chance in (("kept", None), ("forgot", chance)):
                        copy = tmp_path / what
                        left.copies_to(copy, by_chance)
                        new = House(copy, mail_port=None)
                        new.start()
                        assert circle.faults(new, since) == [], f"a disk that {what}"
                        new.kill()
                        between[what] += keys_ahead(copy / "tuokio.db", copy / "keys.db")
                        shutil.rmtree(copy)
    finally:
        house.stop()
    assert left.forgotten or times < 10, "no moment fell between a write and its sync"
    print(f"{times} moments, a copy that kept everything and one that forgot: {told(circle)}; "
          f"{left.forgotten} writes forgotten; between the two stores {between}")  # fmt: skip


WRITES = """
import sqlite3, sys
line = sqlite3.connect(sys.argv[1], isolation_level=None)
line.execute("PRAGMA journal_mode=WAL")
line.execute(f"PRAGMA synchronous={sys.argv[2]}")
for number in range(10_000):
    line.execute("INSERT INTO said VALUES (?)", [number])
    print(number + 1, flush=True)
"""


@pytest.mark.parametrize(("synchronous", "keeps"), [("FULL", True), ("OFF", False)])
def test_a_disk_that_forgets_keeps_what_was_synced_and_nothing_else(
    synchronous: str, keeps: bool, tmp_path: Path, chance: random.Random
) -> None:
    data, copy = tmp_path / "data", tmp_path / "copy"
    data.mkdir()
    with closing(sqlite3.connect(data / "one.db")) as line:
        line.execute("CREATE TABLE said (number INTEGER)")
    left = Disk(data, tmp_path / "synced.log")
    command = [sys.executable, "-c", WRITES, str(data / "one.db"), synchronous]
    with subprocess.Popen(command, env=os.environ | watched(tmp_path), stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        answered = max(int(writer.stdout.readline()) for _one in range(40))
        writer.send_signal(signal.SIGSTOP)
        time.sleep(0.1)
        left.copies_to(copy, chance)
        writer.kill()
    with closing(sqlite3.connect(copy / "one.db")) as line:
        (stands,) = line.execute("SELECT count(*) FROM said").fetchone()
    assert (stands >= answered) is keeps, (stands, answered)


def watched(folder: Path) -> dict[str, str]:
    """What lets a house write down what it has synced."""
    compiler = shutil.which("cc")
    if compiler is None:
        pytest.skip("needs a C compiler to stand between SQLite and the disk")
    built = folder / "synced.so"
    subprocess.run([compiler, "-O2", "-shared", "-fPIC", "-o", built, SHIM, "-ldl"], check=True)
    return {"LD_PRELOAD": str(built), "SYNCED_LOG": str(folder / "synced.log")}


@contextmanager
def frozen(house: House) -> Iterator[None]:
    """The house in the middle of whatever it does."""
    assert house.process is not None
    family = family_of(house.process.pid)
    for pid in family:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in family:
            os.kill(pid, signal.SIGCONT)


def told(circle: Circle) -> str:
    """What they did, for whoever reads the run."""
    versions = sum(one.answered for one in circle.documents.values())
    files = sum(1 for one in circle.files.values() if one.answered)
    repeats = sum(one.repeats for one in circle.people)
    return f"{versions} versions, {files} files, {circle.turned - 1} turnings, {repeats} asked again"
