"""Who opens a PDF: only the browser that asked for it (tests/desk/test_commissioner.py shows that one)."""

from tests.who_opens import World
from tuokio.kit.clock import now
from tuokio.kit.models import Document

WHO_OPENS: dict[str, set[str]] = {"/documents/{document_id}/": set()}


def ids(world: World) -> dict[str, str]:
    """A made document, asked for in a browser that none of them has."""
    document = Document.objects.create(
        person=world.people["aino"],
        template="desk/year_summary",
        language="fi",
        data={},
        filename="vuosikooste-2026.pdf",
        content=b"%PDF-1.7",
        asked_at=now(),
    )
    return {"document_id": str(document.pk)}
