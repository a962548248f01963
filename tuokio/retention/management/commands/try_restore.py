"""Bring a copy back into nothing: what the page of copies runs in a process of its own."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tuokio.retention import keys
from tuokio.retention.restoring import NotRestored, try_backup


class Command(BaseCommand):
    help = "Try whether a copy opens and is whole. The passphrase of its key is read from standard input."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The copy and its key."""
        parser.add_argument("copy", type=Path)
        parser.add_argument("key", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the number of rows. Exit code 2: the key or its passphrase; 1: the copy."""
        try:
            identity = keys.read_identity(options["key"], passphrase=sys.stdin.read().rstrip("\n"))
        except keys.KeyTrouble as trouble:
            raise CommandError(str(trouble), returncode=2) from None
        try:
            restored = try_backup(options["copy"], identity=identity, progress=lambda done, total, what: None)
        except NotRestored as trouble:
            raise CommandError(str(trouble)) from None
        self.stdout.write(str(restored.rows))
