"""Which practice answers at a domain of its own; asked from the database at most every half minute."""

from __future__ import annotations

from threading import Lock
from time import monotonic

from tuokio.mapping.models import PublicPage

FRESH_SECONDS = 30.0
_lock = Lock()
_known: dict[str, str] = {}
_asked_at: float | None = None


def slug_at(host: str) -> str | None:
    """The slug of the practice whose published page stands at this host (without a port), or None."""
    global _asked_at
    with _lock:
        if _asked_at is None or monotonic() - _asked_at > FRESH_SECONDS:
            rows = (
                PublicPage.objects.filter(published=True)
                .exclude(domain=None)
                .select_related("practice")
                .only("domain", "practice__slug")
            )
            _known.clear()
            _known.update((row.domain or "", row.practice.slug) for row in rows)
            _asked_at = monotonic()
        return _known.get(host)


def forget_domains() -> None:
    """Ask again next time."""
    global _asked_at
    with _lock:
        _asked_at = None
