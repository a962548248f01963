"""Addresses of the offer."""

from django.urls import path

from tuokio.agreement.views import commissioner_offers as by_door
from tuokio.agreement.views import offers as views

OFFERS = "processes/<uuid:process_id>/offers/<uuid:offer_id>"
BY_DOOR = "commissioner/offers/<uuid:offer_id>"
urlpatterns = [
    path("processes/<uuid:process_id>/offer/", views.offer, name="offer"),
    path("processes/<uuid:process_id>/offer/text/", views.text, name="offer_text"),
    path(f"{OFFERS}/", views.version, name="offer_version"),
    path(f"{OFFERS}/sending/", views.sending, name="offer_sending"),
    path(f"{OFFERS}/answer/", views.answer, name="offer_answer"),
    path(f"{OFFERS}/withdrawal/", views.withdrawal, name="offer_withdrawal"),
    path(f"{OFFERS}/renewal/", views.renewal, name="offer_renewal"),
    path(f"{OFFERS}/note/", views.note, name="offer_note"),
    path(f"{OFFERS}/paper/", views.paper, name="offer_paper"),
    path(f"{BY_DOOR}/", by_door.offer, name="commissioner_offer"),
    path(f"{BY_DOOR}/acceptance/", by_door.acceptance, name="commissioner_offer_acceptance"),
    path(f"{BY_DOOR}/refusal/", by_door.refusal, name="commissioner_offer_refusal"),
    path(f"{BY_DOOR}/renewal-wish/", by_door.renewal_wish, name="commissioner_offer_renewal"),
    path(f"{BY_DOOR}/paper/", by_door.paper, name="commissioner_offer_paper"),
]
