"""Who opens keeping: an owner their own practice's, anyone what the law wants told."""

from tests.cast import MORNING
from tests.who_opens import ALL, Row, World
from tuokio.retention.models import Feedback

OWNERS = {"olavi", "orvokki"}

WHO_OPENS = {
    "/keeping/": OWNERS,
    "/keeping/{practice_id}/": {"olavi"},
    "/keeping/feedback/{feedback_id}/answer/": Row({"olavi"}, post={}),
    "/keeping/backup/": OWNERS,
    "/keeping/backup/copies/": Row(OWNERS, post={}),
    "/keeping/backup/trial/": OWNERS,
    "/accessibility/": ALL,
    "/accessibility/thanks/": ALL,
    "/privacy/": ALL,
    "/p/{slug}/privacy/": Row(ALL, ids={"slug": "vire"}),
}


def ids(world: World) -> dict[str, str]:
    """Feedback about the practice's pages."""
    feedback = Feedback.objects.create(practice=world.practice, message="Ei aukea", sent_at=MORNING)
    return {"feedback_id": str(feedback.pk)}
