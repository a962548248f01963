"""A new device asks another of the same person to open it."""

from __future__ import annotations

from django.http import HttpResponse

from tuokio.vault.bytes_as_text import sealed_text
from tuokio.vault.usecases import approving
from tuokio.vault.views.asking import Asked, as_id, asks, done


@asks("GET", "POST")
def all_approvals(asked: Asked) -> HttpResponse:
    """The new devices that wait. POST asks for one more."""
    if asked.request.method == "POST":
        said = asked.said
        made = approving.ask_approval(
            person=asked.person,
            recipient=said.text("recipient", most=62),
            proof=said.text("proof", most=44),
            at=asked.at,
        )
        return done(id=str(made.pk))
    found = approving.waiting(asked.person, at=asked.at)
    return done(
        approvals=[
            {
                "id": str(one.pk),
                "recipient": one.recipient,
                "proof": one.proof,
                "asked": one.asked_at.isoformat(),
            }
            for one in found
        ]
    )


@asks("GET", "PUT")
def approval(asked: Asked, approval_id: str) -> HttpResponse:
    """What was sealed for the new device, given once. PUT keeps it."""
    found = as_id(approval_id)
    if asked.request.method == "PUT":
        approving.approve(
            person=asked.person, approval_id=found, sealed=asked.said.bytes("sealed"), at=asked.at
        )
        return done()
    sealed = approving.take(person=asked.person, approval_id=found, at=asked.at)
    return done(sealed=sealed and sealed_text(sealed))
