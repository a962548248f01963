"""The addresses of the locked notes at the main host: what they are, and the way over."""

from django.urls import path

from tuokio.vault.views import closing, emergency_key, requests, succession, way_over

app_name = "vault"
urlpatterns = [
    path("vault/", way_over.what_it_is, name="about"),
    path("vault/enter/", way_over.enter, name="enter"),
    path("vault/back/<str:word>/", way_over.come_back, name="come_back"),
    # handing over
    path("vault/closing/", closing.closing, name="closing"),
    path("vault/closing/<uuid:space_id>/", closing.settling, name="settling"),
    path("vault/release/<str:word>/", succession.release_stop, name="release_stop"),
    path("vault/requests/", requests.requests, name="requests"),
    path("vault/requests/new/<uuid:practice_id>/", requests.request_new, name="request_new"),
    path("vault/requests/<uuid:request_id>/answer/", requests.request_answer, name="request_answer"),
    # the practice's emergency key
    path("practice/<uuid:practice_id>/emergency-key/", emergency_key.emergency_key, name="emergency_key"),
    path(
        "practice/<uuid:practice_id>/emergency-key/ending/", emergency_key.ending, name="emergency_key_ending"
    ),
]
