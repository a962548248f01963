"""The contracts of direction: the house keeps them, and each catches what it is there for."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

JOURNEY = "A context knows only the contexts beneath it"
INSIDE = "Inside a context: urls, views, pages, forms, use cases, models, domain"
WORDS = "The vocabulary knows no framework"
COMPUTING = "What computes knows no framework"
CIRCLES = "No two modules of a context know each other in a circle"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the Python of the house, to plant violations in."""
    copy = tmp_path_factory.mktemp("house")
    for path in sorted((ROOT / "tuokio").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        target = copy / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    shutil.copyfile(ROOT / ".importlinter", copy / ".importlinter")
    return copy


def broken_contracts(house: Path) -> list[str]:
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"} | {"NO_COLOR": "1"}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    run = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True, check=False)
    assert "Contracts: " in run.stdout, run.stdout + run.stderr
    return [line.removesuffix(" BROKEN") for line in run.stdout.splitlines() if line.endswith(" BROKEN")]


def test_the_house_keeps_its_direction(house: Path):
    assert broken_contracts(house) == []


PLANTED = {
    "a context that knows one above it": (
        {"tuokio/supervision/planted.py": "import tuokio.meetings.models\n"},
        JOURNEY,
    ),
    "the same inside a function": (
        {
            "tuokio/people/planted.py": "def late() -> None:\n    from tuokio.desk import apps\n\n    print(apps)\n"
        },
        JOURNEY,
    ),
    "a new folder that does not say where it stands": ({"tuokio/planted/__init__.py": ""}, JOURNEY),
    "a model that knows an act": (
        {
            "tuokio/audit/usecases.py": "",
            "tuokio/audit/domain/planted.py": "import tuokio.audit.usecases\n",
        },
        INSIDE,
    ),
    "a term that knows the framework": ({"tuokio/terms/planted.py": "import django.db.models\n"}, WORDS),
    "a computation that knows the framework": (
        {
            "tuokio/audit/domain/planted.py": "from django.utils import timezone\n\nprint(timezone)\n",
        },
        COMPUTING,
    ),
    "a computation that knows it by a way round": (
        {
            "tuokio/audit/domain/planted.py": "import tuokio.audit.planted\n",
            "tuokio/audit/planted.py": "import django.conf\n",
        },
        COMPUTING,
    ),
    "two modules in a circle": (
        {
            "tuokio/audit/left.py": "import tuokio.audit.right\n",
            "tuokio/audit/right.py": "import tuokio.audit.left\n",
        },
        CIRCLES,
    ),
}


@pytest.mark.parametrize("what", PLANTED)
def test_a_planted_violation_breaks_its_own_contract(house: Path, what: str):
    files, contract = PLANTED[what]
    planted = [house / path for path in files]
    assert not any(path.exists() for path in planted)
    folders = {path.parent for path in planted if not path.parent.exists()}
    try:
        for path, text in zip(planted, files.values(), strict=True):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text)
        broken = broken_contracts(house)
        assert contract in broken
        # who knows upwards may also close a circle, once the one above knows it too
        assert set(broken) <= {contract, CIRCLES}
    finally:
        for path in planted:
            path.unlink(missing_ok=True)
        for folder in folders:
            shutil.rmtree(folder)
