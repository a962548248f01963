"""Addresses of the building blocks."""

from django.urls import path

from tuokio.kit import views

app_name = "kit"
urlpatterns = [path("documents/<uuid:document_id>/", views.document, name="document")]
