"""Addresses of this context."""

from django.urls import URLPattern, URLResolver, path

from tuokio.supervision.views import members, processes

app_name = "supervision"
ONE = "processes/<uuid:process_id>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("processes/open/", processes.open_process, name="open"),
    path(f"{ONE}/frame/", processes.frame, name="frame"),
    path(f"{ONE}/members/", processes.members, name="members"),
    path(f"{ONE}/members/<uuid:member_id>/", processes.member, name="member"),
    path(f"{ONE}/members/<uuid:member_id>/leaving/", processes.member_leaving, name="member_leaving"),
    path(f"{ONE}/ways-in/", members.ways_in, name="ways_in"),
    path(f"{ONE}/members/<uuid:member_id>/way-in/", members.way_in, name="way_in"),
    path(f"{ONE}/members/<uuid:member_id>/slip/", members.slip, name="member_slip"),
    path(f"{ONE}/paper/", processes.paper, name="paper"),
    path(f"{ONE}/paper/<uuid:paper_id>/", processes.paper_file, name="paper_file"),
    path(f"{ONE}/agreement-on-paper/", processes.on_paper, name="on_paper"),
    path(f"{ONE}/referral/", processes.referral, name="referral"),
    path(f"{ONE}/declining/", processes.declining, name="declining"),
]
