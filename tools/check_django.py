"""Checks what only the running framework knows: its own checks, the migrations, every template.

tools/check_django.py       prints each fault on a line; fails when there is any
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    sys.path.insert(0, str(ROOT))
    for name in [name for name in os.environ if name.startswith("TUOKIO_")]:
        del os.environ[name]
    with tempfile.TemporaryDirectory(prefix="tuokio-check-") as folder:
        os.environ["TUOKIO_DATA"] = folder  # the settings put a secret key there
        os.environ["DJANGO_SETTINGS_MODULE"] = "tuokio.config.settings"
        import django

        django.setup()
        faults = [*system_checks(), *unmade_migrations(), *crooked_migrations(), *broken_templates()]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def system_checks() -> Iterator[str]:
    from django.core import checks

    for message in checks.run_checks(include_deployment_checks=False):
        if message.level >= checks.WARNING and not message.is_silenced():
            yield f"check: {message}"


def unmade_migrations() -> Iterator[str]:
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
    from django.db.migrations.state import ProjectState
    from django.utils import translation

    translation.deactivate_all()  # a label in the language of the day is no change of a model
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(specified_apps=set(), dry_run=True),
    )
    for app, migrations in detector.changes(graph=loader.graph).items():
        for migration in migrations:
            for operation in migration.operations:
                yield f"migrations: {app}: not made yet: {operation.describe()}"


def crooked_migrations() -> Iterator[str]:
    """Each context's migrations are one line: each knows one before it, and one is the last."""
    from django.db.migrations.loader import MigrationLoader

    graph = MigrationLoader(None).graph
    for app in sorted({app for app, _name in graph.nodes}):
        if len(graph.leaf_nodes(app)) > 1:
            yield f"migrations: {app}: several are the last: {', '.join(name for _app, name in graph.leaf_nodes(app))}"
    for (app, name), migration in graph.nodes.items():
        if type(migration).__module__.startswith("tuokio."):
            before = [parent for parent_app, parent in migration.dependencies if parent_app == app]
            if len(before) > 1:
                yield f"migrations: {app}: {name} follows several: {', '.join(before)}"


def broken_templates() -> Iterator[str]:
    from django.template import TemplateSyntaxError, engines
    from django.template.exceptions import TemplateDoesNotExist

    engine = engines["django"]
    for folder in sorted((ROOT / "tuokio").glob("*/templates")):
        for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".typ"):
            name = path.relative_to(folder).as_posix()
            try:
                engine.get_template(name)
            except (TemplateSyntaxError, TemplateDoesNotExist, UnicodeDecodeError) as error:
                yield f"templates: {path.relative_to(ROOT)}: {type(error).__name__}: {error}"


if __name__ == "__main__":
    sys.exit(main())
