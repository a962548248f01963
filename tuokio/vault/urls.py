"""The addresses of the locked notes at the main host: what they are, and the way over."""

from django.urls import path

from tuokio.vault.views import way_over

app_name = "vault"
urlpatterns = [
    path("vault/", way_over.what_it_is, name="about"),
    path("vault/enter/", way_over.enter, name="enter"),
    path("vault/back/<str:word>/", way_over.come_back, name="come_back"),
]
