"""Who opens a practice's page, its writing, and the enquiries it brings."""

from __future__ import annotations

from tests.who_opens import ALL, Row, World
from tuokio.kit.clock import now
from tuokio.mapping.demo_page import make_demo_page
from tuokio.mapping.domain.asking import Wish
from tuokio.mapping.enquiring import Asked, receive_enquiry
from tuokio.mapping.models import PublicPage

# whoever owns a practice or supervises in it writes its page; each of them their own
WRITERS = {"aino", "olavi", "saara", "pekka", "sari"}
ANY_WRITER = WRITERS | {"orvokki"}
SUPERVISORS = WRITERS
PAGE = "/p/{slug}/"
SWEDISH = "/p/{slug}/{language}/"

WHO_OPENS: dict[str, set[str] | frozenset[str] | Row] = {
    f"{PAGE}accent-{{accent}}.css": ALL,
    f"{PAGE}{{which}}/{{version}}/": ALL,
    **{
        f"{one}{rest}": row
        for one in (PAGE, SWEDISH)
        for rest, row in {
            "": ALL,
            "enquiry/": ALL,
            "enquiry/{enquiry_id}/": ALL,  # the receipt: a day, and nothing of the message
            "form/": ALL,
            "form/{enquiry_id}/": ALL,
            "talk/": ALL,
            "talk/handout/": Row(ALL, post={}),
        }.items()
    },
    "/page/": ANY_WRITER,
    "/page/text/": ANY_WRITER,
    "/page/words/{language}/": ANY_WRITER,
    "/page/services/new/": ANY_WRITER,
    "/page/services/{service_id}/": WRITERS,
    "/page/services/{service_id}/removal/": Row(WRITERS, post={}),
    "/page/look/": ANY_WRITER,
    "/page/places/": ANY_WRITER,
    "/page/publication/": Row(ANY_WRITER, post={"publish": "yes"}),
    "/enquiries/{enquiry_id}/": SUPERVISORS,
}


def ids(world: World) -> dict[str, str]:
    """Vire's page with a colour and a picture, one of its services, and an enquiry that came through it."""
    page = make_demo_page(world.practice, at=now())
    PublicPage.objects.filter(pk=page.pk).update(
        accent="#7a3b1d", photo=b"\x89PNG\r\n\x1a\n", photo_type="png"
    )
    asked = Asked(name="M. L.", reply_to="040 123 4567", wish=Wish.GROUP, words="", language="fi")
    enquiry = receive_enquiry(page=page, asked=asked, stamp="", at=now())
    service = page.services.first()
    assert service is not None
    return {
        "slug": world.practice.slug,
        "language": "sv",
        "accent": "7a3b1d",
        "which": "photo",
        "version": "1",
        "service_id": str(service.pk),
        "enquiry_id": str(enquiry.pk),
    }
