"""What every test stands on."""

import os
import random
import re
import shutil
import socket
import unittest
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import settings as hypothesis_settings

from tests.one_preparation import Preparation, leave_the_folder, share_a_folder

PROOF = os.environ.get("PROOF") == "1"
left_out = pytest.StashKey[int]()

# A slow machine is no fault of the property; what was found is printed so that it can be tried again.
hypothesis_settings.register_profile(
    "reduced", max_examples=60, deadline=None, database=None, print_blob=True
)
hypothesis_settings.register_profile(
    "proof", max_examples=2000, deadline=None, database=None, print_blob=True
)
hypothesis_settings.load_profile("proof" if PROOF else "reduced")


def pytest_configure(config: pytest.Config) -> None:
    # Set here, so that all workers of one run begin at the same seed.
    os.environ.setdefault("PROOF_SEED", str(random.SystemRandom().randrange(2**32)))
    if not hasattr(config, "workerinput"):
        share_a_folder()
        config.add_cleanup(leave_the_folder)
    if config.getoption("hypothesis_seed", None) is None:
        config.option.hypothesis_seed = os.environ["PROOF_SEED"]


# A file that says one of these may meet the database of this run although pytest-django does not let it in.
MEETS_IT_ANYWAY = re.compile(
    r"\bconnections?\b|vendor|TUOKIO_DATABASE|own_database|subprocess|House\b|Preparation"
)
STARTS_A_HOUSE = re.compile(r"\bHouse\b|\bsweep\b|tests\.house")
LEFT_OUT = "left_out_on_postgresql"


def is_alike_on_both(item: pytest.Item) -> bool:
    """Whether it goes the same way whatever the database: it asks for none, so that Django refuses it every query."""
    return is_let_in_nowhere(item) and not MEETS_IT_ANYWAY.search(source_of(item.path))


def is_let_in_nowhere(item: pytest.Item) -> bool:
    """Whether it asks pytest-django for no database."""
    asks = item.get_closest_marker("django_db") or {"db", "transactional_db", "django_db_setup"} & set(
        getattr(item, "fixturenames", ())
    )
    is_djangos = issubclass(getattr(item, "cls", None) or object, unittest.TestCase)
    return not asks and not is_djangos


def starts_a_house(item: pytest.Item) -> bool:
    """Whether it starts a whole house of its own, which takes long and leaves this run's tables alone."""
    return is_let_in_nowhere(item) and bool(STARTS_A_HOUSE.search(source_of(item.path)))


@cache
def source_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longest begins first, so that no worker is left alone with it at the end.

    The run on PostgreSQL leaves out what the run on SQLite has shown for both; `make proof` leaves out nothing.
    """
    items.sort(key=lambda item: not starts_a_house(item))
    if PROOF or not settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    alike = [item for item in items if is_alike_on_both(item)]
    config.hook.pytest_deselected(items=alike)
    items[:] = [item for item in items if item not in set(alike)]
    config.stash[left_out] = len(alike)
    if hasattr(config, "workeroutput"):
        config.workeroutput[LEFT_OUT] = len(alike)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """A worker of this run has ended; each has left out the same."""
    node.config.stash[left_out] = getattr(node, "workeroutput", {}).get(LEFT_OUT, 0)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if alike := terminalreporter.config.stash.get(left_out, 0):
        terminalreporter.write_line(f"{alike} tests ask for no database: the run on SQLite is theirs.")
    if terminalreporter.stats.get("failed"):
        terminalreporter.write_line(f"To begin at the same seed again: PROOF_SEED={os.environ['PROOF_SEED']}")


@pytest.fixture(scope="session")
def preparation() -> Preparation:
    return Preparation()


@pytest.fixture(scope="session")
def django_db_keepdb(
    preparation: Preparation, django_db_modify_db_settings: None, django_db_blocker: Any
) -> bool:
    """Whether the tables are there already: another worker's, copied."""
    with django_db_blocker.unblock():
        return preparation.taken()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, preparation: Preparation, django_db_blocker: Any) -> None:
    """The tables are prepared once for all workers of a run."""
    with django_db_blocker.unblock():
        preparation.give()


@pytest.fixture
def seed() -> int:
    """Where this run's chance begins; PROOF_SEED sets it."""
    return int(os.environ["PROOF_SEED"])


def pytest_itemcollected(item: pytest.Item) -> None:
    """Whoever asks for a database gets both: what is said of one would else say little of the whole."""
    asked = item.get_closest_marker("django_db")
    needs = asked or {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    if needs and not (asked and "databases" in asked.kwargs):
        options = (asked.kwargs if asked else {}) | {"databases": ["default", "keys"]}
        item.add_marker(pytest.mark.django_db(**options), append=False)


@pytest.fixture
def chance(seed: int, request: pytest.FixtureRequest) -> random.Random:
    """A source of chance of the test's own: the same seed gives the same test the same course."""
    return random.Random(f"{seed} {request.node.name}")


@pytest.fixture
def rounds() -> Callable[[int, int], int]:
    """How often a long proof goes round: `rounds(few, all)` is all of them under PROOF=1, else few."""
    return lambda few, full: full if PROOF else few


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches past this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            host = str(address[0])
            if not (host.startswith("127.") or host in {"::1", "localhost"} or host.endswith(".localhost")):
                raise OSError(f"a test tried to reach {host}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Debian's Chromium, quiet and without a network of its own."""
    quiet = ["background-networking", "component-update", "sync", "quic", "gpu"]
    return {
        "executable_path": shutil.which("chromium"),
        "args": ["--no-sandbox", "--no-first-run", *(f"--disable-{part}" for part in quiet)],
    }
