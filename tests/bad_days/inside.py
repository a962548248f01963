"""What a bad day's test does inside the house, in a process of its own: lay the ground, and tell what stands.

python -m tests.bad_days.inside prepare     prints how to come in, as JSON
python -m tests.bad_days.inside tell        prints everything that stands, as JSON
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
    from tests.doors import enter
    from tests.mapping.page_cast import PAGE, aino_s_page, stamp_shown

    client = Client()
    enter(client, person("aino"))
    aino_s_page()
    return {
        "session": client.session.session_key,
        "payer": str(commissioner(solo_practice()).pk),
        "enquiry": f"{PAGE}enquiry/",
        "stamps": [stamp_shown() for _one in range(25)],
    }


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
        "processes": [process_told(one) for one in processes.exclude(state_changes__event="enquire")],
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
    print(json.dumps({"prepare": prepare, "tell": tell}[sys.argv[1]]()))
