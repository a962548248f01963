"""The addresses of the locked notes' own host: one page, and what it asks for."""

from django.urls import path

from tuokio.vault.views import sealed, shell

handler404 = "tuokio.vault.views.shell.not_found"
handler400 = "tuokio.vault.views.shell.not_found"
handler500 = "tuokio.vault.views.shell.failed"

urlpatterns = [
    path("", shell.page),
    path("assets.json", shell.assets),
    path("api/house", shell.house),
    path("api/enter", sealed.enter),
    path("api/leave", sealed.leave),
    path("api/account", sealed.account),
    path("api/ways/<str:way_id>", sealed.way),
    path("api/keyring", sealed.keyring),
    path("api/spaces", sealed.all_spaces),
    path("api/spaces/<str:space_id>", sealed.space),
    path("api/documents/<str:document_id>", sealed.document),
]
