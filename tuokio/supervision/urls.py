"""Addresses of this context."""

from django.urls import URLPattern, URLResolver, path

from tuokio.supervision import member_views, views

app_name = "supervision"
ONE = "processes/<uuid:process_id>"
urlpatterns: list[URLPattern | URLResolver] = [
    path("processes/open/", views.open_process, name="open"),
    path(f"{ONE}/frame/", views.frame, name="frame"),
    path(f"{ONE}/members/", views.members, name="members"),
    path(f"{ONE}/members/<uuid:member_id>/", views.member, name="member"),
    path(f"{ONE}/members/<uuid:member_id>/leaving/", views.member_leaving, name="member_leaving"),
    path(f"{ONE}/ways-in/", member_views.ways_in, name="ways_in"),
    path(f"{ONE}/members/<uuid:member_id>/way-in/", member_views.way_in, name="way_in"),
    path(f"{ONE}/members/<uuid:member_id>/slip/", member_views.slip, name="member_slip"),
    path(f"{ONE}/paper/", views.paper, name="paper"),
    path(f"{ONE}/paper/<uuid:paper_id>/", views.paper_file, name="paper_file"),
    path(f"{ONE}/agreement-on-paper/", views.on_paper, name="on_paper"),
    path(f"{ONE}/referral/", views.referral, name="referral"),
    path(f"{ONE}/declining/", views.declining, name="declining"),
]
