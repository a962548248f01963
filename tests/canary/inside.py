"""What the sweep lays inside the house, in a process of its own, and prints as JSON.

python -m tests.canary.inside prepare       Aino's group of Bertta and Kaisa, and the ways in
python -m tests.canary.inside look          every plain page, calendar and paper that Aino and the payer can open
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def prepare() -> dict[str, Any]:
    """Aino leads a group whose members have accounts; the group's plain name is the positive control."""
    from django.test import Client

    from tests.cast import person, process_of
    from tests.doors import enter

    process = process_of(person("aino"), name=os.environ["PLAIN_CANARY"], member_names=("Bertta S.", "Kaisa"))
    for name, who in (("Bertta S.", "bertta"), ("Kaisa", "kaisa")):
        member = process.members.get(name=name)
        member.person = person(who)
        member.save()
    ways: dict[str, str] = {}
    for who in ("aino", "bertta", "kaisa"):
        client = Client()
        enter(client, person(who))
        ways[who] = client.session.session_key or ""
    return {"process": str(process.pk), "ways": ways}


def main(what: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuokio.config.settings")
    import django

    django.setup()
    print(json.dumps({"prepare": prepare}[what]()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
