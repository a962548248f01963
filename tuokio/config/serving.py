"""Keeps Tuokio running: one light parent that starts, watches and restarts the web server and the task worker.

The parent imports no Django, so that starting costs little more than the web server itself; what needs the
database (migrating, the night's work) runs in children. The children die with it.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Helsinki")
NIGHT = (3, 15)  # when the night's work begins: hour and minute in ZONE
# Without Django's checks, which would load every page for a process that shows none.
WORKER = ["manage", "work", "--skip-checks"]
BLOCKING_THREADS = 4
PORT_PATIENCE = 3.0  # seconds: a server that was just killed needs a moment to let its port go
START_PATIENCE = 90.0  # seconds until the first answer
HEALTHY = 60.0  # seconds a child has to live for its earlier crashes to be forgotten
LONGEST_PAUSE = 60.0  # seconds between two tries to restart a child that keeps crashing
STOP_PATIENCE = 10.0  # seconds for a child to end what it is doing

MIGRATED = "migrated"  # stamp: what the database was migrated to
DEMO_MADE = "demo-made"  # stamp: the demo practices are in the database
LAST_NIGHT = "last-night"  # stamp: when the night's work was last done
RUNNING = "running"  # locked while Tuokio runs on this data; holds the address it answers at

Say = Callable[[str], None]


class CannotStart(Exception):
    """Why Tuokio cannot start, in words for the one who started it."""


@dataclass(frozen=True)
class Place:
    """Where this installation lives and answers."""

    data: Path
    host: str = "127.0.0.1"
    port: int = 8000
    domain: str = ""
    demo: bool = False
    workers: int = 1

    @property
    def address(self) -> str:
        # Passkeys refuse an IP address; browsers resolve every name under localhost themselves.
        return f"https://{self.domain}" if self.domain else f"http://tuokio.localhost:{self.port}"

    @property
    def local(self) -> str:
        return "127.0.0.1" if self.host in {"0.0.0.0", "::"} else self.host  # noqa: S104 # compared, not bound


def start(place: Place, say: Say) -> int:
    """Run until told to stop. Returns the exit code. Raises CannotStart before anything is served."""
    begun = time.monotonic()
    os.umask(0o077)  # what is kept is for this user's eyes only
    place.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    lock = hold(place)
    try:
        wait_for_port(place)
        migrate(place, say)
        if place.demo:
            make_demo(place, say)
        return House(place, say, begun).keep()
    finally:
        lock.close()


# --- before serving ---------------------------------------------------------------------------------------


def hold(place: Place) -> Any:
    """Lock the data folder for as long as the returned file is open. Raises CannotStart when another holds it."""
    file = (place.data / RUNNING).open("a+", encoding="utf-8")
    if not try_lock(file):
        file.seek(0)
        address = file.read().strip()
        file.close()
        raise CannotStart(f"Tuokio already runs on {place.data}, at {address or 'another port'}.")
    file.seek(0)
    file.truncate()
    file.write(place.address)
    file.flush()
    return file


def try_lock(file: Any) -> bool:
    """Lock a file for this process; the lock goes when the process does. False when another has it."""
    try:
        import fcntl
    except ImportError:  # Windows: two at once are not noticed here, only by the port
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def runs_on(data: Path) -> str | None:
    """The address of the Tuokio that runs on a data folder, None when none does."""
    with contextlib.suppress(FileNotFoundError), (data / RUNNING).open("r", encoding="utf-8") as file:
        if not try_lock(file):
            return file.read().strip()
    return None


def port_is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except PermissionError:
            raise CannotStart(
                f"Port {port} may only be used by the administrator. Choose one above 1023."
            ) from None
        except OSError:
            return False
    return True


def wait_for_port(place: Place) -> None:
    until = time.monotonic() + PORT_PATIENCE
    while not port_is_free(place.host, place.port):
        if time.monotonic() > until:
            raise CannotStart(
                f"Port {place.port} is in use by another program. Choose another: tuokio start --port {place.port + 1}"
            )
        time.sleep(0.05)


def migrate(place: Place, say: Say) -> None:
    """Bring the database to this version, unless the stamp says that it is."""
    wanted = migration_mark()
    stamp = place.data / MIGRATED
    if read(stamp) == wanted and database_file_exists(place):
        return
    begun = time.monotonic()
    say("Preparing the database …")
    run_child(
        ["manage", "migrate", "--verbosity", "0", "--skip-checks"], "The database could not be prepared."
    )
    stamp.write_text(wanted)
    say(f"The database is ready ({time.monotonic() - begun:.1f} s).")


def migration_mark() -> str:
    """What changes when there may be something to migrate: the migrations' names, and the databases' addresses."""
    mark = hashlib.sha256()
    for name in ("TUOKIO_DATABASE", "TUOKIO_KEYS_DATABASE"):
        mark.update(f"{os.environ.get(name, '')}\n".encode())
    for package in ("tuokio", "allauth", "django_tasks_db", "django"):
        spec = importlib.util.find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            continue
        top = Path(spec.submodule_search_locations[0])
        within = {
            "tuokio": "**/migrations/0*.py",
            "django": "contrib/*/migrations/0*.py",
            "django_tasks_db": "migrations/0*.py",
        }
        for path in sorted(top.glob(within.get(package, "*/migrations/0*.py"))):
            mark.update(f"{package} {path.relative_to(top).as_posix()}\n".encode())
    return mark.hexdigest()


def database_file_exists(place: Place) -> bool:
    """Whether neither database is an SQLite file that is missing."""
    main, keys = (os.environ.get(name, "") for name in ("TUOKIO_DATABASE", "TUOKIO_KEYS_DATABASE"))
    if not main:
        main = f"sqlite:///{place.data / 'tuokio.db'}"
    if not keys and main.startswith("sqlite:"):
        keys = f"sqlite:///{place.data / 'keys.db'}"
    files = [
        address.removeprefix("sqlite:///") for address in (main, keys) if address.startswith("sqlite:///")
    ]
    return all(Path(file).exists() for file in files)


def make_demo(place: Place, say: Say) -> None:
    stamp = place.data / DEMO_MADE
    if stamp.exists():
        return
    begun = time.monotonic()
    say("Making the demo practices …")
    run_child(["demo"], "The demo practices could not be made.")
    stamp.write_text("")
    say(f"The demo practices are ready ({time.monotonic() - begun:.1f} s).")


def run_child(arguments: list[str], refusal: str) -> None:
    code = subprocess.call(child_command(arguments), env=child_environment())  # noqa: S603 # our own program
    if code:
        raise CannotStart(f"{refusal} What went wrong stands above; `tuokio doctor` may know the mend.")


def forget_stamps(data: Path) -> None:
    """After a database was put in place by hand, look anew at what it needs."""
    (data / MIGRATED).unlink(missing_ok=True)


def version() -> str:
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed_version

    try:
        return installed_version("tuokio")
    except PackageNotFoundError:
        return "(not installed)"


def read(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except OSError:
        return ""


# --- children -----------------------------------------------------------------------------------------------


def child_command(arguments: list[str]) -> list[str]:
    return [sys.executable, "-m", "tuokio.config.command_line", *arguments]


def child_environment() -> Mapping[str, str]:
    """What a child begins with. It writes no bytecode: on a full disk Python leaves files cut off that it cannot read."""
    return os.environ | {"TUOKIO_PARENT": str(os.getpid()), "PYTHONDONTWRITEBYTECODE": "1"}


def die_with_parent(parent: int) -> None:
    """Ask the system to end this process when its parent ends, however it ends. On Linux; elsewhere nothing."""
    if sys.platform != "linux":
        return
    import ctypes

    set_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
    ctypes.CDLL(None).prctl(set_death_signal, signal.SIGTERM)
    if os.getppid() != parent:  # it died before the wish was made
        os._exit(1)


def serve_web(*, host: str, port: int, workers: int) -> int:
    """Be the web server: what `tuokio start` runs as its child."""
    import multiprocessing

    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    if sys.platform == "linux":
        # Forking spares each web worker an interpreter's start and granian's import.
        multiprocessing.set_start_method("fork", force=True)
    server = Server(
        "tuokio.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=int(STOP_PATIENCE) - 2,
    )
    server.serve(target_loader=Loader(os.getpid()), wrap_loader=False)
    return 0


@dataclass
class Loader:
    """Loads the application inside a web worker, and binds the worker's life to that of its server."""

    server: int

    def __call__(self) -> Any:
        die_with_parent(self.server)
        from tuokio.config.wsgi import application

        return application


