"""The private PostgreSQL server of the tests: there while a command runs, gone afterwards."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tools import postgres

SCRIPT = Path(__file__).resolve().parents[2] / "tools" / "postgres.py"
PATIENCE = 60.0

pytestmark = pytest.mark.skipif(postgres.find_programs() is None, reason="no PostgreSQL server is installed")

ASK = """
import os, psycopg
from urllib.parse import parse_qs, urlsplit
parts = urlsplit(os.environ["TUOKIO_DATABASE"])
folder = parse_qs(parts.query)["host"][0]
with psycopg.connect(host=folder, user=parts.username, dbname=parts.path[1:]) as connection:
    listening, = connection.execute("select current_setting('listen_addresses')").fetchone()
print(folder, os.stat(os.path.join(folder, "data")).st_uid, repr(listening), flush=True)
"""


def start(code: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), "--", sys.executable, "-c", ASK + code],
        stdout=subprocess.PIPE,
        text=True,
    )


def is_gone(folder: Path) -> bool:
    until = time.monotonic() + PATIENCE
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    return not folder.exists()


def test_a_command_has_a_server_of_its_own_and_its_exit_code_counts():
    server = start("raise SystemExit(7)")
    told, _ = server.communicate(timeout=PATIENCE)

    folder, owner, listening = told.split()
    assert server.returncode == 7
    assert int(owner) != 0
    assert listening == "''"  # a socket in its folder, and nothing on the network
    assert is_gone(Path(folder))


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_the_server_goes_even_when_the_script_is_killed(how: signal.Signals):
    server = start("import time; time.sleep(20)")
    assert server.stdout is not None
    folder = Path(server.stdout.readline().split()[0])
    assert folder.exists()

    server.send_signal(how)
    server.wait(PATIENCE)
    server.stdout.close()

    assert is_gone(folder)
    assert not any(str(folder) in line for line in processes())


def processes() -> list[str]:
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.append(path.read_bytes().replace(b"\0", b" ").decode(errors="replace"))
        except OSError:
            continue  # ended meanwhile
    return lines


def test_without_a_command_it_says_how_it_is_used():
    told = subprocess.run([sys.executable, str(SCRIPT)], capture_output=True, text=True, check=False)

    assert told.returncode == 2
    assert "tools/postgres.py -- COMMAND" in told.stdout


def test_root_is_never_the_owner(tmp_path: Path):
    if os.geteuid() != 0:
        assert postgres.unprivileged(tmp_path) == {}
    else:
        assert postgres.unprivileged(tmp_path)["user"] != 0
