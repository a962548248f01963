"""What a bad day's test does inside the house, in a process of its own: lay the ground, and tell what stands.

python -m tests.bad_days.inside prepare     prints how to come in, as JSON
python -m tests.bad_days.inside tell        prints everything that stands, as JSON
python -m tests.bad_days.inside circle      lays a group of two with accounts, and prints their ways in, as JSON
python -m tests.bad_days.inside paths       prints how far each full path has come, as JSON
"""

from __future__ import annotations

import json
import os
import sys
from typing import Any


def prepare() -> dict[str, Any]:
    """Aino's practice with a customer and a published page, and her way in."""
    from django.test import Client

    from tests.cast import commissioner, person, solo_practice
    from tests.doors import enter, enter_by_door
    from tests.mapping.page_cast import PAGE, aino_s_page, stamp_shown

    client, payers, members = Client(), Client(), Client()
    enter(client, person("aino"))
    enter(members, person("bertta"))
    aino_s_page()
    payer = commissioner(solo_practice())
    enter_by_door(payers, payer.contact_persons.get())
    return {
        "session": client.session.session_key,
        "payers_session": payers.session.session_key,
        "members_session": members.session.session_key,
        "payer": str(payer.pk),
        "enquiry": f"{PAGE}enquiry/",
        "stamps": [stamp_shown() for _one in range(25)],
        "paths": dict(ready_to_be_offered(number) for number in range(40)),
    }


def circle() -> dict[str, Any]:
    """Aino's group of Bertta and one more, both signed in: what a shared space needs."""
    from django.test import Client

    from tests.cast import person, process_of
    from tests.doors import enter

    process = process_of(person("aino"), member_names=("Bertta S.", "Kaisa"))
    bertta = process.members.get(name="Bertta S.")
    bertta.person = person("bertta")
    bertta.save()
    ways = {}
    for who in ("aino", "bertta"):
        client = Client()
        enter(client, person(who))
        ways[who] = client.session.session_key or ""
    return {"process": str(process.pk), "ways": ways}


def ready_to_be_offered(number: int) -> tuple[str, str]:
    """A group of Bertta and two others that has been mapped, and Bertta's membership."""
    from tests.cast import commissioner, person, solo_practice
    from tuokio.kit.clock import now
    from tuokio.supervision.usecases import Frame, begin
    from tuokio.terms.words import FormOfWork, ProcessEvent, ProcessState

    aino, payer = person("aino"), commissioner(solo_practice())
    frame = Frame(
        name=f"Polku {number}",
        form=FormOfWork.GROUP,
        payer=payer,
        contact_person=payer.contact_persons.get(),
        member_names=("Bertta S.", "Henna", "T. K."),
    )
    process = begin(
        practice=solo_practice(),
        frame=frame,
        event=ProcessEvent.BRING_IN,
        target=ProcessState.MAPPING,
        supervisor=aino,
        by=aino,
        at=now(),
    )
    bertta = process.members.get(name="Bertta S.")
    bertta.person, bertta.way_in = person("bertta"), "mail"
    bertta.save()
    return str(process.pk), str(bertta.pk)


def tell() -> dict[str, Any]:
    """Settle what a dead worker left and send what waits; then tell what stands, process by process."""
    from datetime import timedelta

    from tuokio.audit.models import Entry
    from tuokio.kit import letters
    from tuokio.kit.clock import now
    from tuokio.kit.models import Letter
    from tuokio.mapping.models import Enquiry
    from tuokio.supervision.models import Process

    while letters.send_due(now() + timedelta(days=1)):
        pass
    processes = Process.objects.prefetch_related(
        "state_changes", "terms", "members", "meetings__changes", "meetings__attendances", "meetings__charge"
    )
    return {
        "processes": [
            process_told(one) for one in processes.exclude(state_changes__event__in=["enquire", "bring_in"])
        ],
        "enquiries": list(Enquiry.objects.exclude(process=None).values_list("reply_to", flat=True)),
        "opened_by_enquiry": Process.objects.filter(state_changes__event="enquire").count(),
        "letters": [{"id": str(one.pk), "state": one.state, "to": one.to} for one in Letter.objects.all()],
        "meeting_changes_in_audit": Entry.objects.filter(act="meeting changed").count(),
    }


def process_told(process: Any) -> dict[str, Any]:
    return {
        "id": str(process.pk),
        "name": process.name,
        "state": process.state,
        "states": [change.to_state for change in sorted(process.state_changes.all(), key=lambda one: one.pk)],
        "terms": len(process.terms.all()),
        "members": len(process.members.all()),
        "meetings": [meeting_told(one) for one in process.meetings.all()],
    }


def meeting_told(meeting: Any) -> dict[str, Any]:
    charge = getattr(meeting, "charge", None)
    changes = sorted(meeting.changes.all(), key=lambda one: one.pk)
    return {
        "id": str(meeting.pk),
        "state": meeting.state,
        "events": [change.event for change in changes],
        "last": changes[-1].to_state if changes else "planned",
        "sequence": meeting.sequence,
        "answers": sum(1 for one in meeting.attendances.all() if one.answer),
        "marked": sum(1 for one in meeting.attendances.all() if one.marked_at),
        "charge": charge
        and {"id": str(charge.pk), "number": charge.invoice_number, "payment": charge.payment},
    }


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuokio.config.settings")
    import django

    django.setup()
    from tests.bad_days.path_told import paths_told

    told = {"prepare": prepare, "tell": tell, "circle": circle, "paths": paths_told}
    print(json.dumps(told[sys.argv[1]]()))
