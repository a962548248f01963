"""Who opens a practice's page, its writing, and the enquiries it brings."""

from __future__ import annotations

from django.conf import settings

from tests.who_opens import ALL, Row, World
from tuokio.kit.clock import now
from tuokio.mapping.answering_alone import make_link, make_safety_links
from tuokio.mapping.demo_page import make_demo_page
from tuokio.mapping.domain.asking import Wish
from tuokio.mapping.enquiring import Asked, receive_enquiry
from tuokio.mapping.models import AloneLink, PublicPage, SafetyLink
from tuokio.people.domain.codes import fingerprint
from tuokio.supervision.models import Process
from tuokio.terms.words import ProcessState

# whoever owns a practice or supervises in it writes its page; each of them their own
WRITERS = {"aino", "olavi", "saara", "pekka", "sari"}
ANY_WRITER = WRITERS | {"orvokki"}
SUPERVISORS = WRITERS
PAGE = "/p/{slug}/"
SWEDISH = "/p/{slug}/{language}/"
ONE = "/processes/{process_id}/"
PHONE, OWN_ANSWER = "p" * 43, "s" * 43

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
    # the mapping conversation: who leads the process, and whoever holds a link; no substitute, no coordinator
    f"{ONE}mapping/": {"aino"},
    f"{ONE}mapping/steps/{{step}}/": {"aino"},
    f"{ONE}mapping/link/": Row({"aino"}, post={"act": "close"}),
    f"{ONE}mapping/own-answers/": {"aino"},
    f"{ONE}mapping/talk-sheet/": Row({"aino"}, post={}),
    f"{ONE}mapping/reopening/": Row({"aino"}, post={}),
    f"{ONE}recommendation/": {"aino"},
    "/mapping/{token}/": ALL,
    "/mapping/{token}/end/": ALL,
    "/mapping/{token}/questions/{question}/": ALL,
    "/own-answer/": ALL,
    "/own-answer/{token}/": Row(ALL, ids={"token": OWN_ANSWER}),
}


def ids(world: World) -> dict[str, str]:
    """Vire's page with a colour and a picture, one of its services, and an enquiry that came through it."""
    page = make_demo_page(world.practice, at=now())
    PublicPage.objects.filter(pk=page.pk).update(
        accent="#7a3b1d", photo=b"\x89PNG\r\n\x1a\n", photo_type="png"
    )
    asked = Asked(name="M. L.", reply_to="040 123 4567", wish=Wish.GROUP, words="", language="fi")
    enquiry = receive_enquiry(page=page, asked=asked, stamp="", at=now())
    mapping = open_mapping(world)
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
        **mapping,
    }


def open_mapping(world: World) -> dict[str, str]:
    """Aino's process in mapping, with a link to answer alone and one to M08."""
    Process.objects.filter(pk=world.process.pk).update(state=ProcessState.MAPPING)
    process, at, by = Process.objects.get(pk=world.process.pk), now(), world.people["aino"]
    make_link(process=process, by=by, at=at)
    make_safety_links(process=process, count=1, by=by, at=at)
    AloneLink.objects.update(fingerprint=fingerprint(PHONE, key=settings.SECRET_KEY, salt="mapping"))
    SafetyLink.objects.update(fingerprint=fingerprint(OWN_ANSWER, key=settings.SECRET_KEY, salt="safety"))
    return {"step": "who", "token": PHONE, "question": "m05"}