@dataclass
class Child:
    """A process that has to run: started, and started again after a pause that grows while it keeps crashing."""

    name: str
    arguments: list[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    crashes: int = 0
    due_at: float = 0.0

    def start(self, now: float) -> None:
        self.process = subprocess.Popen(  # noqa: S603 # our own program
            child_command(self.arguments),
            env=child_environment(),
            process_group=0,  # Ctrl+C reaches the parent alone, which ends its children in order
        )
        self.started_at = now

    def look(self, now: float) -> str | None:
        """Restart it when it has ended and its pause is over. Returns what happened, if anything did."""
        if self.process is None:
            if now >= self.due_at:
                self.start(now)
            return None
        code = self.process.poll()
        if code is None:
            return None
        self.crashes = 1 if now - self.started_at > HEALTHY else self.crashes + 1
        pause = min(LONGEST_PAUSE, 2.0 ** (self.crashes - 1))
        self.process, self.due_at = None, now + pause
        return f"The {self.name} ended (code {code}); it is started again in {pause:.0f} s."

    def ask_to_end(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()

    def end(self, until: float) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


@dataclass
class House:
    """Everything that runs while Tuokio runs."""

    place: Place
    say: Say
    begun: float
    ending: bool = False
    night: subprocess.Popen[bytes] | None = None
    night_not_before: datetime | None = None
    web: Child = field(init=False)
    worker: Child = field(init=False)

    def __post_init__(self) -> None:
        place = self.place
        listening = ["--host", place.host, "--port", str(place.port), "--workers", str(place.workers)]
        self.web = Child("web server", ["serve-web", *listening])
        self.worker = Child("task worker", WORKER)

    def keep(self) -> int:
        """Serve until a signal says otherwise."""
        for number in (
            signal.SIGINT,
            signal.SIGTERM,
            *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []),
        ):
            signal.signal(number, self.end)
        try:
            self.web.start(time.monotonic())
            if not self.wait_for_first_answer():
                if self.ending:
                    return 0
                raise CannotStart("The web server does not answer. `tuokio doctor` tells what is wrong.")
            self.say(f"Tuokio answers at {self.place.address} ({time.monotonic() - self.begun:.1f} s)")
            self.worker.start(time.monotonic())
            self.tell_who_can_sign_in()
            while not self.ending:
                for child in (self.web, self.worker):
                    if happened := child.look(time.monotonic()):
                        self.say(happened)
                self.look_at_the_night(datetime.now(ZONE))
                pause(0.5, lambda: self.ending)
        finally:
            self.stop()
        return 0

    def end(self, number: int, frame: object) -> None:
        self.ending = True

    def wait_for_first_answer(self) -> bool:
        until, nap = time.monotonic() + START_PATIENCE, 0.02
        while time.monotonic() < until and not self.ending:
            if answers(self.place.local, self.place.port):
                return True
            if self.web.process is None or self.web.process.poll() is not None:
                return False
            time.sleep(nap)
            nap = min(nap * 1.02, 0.5)
        return False

    def tell_who_can_sign_in(self) -> None:
        """Print the demo's people, or the way in to one's own machine. Nothing to say is no fault."""
        told = subprocess.run(  # noqa: S603 # our own program
            child_command(["manage", "who_can_sign_in", "--skip-checks"]),
            env=child_environment(),
            stdout=subprocess.PIPE,
            stderr=None,
            text=True,
            check=False,
        )
        if not told.returncode and told.stdout.strip():
            self.say(told.stdout.rstrip())

    def look_at_the_night(self, now: datetime) -> None:
        """Begin the night's work when it is due, and remember when it has been done."""
        stamp = self.place.data / LAST_NIGHT
        if self.night is not None:
            code = self.night.poll()
            if code is None:
                return
            self.night = None
            if code:
                self.say("The night's work did not succeed; it is tried again in an hour.")
                self.night_not_before = now + timedelta(hours=1)
            else:
                stamp.write_text(now.isoformat())
        elif self.night_not_before and now < self.night_not_before:
            return
        elif night_is_due(read(stamp), now):
            self.night = subprocess.Popen(  # noqa: S603 # our own program
                child_command(["manage", "nightly", "--skip-checks"]),
                env=child_environment(),
                process_group=0,
            )

    def stop(self) -> None:
        children = [self.web, self.worker]
        if self.night is not None:
            children.append(Child("night's work", [], self.night))
        for child in children:
            child.ask_to_end()
        until = time.monotonic() + STOP_PATIENCE
        for child in children:
            child.end(until)


def night_is_due(last: str, now: datetime) -> bool:
    """Whether the night's work is to begin: at its hour, or at once when a day has gone without it."""
    try:
        done = datetime.fromisoformat(last)
    except ValueError:
        return True
    if now - done >= timedelta(days=1):
        return True
    tonight = now.replace(hour=NIGHT[0], minute=NIGHT[1], second=0, microsecond=0)
    return done < tonight <= now


def answers(host: str, port: int) -> bool:
    """Whether /healthz says 200. Speaks HTTP by hand: an HTTP client would double this process's memory."""
    try:
        with socket.create_connection((host, port), timeout=5) as connection:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            return connection.recv(64).split(b" ")[1:2] == [b"200"]
    except OSError:
        return False


def pause(seconds: float, enough: Callable[[], bool]) -> None:
    """Sleep, but not past the moment when it is enough: a signal handler may have decided so."""
    until = time.monotonic() + seconds
    while not enough() and (left := until - time.monotonic()) > 0:
        time.sleep(min(left, 0.25))
