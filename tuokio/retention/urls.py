"""Addresses of this context."""

from django.urls import URLPattern, URLResolver, path

from tuokio.retention import views

app_name = "retention"
urlpatterns: list[URLPattern | URLResolver] = [
    path("keeping/", views.keeping, name="keeping"),
    path("keeping/backup/", views.backup, name="backup"),
    path("keeping/backup/copies/", views.backup_copy, name="backup_copy"),
    path("keeping/backup/trial/", views.backup_trial, name="backup_trial"),
    path("keeping/<uuid:practice_id>/", views.practice_keeping, name="practice_keeping"),
    path("keeping/feedback/<uuid:feedback_id>/answer/", views.feedback_answer, name="feedback_answer"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("accessibility/thanks/", views.accessibility_thanks, name="accessibility_thanks"),
    path("privacy/", views.privacy, name="privacy"),
    path("p/<slug:slug>/privacy/", views.practice_privacy, name="privacy"),
]
