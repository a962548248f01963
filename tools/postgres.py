"""Runs a command on a private PostgreSQL server that is gone afterwards, however the command or this script ends.

    tools/postgres.py -- COMMAND …      TUOKIO_DATABASE holds the server's address while the command runs

The server listens on a socket in its own folder and nowhere else, runs as an unprivileged user even when this
script is started by root, and does not wait for the disk: nothing in it is meant to be kept.
"""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

OWNERS = ("postgres", "nobody")  # who runs the server when root starts it, the first that exists
PATIENCE = 60.0  # seconds until the server answers


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["--guard"]:
        return guard(Path(arguments[1]))
    if arguments[:1] != ["--"] or len(arguments) < 2:
        print(__doc__)
        return 2
    return run(arguments[1:])


def run(command: list[str]) -> int:
    """Run the command beside a server. Returns its exit code."""
    # A socket's path may have 107 characters, so the folder does not go where TMPDIR may point.
    folder = Path(tempfile.mkdtemp(prefix="tuokio-pg-", dir="/tmp" if Path("/tmp").is_dir() else None))
    # The guard outlives this process by a moment: it cleans up when its input ends, even if this is killed.
    keeper = subprocess.Popen(
        [sys.executable, __file__, "--guard", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert keeper.stdin is not None
    assert keeper.stdout is not None
    try:
        if keeper.stdout.readline() != b"ready\n":
            return 1
        address = f"postgresql://tuokio@/tuokio?host={folder}"
        child = subprocess.Popen(command, env=os.environ | {"TUOKIO_DATABASE": address})
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda received, _frame: child.send_signal(received))
        while True:
            try:
                return child.wait()
            except KeyboardInterrupt:  # the command has heard it too; wait for its own end
                continue
    finally:
        keeper.stdin.close()
        keeper.wait()


def guard(folder: Path) -> int:
    """Start the server, say so, and take everything away when standard input ends."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    server = None
    try:
        server = start(folder)
        if server is not None:
            print("ready", flush=True)
            sys.stdin.buffer.read()
    finally:
        if server is not None:
            server.send_signal(signal.SIGQUIT)  # at once: nothing is to be kept
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if server is not None else 1


def start(folder: Path) -> subprocess.Popen[bytes] | None:
    """A server that answers, or None after having said why there is none."""
    programs = find_programs()
    if programs is None:
        print("No PostgreSQL server is installed (initdb was not found).", file=sys.stderr)
        return None
    owner = unprivileged(folder)
    data = folder / "data"
    made = subprocess.run(
        [
            *(str(programs / "initdb"), "--pgdata", str(data), "--username", "tuokio", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
        ],
        cwd=folder,
        capture_output=True,
        check=False,
        **owner,
    )
    if made.returncode:
        print(made.stderr.decode(errors="replace"), file=sys.stderr)
        return None
    careless = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    settings = ["listen_addresses=", f"unix_socket_directories={folder}", "log_min_messages=fatal", *careless]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(
        [programs / "postgres", "-D", data, *(part for setting in settings for part in ("-c", setting))],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        **owner,
    )
    until = time.monotonic() + PATIENCE
    create = [
        str(programs / "createdb"),
        "--host",
        str(folder),
        "--username",
        "tuokio",
        "--maintenance-db",
        "postgres",
        "tuokio",
    ]
    while server.poll() is None and time.monotonic() < until:
        if subprocess.run(create, capture_output=True, check=False).returncode == 0:
            return server
        time.sleep(0.1)
    print((folder / "log").read_text(errors="replace"), file=sys.stderr)
    server.kill()
    server.wait()
    return None


def find_programs() -> Path | None:
    """The folder with PostgreSQL's server programs, the newest version of them; Debian keeps them off the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def unprivileged(folder: Path) -> dict[str, Any]:
    """How to start a program as another than root, who may not run PostgreSQL; the folder becomes that user's."""
    if os.geteuid() != 0:
        return {}
    for name in OWNERS:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, user.pw_uid, user.pw_gid)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise SystemExit(
        f"PostgreSQL refuses to run as root, and none of these users exists: {', '.join(OWNERS)}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
