"""The addresses of the whole house; each context names its own."""

from django.urls import include, path

handler400 = "tuokio.config.errors.bad_request"
handler403 = "tuokio.config.errors.forbidden"
handler404 = "tuokio.config.errors.not_found"
handler500 = "tuokio.config.errors.server_error"

urlpatterns = [
    path("", include("tuokio.desk.urls")),
    path("", include("tuokio.people.urls")),
    path("", include("tuokio.supervision.urls")),
    path("", include("tuokio.agreement.urls")),
    path("", include("tuokio.meetings.urls")),
    path("", include("tuokio.calendars.urls")),
    path("", include("tuokio.booking.urls")),
    path("", include("tuokio.goals.urls")),
    path("", include("tuokio.evaluation.urls")),
    path("", include("tuokio.vault.urls")),
    path("", include("tuokio.workroom.urls")),
    path("", include("tuokio.retention.urls")),
    path("", include("tuokio.kit.urls")),
    path("", include("tuokio.mapping.urls")),
]
