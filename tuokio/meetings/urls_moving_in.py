"""Addresses of moving in."""

from django.urls import URLPattern, path

from tuokio.meetings.views import moving_in

ONE = "moving-in/<uuid:moving_in_id>"
urlpatterns: list[URLPattern] = [
    path("moving-in/", moving_in.moving_in, name="moving_in"),
    path(f"{ONE}/", moving_in.moving_in_list, name="moving_in_list"),
    path(f"{ONE}/columns/", moving_in.moving_in_columns, name="moving_in_columns"),
    path(f"{ONE}/confirmation/", moving_in.moving_in_confirmation, name="moving_in_confirmation"),
    path(f"{ONE}/result/", moving_in.moving_in_result, name="moving_in_result"),
    path(f"{ONE}/removal/", moving_in.moving_in_removal, name="moving_in_removal"),
]
