"""PDFs made in the background: asked for by a page, made by the task worker with typst, fetched once ready.

Data reach the template as JSON, so nothing that was typed can become markup; money is given as text.
Every document is a tagged PDF/UA-1 in its own language.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from datetime import time as time_of_day
from functools import cache, partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import close_old_connections, transaction
from django.http import HttpRequest
from django.tasks import task

from tuokio.kit import clock
from tuokio.kit.models import Document

log = logging.getLogger("tuokio.documents")
PACKAGE = Path(__file__).resolve().parent.parent
IN_SESSION = "documents"
KEPT_IN_SESSION = 20
NOON = time_of_day(12)


def ask_document(
    request: HttpRequest, *, template: str, data: dict[str, Any], filename: str, language: str, at: datetime
) -> Document:
    """Queue a PDF for whoever asks; `template` is "context/name" of a file under `tuokio/context/typst/`.

    Only the session that asked can fetch it (kit:document).
    """
    person_id = getattr(request.user, "pk", None)
    with transaction.atomic():
        document = Document.objects.create(
            person_id=person_id,
            template=template,
            data=data,
            filename=filename,
            language=language,
            asked_at=at,
        )
        transaction.on_commit(partial(_wake, str(document.pk)))
    mine = [*request.session.get(IN_SESSION, []), str(document.pk)]
    request.session[IN_SESSION] = mine[-KEPT_IN_SESSION:]
    return document


def is_asked_here(request: HttpRequest, document_id: object) -> bool:
    """Whether this very session asked for the document."""
    return str(document_id) in request.session.get(IN_SESSION, [])


def wait_for(document: Document, *, seconds: float) -> bool:
    """Wait a little for the worker; True once the document is made."""
    end = time.monotonic() + seconds
    while document.content is None and not document.failed and time.monotonic() < end:
        time.sleep(0.1)
        document.refresh_from_db()
    return document.content is not None


def _wake(document_id: str) -> None:
    make_document.enqueue(document_id)


@task(queue_name="documents")
def make_document(document_id: str) -> None:
    """Make one document; a template that fails marks it so, and the page says it."""
    document = Document.objects.filter(pk=document_id, content=None).first()
    if document is None:
        return
    try:
        document.content = compile_pdf(document.template, document.data, document.language)
    except Exception as error:
        log.error("A document could not be made from %s: %s", document.template, type(error).__name__)
        document.failed = True
    document.data = {}
    document.made_at = clock.now()
    document.save(update_fields=["content", "failed", "data", "made_at"])
    close_old_connections()


def compile_pdf(template: str, data: dict[str, Any], language: str, *, made_on: date | None = None) -> bytes:
    """The PDF of a template with its data; tagged, PDF/UA-1. Raises what typst raises for a fault in it.

    With `made_on` the same data give the same bytes, whenever and wherever they are made by this release.
    """
    import typst  # heavy: only the worker pays for it

    context, name = template.split("/")
    source = PACKAGE / context / "typst" / f"{name}.typ"
    inputs = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True), "language": language}
    build: Callable[..., Any] = partial(
        typst.compile,
        source,
        root=PACKAGE,
        font_paths=[_fonts()],
        ignore_system_fonts=True,
        sys_inputs=inputs,
        timestamp=datetime.combine(made_on, NOON, tzinfo=UTC) if made_on else None,
    )
    try:
        return bytes(build(pdf_standards=["ua-1"]))
    except typst.TypstError as error:
        if "could not be displayed with font" not in str(error):
            raise
        # a name in letters that the font lacks: a box on paper is better than no paper; still tagged
        return bytes(build())


@cache
def _fonts() -> Path:
    return Path(settings.STATIC_ROOT) / "pdf-fonts"
