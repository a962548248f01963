"""Addresses of the calendars elsewhere from which busy times are read, and of those that meetings are written into."""

from django.urls import URLPattern, path

from tuokio.calendars.views import accounts, sources

urlpatterns: list[URLPattern] = [
    path("calendar/elsewhere/", sources.sources, name="sources"),
    path("calendar/elsewhere/<uuid:source_id>/reading/", sources.reading, name="source_reading"),
    path("calendar/elsewhere/<uuid:source_id>/days/", sources.days, name="source_days"),
    path("calendar/elsewhere/<uuid:source_id>/removal/", sources.removal, name="source_removal"),
    path("calendar/account/", accounts.account, name="account"),
    path("calendar/account/calendars/", accounts.choosing, name="account_choosing"),
    path("calendar/account/removal/", accounts.account_removal, name="account_removal"),
    path("calendar/moves/<uuid:move_id>/acceptance/", accounts.move_acceptance, name="move_acceptance"),
    path("calendar/moves/<uuid:move_id>/refusal/", accounts.move_refusal, name="move_refusal"),
]
