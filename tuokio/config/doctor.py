"""Tells what is wrong with an installation, and the mend. Reads only; changes nothing."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tuokio.config import serving

LITTLE_SPACE = 500 * 1024 * 1024  # bytes free under which a year of meetings and backups may not fit
WAITED_LONG = timedelta(minutes=10)  # for a task that should start within seconds
LATELY = timedelta(days=14)  # how far back letters are looked at: older ones have been dealt with
OLD_BACKUP = timedelta(hours=50)  # two nights missed


@dataclass(frozen=True)
class Finding:
    """What one look found; with a mend when something is wrong."""

    what: str
    told: str
    mend: str = ""

    @property
    def lines(self) -> str:
        if not self.mend:
            return f"ok     {self.what}: {self.told}"
        return f"WRONG  {self.what}: {self.told}\n       mend: {self.mend}"


def examine(say: serving.Say) -> int:
    """Look at everything and say it line by line. Returns 1 when something is wrong, else 0."""
    wrong = 0
    for finding in findings():
        say(finding.lines)
        wrong += bool(finding.mend)
    say("Everything is in order." if not wrong else f"{wrong} found that need a mend.")
    return 1 if wrong else 0


def findings() -> Iterator[Finding]:
    """All looks, in the order in which one fault causes the next."""
    yield python()
    yield time_zones()
    data = Path(os.environ.get("TUOKIO_DATA") or Path.home() / ".local" / "share" / "tuokio")
    folder = data_folder(data)
    yield folder
    if folder.mend:
        return  # the settings keep the secret key there: nothing further can be read
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuokio.config.settings")
    try:
        import django

        django.setup()
    except Exception as error:  # whatever it is, the doctor has to say it
        yield Finding("Settings", f"cannot be read: {error}", "correct the environment variable it names")
        return
    yield secret_key(data)
    yield space(data)
    database = reachable()
    yield database
    if not database.mend:
        migrations = migrated()
        yield migrations
        yield intact()
        if not migrations.mend:
            yield clock()
            yield tasks()
            yield letters()
            yield backup()
    yield assets()
    yield translations()
    yield hosts()
    yield mail()
    yield port(data)


def python() -> Finding:
    told = ".".join(str(part) for part in sys.version_info[:3])
    missing = [
        name for name in ("django", "granian", "typst", "pyrage") if importlib.util.find_spec(name) is None
    ]
    if missing:
        return Finding(
            "Python", f"{', '.join(missing)} missing", "install Tuokio again: pip install --force-reinstall"
        )
    return Finding("Python", told)


def time_zones() -> Finding:
    try:
        ZoneInfo("Europe/Helsinki")
    except ZoneInfoNotFoundError:
        return Finding("Time zones", "the data of time zones is missing", "pip install tzdata")
    return Finding("Time zones", "known")


def data_folder(data: Path) -> Finding:
    what = "Data folder"
    if not data.exists():
        return Finding(what, f"{data} does not exist", "start Tuokio once, or name the folder with --data")
    if not data.is_dir() or not os.access(data, os.R_OK | os.W_OK | os.X_OK):
        return Finding(
            what, f"{data} cannot be written", f"make this user its owner: chown -R $(id -un) {data}"
        )
    if os.name == "posix" and stat.S_IMODE(data.stat().st_mode) & 0o077:
        return Finding(what, f"other users of this machine can look into {data}", f"chmod -R go-rwx {data}")
    return Finding(what, str(data))


def secret_key(data: Path) -> Finding:
    what = "Secret key"
    if os.environ.get("TUOKIO_SECRET_KEY"):
        return Finding(what, "given by the environment")
    key = data / "secret-key"
    if key.exists() and not key.read_text("utf-8").strip():
        return Finding(
            what, "is empty, perhaps because the disk was full", f"rm {key}; everyone signs in again"
        )
    if os.name == "posix" and stat.S_IMODE(key.stat().st_mode) & 0o077:
        return Finding(what, "other users of this machine can read it", f"chmod 600 {key}")
    return Finding(what, "kept in the data folder")


def space(data: Path) -> Finding:
    free = shutil.disk_usage(data).free
    told = f"{free / 1024**3:.1f} GB free"
    if free < LITTLE_SPACE:
        return Finding(
            "Disk", told, "make room on the disk of the data folder; nothing can be saved without it"
        )
    return Finding("Disk", told)


def reachable() -> Finding:
    from django.db import DatabaseError, connection

    try:
        connection.ensure_connection()
    except (DatabaseError, OSError) as error:
        mend = (
            "restore the newest backup: tuokio restore"
            if connection.vendor == "sqlite"
            else "start PostgreSQL, or correct TUOKIO_DATABASE"
        )
        return Finding("Database", f"cannot be reached: {first_line(error)}", mend)
    return Finding("Database", connection.display_name)


def migrated() -> Finding:
    from django.db import DatabaseError, connection, connections
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        leaves = [node for node in executor.loader.graph.leaf_nodes() if node[0] != "vault_keys"]
        waiting = executor.migration_plan(leaves)
        apart = MigrationExecutor(connections["keys"])
        waiting += apart.migration_plan(apart.loader.graph.leaf_nodes("vault_keys"))
    except DatabaseError as error:
        return Finding("Tables", first_line(error), "restore the newest backup: tuokio restore")
    if waiting:
        return Finding("Tables", f"{len(waiting)} migrations wait", "tuokio manage migrate")
    return Finding("Tables", "of this version")


def intact() -> Finding:
    from django.db import DatabaseError, connection

    if connection.vendor != "sqlite":
        return Finding("Integrity", "watched over by PostgreSQL itself")
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA quick_check(5)")
            told = [str(row[0]) for row in cursor.fetchall()]
            cursor.execute("PRAGMA foreign_key_check")
            loose = len(cursor.fetchmany(1000))
    except DatabaseError as error:
        told, loose = [first_line(error)], 0
    if told != ["ok"]:
        return Finding(
            "Integrity", f"the database is damaged: {told[0]}", "restore the newest backup: tuokio restore"
        )
    if loose:
        return Finding(
            "Integrity", f"{loose} rows point at nothing", "restore the newest backup: tuokio restore"
        )
    return Finding("Integrity", "the database is whole")


def clock() -> Finding:
    """A clock that went back would make codes and terms last too long."""
    from tuokio.audit.models import Entry

    newest = Entry.objects.order_by("-at").values_list("at", flat=True).first()
    now = datetime.now(UTC)
    if newest is not None and newest > now + timedelta(minutes=5):
        told = f"it is {now:%Y-%m-%d %H:%M} UTC, but something was done at {newest:%Y-%m-%d %H:%M}"
        return Finding("Clock", told, "set the clock of this machine, best by switching on network time")
    return Finding("Clock", f"{now.astimezone(serving.ZONE):%Y-%m-%d %H:%M} in Helsinki")


def tasks() -> Finding:
    from django_tasks_db.models import DBTaskResult

    now = datetime.now(UTC)
    waiting = DBTaskResult.objects.ready()
    oldest = waiting.order_by("enqueued_at").values_list("enqueued_at", flat=True).first()
    if oldest is not None and now - oldest > WAITED_LONG:
        told = f"{waiting.count()} wait, the oldest since {oldest.astimezone(serving.ZONE):%Y-%m-%d %H:%M}"
        return Finding("Tasks", told, "start Tuokio; when it runs, start it again: its task worker is stuck")
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - timedelta(days=1)).count()
    if failed:
        return Finding(
            "Tasks", f"{failed} failed within a day", "look for 'django_tasks' in the log of Tuokio"
        )
    return Finding("Tasks", "none waits too long")


def letters() -> Finding:
    from tuokio.kit.models import Letter

    lately = Letter.objects.filter(written_at__gt=datetime.now(UTC) - LATELY)
    given_up = lately.filter(state=Letter.State.GIVEN_UP).count()
    uncertain = lately.filter(state=Letter.State.UNCERTAIN).count()
    if given_up or uncertain:
        told = f"{given_up} could not be sent, {uncertain} may or may not have been sent"
        return Finding("Letters", told, "see the line on mail below; call or write to those it concerns")
    return Finding("Letters", "all are sent, waiting their turn or drafts")


def assets() -> Finding:
    from django.conf import settings

    manifest = Path(settings.STATIC_ROOT) / "manifest.json"
    mend = "in a source tree: make start; otherwise install Tuokio again"
    try:
        names = json.loads(manifest.read_text("utf-8"))
    except (OSError, ValueError):
        return Finding("Styles and scripts", "are not built", mend)
    missing = [name for name in names.values() if not (manifest.parent / name).exists()]
    if missing:
        return Finding("Styles and scripts", f"{len(missing)} are missing", mend)
    return Finding("Styles and scripts", f"{len(names)} built")


def translations() -> Finding:
    from django.conf import settings

    sources = sorted(Path(settings.PACKAGE).glob("*/locale/*/LC_MESSAGES/django.po"))
    missing = [path for path in sources if not path.with_suffix(".mo").exists()]
    if missing or not sources:
        told = f"{len(missing) or 'all'} files of words are not compiled"
        return Finding("Words", told, "in a source tree: make start; otherwise install Tuokio again")
    return Finding("Words", "Finnish and Swedish are compiled")


def hosts() -> Finding:
    from django.conf import settings

    if settings.VAULT_SHARES_HOST:
        return Finding(
            "Locked notes",
            f"share the address {settings.BASE_ADDRESS}: this protects them less",
            "give them a host of their own: TUOKIO_VAULT_DOMAIN",
        )
    return Finding("Locked notes", f"at {settings.VAULT_ORIGIN}")


def mail() -> Finding:
    from django.conf import settings

    if settings.MAIL_MAKES_DRAFTS:
        return Finding("Mail", f"no server is set: mails become drafts in {settings.DRAFTS}")
    from smtplib import SMTPException

    from django.core.mail import mailers

    connection = mailers["default"]
    try:
        connection.open()
        connection.close()
    except (OSError, SMTPException) as error:
        return Finding(
            "Mail", f"the server does not take mail: {first_line(error)}", "correct TUOKIO_MAIL or --mail"
        )
    return Finding("Mail", "the server answers")


def backup() -> Finding:
    from django.conf import settings

    from tuokio.retention.backup import newest_copy, place
    from tuokio.retention.models import BackupRun

    if settings.DEMO:
        return Finding("Backup", "none is needed of a demo")
    where = place()
    if where.folder is None or not where.recipient:
        return Finding(
            "Backup", "none is made", "choose a folder and make a key: tuokio backup --new-key FILE"
        )
    if not where.folder.is_dir():
        return Finding("Backup", f"{where.folder} is not there", "put the stick in, or choose another folder")
    newest = newest_copy(where.folder)
    if newest is None:
        return Finding("Backup", f"none in {where.folder} yet", "make one now: tuokio backup")
    made = datetime.fromtimestamp(newest.stat().st_mtime, UTC)
    told = f"the newest is of {made.astimezone(serving.ZONE):%Y-%m-%d %H:%M}"
    if datetime.now(UTC) - made > OLD_BACKUP:
        return Finding("Backup", told, "let Tuokio run over night, or make one now: tuokio backup")
    last = BackupRun.objects.first()
    if last is not None and last.outcome != BackupRun.Outcome.MADE:
        return Finding(
            "Backup", f"the last try failed ({last.outcome}); {told}", "make one now: tuokio backup"
        )
    return Finding("Backup", told)


def port(data: Path) -> Finding:
    from django.conf import settings

    if address := serving.runs_on(data):
        if serving.answers("127.0.0.1", settings.PORT):
            return Finding("Running", f"at {address}")
        return Finding(
            "Running", f"at {address}, but does not answer at port {settings.PORT}", "start it again"
        )
    if not serving.port_is_free("127.0.0.1", settings.PORT):
        return Finding(
            "Running",
            f"no, and port {settings.PORT} is in use by another program",
            "choose another: tuokio start --port N",
        )
    return Finding("Running", f"no; port {settings.PORT} is free")


def first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
