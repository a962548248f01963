"""The command `tuokio`. Each subcommand imports what it needs when it runs, so that `--help` answers at once."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TextIO

from tuokio.config import serving
from tuokio.config.verify_assets import add_verify_assets
from tuokio.goals.from_terminal import add_attainment
from tuokio.vault.from_terminal import add_escrow

type Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def main(arguments: list[str] | None = None) -> int:
    """Run one command. Returns its exit code."""
    if parent := os.environ.pop("TUOKIO_PARENT", ""):
        serving.die_with_parent(int(parent))
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["manage"]:  # handed on whole: Django has its own --help
        return manage(given[1:])
    options = build_parser().parse_args(given)
    try:
        code: int = options.run(options)
    except serving.CannotStart as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


def build_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="tuokio",
        description="Tuokio: an open, self-hosted home for työnohjaus, the supervision of work.",
    )
    parser.add_argument("--version", action=Version)
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    add_start(commands)
    add_demo(commands)
    add_page(commands)
    add_recommend(commands)
    add_bring_in(commands)
    add_audit(commands)
    add_attainment(commands)
    add_backup(commands)
    add_restore(commands)
    add_doctor(commands)
    add_verify_assets(commands)
    add_escrow_of_keys(commands)
    commands.add_parser("manage", help="Django's own commands")  # answered before parsing
    add_serve_web(commands)
    return parser


def add_start(commands: Commands) -> None:
    start = commands.add_parser("start", help="prepare the database when needed, then serve until stopped")
    start.add_argument(
        "--demo", action="store_true", help="with invented practices in which anyone may look round"
    )
    start.add_argument("--port", type=int, help="port to answer at (default: $PORT or 8000)")
    start.add_argument("--host", help="address to listen on (default: 127.0.0.1, this machine only)")
    start.add_argument(
        "--domain", metavar="D", help="the name people reach a server by, behind a reverse proxy"
    )
    start.add_argument(
        "--mail", metavar="URL", help="smtp://user:password@host:port; without it mails become drafts"
    )
    start.add_argument("--data", metavar="DIR", type=Path, help="folder of all data (default: $TUOKIO_DATA)")
    start.add_argument("--workers", type=int, help="web workers (default: 1; 2 with --domain)")
    start.set_defaults(run=run_start)


def add_demo(commands: Commands) -> None:
    demo = commands.add_parser("demo", help="put the demo practices into the database")
    demo.add_argument("--people", type=int, metavar="N", help="besides them, made-up practices of N people")
    demo.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed makes the same data")
    add_data(demo)
    demo.set_defaults(run=run_demo)


def add_page(commands: Commands) -> None:
    page = commands.add_parser("page", help="the public page of a practice")
    page_commands = page.add_subparsers(required=True, metavar="COMMAND")
    page_import = page_commands.add_parser("import", help="turn an existing text into a public page")
    page_import.add_argument("file", metavar="FILE", help="the text; - reads standard input")
    where = page_import.add_mutually_exclusive_group()
    where.add_argument("--practice", metavar="SLUG", help="the practice (needed when there are several)")
    where.add_argument("--json", action="store_true", help="print what was understood and keep nothing")
    add_data(page_import)
    page_import.set_defaults(run=run_page_import)


def add_recommend(commands: Commands) -> None:
    recommend = commands.add_parser("recommend", help="recommend a form of work from answers in JSON")
    recommend.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        default="-",
        help="one object of answers, or a list of them; without a file standard input is read",
    )
    recommend.set_defaults(run=run_recommend)


def add_bring_in(commands: Commands) -> None:
    bring_in = commands.add_parser(
        "bring-in", help="move running processes in from a spreadsheet or a calendar"
    )
    bring_in.add_argument("file", metavar="FILE", type=Path, help="CSV, XLSX or .ics")
    bring_in.add_argument("--practice", metavar="SLUG", help="the practice (needed when there are several)")
    bring_in.add_argument(
        "--as", dest="as_mail", metavar="MAIL", help="whose processes they are (default: the only supervisor)"
    )
    bring_in.add_argument(
        "--dry-run", action="store_true", help="only show what was understood; change nothing"
    )
    add_data(bring_in)
    bring_in.set_defaults(run=run_bring_in)


def add_audit(commands: Commands) -> None:
    audit = commands.add_parser(
        "audit", help="the chain of entries about keys, members, exports and erasures"
    )
    audit_commands = audit.add_subparsers(required=True, metavar="COMMAND")
    audit_verify = audit_commands.add_parser("verify", help="tell whether an entry was altered or taken away")
    audit_verify.add_argument(
        "--head",
        action="append",
        default=[],
        metavar="SEQ:HASH",
        help="a head kept elsewhere; may be repeated",
    )
    add_data(audit_verify)
    audit_verify.set_defaults(run=run_audit_verify)


def add_backup(commands: Commands) -> None:
    backup = commands.add_parser("backup", help="make an encrypted copy of everything now")
    backup.add_argument(
        "--to", metavar="DIR", type=Path, help="folder (default: the one set for every night)"
    )
    backup.add_argument(
        "--recipient", metavar="KEY", help="age public key (default: the one set for every night)"
    )
    backup.add_argument(
        "--new-key", metavar="FILE", type=Path, help="make a key pair and keep its secret half here"
    )
    backup.add_argument(
        "--passphrase", action="store_true", help="with --new-key: lock the key with a passphrase"
    )
    add_data(backup)
    backup.set_defaults(run=run_backup)


def add_restore(commands: Commands) -> None:
    restore = commands.add_parser("restore", help="bring a copy back, or try whether it could be")
    restore.add_argument("file", metavar="FILE", type=Path, help="the copy")
    restore.add_argument(
        "--identity", metavar="KEYFILE", type=Path, help="file with the key (default: beside the copy)"
    )
    restore.add_argument(
        "--try", dest="try_only", action="store_true", help="read and check all of it, change nothing"
    )
    restore.add_argument("--replace", action="store_true", help="set what is here now aside")
    restore.add_argument(
        "--hold-letters", action="store_true", help="do not send mails that waited in the copy"
    )
    restore.add_argument(
        "--keys",
        type=Path,
        metavar="FILE",
        help="the copy of the sealed keys (default: those that are here, else the newest beside)",
    )
    add_data(restore)
    restore.set_defaults(run=run_restore)


def add_doctor(commands: Commands) -> None:
    doctor = commands.add_parser("doctor", help="tell what is wrong with this installation, and the mend")
    add_data(doctor)
    doctor.set_defaults(run=run_doctor)


def add_escrow_of_keys(commands: Commands) -> None:
    escrow = add_escrow(commands)
    add_data(escrow)
    escrow.set_defaults(run=run_escrow)


def add_serve_web(commands: Commands) -> None:
    web = commands.add_parser("serve-web")  # what `start` runs; not for people, so it has no help line
    web.add_argument("--host", required=True)
    web.add_argument("--port", type=int, required=True)
    web.add_argument("--workers", type=int, required=True)
    web.set_defaults(run=lambda o: serving.serve_web(host=o.host, port=o.port, workers=o.workers))


def add_data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", metavar="DIR", type=Path, help="folder of all data (default: $TUOKIO_DATA)")


class Version(argparse.Action):
    """Looks the version up only when asked: the look-up takes longer than all the rest of `--help`."""

    def __init__(self, option_strings: list[str], dest: str) -> None:
        super().__init__(option_strings, dest, nargs=0, help="print the version")

    def __call__(self, parser: argparse.ArgumentParser, *ignored: object) -> None:
        print(f"tuokio {serving.version()}")
        parser.exit()


def manage(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuokio.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["tuokio manage", *arguments])
    return 0


def with_django(options: argparse.Namespace) -> None:
    """Make the models usable, on the data folder that was asked for."""
    if options.data is not None:
        os.environ["TUOKIO_DATA"] = str(options.data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuokio.config.settings")
    import django

    django.setup()


def run_start(options: argparse.Namespace) -> int:
    environment = os.environ
    data = options.data or Path(environment.get("TUOKIO_DATA") or Path.home() / ".local" / "share" / "tuokio")
    try:
        port = options.port or int(environment.get("PORT") or 8000)
    except ValueError:
        raise serving.CannotStart(f"PORT must be a number, not {environment['PORT']!r}.") from None
    if not 0 < port < 65536:
        raise serving.CannotStart(f"A port is a number from 1 to 65535, not {port}.")
    domain = options.domain or environment.get("TUOKIO_DOMAIN", "")
    # Everything that is started reads its settings from the environment.
    environment["TUOKIO_DATA"] = str(data.resolve())
    environment["PORT"] = str(port)
    if options.domain:
        environment["TUOKIO_DOMAIN"] = options.domain
        environment.setdefault("TUOKIO_BEHIND_PROXY", "1")
    if options.mail:
        environment["TUOKIO_MAIL"] = options.mail
    if options.demo:
        environment["TUOKIO_DEMO"] = "1"
    place = serving.Place(
        data=data.resolve(),
        host=options.host or "127.0.0.1",
        port=port,
        domain=domain,
        demo=environment.get("TUOKIO_DEMO") == "1",
        workers=options.workers or (2 if domain else 1),
    )
    return serving.start(place, say)


def run_demo(options: argparse.Namespace) -> int:
    with_django(options)
    from tuokio.desk.demo import make_demo

    make_demo(people=options.people, seed=options.seed, progress=say)
    return 0


def run_page_import(options: argparse.Namespace) -> int:
    from tuokio.mapping.reading import NotAText, read_text_file

    try:
        text = read_text_file(options.file)
    except NotAText as refusal:
        print(refusal, file=sys.stderr)
        return 2
    if options.json:
        import json

        from tuokio.mapping.domain.page_text import read_page

        page = json.dumps(read_page(text).as_json(), ensure_ascii=False, indent=2)
        sys.stdout.buffer.write(f"{page}\n".encode())
        return 0
    with_django(options)
    from tuokio.mapping.usecases import NoSuchPractice, import_page_from_command_line

    try:
        lines = import_page_from_command_line(text=text, practice_slug=options.practice)
    except NoSuchPractice as refusal:
        known = ", ".join(refusal.slugs) or "none yet"
        print(f"Name the practice with --practice SLUG. Known: {known}.", file=sys.stderr)
        return 2
    for line in lines:
        print(line)
    return 0


def run_recommend(options: argparse.Namespace) -> int:
    from tuokio.mapping.recommending_from_terminal import run_recommend as recommend_from_terminal

    return recommend_from_terminal(options.file, complain=complain)


def run_bring_in(options: argparse.Namespace) -> int:
    with_django(options)
    from tuokio.meetings.moving_in_from_terminal import run_bring_in as bring_in_from_terminal

    return bring_in_from_terminal(options, say=say, complain=complain, progress=Progress(sys.stderr))


def run_audit_verify(options: argparse.Namespace) -> int:
    with_django(options)
    from tuokio.audit.from_terminal import run_verify

    return run_verify(options.head, say=say, complain=complain)


def run_backup(options: argparse.Namespace) -> int:
    with_django(options)
    from tuokio.retention import from_terminal

    return from_terminal.run_backup(options, progress=Progress(sys.stderr), say=say)


def run_restore(options: argparse.Namespace) -> int:
    with_django(options)
    from django.conf import settings

    from tuokio.retention import from_terminal

    code = from_terminal.run_restore(options, progress=Progress(sys.stderr), say=say)
    if not code and not options.try_only:
        serving.forget_stamps(settings.DATA)  # what was restored may need migrating
    return code


def run_escrow(options: argparse.Namespace) -> int:
    with_django(options)
    from tuokio.vault.from_terminal import run_escrow as run

    return run(options.space, options.to, say=say, complain=complain)


def run_doctor(options: argparse.Namespace) -> int:
    if options.data is not None:
        os.environ["TUOKIO_DATA"] = str(options.data.resolve())
    from tuokio.config.doctor import examine

    return examine(print)


def say(line: str) -> None:
    print(line, flush=True)


def complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


class Progress:
    """Tells how far long work has come: one changing line on a terminal, else a line for each tenth."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.told = ("", -1)

    def __call__(self, done: int, total: int, what: str) -> None:
        tenth = 10 * done // total if total else 10
        if self.stream.isatty():
            end = "\n" if done >= total else ""
            self.stream.write(f"\r\x1b[K{what}: {done} / {total}{end}")
        elif (what, tenth) != self.told:
            self.stream.write(f"{what}: {done} / {total}\n")
        self.told = (what, tenth)
        self.stream.flush()


if __name__ == "__main__":
    sys.exit(main())
