"""What stands of the processes on the full path, as plain values; and what may never stand by halves."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import Any


def paths_told() -> dict[str, Any]:
    """Every process on the full path, and the letters that its acts wrote; tells, and changes nothing."""
    from tuokio.kit.models import Letter
    from tuokio.supervision.models import Process

    return {
        "paths": [path_told(one) for one in Process.objects.filter(state_changes__event="bring_in")],
        "letters": Letter.objects.filter(kind="commissioner's door").count(),
    }


def path_told(process: Any) -> dict[str, Any]:
    from tuokio.audit.models import Entry

    entries = Entry.objects.filter(about_id=str(process.pk)).values_list("act", flat=True)
    changes = process.state_changes.values_list("event", flat=True)
    return {
        "id": str(process.pk),
        "state": process.state,
        "last": process.state_changes.latest("pk").to_state,
        "events": dict(Counter(changes)),
        "entries": dict(Counter(entries)),
        "terms": process.terms.count(),
        "offers": [
            {"state": one.state, "events": list(one.changes.order_by("pk").values_list("event", flat=True))}
            for one in process.offers.all()
        ],
        "versions": [version_told(one) for one in process.agreements.all()],
        "goals": process.goals.count(),
        "rounds": [round_told(one) for one in process.rating_rounds.all()],
        "waves": [wave_told(one) for one in process.waves.exclude(opened_at=None)],
        "planned_waves": process.waves.count(),
        "summaries": [summary_told(one) for one in process.summaries.all()],
    }


def version_told(version: Any) -> dict[str, Any]:
    copies = version.copies.all()
    return {
        "state": version.state,
        "events": list(version.changes.order_by("pk").values_list("event", flat=True)),
        "parties": dict(Counter(version.acceptances.values_list("party", flat=True))),
        "whole": version.is_whole,
        "copies": sorted(one.language for one in copies),
        "copies_whole": all(sha256(bytes(one.content)).hexdigest() == one.fingerprint for one in copies),
    }


def round_told(one: Any) -> dict[str, Any]:
    sheets = list(one.sheets.all())
    return {
        "closed": one.is_closed,
        "phones": sum(1 for sheet in sheets if sheet.is_answered and not sheet.from_slip),
        "slips": sum(1 for sheet in sheets if sheet.from_slip),
        "recorded": sum(goal.recorded.count() for goal in one.goals.all()),
        "own": sum(goal.supervisors.count() for goal in one.goals.all()),
        "goals": one.goals.count(),
    }


def wave_told(wave: Any) -> dict[str, Any]:
    sheets = list(wave.sheets.all())
    return {
        "closed": wave.closed_at is not None,
        "sheets": len(sheets),
        "papers": sum(1 for sheet in sheets if sheet.from_paper),
        "answers": sorted({sheet.answers.count() for sheet in sheets}),
        "invited": wave.invited.count(),
        "who": wave.invited.filter(answered=True).count(),
    }


def summary_told(summary: Any) -> dict[str, Any]:
    paper = bytes(summary.pdf) if summary.pdf is not None else b""
    return {
        "state": summary.state,
        "given": summary.given_at is not None,
        "paper": bool(paper) and sha256(paper).hexdigest() == summary.pdf_fingerprint,
        "changes": dict(Counter(summary.changes.values_list("to_state", flat=True))),
        "voices": summary.voices.count(),
    }


def halves_in(told: dict[str, Any]) -> list[str]:
    """What is there of an act without the rest of it."""
    found = [f"{one['id']}: {half}" for one in told["paths"] for half in halves_of(one)]
    written = 1 + sum(letters_of(one) for one in told["paths"])  # the first opened Kaarlo's own door
    if told["letters"] != written:
        found.append(f"{told['letters']} letters for {written} acts that write one")
    return found


def letters_of(path: dict[str, Any]) -> int:
    sent = [one for one in path["offers"] + path["versions"] if "send" in one["events"]]
    return len(sent) + sum(1 for one in path["summaries"] if one["given"])


def halves_of(path: dict[str, Any]) -> list[str]:
    """Each line is one act: its parts are all there, or none of them is."""
    entries, events = Counter(path["entries"]), Counter(path["events"])
    offers, versions, summaries = path["offers"], path["versions"], path["summaries"]
    parts = {
        "offer accepted": [
            *(one["state"] == "accepted" for one in offers),
            *(one["events"].count("accept") == 1 for one in offers),
            entries["offer accepted"] == 1,
            events["accept_offer"] == 1,
        ],
        "agreement sent": [
            *("send" in one["events"] for one in versions),
            *(one["parties"].get("supervisor") == 1 for one in versions),
            entries["agreement sent"] == 1,
        ],
        "agreement in force": [
            *(one["state"] == "in_force" for one in versions),
            *(one["parties"].get("payer") == 1 for one in versions),
            *(one["events"].count("enter_into_force") == 1 for one in versions),
            path["terms"] == 1,
            events["all_parties_accepted"] == 1,
            path["state"] == "agreed",
            path["planned_waves"] == 3,
            path["goals"] > 0,
            entries["agreement in force"] == 1,
        ],
        "wave closed": [*(one["closed"] for one in path["waves"]), entries["wave closed"] == 1],
        "levels recorded": [
            *(one["recorded"] == one["goals"] for one in path["rounds"]),
            entries["levels recorded"] == 1,
        ],
        "summary given": [
            *(one["state"] == "given" for one in summaries),
            *(one["given"] for one in summaries),
            *(one["paper"] for one in summaries),
            *(one["changes"].get("given") == 1 for one in summaries),
            entries["summary given"] == 1,
        ],
    }
    yes = sum(one["parties"].get("member", 0) for one in versions)
    agrees = {
        "state and its changes": path["state"] == path["last"],
        "members' yes and the audit": yes == entries["agreement answered"],
        "who answered a wave goes when it closes": not any(
            one["who"] for one in path["waves"] if one["closed"]
        ),
        "what is accepted is what stands": all(one["whole"] and one["copies_whole"] for one in versions),
    }
    halves = [act for act, there in parts.items() if len(set(there)) > 1]
    return halves + [what for what, holds in agrees.items() if not holds]
