"""Pages for what went wrong: what happened, what was kept, what to do now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def _error(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    return render(request, "kit/error.html", {"title": title, "text": text, "status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(
        request,
        400,
        _("That could not be read"),
        _(
            "What was sent was too large or broken on the way. Nothing was changed. Go back, check it and send it again."
        ),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return not_found(request, exception)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _error(
        request,
        404,
        _("This page is not here for you"),
        _(
            "The address may be old or mistyped, or the page belongs to someone else. Nothing was changed. Go to the front page and look from there."
        ),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    return _error(
        request,
        500,
        _("Something went wrong on our side"),
        _(
            "What you last saved is safe. Go back and try again in a moment; if it happens again, tell whoever looks after this installation."
        ),
    )


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose safety token no longer fits: an old tab, another sign-in, cookies off."""
    return _error(
        request,
        403,
        _("This form had grown old"),
        _(
            "Nothing was sent. Go back with the browser's back button: what you typed is still there. Reload the page and send it again."
        ),
    )
