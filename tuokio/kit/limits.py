"""How often something may be tried. The counters live in the database: over all workers and a restart."""

import hashlib
from datetime import timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from tuokio.kit import clock
from tuokio.kit.models import Limit

# One statement, so that two tries at one moment are two, and a busy database is asked once.
COUNTED = """
    INSERT INTO kit_limits AS kept (cache_key, value, expires) VALUES (%s, '1', %s)
    ON CONFLICT (cache_key) DO UPDATE SET
        value = CASE WHEN kept.expires <= %s THEN '1' ELSE CAST(CAST(kept.value AS integer) + 1 AS text) END,
        expires = CASE WHEN kept.expires <= %s THEN excluded.expires ELSE kept.expires END
    RETURNING value
"""


def allow(key: str, *, limit: int, seconds: int) -> bool:
    """Count one try under `key`; False when there have been more than `limit` within `seconds` of the first.

    The key is kept as a fingerprint only, so it may hold a mail or network address.
    """
    at, adapt = clock.now(), connection.ops.adapt_datetimefield_value
    until = adapt(at + timedelta(seconds=seconds))
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [_kept(key), until, adapt(at), adapt(at)])
        count = int(cursor.fetchone()[0])
    if count == 1:
        Limit.objects.filter(expires__lt=at - timedelta(days=1)).delete()
    return count <= limit


def is_spent(key: str, *, limit: int) -> bool:
    """Whether `limit` tries have been counted under `key` in its running window; counts nothing."""
    row = Limit.objects.filter(cache_key=_kept(key), expires__gt=clock.now()).first()
    return row is not None and int(row.value) >= limit


def forget(key: str) -> None:
    """Begin the counting under `key` anew, as after a success."""
    Limit.objects.filter(cache_key=_kept(key)).delete()


def _kept(key: str) -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}:{key}".encode()).hexdigest()


def address_of(request: HttpRequest) -> str:
    """The network address that asks; behind our reverse proxy, the one that the proxy saw."""
    if settings.BEHIND_PROXY and (hops := request.headers.get("x-forwarded-for", "")):
        return hops.rsplit(",", 1)[-1].strip()[:60]
    return str(request.META.get("REMOTE_ADDR", ""))


def too_many(request: HttpRequest) -> HttpResponse:
    """The page for too many tries: 429."""
    page = {
        "heading": _("Let us wait a moment"),
        "happened": _("There have been many tries from here in a short time."),
        "kept": _("Nothing was changed."),
        "next_step": _("Try again in a quarter of an hour."),
        "code": 429,
    }
    response = render(request, "kit/error.html", page, status=429)
    response.headers["Retry-After"] = "900"
    return response
