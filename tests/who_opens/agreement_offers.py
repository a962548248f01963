"""Who opens an offer: its supervisor, and the contact persons of the one who pays."""

from __future__ import annotations

from datetime import timedelta

from tests.who_opens import Row, World
from tuokio.agreement.usecases.offer_rules import Offered
from tuokio.agreement.usecases.offers import send_offer, write_offer
from tuokio.kit.clock import now, today
from tuokio.terms.words import FormOfWork

OFFERS = "/processes/{process_id}/offers/{offer_id}"
BY_DOOR = "/commissioner/offers/{offer_id}"
WHO_OPENS = {
    "/processes/{process_id}/offer/": {"aino"},
    "/processes/{process_id}/offer/text/": {"aino"},
    f"{OFFERS}/": {"aino"},
    f"{OFFERS}/sending/": Row({"aino"}, post={}),
    f"{OFFERS}/answer/": {"aino"},
    f"{OFFERS}/withdrawal/": {"aino"},
    f"{OFFERS}/renewal/": Row({"aino"}, post={}),
    f"{OFFERS}/note/": Row({"aino"}, post={}),
    f"{OFFERS}/paper/": {"aino"},
    f"{BY_DOOR}/": {"kaarlo"},
    f"{BY_DOOR}/acceptance/": Row({"kaarlo"}, post={}),
    f"{BY_DOOR}/refusal/": Row({"kaarlo"}, post={}),
    f"{BY_DOOR}/renewal-wish/": Row({"kaarlo"}, post={}),
    f"{BY_DOOR}/paper/": {"kaarlo"},
}


def ids(world: World) -> dict[str, str]:
    """An offer for the next term of the running process, sent to its payer."""
    aino = world.people["aino"]
    offered = Offered(
        form=FormOfWork.GROUP,
        minutes=75,
        planned=10,
        interval_weeks=3,
        starts_on=today(),
        price_cents=16_000,
        vat_code="standard",
        free_until_hours=48,
        late_percent=100,
        no_show_percent=100,
        valid_until=today() + timedelta(days=30),
    )
    offer = write_offer(process=world.process, offered=offered, by=aino, at=now())
    send_offer(offer=offer, contact=world.contact, by=aino, at=now())
    return {"offer_id": str(offer.pk)}
