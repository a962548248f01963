"""The addresses of the locked notes' own host: one page, and what it asks for."""

from django.urls import path

from tuokio.vault.views import (
    approvals,
    documents,
    entering,
    files,
    guests,
    keys,
    leaving,
    posts,
    reminding,
    shell,
    spaces,
)
from tuokio.vault.views import succession as handing
from tuokio.vault.views.chain import chain

handler404 = "tuokio.vault.views.shell.not_found"
handler400 = "tuokio.vault.views.shell.not_found"
handler500 = "tuokio.vault.views.shell.failed"

urlpatterns = [
    path("", shell.page),
    path("assets.json", shell.assets),
    path("api/house", shell.house),
    path("api/enter", entering.enter),
    path("api/leave", entering.leave),
    path("api/passkeys/question", entering.passkey_question),
    path("api/passkeys/new-question", entering.new_passkey_question),
    path("api/passkeys/enter", entering.enter_by_passkey),
    path("api/back", entering.way_back),
    path("api/account", keys.account),
    path("api/account/anew", keys.anew),
    path("api/account/renewal", keys.renewal),
    path("api/ways/<str:way_id>", keys.way),
    path("api/keyring", keys.keyring),
    # a new device that another one opens
    path("api/approvals", approvals.all_approvals),
    path("api/approvals/<str:approval_id>", approvals.approval),
    path("api/spaces", spaces.all_spaces),
    path("api/spaces/<str:space_id>", spaces.space),
    path("api/spaces/<str:space_id>/keys", spaces.keys),
    path("api/spaces/<str:space_id>/postpone", spaces.postponing),
    path("api/spaces/<str:space_id>/invites", spaces.invites_to),
    path("api/spaces/<str:space_id>/invites/<str:invite_id>", spaces.invite_to),
    path("api/invites/<str:invite_id>", spaces.answer),
    path("api/guest", guests.guest),
    path("api/guest/spaces/<str:space_id>", guests.space),
    path("api/guest/documents/<str:document_id>", guests.document),
    path("api/documents/<str:document_id>", documents.document),
    path("api/spaces/<str:space_id>/documents", documents.several),
    # the house's chain of entries
    path("api/chain", chain),
    # handing over
    path("api/succession", handing.succession),
    path("api/succession/envelope", handing.envelope),
    path("api/releases", handing.releases),
    path("api/releases/<str:release_id>", handing.release),
    path("api/releases/<str:release_id>/documents/<str:document_id>", handing.release_document),
    path("api/files/<str:file_id>", files.file),
    path("api/files/<str:file_id>/<str:number>", files.part),
    # taking one's notes along
    path("api/spaces/<str:space_id>/files", leaving.files_of_space),
    path("api/exports", leaving.exports),
    # what phones send in a meeting
    path("api/posts/<str:post_id>", posts.post),
    path("api/spaces/<str:space_id>/news", posts.news),
    path("api/spaces/<str:space_id>/posts", posts.posts_of_space),
    path("api/spaces/<str:space_id>/meetings", posts.meetings),
    path("api/guest/posts/<str:post_id>", posts.guest_post),
    path("api/guest/spaces/<str:space_id>/news", posts.guest_news),
    path("api/guest/spaces/<str:space_id>/posts", posts.guest_posts),
    path("api/guest/spaces/<str:space_id>/meetings", posts.guest_meetings),
    # the day after a meeting
    path("api/reminder", reminding.reminder),
]
