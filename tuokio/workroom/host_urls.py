"""The workroom's addresses at the locked notes' own host."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
