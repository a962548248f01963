"""Handing out the stored PDF of a version."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tuokio.agreement.models.agreements import AgreementVersion
from tuokio.agreement.usecases.copies import copy_of

PATIENCE = 4.0  # seconds a request waits for the worker


def pdf(request: HttpRequest, version: AgreementVersion, language: str) -> HttpResponse:
    """The stored bytes in that language, or a page that says that they are being made."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    found = copy_of(version, language, seconds=PATIENCE)
    if found is None:
        return render(request, "agreement/copy_waits.html", status=202)
    return pdf_answer(bytes(found.content), f"sopimus-{version.number}-{language}.pdf")


def pdf_answer(content: bytes, filename: str) -> HttpResponse:
    """A PDF to be looked at, which no cache keeps. Its name says nothing of whose it is."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{filename}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
