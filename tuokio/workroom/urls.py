"""The workroom's addresses at the main host."""

from django.urls import URLPattern

app_name = "workroom"
urlpatterns: list[URLPattern] = []
