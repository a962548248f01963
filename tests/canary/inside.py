"""What the sweep lays inside the house, in a process of its own, and prints as JSON.

python -m tests.canary.inside prepare       Aino's group of Bertta, Kaisa and another, and the ways in
python -m tests.canary.inside meet          one meeting held and two to come; what stands in the papers' addresses
python -m tests.canary.inside works         how many documents of tools are kept
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def prepare() -> dict[str, Any]:
    """Aino is about to offer a group whose members have accounts; its plain name is the positive control."""
    from django.test import Client

    from tests.bad_days.inside import ready_to_be_offered
    from tests.cast import commissioner, person, solo_practice
    from tests.doors import enter, enter_by_door
    from tests.mapping.page_cast import aino_s_page
    from tuokio.supervision.models import Process

    aino_s_page()
    process = Process.objects.get(pk=ready_to_be_offered(0)[0])
    process.name = os.environ["PLAIN_CANARY"]
    process.save()
    kaisa = process.members.get(name="Henna")
    kaisa.name, kaisa.person = "Kaisa", person("kaisa")
    kaisa.save()
    clients = {who: Client() for who in ("aino", "bertta", "kaisa", "kaarlo")}
    for who in ("aino", "bertta", "kaisa"):
        enter(clients[who], person(who))
    enter_by_door(clients["kaarlo"], commissioner(solo_practice()).contact_persons.get())
    return {
        "process": str(process.pk),
        "berttas_line": str(process.members.get(name="Bertta S.").pk),
        "ways": {who: client.session.session_key or "" for who, client in clients.items()},
    }


def meet() -> dict[str, str]:
    """Three meetings at a place of the plain name, the first of them held; and every id of the process's papers."""
    from datetime import time, timedelta

    from tests.cast import person
    from tests.mapping.page_cast import SLUG
    from tuokio.calendars.usecases.feeds import open_feed
    from tuokio.kit.clock import now, today
    from tuokio.meetings.models import Charge
    from tuokio.meetings.usecases.one_meeting import hold_meeting
    from tuokio.meetings.usecases.planning import Rhythm, plan_series
    from tuokio.supervision.models import Process

    process, aino = Process.objects.get(name=os.environ["PLAIN_CANARY"]), person("aino")
    term = process.current_term
    assert term is not None
    rhythm = Rhythm(
        first_on=today() - timedelta(days=1),
        at_time=time(9),
        count=3,
        every_weeks=1,
        minutes=75,
        place=os.environ["PLAIN_CANARY"],
    )
    held, coming, _last = plan_series(process=process, term=term, rhythm=rhythm, by=aino, at=now()).meetings
    hold_meeting(meeting=held, present=[one.pk for one in process.members.all()], by=aino, at=now())
    charge = Charge.objects.get(meeting=held)
    return {
        "token": open_feed(person=person("bertta"), at=now()),
        "process_id": str(process.pk),
        "offer_id": str(process.offers.get().pk),
        "version_id": str(process.agreements.get().pk),
        "wave_id": str(process.waves.exclude(opened_at=None).get().pk),
        "round_id": str(process.rating_rounds.get().pk),
        "summary_id": str(process.summaries.get().pk),
        "meeting_id": str(coming.pk),
        "payer_id": str(charge.payer_id),
        "month": f"{charge.on:%Y-%m}",
        "year": f"{charge.on:%Y}",
        "slug": SLUG,
    }


def works() -> int:
    """How many sealed documents of tools of the workroom the server keeps, without the meeting under way."""
    from tuokio.vault.models import Document

    return Document.objects.filter(kind="work").count() - 1


def main(what: str) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuokio.config.settings")
    import django

    django.setup()
    print(json.dumps({"prepare": prepare, "meet": meet, "works": works}[what]()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
