"""Pages for what went wrong: what happened, what was kept, what to do now."""

import errno
import sqlite3
import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SQLITE_STORAGE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
}


def _error(
    request: HttpRequest, code: int, heading: str, happened: str, kept: str, next_step: str
) -> HttpResponse:
    page = {"heading": heading, "happened": happened, "kept": kept, "next_step": next_step, "code": code}
    return render(request, "kit/error.html", page, status=code)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: what was sent could not be read."""
    return _error(
        request,
        400,
        _("That could not be read"),
        _("What was sent was too large or broken on the way."),
        _("Nothing was changed."),
        _("Go back, check it and send it again."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403 is told as 404: whether a page exists is nobody else's business."""
    return not_found(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: no such page, or not for this person."""
    return _error(
        request,
        404,
        _("This page is not here for you"),
        _("The address may be old or mistyped, or the page belongs to someone else."),
        _("Nothing was changed."),
        _("Go to the front page and look from there."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our own fault. Made without the request, so that it asks nothing of a database that may be gone.

    503 when nothing could be stored or the database is away: the disk is full, another holds it too long.
    """
    if is_storage_trouble(sys.exception()):
        return storage_trouble()
    page = {
        "heading": _("Something went wrong on our side"),
        "happened": _("The page could not be made."),
        "kept": _("What you last saved is safe."),
        "next_step": _(
            "Go back and try again in a moment. If it happens again, tell whoever looks after this installation."
        ),
        "code": 500,
    }
    return HttpResponse(render_to_string("kit/error.html", page), status=500)


def is_storage_trouble(error: BaseException | None) -> bool:
    """Whether this error tells of the disk or the database's state, not of a mistake of ours."""
    if isinstance(error, OperationalError):
        cause = error.__cause__
        if isinstance(cause, sqlite3.Error):  # which also calls a missing table operational
            return getattr(cause, "sqlite_errorcode", 0) & 0xFF in SQLITE_STORAGE
        return True
    return isinstance(error, OSError) and error.errno in NO_ROOM


def storage_trouble() -> HttpResponse:
    """503: nothing could be stored. Every act is one transaction, so nothing half done stands."""
    page = {
        "heading": _("Saving did not succeed just now"),
        "happened": _("The place where Tuokio keeps its data is full or does not answer."),
        "kept": _(
            "Nothing was changed. What you typed is still there when you go back with the browser's back button."
        ),
        "next_step": _(
            "Wait a moment and send it again. If it happens again, tell whoever looks after this installation."
        ),
        "code": 503,
    }
    response = HttpResponse(render_to_string("kit/error.html", page), status=503)
    response.headers["Retry-After"] = "60"
    return response


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose safety token no longer fits: an old tab, another sign-in, cookies off."""
    return _error(
        request,
        403,
        _("This form had grown old"),
        _("Nothing was sent."),
        _("What you typed is still there when you go back with the browser's back button."),
        _("Reload the page and send it again."),
    )
