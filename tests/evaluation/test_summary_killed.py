"""`kill -9` while summaries are being given: each is given whole, with its paper and its mail, or not at all."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bad_days.running import PATIENCE, ROOT, House, own_database
from tests.evaluation.giving import GROUPS

pytestmark = pytest.mark.long


def command(what: str) -> list[str]:
    return [sys.executable, "-m", "tests.evaluation.giving", what]


def give_until_killed(house: House, after: float | None) -> tuple[list[str], bool]:
    """What was told as given before the process died, and whether it was killed or had come to its own end.

    Without a time it comes to its own end.
    """
    giving = subprocess.Popen(
        command("give"), cwd=ROOT, env=house.environment, stdout=subprocess.PIPE, text=True
    )
    assert giving.stdout is not None
    first = giving.stdout.readline()
    killer = threading.Timer(after or 0, giving.send_signal, [signal.SIGKILL])
    if after is not None:
        killer.start()
    rest = giving.stdout.read()
    killer.cancel()
    killed = giving.wait(PATIENCE) == -signal.SIGKILL
    return (first + rest).split(), killed


def test_a_summary_is_given_whole_or_not_at_all(
    tmp_path: Path, chance: random.Random, rounds: Callable[[int, int], int]
) -> None:
    with own_database(tmp_path) as database:
        house = House(tmp_path / "data", mail_port=None, database=database)
        house.migrate()
        subprocess.run(command("prepare"), cwd=ROOT, env=house.environment, check=True)
        told: list[str] = []
        kills = 0
        killed = True
        while killed:
            # on a slow machine each kill may come before anything new is given; at last all is given
            after = chance.uniform(0.0, 0.06) if kills < rounds(4, 100) else None
            got, killed = give_until_killed(house, after)
            told += got
            kills += killed
            out = subprocess.run(
                command("tell"), cwd=ROOT, env=house.environment, check=True, stdout=subprocess.PIPE
            )
            stands = json.loads(out.stdout)
            whole = [one for one in stands["summaries"] if one["state"] == "given"]
            none = [one for one in stands["summaries"] if one["state"] == "approved"]
            assert len(whole) + len(none) == GROUPS
            assert {(one["given"], one["paper"], one["changes"], one["entries"]) for one in whole} == {
                (True, True, 1, 1)
            }
            assert {(one["given"], one["paper"], one["changes"], one["entries"]) for one in none} <= {
                (False, False, 0, 0)
            }
            assert stands["letters"] == len(whole)
            assert set(told) <= {one["id"] for one in whole}

    assert kills, "it was over before it could be killed"
