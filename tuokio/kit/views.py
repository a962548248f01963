"""Fetching a PDF that the worker makes."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tuokio.kit.documents import is_asked_here, wait_for
from tuokio.kit.models import Document

PATIENCE = 4.0  # seconds a request waits for the worker


def document(request: HttpRequest, document_id: UUID) -> HttpResponse:
    """The PDF when it is ready, a page that says so when it is not; 404 for anyone who did not ask for it."""
    if not is_asked_here(request, document_id):
        raise Http404
    found = get_object_or_404(Document, pk=document_id)
    if not wait_for(found, seconds=PATIENCE):
        return render(request, "kit/document.html", {"document": found}, status=503 if found.failed else 202)
    answer = HttpResponse(bytes(found.content or b""), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{found.filename}"'
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
