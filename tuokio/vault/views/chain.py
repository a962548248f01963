"""How far the house's chain of entries reaches, so that every browser that has seen it is a witness."""

from __future__ import annotations

from django.http import HttpResponse

from tuokio.audit.chain import head, steps_after
from tuokio.vault.refusals import Malformed
from tuokio.vault.views.asking import Asked, asks, done


@asks("GET")
def chain(asked: Asked) -> HttpResponse:
    """The chain's head; with `since`, the digests that lead there from the entry of that number."""
    text = asked.request.GET.get("since")
    if text is None:
        last = head()
        return done(head={"seq": last.seq, "hash": last.hash})
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        raise Malformed
    last, start, steps = steps_after(int(text))
    return done(
        head={"seq": last.seq, "hash": last.hash},
        start={"seq": start.seq, "hash": start.hash},
        steps=[{"seq": step.seq, "body": step.body, "hash": step.hash} for step in steps],
    )
