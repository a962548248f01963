"""What the killed-while-giving test does in processes of its own.

python -m tests.evaluation.giving prepare     brings the groups to the point where their summaries may be given
python -m tests.evaluation.giving give        gives one after the other and prints each once it stands
python -m tests.evaluation.giving tell        prints what stands of each, as JSON
"""

from __future__ import annotations

import json
import os
import sys

GROUPS = 20 if os.environ.get("PROOF") == "1" else 5


def prepare() -> None:
    from tests.evaluation.summary_cast import all_say, group, in_group

    for number in range(GROUPS):
        process = group(name=f"Ryhmä {number}")
        in_group(process, in_meeting=True)
        all_say(process)


def give() -> None:
    from tests.cast import person
    from tests.evaluation.summary_cast import LATER
    from tuokio.evaluation.models import Summary
    from tuokio.evaluation.usecases.summaries import give_summary

    aino = person("aino")
    for summary in Summary.objects.filter(state="approved").select_related("process"):
        give_summary(process=summary.process, by=aino, at=LATER)
        print(summary.pk, flush=True)


def tell() -> None:
    from hashlib import sha256

    from tuokio.audit.models import Entry
    from tuokio.evaluation.models import Summary
    from tuokio.kit.models import Letter

    told = [
        {
            "id": str(one.pk),
            "state": one.state,
            "given": one.given_at is not None,
            "paper": one.pdf is not None and sha256(bytes(one.pdf)).hexdigest() == one.pdf_fingerprint,
            "changes": one.changes.filter(to_state="given").count(),
            "entries": Entry.objects.filter(act="summary given", about_id=str(one.process_id)).count(),
        }
        for one in Summary.objects.all()
    ]
    letters = Letter.objects.filter(kind="commissioner's door").count()
    print(json.dumps({"summaries": told, "letters": letters}))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuokio.config.settings")
    import django

    django.setup()
    {"prepare": prepare, "give": give, "tell": tell}[sys.argv[1]]()
