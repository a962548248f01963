"""Addresses of feeds, invitations and what comes back to them."""

from django.urls import URLPattern, path

from tuokio.calendars.views import feeds, replies

urlpatterns: list[URLPattern] = [
    path("feeds/<str:token>.ics", feeds.fetch, name="fetch"),
    path("calendar/feed/", feeds.feed, name="feed"),
    path("calendar/feed/address/", feeds.address, name="feed_address"),
    path("calendar/feed/closing/", feeds.closing, name="feed_closing"),
    path("calendar/replies/", replies.replies, name="replies"),
    path("calendar/proposals/<uuid:proposal_id>/removal/", replies.proposal_removal, name="proposal_removal"),
]
